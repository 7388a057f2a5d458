"""The first rows of a body that have no amount: no head, though nothing counts in them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.document.pdf.text.chunks import Chunk, Row, is_number
from pipeline.document.pdf.text.rivers import column_of, columns_of, lasting_rivers

_SAME = 0.25  # part of the usual white between rows that theirs may differ


def with_blank_rows(rows: Sequence[Row], at: int, body: int, end: int) -> int:
    """Where a body begins whose first rows have no amount: rows as far from each other as those
    below, with texts over the columns of words only, while the head stands over the others too."""
    gaps = [below.top - above.bottom for above, below in pairwise(rows[body:end])]
    rivers = lasting_rivers(rows[body:end])
    if len(gaps) < 3 or not rivers:
        return body
    usual = median(gaps)
    numbers = {c for c, own in enumerate(columns_of(rows[body:end], rivers)) if _are_numbers(own)}
    headed = {column_of(chunk, rivers) for row in rows[at:body] for chunk in row.chunks}
    while body > at + 1 and numbers and numbers <= headed:
        above, row, below = rows[body - 2 : body + 1]
        own = {column_of(chunk, rivers) for chunk in row.chunks}
        apart = abs(below.top - row.bottom - usual) <= _SAME * usual
        if (
            not apart
            or row.top - above.bottom < (1 - _SAME) * usual
            or len(own) < 2
            or own & numbers
        ):
            break
        body -= 1
    return body


def _are_numbers(cells: Sequence[Chunk]) -> bool:
    return sum(is_number(chunk.text) for chunk in cells) > 0.5 * len(cells)
