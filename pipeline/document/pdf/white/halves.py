"""A table set in two halves side by side, where nothing but white parts them."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.document.pdf.text.chunks import Row, is_number, row_of
from pipeline.document.pdf.text.rivers import FAR, River, narrow

_LEAST = 2  # columns of a half
_WHITE = 0.8  # em: the least white between the halves
_ASIDE = 4.0  # em: the right half may begin so much further left or right than the left one
_GROUP = 2.4  # em: a head that is there twice as well is not further from those below it
_NEAR = 1.0  # em: lines of one head are not further apart


def rows_to_halves(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in parts to be read one after the other: below a head that says the same twice the
    left half stands before the right one; rows across both part them."""
    for number, row in enumerate(rows):
        gap = _repeated_at(row)
        if gap is None:
            continue
        end, middle = _flow_down(rows, number, gap)
        first = _head_start(rows, number, middle)
        inside = rows[first:end]
        left, right = _side(inside, -FAR, middle), _side(inside, middle, FAR)
        if not _begin_alike(left, right, _distance(row)):
            continue  # the last columns of one table, twice under the same heads
        parts = [
            list(rows[:first]),
            left,
            right,
            *rows_to_halves(rows[end:]),
        ]
        return [part for part in parts if part]
    return [list(rows)] if rows else []


def _repeated_at(row: Row) -> River | None:
    """The white between the halves of a row that says the same twice."""
    half, odd = divmod(len(row.chunks), 2)
    if odd or half < _LEAST:
        return None
    texts = _texts(row)
    if not _is_twice(row) or len(set(texts[:half])) < half:
        return None
    if any(is_number(text) for text in texts):
        return None
    return row.chunks[half - 1].x1, row.chunks[half].x0


def _is_twice(row: Row) -> bool:
    """Does a row say the same twice?"""
    texts = _texts(row)
    half, odd = divmod(len(texts), 2)
    return half > 0 and not odd and texts[:half] == texts[half:]


def _texts(row: Row) -> list[str]:
    return ["".join(chunk.text.split()) for chunk in row.chunks]


def _flow_down(rows: Sequence[Row], number: int, gap: River) -> tuple[int, float]:
    """The end of the rows that leave white between the halves, and where it goes on longest.

    The first columns of the right half or the last ones of the left may stand in the gap as well:
    the right half begins as far from the left one as its heads stand from theirs."""
    white = [gap]
    end = number + 1
    for row in rows[number + 1 :]:
        rest = narrow(white, row, _WHITE * row.size)
        if not rest:
            break
        white = rest
        end += 1
    start = min(row.chunks[0].x0 for row in rows[number:end]) + _distance(rows[number])
    low, high = min(white, key=lambda river: abs(river[1] - start))
    return end, (low + high) / 2


def _begin_alike(left: Sequence[Row], right: Sequence[Row], distance: float) -> bool:
    """Does the right half begin as far from the left one as its heads stand from theirs?"""
    first, second = (min(row.chunks[0].x0 for row in side) for side in (left, right))
    return abs(second - first - distance) <= _ASIDE * left[0].size


def _distance(row: Row) -> float:
    """How far the texts of a row that says the same twice are from each other."""
    half = len(row.chunks) // 2
    pairs = zip(row.chunks[:half], row.chunks[half:], strict=True)
    return median((b.x0 + b.x1 - a.x0 - a.x1) / 2 for a, b in pairs)


def _head_start(rows: Sequence[Row], number: int, middle: float) -> int:
    """The first line of the head that the row belongs to."""
    first = number
    while first:
        above = rows[first - 1]
        crosses = any(chunk.x0 < middle < chunk.x1 for chunk in above.chunks)
        near = _GROUP if _is_twice(above) else _NEAR
        far = rows[first].top - above.bottom > near * above.size
        if crosses or far or len(above.chunks) < 2:
            break
        first -= 1
    return first


def _side(rows: Sequence[Row], low: float, high: float) -> list[Row]:
    """What of the rows ends between two places."""
    found = []
    for row in rows:
        chunks = [chunk for chunk in row.chunks if low < chunk.x1 <= high]
        if chunks:
            found.append(row_of(chunks))
    return found
