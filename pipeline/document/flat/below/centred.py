"""Heads that stand in the middle of their cells, so that those of one line stand between the
lines of the others.

ＤＭＡＴ 自家 耐震                     金額（千円）
災害拠点病院 必要な事項 区分           事業名 事業内容
数 発電 化                             総事業費 基金充当額 事業者負担
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from normalizers.head import read_heads
from pipeline.document.flat.columns.kinds import mismatch
from pipeline.document.flat.heads import HeadCell, head_lines, head_score, is_head, row_to_heads
from pipeline.document.flat.tokens import Row, amount_of, merge
from pipeline.document.flat.two_level import under_years

LINES = 3
_UNIT = re.compile(r"\s*[(（\[［]\s*単位.*")
_MOST = 10  # columns
_LOOKED_AT = 12  # lines below for rows that stand on one
_OVER = frozenset({"amount", "over"})
_SPENT = frozenset({"spent", "settled"})
_NUMBERS = frozenset({"number", "nil"})


class _Lines(NamedTuple):
    singles: list[HeadCell]  # of the line in the middle
    others: list[HeadCell]  # of the lines above and below it
    grouped: bool  # the line above stands over the heads of the line below


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
    orders = [
        _ordered(singles, others, places) for places in combinations(range(count), len(others))
    ]
    if any(map(_is_cumulative, singles)):
        return _proved(orders, below)
    whole = [row for row in below if len(row.tokens) == count]
    if not whole:
        return [*singles, *others] if grouped else None
    costs = [sum(_misfit(heads, row) for row in whole) for heads in orders]
    best = [heads for heads, cost in zip(orders, costs, strict=True) if cost == min(costs)]
    return next((heads for heads in best if not _is_unlikely(heads, whole)), best[0])


def _read_lines(rows: Sequence[Row], at: int) -> _Lines | None:
    if at + LINES >= len(rows):
        return None
    upper, middle, lower = rows[at : at + LINES]
    singles = row_to_heads(middle)
    if singles is None or any(head_score(h.text) < 2 for h in singles):
        return None
    if _UNIT.fullmatch(upper.text):  # over all columns
        return None
    if len(upper.tokens) == len(lower.tokens):
        pairs = [HeadCell(both) for both in zip(upper.tokens, lower.tokens, strict=True)]
        known = all(map(_is_exact, pairs))
        return _Lines(singles, pairs, False) if known else None
    return _group(upper, singles, lower)


def _is_exact(pair: HeadCell) -> bool:
    """Whether the vocabulary knows a head as it stands, below a year (22年度 / 支出済額) or not."""
    first, second = pair.tokens
    if first.kind == "date":
        return second.kind != "date" and is_head(second.text)
    return is_head(pair.text)


def _group(upper: Row, singles: list[HeadCell], lower: Row) -> _Lines | None:
    """The heads over those of amounts: one word above several heads of numbers, or years."""
    years = [HeadCell((token,)) for token in upper.tokens]
    if under := under_years(years, [HeadCell((token,)) for token in lower.tokens]):
        return _Lines(singles, under, True)
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


def _proved(orders: Sequence[list[HeadCell]], below: Sequence[Row]) -> list[HeadCell] | None:
    """The one order in which the years before a 小計 add up to it in all rows, of which each has a
    label before its amounts; None where there are several, or none."""
    count = len(orders[0])
    rows = [row.tokens[1:] for row in below if len(row.tokens) == count + 1]
    values = [
        [amount_of(t) or 0 for t in row] for row in rows if _NUMBERS.issuperset(t.kind for t in row)
    ]
    fit = [order for order in orders if all(_adds_up(order, row) for row in values)]
    return fit[0] if values and len(fit) == 1 else None


def _adds_up(heads: Sequence[HeadCell], row: Sequence[int]) -> bool:
    sums = [n for n, head in enumerate(heads) if _is_cumulative(head)]
    years = [v for head, v in zip(heads[: sums[0]], row, strict=False) if _is_spent(head)]
    return len(sums) == 1 and len(years) > 1 and sum(years) == row[sums[0]]


def _is_cumulative(head: HeadCell) -> bool:
    return any(h.measure == "cumulative" for h in read_heads(head.text))


def _is_spent(head: HeadCell) -> bool:
    dated = head.tokens[0].kind == "date"
    return dated and any(h.measure in _SPENT for h in read_heads(head.text))


def _is_unlikely(heads: Sequence[HeadCell], rows: Sequence[Row]) -> bool:
    """Whether most hospitals would have more teams than beds."""
    roles = [head.roles for head in heads]
    teams = next((n for n, role in enumerate(roles) if role == {"dmat_teams"}), None)
    beds = next((n for n, role in enumerate(roles) if role == {"beds"}), None)
    if teams is None or beds is None:
        return False
    more = [(amount_of(r.tokens[teams]) or 0) > (amount_of(r.tokens[beds]) or 0) for r in rows]
    return sum(more) * 2 > len(more)


def _misfit(heads: Sequence[HeadCell], row: Row) -> float:
    return sum(mismatch(token, head.kind) for token, head in zip(row.tokens, heads, strict=True))
