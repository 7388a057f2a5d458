"""Rows of chunks and the rivers between them to a grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.text.chunks import (
    Chunk,
    Row,
    chunks_to_lines,
    has_amount,
    has_digit,
    is_number,
)
from pipeline.document.pdf.text.rivers import River, column_of
from pipeline.document.pdf.white.grouping import has_number, rows_to_groups
from pipeline.document.pdf.white.headband import HeadBand, rows_to_head
from pipeline.document.pdf.white.headblocks import Extent
from pipeline.document.pdf.white.spread import (
    Span,
    chunk_to_columns,
    joined_below,
    rows_to_spans,
    rules_part_rows,
)

_FEWEST_BESIDE = 3  # texts of a row beside a key


def rows_to_grid(
    page: int,
    rows: Sequence[Row],
    rivers: Sequence[River],
    origin: str,
    cuts: Sequence[float] = (),
    rules: Sequence[Segment] = (),
    head: int = 0,
    ends: tuple[float, float] | None = None,
    zone: tuple[float, float] | None = None,
) -> PieceGrid:
    """The grid of rows whose columns the rivers part; the first head rows are its head.

    cuts are the heights of rules or of the edges of stripes; where they are given every stretch
    between two of them is one row, else a row begins wherever it is no second line of the row
    above. A chunk across a river (a title within the table) becomes a merged cell, and so do
    cells that a rule (of those in rules) between them leaves out. ends are the left and the
    right end of the table where something draws them, zone the upper and the lower of its head.
    """
    body = rows[head:]
    groups = _by_cuts(body, rivers, cuts) if cuts else rows_to_groups(body, rivers)
    chunks = [chunk for row in rows for chunk in row.chunks]
    x0, x1 = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
    inner = [(low + high) / 2 for low, high in rivers]
    if ends and inner:  # a first or last column that is drawn may be empty
        x0, x1 = ends[0] if inner[0] <= x0 else x0, ends[1] if inner[-1] >= x1 else x1
    columns = (x0, *inner, x1)
    spans = rows_to_spans(groups, columns, rivers, rules)
    cells = _spans_to_cells(spans, groups, columns, rules)
    count = len(groups)
    cells = _with_centred_keys(cells, count) if head else cells
    told = None if head else _head_rows(groups)
    if head:
        extents = _body_extents(body, columns, rivers)
        band = rows_to_head(rows[:head], extents, rules, ends or (x0, x1), _leading(groups), zone)
        cells = [*band.cells, *_below(cells, band)]
        columns = _with_new_columns(columns, band)
        count += band.row_count
        told = band.row_count
    return PieceGrid(
        page,
        sorted(cells, key=lambda cell: (cell.row, cell.column)),
        count,
        columns,
        origin,
        Box(x0, min(r.top for r in rows), x1, max(r.bottom for r in rows)),
        told,
    )


def _with_centred_keys(cells: list[PieceCell], count: int) -> list[PieceCell]:
    """The cells, those of the first column merged over as many rows above as below where that
    takes up all rows: 東部 beside the second of three rows, 西部 beside the second of three more.

    The first row is without a key, and all others have texts of their own. The keys of an even
    number of rows stand between two of them and are no matter of this.
    """
    first = {cell.row: cell for cell in cells if cell.column == 0}
    keys = [cell for _, cell in sorted(first.items()) if cell.text]
    single = all(cell.row_span == cell.column_span == 1 for cell in first.values())
    words = all(len(cell.text) > 1 and not is_number(cell.text) for cell in keys)
    if len(keys) < 2 or first[0].text or len(first) < count or not single or not words:
        return cells
    texts = Counter(cell.row for cell in cells if cell.column and cell.text)
    if any(texts[row] < _FEWEST_BESIDE for row in range(count)):
        return cells
    start, spans = 0, []
    for key in keys:
        spans.append((start, 2 * (key.row - start) + 1))
        start += spans[-1][1]
    if start != count or any(key.row < begin for key, (begin, _) in zip(keys, spans, strict=True)):
        return cells
    merged = [
        replace(key, row=begin, row_span=span, box=_over(first, key, begin, span))
        for key, (begin, span) in zip(keys, spans, strict=True)
    ]
    return [*merged, *(cell for cell in cells if cell.column)]


def _over(first: dict[int, PieceCell], key: PieceCell, begin: int, span: int) -> Box:
    """The box of a key merged over rows."""
    upper, lower = first[begin].box, first[begin + span - 1].box
    return key.box._replace(top=upper.top, bottom=lower.bottom)


def _leading(groups: Sequence[Sequence[Row]]) -> float:
    """How far apart, in em, the lines inside a cell are; 0 where each cell has one."""
    steps = [
        (below.bottom - above.bottom) / below.size
        for group in groups
        for above, below in pairwise(group)
    ]
    return min((step for step in steps if step > 0.9), default=0.0)


def _body_extents(
    rows: Sequence[Row], columns: Sequence[float], rivers: Sequence[River]
) -> list[Extent]:
    """What the text of each column takes up from left to right."""
    found: list[list[Chunk]] = [[] for _ in range(len(columns) - 1)]
    for row in rows:
        for chunk in row.chunks:
            first, last = chunk_to_columns(chunk, columns[1:-1], rivers)
            if first == last and (len(row.chunks) > 1 or first):
                found[first].append(chunk)
    return [
        _extent(own) if own else Extent(low, high)
        for own, (low, high) in zip(found, pairwise(columns), strict=True)
    ]


def _extent(chunks: Sequence[Chunk]) -> Extent:
    numbers = sum(is_number(chunk.text) for chunk in chunks) > 0.5 * len(chunks)
    return Extent(min(c.x0 for c in chunks), max(c.x1 for c in chunks), numbers)


def _below(cells: Sequence[PieceCell], band: HeadBand) -> list[PieceCell]:
    """The cells of a body below its head, moved aside for columns that only the head has."""
    moved = []
    for cell in cells:
        first = band.places[cell.column]
        last = band.places[cell.column + cell.column_span - 1]
        row = cell.row + band.row_count
        moved.append(replace(cell, row=row, column=first, column_span=last - first + 1))
    return moved


def _with_new_columns(columns: Sequence[float], band: HeadBand) -> tuple[float, ...]:
    """The edges of the columns, those included that only the head has."""
    if len(band.columns) == len(columns) - 1:
        return tuple(columns)
    inner = accumulate(((a.x1 + b.x0) / 2 for a, b in pairwise(band.columns)), max)
    left = min(columns[0], band.columns[0].x0)
    return (left, *inner, max(columns[-1], band.columns[-1].x1))


def _by_cuts(
    rows: Sequence[Row], rivers: Sequence[River], cuts: Sequence[float]
) -> list[list[Row]]:
    """One group per stretch; a stretch with numbers one below the other is several rows, titles
    between them included."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(sum(cut < row.middle for cut in cuts), []).append(row)
    result: list[list[Row]] = []
    for key in sorted(groups):
        parted = rows_to_groups(groups[key], rivers)
        above = [[], *parted]
        numbered = sum(
            any(has_number(row, before) for row in part)
            for before, part in zip(above, parted, strict=False)
        )
        rows_told = numbered > 1 and numbered + _titles(parted, rivers) == len(parted)
        rows_told = rows_told and _above_each_other(parted, rivers)
        result.extend(parted if rows_told else [groups[key]])
    return result


