"""Tables that nothing draws: rows of chunks with white rivers between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple

from pipeline.document.pdf.chunks import Chunk, Row, is_number
from pipeline.document.pdf.settings import Settings

River = tuple[float, float]
_FAR = 1e9
_PROSE = 14  # characters: columns of longer lines than this, on the mean, are prose


class Run(NamedTuple):
    """Rows start to end with the rivers that all of them leave white; prose where the text runs
    down each column, a table where it runs across."""

    start: int
    end: int
    rivers: list[River]
    prose: bool = False


def rows_to_runs(rows: Sequence[Row], settings: Settings) -> list[Run]:
    """Stretches of rows that stand in columns.

    A first row that dams rivers of the rows below (a head over several columns) stays only
    where it has no digit; else it is a caption and stays outside.
    """
    runs: list[Run] = []
    at = 0
    while at < len(rows):
        if len(rows[at].chunks) < 2:
            at += 1
            continue
        end, rivers = _flow_on(rows, at, settings)
        below = common_rivers(rows[at + 1 : end])
        rivers = common_rivers(rows[at:end])
        if len(below) > len(rivers) and not has_digit(rows[at]):
            rivers = below
        end = _without_tail(rows, at, end, rivers)
        run = rows[at:end]
        if len(below) <= len(rivers) and is_aligned(run, rivers):
            runs.append(Run(at, end, rivers))
            at = end
        elif is_prose_in_columns(run, rivers):
            runs.append(Run(at, end, rivers, prose=True))
            at = end
        else:
            at += 1
    return runs


def has_digit(row: Row) -> bool:
    return any(char.isdigit() for chunk in row.chunks for char in chunk.text)


def common_rivers(rows: Sequence[Row]) -> list[River]:
    """The white between the chunks of all rows, where it is wide enough."""
    rivers: list[River] = []
    end = -_FAR
    chunks = sorted((c.x0, c.x1, c.line.size) for row in rows for c in row.chunks)
    for x0, x1, size in chunks:
        if end > -_FAR and x0 - end >= 0.8 * size:
            rivers.append((end, x0))
        end = max(end, x1)
    return rivers


def white(row: Row) -> list[River]:
    """The stretches of a row without characters, those left and right of it included."""
    edges = [-_FAR, *(x for chunk in row.chunks for x in (chunk.x0, chunk.x1)), _FAR]
    return list(zip(edges[::2], edges[1::2], strict=True))


def narrow(rivers: Sequence[River], row: Row, width: float) -> list[River]:
    """What a row leaves of the rivers, pieces at least width wide."""
    left = []
    free = white(row)
    for low, high in rivers:
        for start, end in free:
            a, b = max(low, start), min(high, end)
            if b - a >= width:
                left.append((a, b))
    return left


def column_of(chunk: Chunk, rivers: Sequence[River]) -> int:
    """The column that a chunk stands in, by its middle."""
    middle = (chunk.x0 + chunk.x1) / 2
    return sum(middle > (low + high) / 2 for low, high in rivers)


def _flow_on(rows: Sequence[Row], start: int, settings: Settings) -> tuple[int, list[River]]:
    """How far down the rivers of a row go. A run that has three rows keeps its columns."""
    width = 0.8 * rows[start].size
    rivers = [r for r in white(rows[start]) if r[0] > -_FAR and r[1] < _FAR]
    several, end = 1, start + 1
    for row in rows[start + 1 :]:
        last = rows[end - 1]
        if row.top - last.bottom > 1.6 * max(row.size, last.size):
            break
        if not 0.75 <= row.size / rows[start].size <= 1.34:
            break
        rest = narrow(rivers, row, width)
        if not rest or (len(rest) < len(rivers) and several >= 3):
            break
        if len(row.chunks) == 1 and len(rest) < len(rivers):
            break
        rivers = rest
        several += len(row.chunks) > 1
        end += 1
    return end, rivers


def _without_tail(rows: Sequence[Row], start: int, end: int, rivers: Sequence[River]) -> int:
    """Leave out last rows with one chunk that are no second line of the row above."""
    last = end
    while last > start and len(rows[last - 1].chunks) < 2:
        last -= 1
    while last < end and continues(rows[last - 1], rows[last], rivers):
        last += 1
    return last


def continues(above: Row, row: Row, rivers: Sequence[River]) -> bool:
    """A row is the second line of the cells above: close below, starting where they start,
    without a number."""
    if row.top - above.bottom > 0.75 * row.size:
        return False
    starts = {column_of(chunk, rivers): chunk for chunk in above.chunks}
    for chunk in row.chunks:
        over = starts.get(column_of(chunk, rivers))
        if over is None or is_number(chunk.text) or _opens(chunk.text):
            return False
        aligned = min(abs(over.x0 - chunk.x0), abs(over.x0 + over.x1 - chunk.x0 - chunk.x1) / 2)
        if aligned > 1.1 * row.size:
            return False
    return len(row.chunks) < len(above.chunks) or len(above.chunks) == 1


_OPENING = re.compile(r"[（(【\[〔]?[0-9０-９①-⑳]+[)）】\]〕.．]|[・○◯●◎◇◆□■※＜<【〔]")


def _opens(text: str) -> bool:
    """Begins like an entry of its own."""
    return bool(_OPENING.match(text))


def is_aligned(rows: Sequence[Row], rivers: Sequence[River]) -> bool:
    """Rows are a table: three rows of three columns, or of two columns with numbers, or four of
    two; every column keeps an edge or its middle."""
    several = [row for row in rows if len(row.chunks) > 1]
    columns = len(rivers) + 1
    if len(several) < 3 or columns < 2:
        return False
    cells = columns_of(several, rivers)
    if any(len(column) < max(2, 0.4 * len(several)) for column in cells[:2]):
        return False
    if not all(_keeps_edge(column) for column in cells):
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


def columns_of(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Chunk]]:
    """The chunks of each column."""
    cells: list[list[Chunk]] = [[] for _ in range(len(rivers) + 1)]
    for row in rows:
        for chunk in row.chunks:
            cells[column_of(chunk, rivers)].append(chunk)
    return cells


def is_prose(cells: Sequence[Sequence[Chunk]]) -> bool:
    """Long lines in every column: text set in columns, no table."""
    return all(column and mean(len(c.text) for c in column) >= _PROSE for column in cells)


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
