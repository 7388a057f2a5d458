"""Heads that stand in the middle of their cells, so that those of one line stand between the
lines of the others.

ＤＭＡＴ 自家 耐震                     金額（千円）
災害拠点病院 必要な事項 区分           事業名 事業内容
数 発電 化                             総事業費 基金充当額 事業者負担
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from pipeline.document.flat.heads import HeadCell, head_lines, head_score, row_to_heads
from pipeline.document.flat.shape import mismatch
from pipeline.document.flat.tokens import Row, merge

LINES = 3
_EXACT = 3
_MOST = 10  # columns
_LOOKED_AT = 12  # lines below for rows that stand on one
_OVER = frozenset({"amount", "over"})


class _Lines(NamedTuple):
    singles: list[HeadCell]  # of the line in the middle
    others: list[HeadCell]  # of the lines above and below it
    grouped: bool  # the line above is one head over those below


def centred_begin(rows: Sequence[Row]) -> list[int]:
    """Where such heads could begin: a line above one of known heads."""
    return [at - 1 for at in head_lines(rows) if at]


def centred_heads(rows: Sequence[Row], at: int) -> list[HeadCell] | None:
    """The heads of the three lines from rows[at] on in the order that suits the rows below, or
    None where they are no such heads."""
    lines = _read_lines(rows, at)
    if lines is None:
        return None
    singles, others, grouped = lines
    count = len(singles) + len(others)
    if count > _MOST:
        return None
    below = rows[at + LINES : at + LINES + _LOOKED_AT]
    whole = [row for row in below if len(row.tokens) == count]
    if not whole:
        return [*singles, *others] if grouped else None
    orders = (
        _ordered(singles, others, places) for places in combinations(range(count), len(others))
    )
    return min(orders, key=lambda heads: sum(_misfit(heads, row) for row in whole))


def _read_lines(rows: Sequence[Row], at: int) -> _Lines | None:
    if at + LINES >= len(rows):
        return None
    upper, middle, lower = rows[at : at + LINES]
    singles = row_to_heads(middle)
    if singles is None or any(head_score(h.text) < 2 for h in singles):
        return None
    if len(upper.tokens) == len(lower.tokens):
        pairs = [HeadCell(both) for both in zip(upper.tokens, lower.tokens, strict=True)]
        known = all(head_score(pair.text) == _EXACT for pair in pairs)
        return _Lines(singles, pairs, False) if known else None
    return _group(upper, singles, lower)


def _group(upper: Row, singles: list[HeadCell], lower: Row) -> _Lines | None:
    """The head over those of amounts: one word above, several heads of numbers below."""
    over = HeadCell((merge(upper.tokens),))
    heads = row_to_heads(lower)
    if heads is None or not over.roles & _OVER or any(h.kind != "number" for h in heads):
        return None
    return _Lines(singles, [HeadCell(h.tokens, over=over.cite) for h in heads], True)


def _ordered(
    singles: Sequence[HeadCell], others: Sequence[HeadCell], places: Sequence[int]
) -> list[HeadCell]:
    """Both in one order, the others at their places."""
    left, right = iter(singles), iter(others)
    count = len(singles) + len(others)
    return [next(right) if place in places else next(left) for place in range(count)]


def _misfit(heads: Sequence[HeadCell], row: Row) -> float:
    return sum(mismatch(token, head.kind) for token, head in zip(row.tokens, heads, strict=True))
