"""What other programs make of files, run by the Python of an environment of their own.

    python bench/outside.py TOOL FILE ...        JSON: seconds, and for each file what was found

Needs nothing of keikaku; bench/tools.py makes the environments and calls this.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Rows = list[list[str]]


def camelot_tables(path: str) -> list[Rows]:
    import camelot

    found = camelot.read_pdf(path, pages="all", flavor="lattice")
    if not len(found):
        found = camelot.read_pdf(path, pages="all", flavor="stream")
    return [table.df.values.tolist() for table in found]


def pymupdf_tables(path: str) -> list[Rows]:
    """The tables that pymupdf4llm's Markdown holds."""
    import pymupdf4llm

    tables: list[Rows] = []
    inside = False
    for line in pymupdf4llm.to_markdown(path, show_progress=False).splitlines():
        if not line.startswith("|"):
            inside = False
            continue
        cells = [cell.replace("<br>", "\n").replace("**", "") for cell in line.split("|")[1:-1]]
        if inside and all(set(cell.strip()) <= {"-", ":"} for cell in cells):
            continue
        if not inside:
            tables.append([])
        inside = True
        tables[-1].append(cells)
    return tables


def plumber_tables(path: str) -> list[Rows]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        found = [table for page in pdf.pages for table in page.extract_tables()]
    return [[[cell or "" for cell in row] for row in table] for table in found]


def numexp_count(path: str) -> int:
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    normalizer = kept("numexp", lambda: NormalizeNumexp("ja"))
    return sum(len(normalizer.normalize(line)) for line in lines_of(path))


def timex_count(path: str) -> int:
    from ja_timex import TimexParser

    parser = kept("timex", TimexParser)
    return sum(len(parser.parse(line)) for line in lines_of(path))


TOOLS: dict[str, Callable[[str], Any]] = {
    "camelot": camelot_tables,
    "pymupdf4llm": pymupdf_tables,
    "pdfplumber": plumber_tables,
    "pynormalizenumexp": numexp_count,
    "ja-timex": timex_count,
}
_kept: dict[str, Any] = {}


def kept(name: str, make: Callable[[], Any]) -> Any:
    if name not in _kept:
        _kept[name] = make()
    return _kept[name]


def lines_of(path: str) -> list[str]:
    with open(path, encoding="utf-8") as file:
        return [line for line in file.read().splitlines() if line.strip()]


def main() -> None:
    tool, *paths = sys.argv[1:]
    read = TOOLS[tool]
    read(paths[0])  # imports and models
    found: list[Any] = []
    begun = time.process_time()
    for path in paths:
        try:
            found.append(read(path))
        except Exception as error:
            found.append([])
            print(f"{tool}: {path}: {type(error).__name__}: {error}", file=sys.stderr)
    print("\n" + json.dumps({"seconds": time.process_time() - begun, "found": found}))


if __name__ == "__main__":
    main()
