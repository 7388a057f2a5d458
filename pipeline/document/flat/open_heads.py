"""Heads that a grid of a flattened text may not have: those whose amounts may be another's."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.head import read_heads
from pipeline.document.flat.tokens import folded
from pipeline.document.model import Cell, Cite, Grid

_OPEN = 3  # columns of amounts
_ROWS = 3


def without_doubt(grid: Grid) -> Grid:
    """A grid without the heads that its amounts may not be of; the amounts themselves stay."""
    return without_open_heads(without_same_heads(grid))


def without_same_heads(grid: Grid) -> Grid:
    """A grid without the heads that two columns of amounts have in common (予算額 決算額 予算額
    決算額, the years lost): nothing says which is which, and their amounts belong to no head.

    Where the heads were gathered from several lines, their order is lost as well, and no column of
    amounts keeps its head.
    """
    heads = [cell for cell in grid.cells if cell.row == 0] if grid.head_rows == 1 else []
    texts = [_bare(cell.cite) for cell in heads]
    same = {t for t in texts if texts.count(t) > 1 and _is_of_amounts(t)}
    if not same:
        return grid
    if len({span.line for cell in heads for span in cell.cite.spans}) > 1:
        same = set(filter(_is_of_amounts, texts))
    return _without(grid, [c for c in heads if _bare(c.cite) in same])


def without_open_heads(grid: Grid) -> Grid:
    """A grid without the heads of all amounts but the first, where the last of at least three has
    no amount in any row, and the others have the same in each.

    Either a cell is blank in all rows, or the first head stands over the others (事業費 over 要求額
    and 県費): of which head the second amount is nobody can say.
    """
    last = (grid.head_rows or 0) - 1
    heads = [c for c in grid.cells if c.row == last and _is_of_amounts(_bare(c.cite))]
    if len(heads) < _OPEN:
        return grid
    heads.sort(key=lambda cell: cell.column)
    columns = [cell.column for cell in heads]
    rows = [[grid.own(r, c).text for c in columns] for r in range(last + 1, grid.row_count)]
    told = [row for row in rows if any(row)]
    if len(told) < _ROWS or any(row[-1] or not row[0] or row[1] != row[0] for row in told):
        return grid
    return _without(grid, heads[1:])


def _without(grid: Grid, gone: Sequence[Cell]) -> Grid:
    places = {(cell.row, cell.column) for cell in gone}
    cells = [c for c in grid.cells if (c.row, c.column) not in places]
    count, head_rows = grid.column_count, grid.head_rows
    return Grid(grid.page, cells, grid.row_count, count, grid.origin, head_rows=head_rows)


def _is_of_amounts(text: str) -> bool:
    return any(head.role == "amount" for head in read_heads(text))


def _bare(cite: Cite) -> str:
    return "".join(folded(cite.text).split())
