"""Rows of chunks and the rivers between them to a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.aligned import River, continues, has_amount, has_digit
from pipeline.document.pdf.chunks import Chunk, Row, is_number
from pipeline.document.pdf.pieces import PieceCell, PieceGrid


def rows_to_grid(
    page: int,
    rows: Sequence[Row],
    rivers: Sequence[River],
    origin: str,
    cuts: Sequence[float] = (),
) -> PieceGrid:
    """The grid of rows whose columns the rivers part.

    cuts are the heights of rules or of the edges of stripes; where they are given every stretch
    between two of them is one row, else a row begins wherever it is no second line of the row
    above. A chunk across a river (a head over several columns) becomes a merged cell.
    """
    groups = _by_cuts(rows, rivers, cuts) if cuts else _by_lines(rows, rivers)
    chunks = [chunk for row in rows for chunk in row.chunks]
    x0, x1 = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
    columns = (x0, *((low + high) / 2 for low, high in rivers), x1)
    cells: list[PieceCell] = []
    for number, group in enumerate(groups):
        top = min(row.top for row in group)
        bottom = max(row.bottom for row in group)
        cells.extend(_row_cells(number, group, columns, rivers, top, bottom))
    return PieceGrid(
        page,
        cells,
        len(groups),
        columns,
        origin,
        Box(x0, min(r.top for r in rows), x1, max(r.bottom for r in rows)),
        _head_rows(groups),
    )


def _by_cuts(
    rows: Sequence[Row], rivers: Sequence[River], cuts: Sequence[float]
) -> list[list[Row]]:
    """One group per stretch; a stretch with numbers one below the other is several rows."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(sum(cut < row.middle for cut in cuts), []).append(row)
    result: list[list[Row]] = []
    for key in sorted(groups):
        parted = _by_lines(groups[key], rivers)
        numbered = sum(any(is_number(c.text) for r in part for c in r.chunks) for part in parted)
        result.extend(parted if 1 < len(parted) == numbered else [groups[key]])
    return result


def _by_lines(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Row]]:
    """Lines gathered into rows: second lines by their place, or, where the rows stand further
    apart than the lines inside them, by the distance."""
    pitch = _line_pitch(rows)
    groups: list[list[Row]] = []
    for row in rows:
        above = groups[-1] if groups else []
        if any(continues(line, row, rivers) for line in above) or (
            above and row.bottom - above[-1].bottom <= pitch and not _numbered_twice(above, row)
        ):
            above.append(row)
        else:
            groups.append([row])
    return groups


def _line_pitch(rows: Sequence[Row]) -> float:
    """The greatest distance of two lines inside a row; 0 where all lines stand evenly."""
    steps = sorted(below.bottom - above.bottom for above, below in pairwise(rows))
    if len(steps) < 3 or steps[-1] < 1.3 * steps[0]:
        return 0.0
    return 1.12 * steps[0]


def _numbered_twice(above: Sequence[Row], row: Row) -> bool:
    """The row has a number, and so have the lines above it: entries of their own."""
    return any(is_number(chunk.text) for chunk in row.chunks) and any(
        is_number(chunk.text) for line in above for chunk in line.chunks
    )


def _row_cells(
    number: int,
    group: Sequence[Row],
    columns: Sequence[float],
    rivers: Sequence[River],
    top: float,
    bottom: float,
) -> list[PieceCell]:
    """Cells of one row; every column without a chunk gets an empty cell."""
    spans: list[tuple[int, int, list[Chunk]]] = []
    for row in group:
        for chunk in row.chunks:
            _merge(spans, *_extent(chunk, columns[1:-1], rivers), chunk)
    taken = {c for first, last, _ in spans for c in range(first, last + 1)}
    spans.extend((c, c, []) for c in range(len(columns) - 1) if c not in taken)
    return [
        PieceCell(
            number,
            first,
            1,
            last - first + 1,
            Box(columns[first], top, columns[last + 1], bottom),
            lines=[chunk.piece() for chunk in chunks],
        )
        for first, last, chunks in sorted(spans, key=lambda span: span[0])
    ]


def _extent(chunk: Chunk, inner: Sequence[float], rivers: Sequence[River]) -> tuple[int, int]:
    """The first and the last column of a chunk: several where it reaches across a river into
    them, both banks where it floats on the middle of a river (a head over two columns)."""
    for i, (low, high) in enumerate(rivers):
        if low <= chunk.x0 and chunk.x1 <= high:
            left, right = chunk.x0 - low, high - chunk.x1
            if min(left, right) > 0.4 * max(left, right):
                return i, i + 1
            return (i, i) if left < right else (i + 1, i + 1)
    slack = 0.8 * chunk.line.size
    first = sum(edge <= chunk.x0 for edge in inner)
    last = sum(edge < chunk.x1 for edge in inner)
    if last > first and inner[first] - chunk.x0 > slack and chunk.x1 - inner[last - 1] > slack:
        return first, last
    middle = sum(edge < (chunk.x0 + chunk.x1) / 2 for edge in inner)
    return middle, middle


def _merge(spans: list[tuple[int, int, list[Chunk]]], first: int, last: int, chunk: Chunk) -> None:
    for i, (low, high, chunks) in enumerate(spans):
        if first <= high and last >= low:
            spans[i] = (min(low, first), max(high, last), [*chunks, chunk])
            return
    spans.append((first, last, [chunk]))


def _head_rows(groups: Sequence[Sequence[Row]]) -> int | None:
    """The leading rows without an amount, or without a digit, where the rows below have them."""
    for sign in (has_amount, has_digit):
        having = [any(sign(row) for row in group) for group in groups]
        count = having.index(True) if True in having else 0
        if 0 < count <= 3 and sum(having[count:]) >= 0.7 * (len(having) - count):
            return count
    return None
