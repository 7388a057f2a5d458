"""One program that became several, and several that became one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import numpy as np

from pipeline.diff.evidence import Evidence
from pipeline.diff.grams import Matrix
from pipeline.diff.odds import along, significant_digits
from pipeline.diff.program import Program
from pipeline.diff.solve import Candidate

_CORE = 0.85  # of the weight of whole names, for what is their own in them
_PARTS = (2, 3, 4)
_LOOKED_AT = 7  # parts that are tried for one whole, the likeliest ones
_RARE = -2.0  # log odds that a program is split at all
_NAME_GATE, _TEXT_GATE = 0.5, 0.45  # share of a part's words that the whole has to hold
_STEM_GATE = 0.8  # log odds of the beginnings of their names
_NAME = ((0.0, -3.0), (0.4, -1.0), (0.6, 0.8), (0.8, 2.0), (1.0, 3.0))
_TEXT = ((0.0, -1.5), (0.2, -0.8), (0.4, 0.5), (0.6, 2.0), (0.8, 3.0), (1.0, 3.5))
_SUM_OFF = ((0.0, 3.0), (0.02, 2.5), (0.1, 1.0), (0.25, -0.5), (0.5, -3.0), (1.0, -4.0))
_MOST_FOR_SUM = 5.0
_SUM_UNKNOWN = -1.0


@dataclass(frozen=True, slots=True)
class Wholes:
    """The matrices of splits: wholes of one edition by parts of the other one.

    pair: log odds that a part and the whole are one program. value: that the part was cut off the
    whole, amounts apart. by_stem: the same for parts whose amounts add up, for which a common stem
    is enough. near: whether words of the part stand in the whole. part_factor: how many times as
    large the edition of the parts prints amounts. grain: what one of the lists rounds them to.
    """

    pair: Matrix
    value: Matrix
    by_stem: Matrix
    near: Matrix
    part_factor: Fraction
    grain: int

    @property
    def odds(self) -> tuple[Matrix, Matrix, Matrix]:
        return self.pair, self.value, self.by_stem


class _Part(NamedTuple):
    """What speaks for one part of a whole."""

    number: int
    amounts: tuple[int | None, int | None]  # of its year, and of the year before by its list
    pair: float
    value: float
    by_stem: float


def split_candidates(
    old: Sequence[Program], new: Sequence[Program], evidence: Evidence
) -> Iterator[Candidate]:
    """One of the earlier edition that may be two to four of the later one."""
    for i, parts, value in _candidates(old, new, _wholes(evidence, transposed=False)):
        yield Candidate((i,), parts, value)


def merge_candidates(
    old: Sequence[Program], new: Sequence[Program], evidence: Evidence
) -> Iterator[Candidate]:
    """Two to four of the earlier edition that may be one of the later one."""
    for j, parts, value in _candidates(new, old, _wholes(evidence, transposed=True)):
        yield Candidate(parts, (j,), value)


def _wholes(evidence: Evidence, transposed: bool) -> Wholes:
    """Words of a part stand in the whole (研修 of 研修・相談事業), or the whole's in the part
    (推進事業(研修) of 推進事業), or at least what is their own, or the stem (商店街)."""
    names, cores, texts = evidence.names, evidence.cores, evidence.descriptions
    name = np.maximum(names.of_left, names.of_right)
    name = np.maximum(name, _CORE * np.maximum(cores.of_left, cores.of_right))
    text = texts.of_left if transposed else texts.of_right
    stated = np.minimum.outer(texts.left, texts.right) > 0
    described = np.where(stated, along(text, _TEXT), 0.0)
    besides = described + evidence.surroundings + evidence.prior
    value = np.maximum(along(name, _NAME) + besides, evidence.apart_from_amount)
    by_stem = np.maximum(value, evidence.stems + besides)
    near = (name >= _NAME_GATE) | (text >= _TEXT_GATE) | (evidence.stems >= _STEM_GATE)
    pair = evidence.total
    if transposed:
        return Wholes(pair.T, value.T, by_stem.T, near.T, 1 / evidence.unit_factor, evidence.grain)
    return Wholes(pair, value, by_stem, near, evidence.unit_factor, evidence.grain)


def _candidates(
    wholes: Sequence[Program], parts: Sequence[Program], matrices: Wholes
) -> Iterator[tuple[int, tuple[int, ...], float]]:
    """Each whole with the sets of parts that say more together than any of them alone does."""
    for i, whole in enumerate(wholes):
        amounts = [
            round(a * matrices.part_factor) if a else None
            for a in (whole.leading_amount, whole.earlier)
        ]
        near = np.flatnonzero(matrices.near[i])
        likely = near[np.argsort(-matrices.by_stem[i, near], kind="stable")][:_LOOKED_AT]
        found = [
            _Part(
                j,
                (parts[j].leading_amount, parts[j].earlier),
                *(float(m[i, j]) for m in matrices.odds),
            )
            for j in sorted(int(j) for j in likely)
        ]
        for size in _PARTS:
            for chosen in combinations(found, size):
                value = _value(amounts, chosen, matrices.grain)
                if value is not None:
                    yield i, tuple(part.number for part in chosen), value


def _value(whole: Sequence[int | None], parts: Sequence[_Part], grain: int) -> float | None:
    """Log odds that the parts are the whole; None where one of them alone explains it better."""
    alone = max(0.0, *(part.pair for part in parts))
    most = sum(part.by_stem for part in parts) + _RARE
    if most + _MOST_FOR_SUM <= alone:
        return None
    exact = any(
        None not in amounts and _is_sum(sum(a or 0 for a in amounts), total, grain)
        for total, amounts in _sums(whole, parts)
    )
    said = most if exact else sum(part.value for part in parts) + _RARE
    if said + _MOST_FOR_SUM <= alone:
        return None
    value = said + max(_sum_odds(*sums, grain) for sums in _sums(whole, parts))
    return value if value > alone else None


def _sums(
    whole: Sequence[int | None], parts: Sequence[_Part]
) -> list[tuple[int | None, list[int | None]]]:
    """What has to add up: the amounts of both years; or, where the later list says what they were
    the year before, the amounts of that year."""
    now, then = ([part.amounts[k] for part in parts] for k in (0, 1))
    found = [(whole[0], now)]
    if whole[1] is not None:
        found.append((whole[1], now))
    if all(amount is not None for amount in then):
        found.append((whole[0], then))
    return found


def _is_sum(total: int, whole: int | None, grain: int) -> bool:
    """Whether amounts add up to another one, or to what one of the lists rounds it to."""
    return bool(whole) and (total == whole or (grain > 1 and abs(total - (whole or 0)) < grain))


def _sum_odds(whole: int | None, parts: Sequence[int | None], grain: int) -> float:
    """The amounts of the parts add up to the whole's; exactly, and not in round figures, is
    hardly chance."""
    stated = [part for part in parts if part is not None]
    if not whole or len(stated) < len(parts):
        return _SUM_UNKNOWN
    total = sum(stated)
    if _is_sum(total, whole, grain):
        return min(1.0 + max(significant_digits(a) for a in (total, *stated)), _MOST_FOR_SUM)
    return float(along(abs(total - whole) / whole, _SUM_OFF))
