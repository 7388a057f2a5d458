"""Cells and their lines to a grid: spans counted, boundaries that part nothing left out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.stripes import Stripe
from pipeline.document.pdf.model.ink import Fill
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine


def lattice_to_grid(
    page: int,
    lattice: Lattice,
    lines: dict[int, list[PieceLine]],
    fills: Sequence[Fill],
    origin: str = "rules",
) -> PieceGrid:
    """The grid of a lattice; lines holds the text of each cell by its number.

    A cell that is no rectangle (an L around other cells) takes the columns of its upper part,
    and as many rows as it fills across them.
    """
    rectangles = [_upper_part(fields) for fields in lattice.fields()]
    rows = sorted({top for top, _, _, _ in rectangles} | {0})
    columns = sorted({left for _, left, _, _ in rectangles} | {0})
    row_of = _places(rows, len(lattice.ys) - 1)
    column_of = _places(columns, len(lattice.xs) - 1)
    cells = []
    for number, (top, left, bottom, right) in enumerate(rectangles):
        row, column = row_of[top], column_of[left]
        box = Box(lattice.xs[left], lattice.ys[top], lattice.xs[right], lattice.ys[bottom])
        cells.append(
            PieceCell(
                row,
                column,
                max(row_of[bottom] - row, 1),
                max(column_of[right] - column, 1),
                box,
                lines=lines.get(number, []),
            )
        )
    grid = PieceGrid(
        page,
        sorted(cells, key=lambda cell: (cell.row, cell.column)),
        len(rows),
        (*(lattice.xs[c] for c in columns), lattice.xs[-1]),
        origin,
        lattice.box,
        closed_bottom=lattice.closed_bottom,
        drawn=origin == "rules",
        beyond=lattice.beyond,
    )
    flag_fills(grid, fills)
    return grid


def _upper_part(fields: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    """Top, left, bottom, right (ends excluded) of the rectangle below the first row of fields."""
    top, left = fields[0]
    if len(fields) == 1:
        return top, left, top + 1, left + 1
    taken = set(fields)
    right = left
    while (top, right) in taken:
        right += 1
    bottom = top
    while all((bottom, column) in taken for column in range(left, right)):
        bottom += 1
    return top, left, bottom, right


def _places(kept: list[int], count: int) -> list[int]:
    """For each old boundary 0..count the number of kept boundaries before it."""
    marks, at = [], 0
    for boundary in range(count + 1):
        while at < len(kept) and kept[at] < boundary:
            at += 1
        marks.append(at)
    return marks


def flag_fills(grid: PieceGrid, fills: Sequence[Fill | Stripe]) -> None:
    """Flag the cells that lie on a fill; a fill behind the whole table is no cell's own."""
    x0, top, x1, bottom = grid.box
    whole = 0.9 * (x1 - x0) * (bottom - top)
    for fill in fills:
        f = fill.box
        if f.x1 <= x0 or f.x0 >= x1 or f.bottom <= top or f.top >= bottom:
            continue
        if (min(f.x1, x1) - max(f.x0, x0)) * (min(f.bottom, bottom) - max(f.top, top)) >= whole:
            continue
        for cell in grid.cells:
            left, upper, right, lower = cell.box
            if cell.fill or right <= f.x0 or left >= f.x1 or lower <= f.top or upper >= f.bottom:
                continue
            if _share_covered(cell.box, f) >= 0.6:
                cell.fill, cell.shade = True, fill.colour


def _share_covered(box: Box, fill: Box) -> float:
    width = min(box.x1, fill.x1) - max(box.x0, fill.x0)
    height = min(box.bottom, fill.bottom) - max(box.top, fill.top)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max((box.x1 - box.x0) * (box.bottom - box.top), 1e-6)
