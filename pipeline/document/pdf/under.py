"""Lines that no table of their page took in, read under the columns of a table beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.chunks import Chunk, Row, lines_to_rows
from pipeline.document.pdf.columns import Extent
from pipeline.document.pdf.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.settings import Settings
from pipeline.document.pdf.staggered import levels_to_groups

_SAME = 2.0  # points: a text keeps the edge of its column
_WORD = 0.25  # em: white between two words that may be the space between two columns
_FAR = 3.0  # em: rows of one table stand nearer to each other

Groups = list[list[Row]]  # the levels of each row of a table


def lines_to_rows_under(
    lines: Sequence[PieceLine],
    extents: Sequence[Extent],
    sections: Sequence[float],
    settings: Settings,
) -> list[Row]:
    """The levels of lines from the top on that stand under the columns, cut at their borders;
    the first level that does not ends them.

    A level stands under the columns where no word of it reaches over two, and half of its words
    or more keep the left edge, the right edge or the middle of their columns. sections: where
    the titles begin that stand between them, over several columns.
    """
    rows: list[Row] = []
    for row in lines_to_rows(lines, settings.column_gap):
        if rows and row.top - rows[-1].bottom > _FAR * row.size:
            break
        if is_section(row, extents, sections):
            rows.append(row)
            continue
        placed = [found for chunk in row.chunks for found in place_chunk(chunk, extents)]
        if any(column is None for column, _ in placed) or not _is_anchored(placed, extents):
            break
        rows.append(replace(row, chunks=[chunk for _, chunk in placed]))
    return rows


def is_section(row: Row, extents: Sequence[Extent], sections: Sequence[float]) -> bool:
    """One text that begins where the titles do, over less than half of the columns."""
    first = row.chunks[0]
    return (
        len(row.chunks) == 1
        and columns_under(first, extents)[:1] == [0]
        and any(abs(first.x0 - start) <= _SAME for start in sections)
        and first.x1 <= (extents[0].low + extents[-1].high) / 2
    )


def section_starts(grid: PieceGrid) -> list[float]:
    """Where the titles between the rows of a grid begin: rows with one text, in the first
    column. Empty where there are none."""
    return sorted({round(cell.lines[0].box.x0, 1) for cell in _sections(grid)})


def _section_end(grid: PieceGrid) -> int:
    """The last column of the titles between the rows of a grid, where they are merged cells."""
    return max((cell.column_span - 1 for cell in _sections(grid)), default=0)


def _sections(grid: PieceGrid) -> list[PieceCell]:
    """The cells of the first column that are the only ones with text in their rows."""
    filled: dict[int, list[PieceCell]] = {}
    for cell in grid.cells:
        if cell.text and cell.row >= (grid.head_rows or 0):
            filled.setdefault(cell.row, []).append(cell)
    return [cells[0] for cells in filled.values() if len(cells) == 1 and cells[0].column == 0]


def _is_anchored(placed: Sequence[tuple[int | None, Chunk]], extents: Sequence[Extent]) -> bool:
    kept = sum(column is not None and _keeps(c, extents[column]) for column, c in placed)
    return 2 * kept >= len(placed)


def _keeps(chunk: Chunk, extent: Extent) -> bool:
    places = (chunk.x0, chunk.x1, (chunk.x0 + chunk.x1) / 2)
    return any(
        anchor is not None and abs(anchor - place) <= _SAME
        for anchor, place in zip(extent.anchors, places, strict=True)
    )


def place_chunk(chunk: Chunk, extents: Sequence[Extent]) -> list[tuple[int | None, Chunk]]:
    """The column of a chunk, of each part of it where blanks part it at the borders of columns;
    None for what stands in no column or in several."""
    columns = columns_under(chunk, extents)
    if len(columns) < 2:
        return [(columns[0] if columns else None, chunk)]
    placed: list[tuple[int | None, Chunk]] = []
    for word in _words(chunk):
        under = columns_under(word, extents)
        column = under[0] if len(under) == 1 else None
        if placed and placed[-1][0] == column:
            last = placed[-1][1]
            placed[-1] = (column, last._replace(end=word.end, x1=word.x1))
        else:
            placed.append((column, word))
    return placed


def columns_under(chunk: Chunk, extents: Sequence[Extent]) -> list[int]:
    """The columns that a chunk stands in; the nearest where it stands in the white by one."""
    slack = 0.4 * chunk.line.size
    found = [
        i for i, e in enumerate(extents) if min(chunk.x1, e.high) - max(chunk.x0, e.low) > slack
    ]
    if found:
        return found
    distances = [(max(e.low - chunk.x1, chunk.x0 - e.high), i) for i, e in enumerate(extents)]
    distance, nearest = min(distances)
    return [nearest] if distance <= chunk.line.size else []


def _words(chunk: Chunk) -> list[Chunk]:
    """A chunk cut at every white between two characters."""
    line, words = chunk.line, []
    start, last = chunk.start, -1
    for i in range(chunk.start, chunk.end):
        if line.text[i].isspace():
            continue
        if last >= 0 and line.edges[i] - line.edges[last + 1] > _WORD * line.size:
            words.append(Chunk(line, start, last + 1, line.edges[start], line.edges[last + 1]))
            start = i
        last = i
    words.append(Chunk(line, start, chunk.end, line.edges[start], chunk.x1))
    return words


def rows_to_groups_under(
    rows: Sequence[Row], extents: Sequence[Extent], upper: PieceGrid
) -> Groups:
    """Levels under the columns of a grid as rows of the table, titles between them rows of their
    own; where rules enclose the cells, all lines beside them are one row, which the page cuts."""
    if upper.drawn:
        return [list(rows)] if rows else []
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
    section = _section_end(upper)
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
