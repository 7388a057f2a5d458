"""Fill in what the READMEs print of the program: the columns of its tables and a result.

    python tests/readme/fill.py        writes README.md and README.ja.md (make readme)

A part of a README between <!-- begin: NAME --> and <!-- end: NAME --> is written by this script.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READMES = (ROOT / "README.md", ROOT / "README.ja.md")
PART = re.compile(r"(<!-- begin: (\w+) -->\n).*?(<!-- end: \2 -->)", re.DOTALL)
SHOWN = ("name", "funding", "is_new", "total_yen", "settled_yen", "page", "verified")
ROWS = 11


def filled(readme: str) -> str:
    """The text of a README with all its generated parts written anew."""
    return PART.sub(lambda m: m[1] + PARTS[m[2]]() + m[3], readme)


def columns_part() -> str:
    """A Markdown table of columns for every table of the output."""
    from pipeline.schemas.base import COMMON

    parts = ["Every table except `documents` begins with these columns.\n\n", _columns(COMMON)]
    for table in written_tables():
        by = "" if table.written_by == "extract" else f" Written by `keikaku {table.written_by}`."
        parts.append(f"\n### {table.name}\n\n{_sentence(table.about)}{by}\n\n")
        parts.append(_columns(table.columns))
    return "".join(parts)


def written_tables() -> list[Any]:
    """The tables that some command of the program writes, in the order of the documentation."""
    from pipeline.schemas import all_tables

    return [table for table in all_tables().values() if table.written_by in _commands()]


@cache
def _commands() -> frozenset[str]:
    from pipeline.cli import main

    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        main(["--help"])
    return frozenset(re.findall(r"^    (\w+) ", shown.getvalue(), re.MULTILINE))


def _columns(columns: Iterable[Any]) -> str:
    rows = [("column", "type", "unit", "what it holds"), ("---", "---", "---", "---")]
    for column in columns:
        kind = "struct" if column.type.startswith("struct") else column.type
        about = column.about.replace("|", "\\|")
        rows.append((f"`{column.name}`", kind, column.unit or "", about))
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "。")) else text + "."


def result_part() -> str:
    """The first programs of a sample, as they stand in programs.parquet."""
    import pyarrow.parquet as pq

    rows = pq.read_table(samples_output() / "programs.parquet").to_pylist()
    sample = [row for row in rows if row["source_file"] == "chiba-home-care-2024.pdf"]
    table = [SHOWN, *([_shown(row[name]) for name in SHOWN] for row in sample[:ROWS])]
    widths = [max(_width(row[i]) for row in table) for i in range(len(SHOWN))]
    lines = ("  ".join(_pad(c, w) for c, w in zip(row, widths, strict=True)) for row in table)
    return "```text\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"


@cache
def samples_output() -> Path:
    """A folder with the tables that the program reads from raw/."""
    from pipeline.run import extract

    folder = Path(tempfile.mkdtemp()) / "output"
    extract([ROOT / "raw"], folder)
    return folder


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "・".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return f"{value:,}"
    return "" if value is None else str(value)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _pad(text: str, width: int) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if re.fullmatch(r"[\d,]+", text) else text + blanks


PARTS: dict[str, Callable[[], str]] = {"columns": columns_part, "result": result_part}


if __name__ == "__main__":
    for path in READMES:
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