def _above_each_other(parted: Sequence[Sequence[Row]], rivers: Sequence[River]) -> bool:
    """Whether a column has numbers in several of the rows between two rules, or each row a column
    in common with the next: the texts of merged cells stand between two rows, in columns where
    these have none."""
    chunks = [[chunk for row in part for chunk in row.chunks] for part in parted]
    taken = [{column_of(chunk, rivers) for chunk in part} for part in chunks]
    if all(a & b for a, b in pairwise(taken)):
        return True
    numbers = [{column_of(c, rivers) for c in part if is_number(c.text)} for part in chunks]
    return max(Counter(column for part in numbers for column in part).values(), default=0) > 1


def _titles(parted: Sequence[Sequence[Row]], rivers: Sequence[River]) -> int:
    """How many of the rows between two rules are titles: a line alone in the first column, with
    a row of its own right below it that has a text there and a number; or one that reaches from
    the first column across a river, as no key beside its rows does."""
    return sum(
        len(part) == 1
        and len(part[0].chunks) == 1
        and len(below[0].chunks) > 2
        and any(is_number(chunk.text) for chunk in below[0].chunks[1:])
        and _is_title(part[0].chunks[0], below[0].chunks[0], rivers)
        for part, below in pairwise(parted)
    )


def _is_title(chunk: Chunk, below: Chunk, rivers: Sequence[River]) -> bool:
    low, high = rivers[0]
    across = chunk.x0 < low and chunk.x1 > high
    return across or column_of(chunk, rivers) == column_of(below, rivers) == 0


