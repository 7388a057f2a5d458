"""A statement of the form: this number is the sum of those; and when its failure is told.

A sum that does not hold is told only where the document evidently means it to hold, because a
list of selected programs under a heading with an amount states no sum. It is meant where

- another column of the same rows holds (the fund's shares add up, the whole costs do not),
- most of the statements of its kind in the document hold (three of four),
- it holds when one digit of one number is read otherwise, or two neighbouring digits swapped,
- or the rule says that the statement leaves no doubt (a 合計 right below its rows, nearly met).

Amounts in 円 and 千円 must add up exactly: budgets are made up in 千円. Only where a document
shows that it rounds them (three sums of a kind and a fifth of them are off by a unit or so) is
such a difference let pass. Amounts in 万円, 百万円 and 億円 were rounded to be printed so: the
error of a sum of n rounded numbers has a deviation of √(n/12) units; twice that is let pass, and
at least one unit. A number stated more coarsely than its parts (５億円) has to agree as far as it
is stated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from math import isqrt

from pipeline.checks.finding import Cell, Finding, rows_of
from pipeline.checks.printed import digit_slip, granularity, precision
from pipeline.telling import Told, named, told

_NEAR = Decimal("0.1")  # of the stated number
_MOST = Decimal("0.75")  # of the other statements of a family
_EXACT = 1000  # yen: amounts in this unit and in finer ones are not rounded
_DIGITS = 1000  # in units of the last digit that is not nought in all numbers


@dataclass(frozen=True)
class Equation:
    """stated = sum of the addends.

    says: what stands between the numbers ('its 4 programs add up to'). family: the equations that
    a document means or does not mean together. doubtless: near misses are told in any case.
    needs_peers: a failure is told only where others of its family hold; peers: how many of them,
    as a share. loose: the document can mean both sides as they stand (a plan and what was spent
    of it), so that a number is blamed only for a slip of its digits.
    """

    rule: str
    subject: Told
    stated: Cell
    addends: tuple[Cell, ...]
    says: Told
    family: tuple[object, ...] = ()
    unit: str = "yen"
    doubtless: bool = False
    needs_peers: bool = False
    peers: Decimal = _MOST
    loose: bool = False

    @cached_property
    def expected(self) -> Decimal:
        return self.stated.number or Decimal(0)

    @cached_property
    def actual(self) -> Decimal:
        return sum((cell.signed for cell in self.addends), Decimal(0))

    @property
    def difference(self) -> Decimal:
        return self.actual - self.expected

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.stated, *self.addends)

    @cached_property
    def holds(self) -> bool:
        off = abs(self.difference)
        return off == 0 or off <= self.slack or (self.step > _EXACT and off <= self.rounding)

    @cached_property
    def steps(self) -> list[Decimal]:
        return [step for cell in self.cells if (step := precision(cell))]

    @property
    def step(self) -> Decimal:
        """The unit of the finest number; 0 where it is not known."""
        return min(self.steps, default=Decimal(0))

    @property
    def slack(self) -> Decimal:
        """Half a step for each number printed more coarsely than the finest; 0 where none is."""
        return sum((step for step in self.steps if step > self.step), Decimal(0)) / 2

    @property
    def rounding(self) -> Decimal:
        """How far rounded numbers may miss their sum."""
        return self.step * max(1, isqrt(len(self.addends) // 3))

    @property
    def holder(self) -> tuple[int, ...]:
        """The rows of the equation: its other columns have the same."""
        holders = {id(cell.holder) for cell in self.addends}
        return (id(self.stated.holder), *sorted(holders))

    @property
    def tells(self) -> bool:
        """Whether it proves something when it holds: not that nought is nought."""
        return self.expected != 0

    @property
    def is_rounding(self) -> bool:
        return abs(self.difference) <= self.rounding

    @property
    def is_near(self) -> bool:
        return abs(self.difference) <= abs(self.expected) * _NEAR

    @property
    def is_slip(self) -> bool:
        """Whether one digit explains it. Round numbers differ in one digit by chance (2,000 and
        1,000), so the stated number has to have four digits that count."""
        step = granularity(cell.number for cell in self.cells)
        enough = bool(step) and abs(self.expected) / step >= _DIGITS
        return enough and digit_slip(self.cells, self.difference)


def equations_to_findings(equations: Iterable[Equation]) -> Iterator[Finding]:
    """A finding for every equation that holds, and for those that were meant to hold."""
    equations = list(equations)
    telling = [e for e in equations if e.tells]
    sizes = Counter(e.family for e in telling)
    held = Counter(e.family for e in telling if e.holds)
    near = Counter(e.family for e in telling if not e.holds and e.is_rounding)
    rows = Counter(e.holder for e in telling if e.holds)
    for equation in equations:
        family = equation.family
        rounded = near[family] > 2 and near[family] * 5 >= sizes[family]
        if equation.holds or (rounded and equation.is_rounding):
            yield equation_to_finding(equation, True)
        elif rows[equation.holder] or _is_meant(
            equation, held[family], sizes[family] - equation.tells
        ):
            yield equation_to_finding(equation, False)


def equation_to_finding(equation: Equation, passed: bool) -> Finding:
    """The finding of an equation; failed, it speaks against the stated number's row alone."""
    return Finding(
        rule=equation.rule,
        subject=equation.subject,
        expected=equation.expected,
        actual=equation.actual,
        passed=passed,
        rows=rows_of(*equation.cells),
        message=_message(equation, passed),
        cells=() if not passed and equation.loose and not equation.is_slip else equation.cells,
        blamed=rows_of(equation.stated),
    )


def _is_meant(equation: Equation, holding: int, others: int) -> bool:
    """Whether a failed equation was meant; of the others of its family so many hold."""
    if holding and holding >= others * equation.peers:
        return True
    if equation.needs_peers:
        return False
    if equation.doubtless and equation.is_near:
        return True
    return equation.is_slip


def _message(equation: Equation, passed: bool) -> Told:
    outcome = "rounded" if passed else "fails"
    more = "more" if equation.difference > 0 else "less"
    return told(
        "sum_holds" if passed and equation.difference == 0 else f"sum_{outcome}_{more}",
        subject=equation.subject,
        says=equation.says,
        stated=equation.expected,
        actual=equation.actual,
        off=abs(equation.difference),
        unit=named("unit", equation.unit),
    )
