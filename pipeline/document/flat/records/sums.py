"""Which amount of a row stands under which head: what the differences and the sums say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from normalizers.head import read_heads
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.tokens import Token, amount_of

_FEWEST_TESTED = 2


def amount_order(head: RecordHead, rows: Sequence[Sequence[Token]]) -> list[HeadCell] | None:
    """The heads of amounts in the order of the columns; None where rows contradict every order,
    or do not prove that a head stands over all others."""
    values = [[amount_of(t) for t in row] for row in rows]
    best: tuple[int, list[HeadCell]] | None = None
    tested = 0
    for order in _orders(head):
        right = 0
        tested = 0
        for row in values:
            verdict = _proved(order, head, row)
            tested += verdict is not None
            right += bool(verdict)
        if best is None or right > best[0]:
            best = right, order
    if best is None or (head.group and not head.told and best[0] < _FEWEST_TESTED):
        return None
    return None if tested >= _FEWEST_TESTED and best[0] * 2 < tested else best[1]


def _orders(head: RecordHead) -> Iterator[list[HeadCell]]:
    """Totals before the sources, the difference at any place among them."""
    changes = [h for h in head.totals if "difference" in h.roles]
    rest = [h for h in head.totals if h not in changes]
    yield [*head.totals, *head.sources]
    if len(changes) == 1:
        for place in range(len(rest), 0, -1):
            yield [*rest[:place], *changes, *rest[place:], *head.sources]


def _proved(order: list[HeadCell], head: RecordHead, row: list[int | None]) -> bool | None:
    """Whether the amounts prove the order; None where they say nothing."""
    totals = row[: len(head.totals)]
    sources = row[len(head.totals) :]
    if len(totals) < len(head.totals):
        return None
    verdicts = []
    change = next((n for n, h in enumerate(order) if "difference" in h.roles), None)
    if change is not None and len(totals) > 2:
        others = [(_year(order[n]), v or 0) for n, v in enumerate(totals) if n != change]
        found = {d for a, b in combinations(others, 2) for d in _differences(a, b)}
        verdicts.append((totals[change] or 0) in found)
    if sources and len(head.sources) > 1:  # one alone is what the money of the town is
        verdicts.append(sum(v or 0 for v in sources) in totals)
    return all(verdicts) if verdicts else None


def _year(head: HeadCell) -> int | None:
    return next((h.fiscal_year for h in read_heads(head.text)), None)


def _differences(left: tuple[int | None, int], right: tuple[int | None, int]) -> list[int]:
    """What an amount is more than that of the year before it: the left one's year may be the
    later one, and where a head tells no year either may (本年度 前年度 比較)."""
    more = right[1] - left[1]
    if left[0] is None or right[0] is None:
        return [more, -more]
    return [-more if left[0] > right[0] else more]


def prints_last(head: RecordHead, rows: Sequence[Sequence[Token]]) -> bool:
    """Whether every row prints its last source: its sources add up, and a nought that stands last
    in some and nowhere else is no empty cell."""
    count = len(head.totals)
    if len(head.sources) < 2 or any(len(row) <= count for row in rows):
        return False
    values = [[amount_of(t) or 0 for t in row] for row in rows]
    if not all(sum(row[count:]) in row[:count] for row in values):
        return False
    noughts = [
        place == len(row)
        for row in values
        if count + 1 < len(row) < count + len(head.sources)
        for place, value in enumerate(row[count:], count + 1)
        if not value
    ]
    return bool(noughts) and all(noughts)