def _spans_to_cells(
    spans: Sequence[Sequence[Span]],
    groups: Sequence[Sequence[Row]],
    columns: Sequence[float],
    rules: Sequence[Segment],
) -> list[PieceCell]:
    """Cells of all rows; a cell goes on below where the rule under it leaves its columns out."""
    cells: list[PieceCell] = []
    open_cells: dict[tuple[int, int], PieceCell] = {}
    parted = rules_part_rows(groups, rules)
    for number, row in enumerate(spans):
        top = min(line.top for line in groups[number])
        bottom = max(line.bottom for line in groups[number])
        joined = [False] * (len(columns) - 1)
        if number and (parted or not _has_amount(groups[number - 1])):
            joined = joined_below(groups[number - 1], groups[number], columns, rules)
            if all(joined) and _has_amount(groups[number]):
                joined = [False] * len(joined)
        now: dict[tuple[int, int], PieceCell] = {}
        for first, last, chunks in row:
            box = Box(columns[first], top, columns[last + 1], bottom)
            cell = open_cells.get((first, last))
            if cell is not None and all(joined[first : last + 1]) and not _outgrows(cell, chunks):
                cell.row_span += 1
                cell.box = cell.box.union(box)
                cell.lines = [*cell.lines, *_reading_order(chunks)]
            else:
                lines = _reading_order(chunks)
                cell = PieceCell(number, first, 1, last - first + 1, box, lines=lines)
                cells.append(cell)
            now[first, last] = cell
        open_cells = now
    return cells


def _outgrows(cell: PieceCell, chunks: Sequence[Chunk]) -> bool:
    """A line longer than the one above it, beside numbers, is no rest of it but an entry."""
    if not cell.lines or not chunks:
        return False
    last = cell.lines[-1].box
    return max(c.x1 for c in chunks) - last.x1 > chunks[0].line.size


def _has_amount(rows: Sequence[Row]) -> bool:
    return any(has_amount(row) for row in rows)


def _reading_order(chunks: Sequence[Chunk]) -> list[PieceLine]:
    """Lines from top to bottom as they come, 縦書き from right to left."""
    upright = [chunk for chunk in chunks if chunk.line.vertical]
    upright.sort(key=lambda chunk: -chunk.x0)
    level = [chunk for chunk in chunks if not chunk.line.vertical]
    places: dict[PieceLine, int] = {}
    for chunk in level:
        places.setdefault(chunk.line, len(places))
    level.sort(key=lambda chunk: (places[chunk.line], chunk.start))
    return [*chunks_to_lines(level), *(chunk.piece() for chunk in upright)]


def _head_rows(groups: Sequence[Sequence[Row]]) -> int | None:
    """The leading rows without an amount, or without a digit, where the rows below have them."""
    for sign in (has_amount, has_digit):
        having = [any(sign(row) for row in group) for group in groups]
        count = having.index(True) if True in having else 0
        if 0 < count <= 3 and sum(having[count:]) >= 0.7 * (len(having) - count):
            return count
    return None
