"""What holds for many rows at once: offices and headings with another name, a lost unit."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from statistics import median
from typing import TypeVar

from pipeline.diff.odds import UNIT_FACTORS

T = TypeVar("T")

_SHARE = 0.5  # of the programs of an office, those that go the same way
_FEWEST = 4  # amounts that show what a list is rounded to
_GRAINS = (100_000_000, 10_000_000, 1_000_000, 10_000, 1_000, 1)  # 億円, 0.1億円, 百万円 … 円
_NEAR = 3  # times off a factor, for the middle of the ratios


def pairs_to_moves(pairs: Iterable[tuple[T | None, T | None]]) -> dict[T, tuple[T, int]]:
    """What a value of the earlier edition became in the later one, and for how many rows.

    pairs: the values of rows that are the same beyond doubt. Only values that changed for more
    than half of their rows, and for at least two, are named: 医療支援班 became 療育支援班.
    """
    ways: defaultdict[T, Counter[T]] = defaultdict(Counter)
    for before, after in pairs:
        if before is not None and after is not None:
            ways[before][after] += 1
    moves: dict[T, tuple[T, int]] = {}
    for before, counts in ways.items():
        after, rows = counts.most_common(1)[0]
        if after != before and rows > 1 and rows > _SHARE * counts.total():
            moves[before] = (after, rows)
    return moves


def amounts_to_factor(pairs: Iterable[tuple[int | None, int | None]]) -> Fraction:
    """How many times as large the later list prints its amounts: 1, 1000, 1/1000, ….

    pairs: the amounts of rows that are the same beyond doubt. A factor other than 1 holds for the
    whole list when the middle ratio is near it and some rows jump by it to the digit.
    """
    stated = [(before, after) for before, after in pairs if before and after]
    jumps = Counter(jump for pair in stated if (jump := unit_jump(*pair)) != 1)
    if not jumps:
        return Fraction(1)
    factor, rows = jumps.most_common(1)[0]
    off = median(Fraction(after, before) for before, after in stated) / factor
    near = 1 / _NEAR < off < _NEAR
    return factor if rows > 1 and near else Fraction(1)


def amounts_to_grain(before: Iterable[int | None], after: Iterable[int | None]) -> int:
    """The unit in yen that one of two lists is rounded to and the other is not; 1 where both are
    printed in the same one. A list of few amounts does not tell."""
    one, other = (_grain([abs(a) for a in amounts if a]) for amounts in (before, after))
    return 1 if one is None or other is None or one == other else max(one, other)


def _grain(amounts: Sequence[int]) -> int | None:
    if len(set(amounts)) < _FEWEST:
        return None
    return next(grain for grain in _GRAINS if all(amount % grain == 0 for amount in amounts))


def unit_jump(before: int, after: int) -> Fraction:
    """1000 for 1,122 and 1,122,000, 1/1000 the other way round, 1 where digits differ."""
    for factor in UNIT_FACTORS:
        if after == before * factor:
            return Fraction(factor)
        if before == after * factor:
            return Fraction(1, factor)
    return Fraction(1)
