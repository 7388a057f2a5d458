"""A first column that a page lost: its texts stand beside the grid of that page as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.model import Box
from pipeline.document.pdf.joined.parts import part_of
from pipeline.document.pdf.model.pieces import PageReading, PieceCell, PieceGrid, PieceLine

_SAME = 4.0  # points: drawn column edges of one table on two pages


def with_lost_column(
    upper: PieceGrid, reading: PageReading, grid: PieceGrid, leading: Sequence[PieceLine]
) -> PieceGrid | None:
    """The grid with the column that the grid above has and the page lost; None where there is
    none. leading are the lines before the grid; the pieces of the page are changed with it."""
    if upper.drawn != grid.drawn:
        return None
    lines = [piece for piece in reading.pieces if isinstance(piece, PieceLine)]
    beside = [
        line
        for line in (lines if upper.drawn else leading)
        if not line.margin and _is_beside(line, grid)
    ]
    if upper.drawn:
        whole = _with_open_column(upper, grid, beside)
    else:
        whole = with_lines_beside(grid, beside) if beside else None
    if whole is None or part_of(upper, whole) is None:
        return None
    pieces = [whole if piece is grid else piece for piece in reading.pieces]
    reading.pieces[:] = [p for p in pieces if not (isinstance(p, PieceLine) and p in beside)]
    return whole


def _is_beside(line: PieceLine, grid: PieceGrid) -> bool:
    """Level with the grid, left or right of its columns."""
    level = grid.box.top <= (line.box.top + line.box.bottom) / 2 <= grid.box.bottom
    return level and (line.box.x1 <= grid.columns[0] or line.box.x0 >= grid.columns[-1])


def with_lines_beside(grid: PieceGrid, lines: Sequence[PieceLine]) -> PieceGrid:
    """Each line in the first cell of the row next to it."""
    cells = [replace(cell, lines=list(cell.lines)) for cell in grid.cells]
    first: dict[int, PieceCell] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        first.setdefault(cell.row, cell)
    for line in lines:
        middle = (line.box.top + line.box.bottom) / 2
        near = min(
            first.values(),
            key=lambda c: max(c.box.top - middle, middle - c.box.bottom, 0.0),
        )
        near.lines.append(line)
    return replace(grid, cells=cells, page_lines=[*grid.page_lines, *lines])


def _with_open_column(
    upper: PieceGrid, grid: PieceGrid, beside: Sequence[PieceLine]
) -> PieceGrid | None:
    """The grid with a first column that is open at its left side and merged over so many rows
    that few rules of the page reach over it. The grid above must have its column edges and that
    column; the rules that do reach over it, texts that stand there, or a row above that the page
    cut tell that it goes on."""
    x0, x1 = upper.columns[0], grid.columns[0]
    if len(upper.columns) != len(grid.columns) + 1 or x1 - x0 <= _SAME:
        return None
    edges = zip(upper.columns[1:], grid.columns, strict=True)
    within = all(x0 - _SAME <= line.box.x0 and line.box.x1 <= x1 for line in beside)
    limits = [rule.at for rule in grid.beyond if abs(rule.low - x0) <= _SAME]
    goes_on = limits or beside or not (upper.closed_bottom or grid.closed_bottom)
    if not within or not goes_on or any(abs(a - b) > _SAME for a, b in edges):
        return None
    tops = _row_tops(grid)
    starts = [row for row, top in enumerate(tops) if not row or _is_near(top, limits)]
    cells = []
    for start, end in zip(starts, [*starts[1:], grid.row_count], strict=True):
        box = Box(x0, tops[start], x1, tops[end] if end < grid.row_count else grid.box.bottom)
        inside = [line for line in beside if box.top <= _middle(line) < box.bottom]
        cells.append(PieceCell(start, 0, end - start, 1, box, lines=inside))
    moved = [replace(cell, column=cell.column + 1) for cell in grid.cells]
    return replace(
        grid,
        cells=sorted([*cells, *moved], key=lambda cell: (cell.row, cell.column)),
        columns=(x0, *grid.columns),
        box=Box(x0, *grid.box[1:]),
        page_lines=[*grid.page_lines, *beside],
    )


def _row_tops(grid: PieceGrid) -> list[float]:
    """Where each row begins."""
    tops = [grid.box.top] * grid.row_count
    for cell in grid.cells:
        tops[cell.row] = cell.box.top
    return tops


def _is_near(at: float, limits: Sequence[float]) -> bool:
    return any(abs(at - limit) <= _SAME for limit in limits)


def _middle(line: PieceLine) -> float:
    return (line.box.top + line.box.bottom) / 2
