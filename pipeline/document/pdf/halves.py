"""A table set in two halves side by side, where nothing but white parts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.document.pdf.chunks import Chunk, Row, is_number

_LEAST = 2  # columns of a half
_NEAR = 1.0  # em: lines of one head are not further apart


def rows_to_halves(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in parts to be read one after the other: below a head that says the same twice the
    left half stands before the right one; rows across both part them."""
    for number, row in enumerate(rows):
        middle = _repeated_at(row)
        if middle is None:
            continue
        first, end = _extent(rows, number, middle)
        inside = rows[first:end]
        parts = [
            list(rows[:first]),
            _side(inside, lambda chunk, at=middle: chunk.x1 <= at),
            _side(inside, lambda chunk, at=middle: chunk.x1 > at),
            *rows_to_halves(rows[end:]),
        ]
        return [part for part in parts if part]
    return [list(rows)] if rows else []


def _repeated_at(row: Row) -> float | None:
    """Where the second half of a row begins that says the same twice."""
    half, odd = divmod(len(row.chunks), 2)
    if odd or half < _LEAST:
        return None
    texts = ["".join(chunk.text.split()) for chunk in row.chunks]
    if texts[:half] != texts[half:] or len(set(texts[:half])) < half:
        return None
    if any(is_number(text) for text in texts):
        return None
    return (row.chunks[half - 1].x1 + row.chunks[half].x0) / 2


def _extent(rows: Sequence[Row], number: int, middle: float) -> tuple[int, int]:
    """The first and the end of the rows around a head that no text across the middle parts."""
    first = number
    while first and not _crosses(rows[first - 1], middle):
        above = rows[first - 1]
        if rows[first].top - above.bottom > _NEAR * above.size or len(above.chunks) < 2:
            break
        first -= 1
    end = number + 1
    while end < len(rows) and not _crosses(rows[end], middle):
        end += 1
    return first, end


def _crosses(row: Row, middle: float) -> bool:
    return any(chunk.x0 < middle < chunk.x1 for chunk in row.chunks)


def _side(rows: Sequence[Row], belongs: Callable[[Chunk], bool]) -> list[Row]:
    """What of the rows belongs to one half."""
    found = []
    for row in rows:
        chunks = [chunk for chunk in row.chunks if belongs(chunk)]
        if chunks:
            boxes = [chunk.line.box for chunk in chunks]
            top, bottom = min(b.top for b in boxes), max(b.bottom for b in boxes)
            found.append(replace(row, chunks=chunks, top=top, bottom=bottom))
    return found
