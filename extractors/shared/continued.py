"""Tables that go on over pages without their heads, where the reader left them apart.

Printed lists often give the heads once; text that runs out of a cell, a page of another width or a
row cut in two keeps a page's table from being joined to the one before.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.shared.nearby import pages_of
from normalizers.patterns import compiled
from pipeline.document.model import Document, Grid, Line

_TITLE = compiled(r"一覧|単位|[表図別]\s*[0-9０-９]|^[\s　]*[0-9０-９第（(【＜<■●◆○◎][^\s]{2,}")
_NUMBER = compiled(r"^[△▲\-－―0-9０-９,，.．%％()（）〒\s]+$")
_FEWEST = 5  # columns that tell a table by their number, where their edges do not
_SAME = 4.0  # points
_UNLIKE = 0.6  # of the cells of a column: numbers in one table, words in the other
_STRAY = 30  # lines between two tables that may have run out of their cells


def before_of(document: Document, at: int) -> Grid | None:
    """The table of the page before that a table without heads goes on; None for none.

    at: the place of the table without heads in the flow.
    """
    grid = document.flow[at]
    assert isinstance(grid, Grid)
    stray = 0
    for place in range(at - 1, -1, -1):
        item = document.flow[place]
        if isinstance(item, Line):
            stray += 1
            if _TITLE.search(item.text):
                return None
        elif grid.origin == "rules" and item.origin != "rules":
            stray += item.row_count  # lines that no rules enclose may be what ran out of cells
        else:
            return item if _goes_on(document, item, grid) else None
        if stray > _STRAY:
            return None
    return None


def _goes_on(document: Document, before: Grid, grid: Grid) -> bool:
    if (before.origin, before.column_count) != (grid.origin, grid.column_count):
        return False
    (_, ends), begins = pages_of(document, before), grid.page
    if ends is None or begins is None or not ends <= begins <= ends + 1:
        return False
    edges = _edges(before), _edges(grid)
    shared = edges[0].keys() & edges[1].keys()
    same = len(shared) > 2 and all(abs(edges[0][c] - edges[1][c]) <= _SAME for c in shared)
    return (same or grid.column_count >= _FEWEST) and _are_alike(_numbers(before), _numbers(grid))


def _edges(grid: Grid) -> dict[int, float]:
    """Where each column begins, by its last cell."""
    return {cell.column: cell.box.x0 for cell in grid.cells if cell.box is not None}


def _numbers(grid: Grid) -> list[float | None]:
    """For each column the part of its cells that are numbers; None for a column without text."""
    parts: list[float | None] = []
    for column in range(grid.column_count):
        texts = grid.column_texts(column)
        found = sum(_NUMBER.match(text) is not None for text in texts)
        parts.append(found / len(texts) if texts else None)
    return parts


def _are_alike(upper: Sequence[float | None], lower: Sequence[float | None]) -> bool:
    pairs = [(a, b) for a, b in zip(upper, lower, strict=True) if a is not None and b is not None]
    return len(pairs) > 1 and all(abs(a - b) < _UNLIKE for a, b in pairs)
