"""Tables that nothing draws: rows of chunks with white rivers between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean
from typing import NamedTuple

from normalizers.total import is_total
from normalizers.unit import is_unit_caption
from pipeline.document.model import Box
from pipeline.document.pdf.text.chunks import Chunk, Row, has_amount, is_number
from pipeline.document.pdf.text.rivers import (
    River,
    column_of,
    columns_of,
    common_rivers,
    lasting_rivers,
)
from pipeline.document.pdf.white.blankrows import with_blank_rows
from pipeline.document.pdf.white.flow import flow_on
from pipeline.document.pdf.white.gaps import cut_at
from pipeline.document.pdf.white.grouping import continues, rows_to_groups

_GROUP = 1.5  # em: a head over several columns is not further from those below it
_HEADS = 8  # lines: heads are not higher
_SENTENCE = 24  # characters: heads over several columns are not longer
_PROSE = 14  # characters: columns of longer lines than this, on the mean, are prose


class Run(NamedTuple):
    """Rows start to end with the rivers that all of them leave white.

    The first head rows are a head (zone: its upper and lower end, if they are drawn). prose where
    the text runs down each column, a table where it runs across. rows are the rows themselves,
    texts that nearly touch across a river cut apart.
    """

    start: int
    end: int
    rivers: list[River]
    prose: bool = False
    head: int = 0
    zone: tuple[float, float] | None = None
    rows: tuple[Row, ...] = ()


def rows_to_runs(rows: Sequence[Row], bands: Sequence[Box] = ()) -> list[Run]:
    """Stretches of rows that stand in columns.

    The rows with amounts and what follows them tell the columns; rows above them without one
    are heads where they stand as close as the rows themselves, captions where they do not. bands
    are stretches that rules or fills set apart as heads.
    """
    runs: list[Run] = []
    at = free = 0
    while at < len(rows):
        run = _run_at(rows, at, free, bands) if len(rows[at].chunks) > 1 else None
        if run is None:
            at += 1
        else:
            runs.append(run)
            at = free = run.end
    return runs


def _run_at(rows: Sequence[Row], at: int, free: int, bands: Sequence[Box]) -> Run | None:
    """The run that begins at a row, its heads from row free on included."""
    end, rivers = flow_on(rows, at)
    rows = [*rows[:at], *(cut_at(row, rivers) for row in rows[at:end]), *rows[end:]]
    run = _run_between(rows, at, end, free, bands)
    return run._replace(rows=tuple(rows[run.start : run.end])) if run else None


def _run_between(
    rows: Sequence[Row], at: int, end: int, free: int, bands: Sequence[Box]
) -> Run | None:
    body = at
    while body < end and not has_amount(rows[body]):
        body += 1
    if end - body < 3:
        body = at  # a table of words: nothing tells its head
    body = with_blank_rows(rows, at, body, end)
    rivers = lasting_rivers(rows[body:end])
    end = _without_tail(rows, body, end, rivers)
    rivers = lasting_rivers(rows[body:end])
    if is_aligned(rows[body:end], rivers):
        run = Run(body, end, rivers)
        return _with_band(rows, run, free, bands) or _with_head(rows, run, free)
    if is_aligned(rows[at:end], common_rivers(rows[at:end])):
        return Run(at, end, common_rivers(rows[at:end]))
    if is_prose_in_columns(rows[at:end], common_rivers(rows[at:end])):
        return Run(at, end, common_rivers(rows[at:end]), prose=True)
    return None


def _with_band(rows: Sequence[Row], run: Run, free: int, bands: Sequence[Box]) -> Run | None:
    """The run with its head, where a band (two rules, a fill) encloses one right above the run, or
    above the title of its first section."""
    for band in bands:
        head = [
            i
            for i in range(free, run.start)
            if band.top < rows[i].middle < band.bottom and rows[i].chunks[0].x0 >= band.x0 - 4
        ]
        if head and run.start - head[-1] <= 2 and band.x1 > rows[run.start].chunks[-1].x0:
            zone = (band.top, band.bottom)
            return run._replace(start=head[0], head=head[-1] + 1 - head[0], zone=zone)
    return None


def _with_head(rows: Sequence[Row], run: Run, free: int) -> Run:
    """The run with the rows above its body that are its head: without an amount, not much further
    away than the rows of the body from each other. Titles of the table's first section may stand
    between; what stands above a title without a head is a caption."""
    body = run.start
    gaps = [below.top - above.bottom for above, below in pairwise(rows[body : run.end])]
    near = max(max(gaps, default=0.0) * 1.3, 0.9 * rows[body].size)
    start = titles = body
    while start > max(free, body - _HEADS):
        row = rows[start - 1]
        over = len(row.chunks) == 1 and not _is_title(row, rows[body])
        close = rows[start].top - row.bottom <= (max(near, _GROUP * row.size) if over else near)
        if not close or has_amount(row) or not 0.75 <= row.size / rows[body].size <= 1.34:
            break
        if any(_is_sentence(chunk, run.rivers, rows[body]) for chunk in row.chunks):
            break
        inner = free < start - 1 < body - 1 and _is_halfway(
            rows[start - 2], row, rows[start:titles], rows[body]
        )
        if is_unit_caption(row.chunks[-1].text):
            break
        if len(row.chunks) < 2 and not inner and _is_title(row, rows[body]):
            if titles != start or start < body - 1:
                break
            titles = start - 1
        start -= 1
    if not any(len(row.chunks) > 1 for row in rows[start:titles]):
        start = titles = body
    return run._replace(start=start, head=titles - start)


def _is_sentence(chunk: Chunk, rivers: Sequence[River], body: Row) -> bool:
    """A line of text that runs on over the columns of the rows below it."""
    width = body.chunks[-1].x1 - body.chunks[0].x0
    over = any(chunk.x0 < low and chunk.x1 > high for low, high in rivers)
    return over and len(chunk.text) > _SENTENCE and chunk.x1 - chunk.x0 > 0.6 * width


def _is_halfway(above: Row, row: Row, below: Sequence[Row], body: Row) -> bool:
    """A row in the middle between two of a head, or of all its rows: a head of its own height, no
    title."""
    if not below or (len(above.chunks) < 2 and _is_title(above, body)):
        return False
    middles = (above.middle + below[0].middle) / 2, (above.top + below[-1].bottom) / 2
    return any(abs(middle - row.middle) <= 0.35 * row.size for middle in middles)


def _is_title(row: Row, body: Row) -> bool:
    """One string that begins where the table begins stands above it, not over its columns."""
    return row.chunks[0].x0 <= body.chunks[0].x1


def _without_tail(rows: Sequence[Row], start: int, end: int, rivers: Sequence[River]) -> int:
    """Leave out last rows with one chunk that are no second line of the row above."""
    last = end
    while last > start and len(rows[last - 1].chunks) < 2:
        last -= 1
    while last < end and continues(rows[last - 1], rows[last], rivers):
        last += 1
    return last


def is_aligned(rows: Sequence[Row], rivers: Sequence[River]) -> bool:
    """Rows are a table: three rows of three columns, or of two columns with numbers, or four of
    two; every column keeps an edge or its middle."""
    several = [row for row in rows if len(row.chunks) > 1]
    columns = len(rivers) + 1
    if len(several) < 3 or columns < 2:
        return False
    cells = columns_of(several, rivers)
    filled = [
        {column_of(chunk, rivers) for row in group for chunk in row.chunks}
        for group in rows_to_groups(rows, rivers)
    ]
    entries = [group for group in filled if len(group) > 1]
    often = [sum(c in e for e in entries) >= max(2, 0.4 * len(entries)) for c in range(columns)]
    if sum(often[:2]) < 1 or sum(often) < 2:  # the first column may be merged over rows
        return False
    if not all(_keeps_edge(column) or _keeps_edge(_without_sums(column)) for column in cells):
        return False
    if columns == 2:
        numbers = mean(is_number(chunk.text) for chunk in cells[1])
        return numbers >= 0.6 or (len(several) >= 4 and not is_prose(cells))
    return not is_prose(cells)


def is_prose_in_columns(rows: Sequence[Row], rivers: Sequence[River]) -> bool:
    """Four rows or more, nearly all of them with long text in every column."""
    several = [row for row in rows if len(row.chunks) == len(rivers) + 1]
    if not rivers or len(several) < 4 or len(several) < 0.8 * len(rows):
        return False
    return is_prose(columns_of(several, rivers))


def is_prose(cells: Sequence[Sequence[Chunk]]) -> bool:
    """Long lines in every column: text set in columns, no table."""
    return all(column and mean(len(c.text) for c in column) >= _PROSE for column in cells)


def _without_sums(column: Sequence[Chunk]) -> list[Chunk]:
    """Words of sums (小計, 合計) are set apart from the names above them."""
    return [chunk for chunk in column if not is_total(chunk.text)]


def _keeps_edge(column: Sequence[Chunk]) -> bool:
    if len(column) < 2:
        return True
    near = 0.6 * column[0].line.size
    for places in (
        [c.x0 for c in column],
        [c.x1 for c in column],
        [(c.x0 + c.x1) / 2 for c in column],
    ):
        if max(sum(abs(p - q) <= near for q in places) for p in places) >= 0.6 * len(places):
            return True
    return False
