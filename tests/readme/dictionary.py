"""Write docs/tables.md, the dictionary of the tables, from their schemas.

python tests/readme/dictionary.py        (part of make readme)
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.schemas import Column, Table

ROOT = Path(__file__).resolve().parents[2]
PATH = ROOT / "docs" / "tables.md"

HEAD = """\
# Tables

<!-- Written by make readme from pipeline/schemas. Change it there. -->

`keikaku extract` writes one Parquet file per table. Every table but `documents` begins with the
same columns, which say where a row was read.

- Money is whole yen, percentages are percent (36.8 means 36.8 %), areas are km².
- `fiscal_year` 2024 is 令和6年度, 1 April 2024 to 31 March 2025.
- Null means that the document does not state it. It is never a guess and never 0.
- The columns marked as key name a fact; the others say something of it.
- `row_id` links the tables: `budgets.program_row_id` and `programs.parent_row_id` name rows of
  `programs`, `quantities.claimed_by` and `checks.row_ids` rows of any table. The same input bytes
  give the same `row_id` on every run.
- `datapackage.json` beside the files says the same for programs that read
  [Data Packages](https://specs.frictionlessdata.io/data-package/). The metadata of each Parquet
  file hold the version of keikaku (`keikaku.version`) and the SHA-256 of every document
  (`keikaku.documents`).

In Python, `pipeline.load.table("output", "programs")` gives a pandas DataFrame with types that
keep whole yen whole beside nulls; `pipeline.load.tables("output")` gives all of them.
"""


def dictionary() -> str:
    """The text of docs/tables.md."""
    return "\n".join([HEAD, *_parts()])


def _parts() -> Iterator[str]:
    from pipeline.report.words import words_of
    from pipeline.schemas import all_tables
    from pipeline.schemas.base import COMMON

    words = words_of("ja")
    tables = list(all_tables().values())
    yield from _contents(tables, words.names)
    yield "## The first columns of every table but documents\n"
    yield from _columns(COMMON, words.labels)
    for table in tables:
        by = "" if table.written_by == "extract" else f" Written by `keikaku {table.written_by}`."
        yield f"## {table.name}\n\n{table.about}{by}\n"
        yield from _columns(table.columns, words.labels)


def _contents(tables: Iterable[Table], names: dict[str, str]) -> Iterator[str]:
    yield "| table | 日本語 | what it holds |\n| --- | --- | --- |"
    for table in tables:
        about = table.about.rstrip(".")
        yield f"| [{table.name}](#{table.name}) | {names.get(table.name, '')} | {_cell(about)} |"
    yield ""


def _columns(columns: Iterable[Column], labels: dict[str, str]) -> Iterator[str]:
    yield "| column | 日本語 | type | unit | key | what it holds |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for column in columns:
        label = labels.get(column.name, "")
        key = "key" if column.key else ""
        cells = (
            f"`{column.name}`",
            label,
            f"`{column.type}`",
            column.unit or "",
            key,
            column.about,
        )
        yield f"| {' | '.join(map(_cell, cells))} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PATH.parent.mkdir(exist_ok=True)
    PATH.write_text(dictionary(), encoding="utf-8", newline="\n")
