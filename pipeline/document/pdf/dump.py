"""Print what the reader found: python -m pipeline.document.pdf.dump FILE [PAGE]"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from pipeline.document.model import Document, Grid, Line
from pipeline.document.pdf import read_pdf


def dump(document: Document, page: int | None = None) -> Iterator[str]:
    """The flow as text, lines with their places, grids as aligned columns."""
    for problem in document.problems:
        yield f"! {problem}"
    for item in document.flow:
        shown = item.page if isinstance(item, Grid) else document.lines[item.index].page
        if page is not None and shown != page:
            continue
        if isinstance(item, Grid):
            yield from _grid(item)
        else:
            yield _line(item)
    for line in document.lines:
        if line.margin and page in (None, line.page):
            yield "margin " + _line(line)


def _line(line: Line) -> str:
    x, y = (round(line.box.x0), round(line.box.top)) if line.box else (0, 0)
    mark = "|" if line.vertical else " "
    return f"p{line.page} {x:4d},{y:4d} {line.size or 0:4.1f}{mark} {line.text}"


def _grid(grid: Grid) -> Iterator[str]:
    box = ",".join(str(round(v)) for v in grid.box) if grid.box else ""
    yield (
        f"=== grid p{grid.page} [{box}] {grid.row_count}x{grid.column_count} "
        f"{grid.origin} head_rows={grid.head_rows}"
    )
    table = [[_cell(grid, r, c) for c in range(grid.column_count)] for r in range(grid.row_count)]
    widths = [max((_width(row[c]) for row in table), default=0) for c in range(grid.column_count)]
    for row in table:
        cells = (
            text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True)
        )
        yield "    | " + " | ".join(cells) + " |"


def _cell(grid: Grid, row: int, column: int) -> str:
    cell = grid.cell(row, column)
    if cell is None:
        return "#"
    if (cell.row, cell.column) != (row, column):
        return "<" if cell.row == row else "^"
    text = cell.text.replace("\n", "/")
    shown = text if len(text) <= 30 else text[:14] + "…" + text[-14:]
    return shown + ("*" if cell.fill else "")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WFA" else 1 for ch in text)


def main(arguments: list[str]) -> None:
    path = Path(arguments[0])
    page = int(arguments[1]) if len(arguments) > 1 else None
    for line in dump(read_pdf(path.read_bytes(), path.name), page):
        print(line)


if __name__ == "__main__":
    main(sys.argv[1:])
