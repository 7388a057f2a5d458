"""A table that begins at the foot of a page with too few rows to be seen there: the table at the
top of the next page tells its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.joined.columns import Extent, grid_to_extents
from pipeline.document.pdf.joined.likeness import number_columns, opens_with_head
from pipeline.document.pdf.joined.placing import (
    columns_under,
    is_section,
    lines_to_rows_under,
    place_chunk,
    section_starts,
)
from pipeline.document.pdf.joined.under import groups_to_grid, rows_to_groups_under
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Chunk, Row, is_amount, is_number, lines_to_rows

_SEVERAL = 0.4  # part of the columns that a row without doubt has text in
_HEADS = 5  # levels: heads are not higher
_NEAR = 1.5  # em: a head stands nearer above its rows


def lines_to_opening(
    lines: Sequence[PieceLine], lower: PieceGrid, settings: Settings
) -> tuple[PieceGrid, set[PieceLine]] | None:
    """The rows at the foot of a page that stand under the columns of the grid that begins the
    next page, and the head above them, with the lines that they are made of; None where there
    are none. The grid below must have columns that nothing draws and no head."""
    if lower.drawn or opens_with_head(lower):
        return None
    extents = grid_to_extents(lower, inside=True)
    levels = lines_to_rows([line for line in lines if not line.vertical], settings.column_gap)
    sections = section_starts(lower)
    body: list[Row] = []
    for level in reversed(levels):
        near = not body or body[0].top - level.bottom <= 2 * _NEAR * level.size
        row = _level_under(level, extents, sections, settings) if near else None
        if row is None:
            break
        body.insert(0, row)
    numbers = number_columns(lower)
    # above the first row: its head, or the last line of a text
    over: list[Row] = []
    while body and not (_is_full(body[0], extents) and _has_numbers(body[0], numbers, extents)):
        over.append(body.pop(0))
    while body and over and is_section(over[-1], extents, sections):  # but titles are rows
        body.insert(0, over.pop())
    if not body:
        return None
    above = levels[: next(i for i, level in enumerate(levels) if level.top >= body[0].top - 0.1)]
    head = _head_above(above, body, extents)
    grid = groups_to_grid(rows_to_groups_under(body, extents, lower), extents, lower)
    taken = {chunk.line for row in (*head, *body) for chunk in row.chunks}
    return _with_head(grid, head, extents), taken


def _level_under(
    level: Row, extents: Sequence[Extent], sections: Sequence[float], settings: Settings
) -> Row | None:
    """A level cut at the columns; None where it does not stand under them."""
    lines = list(dict.fromkeys(chunk.line for chunk in level.chunks))
    rows = lines_to_rows_under(lines, extents, sections, settings)
    return rows[0] if len(rows) == 1 else None


def _is_full(row: Row, extents: Sequence[Extent]) -> bool:
    """Texts in several columns, the first or the second among them."""
    taken = {columns_under(chunk, extents)[0] for chunk in row.chunks}
    return len(taken) >= max(2, _SEVERAL * len(extents)) and min(taken) <= 1


def _has_numbers(row: Row, numbers: set[int], extents: Sequence[Extent]) -> bool:
    """The texts in the columns of numbers are numbers (a table of words has no such column)."""
    texts = [c.text for c in row.chunks if columns_under(c, extents)[0] in numbers]
    return not numbers or (bool(texts) and sum(map(is_number, texts)) >= 0.6 * len(texts))


def _head_above(levels: Sequence[Row], rows: Sequence[Row], extents: Sequence[Extent]) -> list[Row]:
    """The levels right above the rows without an amount, each text over a few columns."""
    head: list[Row] = []
    between = max((below.top - above.bottom for above, below in pairwise(rows)), default=0.0)
    for level in reversed(levels[-_HEADS:]):
        below = head[0] if head else rows[0]
        over = [columns_under(chunk, extents) for chunk in level.chunks]
        wide = any(not c or len(c) > max(1, len(extents) // 2) for c in over)
        amounts = any(is_amount(chunk.text) for chunk in level.chunks)
        far = below.top - level.bottom > max(_NEAR * level.size, 1.1 * between)
        title = len(level.chunks) == 1 and over[0][:1] == [0]
        if far or wide or amounts or title:
            break
        head.insert(0, level)
    while head and len(head[-1].chunks) < 2 and not any(len(row.chunks) > 1 for row in head):
        head.pop()
    return head


def _with_head(grid: PieceGrid, head: Sequence[Row], extents: Sequence[Extent]) -> PieceGrid:
    """Put a head on a grid: texts over several columns in a row of their own above the others."""
    if not head:
        return grid
    chunks = [part for row in head for chunk in row.chunks for part in _head_parts(chunk, extents)]
    groups = [(c, under) for under, c in chunks if len(under) > 1]
    singles = [(c, under) for under, c in chunks if len(under) == 1]
    rows = [part for part in (groups, singles) if part]
    cells = [cell for number, row in enumerate(rows) for cell in _head_cells(number, row, extents)]
    moved = [replace(cell, row=cell.row + len(rows)) for cell in grid.cells]
    top = min(row.top for row in head)
    result = replace(
        grid,
        cells=[*cells, *moved],
        row_count=grid.row_count + len(rows),
        box=Box(grid.box.x0, top, grid.box.x1, grid.box.bottom),
        head_rows=len(rows),
    )
    result.keep_lines()
    return result


def _head_parts(chunk: Chunk, extents: Sequence[Extent]) -> list[tuple[list[int], Chunk]]:
    """A text over one column or over several; words over columns of their own one by one."""
    placed = place_chunk(chunk, extents)
    if all(column is not None for column, _ in placed):
        return [([column], part) for column, part in placed if column is not None]
    return [(columns_under(chunk, extents), chunk)]


def _head_cells(
    number: int, row: Sequence[tuple[Chunk, list[int]]], extents: Sequence[Extent]
) -> list[PieceCell]:
    cells: dict[int, PieceCell] = {}
    for chunk, under in row:
        line = chunk.piece()
        cell = cells.get(under[0])
        if cell is None:
            box = Box(extents[under[0]].low, line.box.top, extents[under[-1]].high, line.box.bottom)
            cells[under[0]] = PieceCell(number, under[0], 1, len(under), box, lines=[line])
        else:
            cell.lines.append(line)
            cell.box = cell.box.union(line.box)
    taken = {
        c for cell in cells.values() for c in range(cell.column, cell.column + cell.column_span)
    }
    for column in range(len(extents)):
        if column not in taken:
            line = row[0][0].line
            box = Box(extents[column].low, line.box.top, extents[column].high, line.box.bottom)
            cells[column] = PieceCell(number, column, 1, 1, box)
    return sorted(cells.values(), key=lambda cell: cell.column)
