"""Two parts of a table on two pages: are they one table, and the rows of both in one grid."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.joined.columns import (
    Extent,
    grid_to_extents,
    match_columns,
    widen_columns,
)
from pipeline.document.pdf.joined.likeness import (
    begins_again,
    has_other_head,
    is_form,
    is_headed,
    kinds_differ,
    repeated_rows,
    repeated_texts,
    row_key,
)
from pipeline.document.pdf.joined.under import recut
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid

_SAME = 4.0  # points: drawn column edges of one table on two pages
SENTENCE_END = ("。", "」", "）", ")", ".", "．")


class Part(NamedTuple):
    """The lower part of a table. under: for each column of it the columns of the upper part that
    it fills, none where it has no text; head: how many of its rows repeat the head."""

    grid: PieceGrid
    under: list[range]
    head: int
    edges: tuple[float, ...] = ()  # new column edges of the upper part
    moved: tuple[int, ...] = ()  # new places of the columns of the upper part


def part_of(upper: PieceGrid, lower: PieceGrid) -> Part | None:
    """How lower goes on with the rows of upper; None where they are two tables."""
    lower = _with_rest(upper, lower, 0)
    part = _drawn_part(upper, lower)
    if part is None and not (upper.drawn and lower.drawn):
        part = _told_part(upper, lower)
    if part is None and not lower.drawn:
        part = _recut_part(upper, lower)
    if part is None:
        return None
    lower = part.grid
    head = repeated_rows(upper, lower, part.under) or repeated_texts(upper, lower)
    if not head and (has_other_head(upper, lower) or begins_again(upper, lower)):
        return None
    if head and is_form(upper, lower, head):
        return None
    return part._replace(grid=_with_rest(upper, lower, head), head=head)


def rows_part(upper: PieceGrid, rows: PieceGrid) -> Part | None:
    """How rows that were read under the columns of upper go on with it; None where they have
    another head, or words where upper has numbers."""
    columns = [range(i, i + 1) for i in range(upper.column_count)]
    head = repeated_rows(upper, rows, columns)
    if not head and is_headed(upper, rows):
        return None
    if kinds_differ(upper, rows, [(i, i) for i in range(upper.column_count)]):
        return None
    return Part(rows, columns, head)


# ---- columns


def _drawn_part(upper: PieceGrid, lower: PieceGrid) -> Part | None:
    """Drawn columns: each edge of lower lies on one of upper. They may be moved a little where
    the same head stands above."""
    if not (upper.drawn and lower.drawn):
        return None
    if any(abs(upper.columns[end] - lower.columns[end]) > _SAME for end in (0, -1)):
        return None
    places = []
    for edge in lower.columns:
        near = min(range(len(upper.columns)), key=lambda i: abs(upper.columns[i] - edge))
        if abs(upper.columns[near] - edge) > _SAME:
            break
        places.append(near)
    distinct = len(set(places)) == len(lower.columns)
    if distinct and len(places) >= 0.6 * len(upper.columns):
        under = [range(a, b) for a, b in pairwise(places)]
        return Part(lower, under, 0)
    return _headed_part(upper, lower, 2)


def _headed_part(upper: PieceGrid, lower: PieceGrid, fewest: int) -> Part | None:
    """As many columns below the same first row of heads, fewest or more of them."""
    head = row_key(upper, 0)
    if lower.column_count != upper.column_count or head != row_key(lower, 0) or len(head) < fewest:
        return None
    return Part(lower, [range(i, i + 1) for i in range(upper.column_count)], 0)


def _told_part(upper: PieceGrid, lower: PieceGrid) -> Part | None:
    """Columns that only their text tells, or a head over each of them."""
    if part := _headed_part(upper, lower, max(2, upper.column_count)):
        return part
    extents = grid_to_extents(upper, inside=True), grid_to_extents(lower, inside=True)
    pairs = match_columns(*extents)
    if pairs is None:
        return None
    kept = [(a, b) for a, b in pairs if a is not None or (b is not None and extents[1][b].told)]
    new = {b: place for place, (_, b) in enumerate(kept) if b is not None}
    under = [
        range(new[column], new[column] + 1) if column in new else range(0)
        for column in range(lower.column_count)
    ]
    if kinds_differ(upper, lower, kept):
        return None
    edges, moved = widen_columns(upper.columns, extents[1], kept)
    return Part(lower, under, 0, edges, moved)


def _recut_part(upper: PieceGrid, lower: PieceGrid) -> Part | None:
    """The rows of lower cut at the columns of upper, without the head where it is repeated."""
    head = repeated_texts(upper, lower)
    if has_other_head(upper, lower) and not head:
        return None
    extents = grid_to_extents(upper, inside=True)
    cut = recut(lower, head, extents, upper.columns)
    pairs = [(i, i) for i in range(upper.column_count)]
    if cut is None or kinds_differ(upper, cut, pairs):
        return None
    if match_columns(extents, grid_to_extents(cut)) is None:
        return None
    return Part(cut, [range(i, i + 1) for i, _ in pairs], 0)


# ---- rows


def join_part(upper: PieceGrid, part: Part) -> None:
    """Append the rows of the lower part to upper."""
    lower, under, head = part.grid, part.under, part.head
    _move_columns(upper, part)
    broken = is_broken(upper, part)
    last = upper.row_count - 1
    over = {
        cell.column: cell
        for cell in upper.cells
        if cell.row + cell.row_span == upper.row_count and cell.row >= 0
    }
    shift = upper.row_count - head - broken
    for cell in lower.cells:
        columns = [place for c in _covered(cell) for place in under[c]]
        if cell.row < head or not columns:
            continue
        above = over.get(columns[0]) if cell.row == head else None
        if above is not None and (broken or _goes_on_blank(cell, above, upper)):
            above.lines = [*above.lines, *cell.lines]
            above.row_span += cell.row_span - broken
            continue
        span = columns[-1] - columns[0] + 1
        row = max(cell.row + shift, last + 1 - broken)
        upper.cells.append(replace(cell, row=row, column=columns[0], column_span=span))
    for column, rows in _uncovered(lower, head).items():
        above = over.get(under[column].start) if under[column] else None
        if above is not None and above.text:
            above.row_span += rows - broken
    upper.row_count += lower.row_count - head - broken
    upper.closed_bottom = lower.closed_bottom
    if head:
        upper.head_rows = head


def _uncovered(grid: PieceGrid, first: int) -> dict[int, int]:
    """The columns of drawn cells that have no cell in a row, and in how many rows from there on:
    the rest of a merged cell, open at the top of its page."""
    if not grid.drawn:
        return {}
    taken = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in _covered(cell)
    }
    counts = {
        column: next(
            (row for row in range(first, grid.row_count) if (row, column) in taken), grid.row_count
        )
        - first
        for column in range(grid.column_count)
    }
    return {column: count for column, count in counts.items() if count}


def _covered(cell: PieceCell) -> range:
    return range(cell.column, cell.column + cell.column_span)


def _goes_on_blank(cell: PieceCell, above: PieceCell, upper: PieceGrid) -> bool:
    """A cell without text over several rows, or below a cell over several rows, or in a column of
    such cells that has no blank ones: merged cells that the end of the page cuts."""
    several = cell.row_span > 1 or above.row_span > 1 or _is_merged(upper, above.column)
    alike = not cell.fill or above.fill
    return several and alike and not cell.text and bool(above.text)


def _is_merged(grid: PieceGrid, column: int) -> bool:
    """The cells of a drawn column below the head are merged over rows, and none is blank."""
    head = grid.head_rows or 0
    cells = [c for c in grid.cells if c.column == column and c.row >= head]
    merged = any(cell.row_span > 1 for cell in cells)
    return grid.drawn and merged and all(cell.text for cell in cells)


def _move_columns(upper: PieceGrid, part: Part) -> None:
    """Give upper the columns that only the lower part has text in."""
    if len(part.moved) == 0 or len(part.edges) == len(upper.columns):
        return
    for cell in upper.cells:
        first = part.moved[cell.column]
        last = part.moved[cell.column + cell.column_span - 1]
        cell.column, cell.column_span = first, last - first + 1
    upper.columns = part.edges


def is_broken(upper: PieceGrid, part: Part) -> int:
    """1 where the first row of the lower part is the rest of upper's last row: text only below
    text that has not ended, nothing in the columns that name a row."""
    rest = [cell for cell in part.grid.row(part.head) if cell.text and part.under[cell.column]]
    last = {cell.column: cell for cell in upper.row(upper.row_count - 1) if cell.text}
    if not rest or not last or part.grid.row_count - part.head < 1:
        return 0
    places = [part.under[cell.column].start for cell in rest]
    over = [last.get(place) for place in places]
    if any(cell is None for cell in over) or len(rest) > len(last) / 2 or min(last) in places:
        return 0
    ended = all(cell is not None and cell.text.endswith(SENTENCE_END) for cell in over)
    return 0 if ended and upper.closed_bottom else 1


def _with_rest(upper: PieceGrid, lower: PieceGrid, row: int) -> PieceGrid:
    """The rest of upper's last row, which its own page took for a title over several columns, in
    the cell of its column. row is the first of lower that repeats no head."""
    first = [cell for cell in lower.row(row) if cell.text]
    if len(first) != 1 or first[0].column_span < 2:
        return lower
    (wide,) = first
    if any(cell.text == wide.text for cell in upper.row(row)):
        return lower  # a head over all columns that is said again
    extents = grid_to_extents(upper, inside=True)
    low, high = wide.lines[0].box.x0, max(line.box.x1 for line in wide.lines)
    under = [i for i, e in enumerate(extents) if low < e.high and e.low < high]
    edges = lower.columns[wide.column : wide.column + wide.column_span + 1]
    inside = [wide.column + i for i, (a, b) in enumerate(pairwise(edges)) if a <= low and high <= b]
    if len(under) != 1 or len(inside) != 1 or not under[0]:
        return lower
    if not is_open(upper, under[0], extents[under[0]]):
        return lower
    cells = []
    for i, (x0, x1) in enumerate(pairwise(edges), wide.column):
        box = Box(x0, wide.box.top, x1, wide.box.bottom)
        lines = wide.lines if i == inside[0] else []
        cells.append(replace(wide, column=i, column_span=1, box=box, lines=lines))
    others = [cell for cell in lower.cells if cell is not wide]
    ordered = sorted([*others, *cells], key=lambda cell: (cell.row, cell.column))
    return replace(lower, cells=ordered, head_rows=row or None)


def is_open(upper: PieceGrid, column: int, extent: Extent) -> bool:
    """The last row's text in a column has not ended, and its last line fills the column."""
    cells = [c for c in upper.row(upper.row_count - 1) if c.column == column and c.text]
    if not cells or cells[0].text.endswith(SENTENCE_END):
        return False
    line = cells[0].lines[-1]
    return line.box.x1 >= extent.high - 2.5 * line.size
