"""Lines that no table of their page took in, as rows under the columns of a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.joined.columns import Extent
from pipeline.document.pdf.joined.placing import (
    columns_under,
    is_section,
    place_chunk,
    section_end,
    section_starts,
)
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.text.chunks import Chunk, Row, is_number
from pipeline.document.pdf.white.staggered import levels_to_groups

_LINES, _SEVERAL = 4, 3
Groups = list[list[Row]]  # the levels of each row of a table


def rows_to_groups_under(
    rows: Sequence[Row], extents: Sequence[Extent], upper: PieceGrid
) -> Groups:
    """Levels under the columns of a grid as rows of the table, titles between them rows of their
    own; where rules enclose the cells, all lines beside them are one row, which the page cuts,
    but for levels that are all numbers."""
    if upper.drawn:
        return [[row] for row in rows] if _are_entries(rows) else [list(rows)] if rows else []
    rivers = [(a.high, b.low) for a, b in pairwise(extents)]
    keyed, centred, starts = has_keys(upper), is_centred(upper), section_starts(upper)
    groups: Groups = []
    at = 0
    for end in [*_free_sections(rows, extents, starts), len(rows)]:
        if at < end:
            groups += levels_to_groups(rows[at:end], rivers, keyed, centred)
        groups += [[row] for row in rows[end : end + 1]]
        at = end + 1
    return groups


def _are_entries(rows: Sequence[Row]) -> bool:
    """More levels than a cell has lines, each of three numbers or more: rows that no rule parts."""
    numbers = [sum(is_number(chunk.text) for chunk in row.chunks) for row in rows]
    return len(rows) > _LINES and sum(count >= _SEVERAL for count in numbers) > 0.8 * len(rows)


def _free_sections(
    rows: Sequence[Row], extents: Sequence[Extent], starts: Sequence[float]
) -> list[int]:
    """Which levels are titles that no other level overlaps."""
    tops = [*(row.top for row in rows[1:]), 1e9]
    bottoms = [-1e9, *(row.bottom for row in rows[:-1])]
    return [
        i
        for i, row in enumerate(rows)
        if bottoms[i] <= row.top and row.bottom <= tops[i] and is_section(row, extents, starts)
    ]


def groups_to_grid(groups: Groups, extents: Sequence[Extent], upper: PieceGrid) -> PieceGrid:
    """Rows under the columns of a grid as a grid of the same columns."""
    section = section_end(upper)
    cells = [
        cell
        for i, group in enumerate(groups)
        for cell in _group_to_cells(i, group, extents, section)
    ]
    rows = [row for group in groups for row in group]
    box = Box(
        upper.columns[0],
        min(row.top for row in rows),
        upper.columns[-1],
        max(row.bottom for row in rows),
    )
    grid = PieceGrid(upper.page, cells, len(groups), upper.columns, upper.origin, box)
    grid.keep_lines()
    return grid


def is_centred(grid: PieceGrid) -> bool:
    """Most short cells of the body stand lower than the first line of a longer cell beside them."""
    low = high = 0
    for row in grid.rows()[grid.head_rows or 0 :]:
        texts = [cell.lines for cell in row if cell.text and cell.row_span == 1]
        longest = max(map(len, texts), default=0)
        if longest > 2:
            first = min(lines[0].box.top for lines in texts)
            short = [lines[0] for lines in texts if len(lines) == 1]
            low += sum(line.box.top > first + 0.4 * line.size for line in short)
            high += sum(line.box.top <= first + 0.4 * line.size for line in short)
    return low > high


def has_keys(grid: PieceGrid) -> bool:
    """The first column has cells over several rows, or rows without text."""
    body = [c for c in grid.cells if c.column == 0 and c.row >= (grid.head_rows or 0)]
    blank = sum(not cell.text for cell in body)
    return any(cell.row_span > 1 for cell in body) or blank > 0.3 * len(body)


def _group_to_cells(
    number: int, group: Sequence[Row], extents: Sequence[Extent], section: int
) -> list[PieceCell]:
    """The cells of one row, one for every column; a title over several columns is one cell, up
    to the column section at least."""
    top, bottom = min(row.top for row in group), max(row.bottom for row in group)
    lines: list[list[PieceLine]] = [[] for _ in extents]
    ends = list(range(len(extents)))
    for chunk in (chunk for row in group for chunk in row.chunks):
        first, *_, last = [*columns_under(chunk, extents)] * 2
        lines[first].append(chunk.piece())
        ends[first] = max(ends[first], last)
    if not any(lines[1:]):
        ends[0] = max(ends[0], section)
    cells, column = [], 0
    while column < len(extents):
        end = ends[column]
        box = Box(extents[column].low, top, extents[end].high, bottom)
        inside = [line for part in lines[column : end + 1] for line in part]
        cells.append(PieceCell(number, column, 1, end - column + 1, box, lines=inside))
        column = end + 1
    return cells


def recut(
    grid: PieceGrid, first: int, extents: Sequence[Extent], columns: tuple[float, ...]
) -> PieceGrid | None:
    """The rows of a grid from first on, cut again under the columns of a grid of an earlier page;
    None where a text reaches over several of them."""
    cells: list[PieceCell] = []
    for number, row in enumerate(grid.rows()[first:]):
        lines: list[list[PieceLine]] = [[] for _ in extents]
        for line in (line for cell in row for line in cell.lines if not line.margin):
            whole = Chunk(line, 0, len(line.text), line.box.x0, line.box.x1)
            for column, chunk in place_chunk(whole, extents):
                if column is None:
                    return None
                lines[column].append(chunk.piece())
        top = min((cell.box.top for cell in row), default=grid.box.top)
        bottom = max((cell.box.bottom for cell in row), default=grid.box.bottom)
        cells.extend(
            PieceCell(number, column, 1, 1, Box(e.low, top, e.high, bottom), lines=lines[column])
            for column, e in enumerate(extents)
        )
    count = grid.row_count - first
    kept = [line for cell in grid.cells for line in cell.lines if cell.row < first or line.margin]
    lines_now = [*kept, *(line for cell in cells for line in cell.lines)]
    return replace(
        grid, cells=cells, row_count=count, columns=columns, head_rows=None, page_lines=lines_now
    )
