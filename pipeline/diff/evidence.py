"""All that two lists of programs say about which rows are the same program."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from pipeline.diff import odds
from pipeline.diff.grams import Matrix, Overlap, texts_to_overlap
from pipeline.diff.program import Program
from pipeline.diff.stems import stem_odds
from pipeline.diff.wording import name_core

_MOVED = 0.8  # of the weight of the same office, for the office that it became
_OTHER_LEVEL = -2.0  # a measure and a program under it
_SAME_PLACE = 5.0  # the same row_id: the same characters of the same bytes


@dataclass(frozen=True, slots=True)
class Moves:
    """What offices and headings of the earlier edition are called in the later one, and how many
    times as large the same amount is there: 1, or 1,000 where a unit was lost. grain: the unit in
    yen that one list alone is rounded to (百万円), 1 where both are printed in one."""

    departments: dict[str, tuple[str, int]] = field(default_factory=dict)
    sections: dict[tuple[str, ...], tuple[tuple[str, ...], int]] = field(default_factory=dict)
    unit_factor: Fraction = Fraction(1)
    grain: int = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log odds that rows are the same program; rows of the earlier edition by later ones."""

    apart_from_amount: Matrix
    amount: Matrix
    surroundings: Matrix  # what department, section, funding and implementer alone say
    names: Overlap
    cores: Overlap  # of the names without the words that many names share
    stems: Matrix  # what the beginnings of the names say
    descriptions: Overlap
    prior: float
    unit_factor: Fraction
    grain: int = 1  # what one list alone rounds its amounts to

    @property
    def total(self) -> Matrix:
        return self.apart_from_amount + self.amount


def programs_to_evidence(
    old: Sequence[Program], new: Sequence[Program], moves: Moves | None = None
) -> Evidence:
    """Compare every program of an edition with every program of another one."""
    moves = moves or Moves()

    def both(value: Callable[[Program], Any]) -> tuple[list[Any], list[Any]]:
        return [value(p) for p in old], [value(p) for p in new]

    names = both(lambda p: p.name)
    descriptions = both(lambda p: p.row.get("description"))
    surroundings = (
        _department_odds(old, new, moves)
        + _section_odds(old, new, moves)
        + odds.value_odds(*both(lambda p: p.funding), agree=0.85, most=1.0)
        + odds.value_odds(*both(lambda p: p.implementer), agree=0.85)
    )
    prior = odds.prior(len(old), len(new))
    others = (
        np.where(_same(*both(lambda p: p.level)), 0.0, _OTHER_LEVEL)
        + np.where(_same(*both(lambda p: p.row.get("row_id"))), _SAME_PLACE, 0.0)
        + np.where(_same(*both(lambda p: p.row.get("source_file"))), 0.2, 0.0)
        + odds.order_odds(len(old), len(new))
    )
    return Evidence(
        odds.name_odds(*names) + odds.text_odds(*descriptions) + surroundings + others + prior,
        _amount_odds(old, new, moves.unit_factor),
        surroundings,
        texts_to_overlap(*names),
        texts_to_overlap(*both(lambda p: name_core(p.name))),
        stem_odds(*names),
        texts_to_overlap(*descriptions),
        prior,
        moves.unit_factor,
        moves.grain,
    )


def _amount_odds(old: Sequence[Program], new: Sequence[Program], factor: Fraction) -> Matrix:
    """The amounts of both years; what the later list says of the earlier one counts for more: it
    says how far the amount has gone since then."""
    amounts = [_scaled(p.leading_amount, factor) for p in old]
    now = odds.amount_odds(amounts, [p.leading_amount for p in new])
    then = odds.earlier_odds(amounts, [p.earlier for p in new])
    return np.where(then > 0, np.maximum(now, 0.0), now) + then


def _scaled(amount: int | None, factor: Fraction) -> int | None:
    return amount if amount is None or factor == 1 else round(amount * factor)


def _department_odds(old: Sequence[Program], new: Sequence[Program], moves: Moves) -> Matrix:
    """The same department; or what it became; or at least the same larger office; or one that
    is called 課 in place of 室."""
    before, after = [p.department for p in old], [p.department for p in new]
    result = odds.value_odds(before, after, agree=0.75)
    offices = odds.value_odds([p.office for p in old], [p.office for p in new], agree=0.9)
    result = np.where(result < 0, np.maximum(result, offices / 2), result)
    stems = odds.value_odds([p.bare_office for p in old], [p.bare_office for p in new], agree=0.9)
    result = np.where(result < 0, np.maximum(result, _MOVED * stems), result)
    return _with_moves(result, before, after, moves.departments)


def _section_odds(old: Sequence[Program], new: Sequence[Program], moves: Moves) -> Matrix:
    """The same headings; or what these became; or at least the same outermost heading."""
    before, after = [p.section or None for p in old], [p.section or None for p in new]
    result = odds.value_odds(before, after, agree=0.85, most=2.5)
    outermost = odds.value_odds(
        [p.section[:1] or None for p in old], [p.section[:1] or None for p in new], agree=0.9
    )
    result = np.where(result < 0, np.maximum(result, outermost / 2), result)
    return _with_moves(result, before, after, moves.sections)


def _with_moves(
    result: Matrix,
    before: Sequence[Any],
    after: Sequence[Any],
    moves: dict[Any, tuple[Any, int]],
) -> Matrix:
    if not moves:
        return result
    moved = [moves[value][0] if value in moves else value for value in before]
    return np.maximum(result, _MOVED * odds.value_odds(moved, after, agree=0.85))


def _same(left: Sequence[Hashable], right: Sequence[Hashable]) -> Matrix:
    same = [[one is not None and one == other for other in right] for one in left]
    return np.array(same, dtype=bool).reshape(len(left), len(right))
