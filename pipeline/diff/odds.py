"""How much each thing that two rows state speaks for their being the same, in log odds.

The sum of independent log likelihood ratios decides whether two records are of one thing
(Fellegi and Sunter, A Theory for Record Linkage, 1969). To agree in what is rare says more than
to agree in what every row says, so the frequency of a value in the lists is its weight. Each
function gives a matrix, rows of the earlier edition by rows of the later one; 0 says nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from pipeline.diff.grams import Matrix, texts_to_overlap
from pipeline.diff.wording import are_opposed, folded_name, name_core

# Similarity to log odds, between these points on straight lines.
_NAME = ((0.0, -4.0), (0.3, -3.5), (0.5, -1.5), (0.7, 1.5), (0.85, 4.0), (1.0, 6.5))
_TEXT = ((0.0, -3.5), (0.15, -2.5), (0.3, -0.8), (0.5, 1.5), (0.7, 4.0), (0.9, 6.0), (1.0, 7.0))
_AMOUNT_RATIO = ((0.0, 1.0), (0.25, 0.7), (0.7, 0.0), (1.6, -0.6), (3.0, -1.5))  # |log ratio|
_SAME_NAME = (3.0, 1.2, 12.0)  # of a name of generic words alone; for each own character; at most
_WHOLE = 0.7  # weight of the whole names; the rest is that of what is their own in them
_COMPARED = 0.6  # similarity of names from which on they are compared piece by piece
_OPPOSED = -4.0  # 小学校費 and 中学校費 are two programs
_FULL_TEXT = 20  # characters: a shorter description says less
_MOST_EARLIER = 5.0
_OTHER_AMOUNT, _NEW_AMOUNT = -0.8, -2.0  # the later list says that it was another one, or none
UNIT_FACTORS = (1_000, 1_000_000)


def prior(left: int, right: int) -> float:
    """Log odds that two rows taken at random are the same, before anything is compared."""
    return -min(max(math.log(max(left, right, 1)), 1.0), 4.0)


def name_odds(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Names: equal after folding, or more or less alike."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import cdist

    one, other = [folded_name(n) for n in left], [folded_name(n) for n in right]
    ratio = cdist(one, other, scorer=Indel.normalized_similarity, dtype=np.float64)
    cores = [name_core(n) for n in left], [name_core(n) for n in right]
    stated = _stated([c or None for c in cores[0]], [c or None for c in cores[1]])
    own_ratio = cdist(*cores, scorer=Indel.normalized_similarity, dtype=np.float64) * stated
    alike = _WHOLE * (ratio + texts_to_overlap(left, right).cosine) / 2 + (1 - _WHOLE) * own_ratio
    own = np.array([len(core) for core in cores[0]], dtype=float)
    base, each, most = _SAME_NAME
    same = np.minimum(base + each * own, most)[:, None] - _log_copies(one, other)
    odds = np.minimum(along(alike, _NAME), same - 0.5)
    for i, j in zip(*np.nonzero((ratio >= _COMPARED) & (ratio < 1)), strict=True):
        if are_opposed(one[i], other[j]):
            odds[i, j] += _OPPOSED
    return np.where(_equal(one, other), same, odds)


def text_odds(left: Sequence[str | None], right: Sequence[str | None]) -> Matrix:
    """Running text (descriptions); a missing text says nothing."""
    one, other = [folded_name(t or "") for t in left], [folded_name(t or "") for t in right]
    alike = np.where(_equal(one, other), 1.0, texts_to_overlap(left, right).cosine)
    lengths = np.minimum.outer([len(t) for t in one], [len(t) for t in other])
    odds = along(alike, _TEXT) * np.minimum(lengths / _FULL_TEXT, 1.0)
    odds = np.where(odds > 0, np.maximum(odds - _log_copies(one, other), 0.0), odds)
    return np.where(lengths > 0, odds, 0.0)


def value_odds(
    left: Sequence[Hashable | None],
    right: Sequence[Hashable | None],
    agree: float,
    most: float = 3.0,
    among: Sequence[Hashable | None] = (),
) -> Matrix:
    """Values that are equal or not (departments, sections); None says nothing.

    agree: how often the same thing states the same value in both editions, 0 to 1. among: the
    values of further rows, which tell how frequent each value is.
    """
    counts = Counter(v for v in (*left, *right, *among) if v is not None)
    total = max(counts.total(), 1)
    chance = sum((n / total) ** 2 for n in counts.values())
    differ = math.log((1 - agree) / max(1 - chance, 1 - agree))
    same = [min(max(math.log(agree * total / counts[v]), 0.0), most) if v else 0.0 for v in left]
    odds = np.where(_equal(left, right), np.array(same)[:, None], differ)
    return np.where(_stated(left, right), odds, 0.0)


def amount_odds(left: Sequence[int | None], right: Sequence[int | None]) -> Matrix:
    """Amounts: the same to the yen, the same digits in another unit, or more or less near."""
    stated = _stated(left, right)
    one = np.array([abs(v or 0) for v in left], dtype=float)[:, None]
    other = np.array([abs(v or 0) for v in right], dtype=float)[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.abs(np.log(other / one))
    odds = along(np.where(np.isfinite(ratio), ratio, 9.0), _AMOUNT_RATIO)
    counts, rows = Counter((*left, *right)), len(left) + len(right)
    equal = np.array([_digits_odds(v, counts[v] / rows) for v in left], dtype=float)[:, None]
    odds = np.where(one == other, equal, odds)
    for factor in UNIT_FACTORS:
        jump = ((one * factor == other) | (one == other * factor)) & (one > 0)
        odds = np.where(jump, 0.7 * equal, odds)
    return np.where(stated, odds, 0.0)


def earlier_odds(left: Sequence[int | None], right: Sequence[int | None]) -> Matrix:
    """Amounts of the earlier list, and what the later list says that they were: the same, with
    what was rounded away, or not (a later revision may have changed them)."""
    stated = _stated(left, right)
    one = np.array([v or 0 for v in left], dtype=float)[:, None]
    other = np.array([v or 0 for v in right], dtype=float)[None, :]
    grains = np.array([_grain(v) for v in right], dtype=float)[None, :]
    same = (np.abs(one - other) < grains) & (one > 0) & (other > 0)
    digits = [min(1.0 + significant_digits(v or 0), _MOST_EARLIER) for v in right]
    equal = np.array(digits)[None, :] - np.log(np.maximum(same.sum(axis=0), 1))[None, :]
    differs = np.where((one > 0) & (other == 0), _NEW_AMOUNT, _OTHER_AMOUNT)
    return np.where(stated & ((one > 0) | (other > 0)), np.where(same, equal, differs), 0.0)


def _grain(amount: int | None) -> int:
    """The unit that an amount may have been rounded to: 62,000,000 to a million."""
    return next((f for f in sorted(UNIT_FACTORS)[::-1] if amount and amount % f == 0), 1)


def order_odds(left: int, right: int) -> Matrix:
    """Places in the list: the n-th of one list is near the n-th of the other."""
    one = np.arange(left)[:, None] / max(left, 1)
    other = np.arange(right)[None, :] / max(right, 1)
    return np.clip(0.4 - 2.0 * np.abs(one - other), -0.6, 0.4)


def significant_digits(amount: int) -> int:
    """How many digits of an amount are not the zeros at its end: 1,122,000 has 4."""
    return len(str(abs(amount)).rstrip("0"))


def _digits_odds(amount: int | None, share: float) -> float:
    """An amount with many digits is seldom met twice by chance, a round one often."""
    if not amount:
        return 0.0
    return max(0.3, min(math.log(0.5 / share), 0.5 + 0.9 * significant_digits(amount), 4.0))


def _log_copies(left: Sequence[str], right: Sequence[str]) -> Matrix:
    """Log of how many rows hold the same text, where several do: any of them may be meant."""
    copies = [Counter(left), Counter(right)]
    one = np.array([copies[0][text] for text in left], dtype=float)
    other = np.array([copies[1][text] for text in right], dtype=float)
    return np.log(np.maximum.outer(one, other))


def _equal(left: Sequence[Hashable | None], right: Sequence[Hashable | None]) -> Matrix:
    numbers: dict[Hashable | None, int] = {}
    one = np.array([numbers.setdefault(v, len(numbers)) for v in left], dtype=int)
    other = np.array([numbers.setdefault(v, len(numbers)) for v in right], dtype=int)
    return one[:, None] == other[None, :]


def _stated(left: Sequence[object], right: Sequence[object]) -> Matrix:
    one = np.array([v is not None for v in left], dtype=bool)
    other = np.array([v is not None for v in right], dtype=bool)
    return one[:, None] & other[None, :]


def along(values: Matrix | float, points: Sequence[tuple[float, float]]) -> Matrix:
    """Values as log odds, on straight lines between points (value, log odds)."""
    return np.asarray(np.interp(values, [x for x, _ in points], [y for _, y in points]))
