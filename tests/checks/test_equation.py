"""How numbers were printed, which slips explain a difference, and what rounding is let pass."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Cell
from pipeline.checks.printed import digit_slip, granularity, precision


def amount(number: int | None, raw: str = "", sign: int = 1) -> Cell:
    return Cell({"amount_yen": number, "amount_raw": raw}, "amount_yen", sign=sign)


def thousands(number: int) -> Cell:
    return amount(number * 1000, f"{number:,}")


@pytest.mark.parametrize(
    ("cell", "step"),
    [
        (amount(66_912_000, "６６，９１２千円"), 1000),
        (amount(66_912_000, "66,912"), 1000),
        (amount(1_122_000, "1,122,000"), 1),
        (amount(500 * 10**8, "５００億円"), 10**8),
        (amount(125_000_000, "1.25億円"), 10**6),
        (amount(320_000_000, "３億２千万円"), None),
        (amount(0, "0"), None),
        (amount(None), None),
    ],
)
def test_the_step_a_number_is_printed_in(cell: Cell, step: int | None) -> None:
    assert precision(cell) == step


@pytest.mark.parametrize(
    ("numbers", "step"),
    [([12000, 66912000], "1000"), ([0, 30], "10"), ([0, None], "0"), ([], "0")],
)
def test_what_divides_all_numbers(numbers: list[int | None], step: str) -> None:
    assert granularity(None if n is None else Decimal(n) for n in numbers) == Decimal(step)


@pytest.mark.parametrize(
    ("stated", "addends", "slip"),
    [
        (66912, (50183, 16729), False),  # holds: nothing to explain
        (66912, (50283, 16729), True),
        (66912, (50138, 16729), True),  # 38 for 83
        (69612, (50183, 16729), True),
        (66912, (50183, 16000), False),
        (66912, (5018, 16729), False),  # a lost digit is no slip
    ],
)
def test_slips_of_a_digit(stated: int, addends: tuple[int, int], slip: bool) -> None:
    cells = [thousands(stated), *map(thousands, addends)]
    difference = Decimal(sum(addends) - stated) * 1000
    assert digit_slip(cells, difference) is slip


@given(st.integers(10, 10**9), st.integers(0, 10**9), st.data())
def test_every_changed_digit_is_a_slip(first: int, second: int, data: st.DataObject) -> None:
    digits = list(str(first))
    at = data.draw(st.integers(0, len(digits) - 1))
    digits[at] = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    changed = int("".join(digits))
    cells = [amount(first + second), amount(changed), amount(second)]
    assert digit_slip(cells, Decimal(changed - first))


def equation(stated: Cell, *addends: Cell, **more: Any) -> Equation:
    return Equation("row_sum", "甲", stated, addends, "the rows add up to", **more)


def verdicts(*equations: Equation) -> list[bool]:
    return [finding.passed for finding in equations_to_findings(equations)]


def test_thousands_add_up_exactly() -> None:
    off_by_one = equation(thousands(31235), thousands(15000), thousands(16234))
    held = [equation(thousands(n + 7), thousands(n), thousands(7)) for n in range(1000, 1004)]
    assert verdicts(off_by_one, *held) == [False, True, True, True, True]


def off_by(step: int, many: int) -> list[Equation]:
    return [equation(thousands(n + 7 + step), thousands(n), thousands(7)) for n in range(many)]


@pytest.mark.parametrize(
    ("off", "held", "failed"),
    [(3, 12, 0), (2, 6, 2), (3, 20, 3), (1, 9, 1)],
    ids=["a fifth", "only two", "too few of many", "one"],
)
def test_a_document_that_rounds_is_let_be(off: int, held: int, failed: int) -> None:
    equations = [*off_by(1, off), *off_by(0, held)]
    assert verdicts(*equations).count(False) == failed


def test_rounding_is_said() -> None:
    findings = list(equations_to_findings([*off_by(1, 3), *off_by(0, 3)]))
    assert ["rounding" in str(finding.message) for finding in findings] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    ("stated", "off", "passed"),
    [(100, 1, True), (100, -1, True), (100, 2, False)],
)
def test_millions_are_rounded(stated: int, off: int, passed: bool) -> None:
    def million(number: int) -> Cell:
        return amount(number * 10**6, f"{number:,}")

    one = equation(million(stated + off), million(70), million(30), doubtless=True)
    assert verdicts(one) == [passed]


def test_a_coarse_total_agrees_as_far_as_it_is_stated() -> None:
    parts = (thousands(312_345), thousands(198_200))
    assert verdicts(equation(amount(5 * 10**8, "５億円"), *parts)) == [True]
    assert verdicts(equation(amount(6 * 10**8, "６億円"), *parts)) == []


def test_nought_equal_to_nought_is_no_evidence_for_the_other_columns() -> None:
    rows = [{"amount_yen": n} for n in (0, 0, 5_000_000, 3_210_000)]
    owners: list[dict[str, Any]] = [{}, {}]
    cells = [Cell(r, "amount_yen", owners[n % 2]) for n, r in enumerate(rows)]
    nought, other = equation(cells[0], cells[1]), equation(cells[2], cells[3], family=("b",))
    assert nought.holder == other.holder
    assert verdicts(nought, other) == [True]
