"""The proof by the printed totals."""

from __future__ import annotations

import pytest

from pipeline.diff.programs import rows_to_changes
from pipeline.diff.told import check_to_sentence
from pipeline.diff.totals import check_totals, rows_to_net_total
from tests.diff.rows import Row, program, programs


def total(name: str, thousands: int | None) -> Row:
    return program(name, thousands, level="total")


AGAIN = program("往診", 30, is_repeated=True)


@pytest.mark.parametrize(
    ("rows", "net"),
    [
        ([total("純合計", 70)], 70),
        ([total("合計", 100), total("再掲事業計", 30), total("純合計", 70)], 70),
        ([total("合計", 100), total("再掲事業計", 30)], 70),
        ([total("合計(A)", 100)], 100),
        ([total("総計", 100), total("合計", 40), total("合計", 60)], 100),
        ([program("往診", 30), program("薬", 40), AGAIN, total("合計", 100)], 70),
        ([program("往診", 30), program("薬", 40), AGAIN, total("合計", 70)], 70),
        ([total("合計", 40), total("合計", 60)], None),
        ([total("純合計", 40), total("純合計", 60)], None),
        ([program("合計", 40, level="subtotal")], None),
        ([total("合計", None)], None),
        ([], None),
    ],
)
def test_the_net_total_of_a_list(rows: list[Row], net: int | None) -> None:
    expected = None if net is None else net * 1_000
    assert rows_to_net_total(programs("a", *rows)) == expected


def test_the_net_totals_of_several_documents_add_up() -> None:
    one, other = programs("a", total("合計", 5)), programs("b", total("合計", 7))
    assert rows_to_net_total([*one, *other]) == 12_000
    assert rows_to_net_total([*one, *programs("c", program("往診", 3))]) is None


@pytest.mark.parametrize(
    ("later", "holds", "difference"),
    [(130, True, 30_000), (131, False, 31_000), (None, None, None)],
)
def test_the_deltas_are_held_against_the_net_totals(
    later: int | None, holds: bool | None, difference: int | None
) -> None:
    old = programs("a", program("往診の当番", 60), program("薬の相談", 40), total("合計", 100))
    new = programs("b", program("往診の当番", 90), program("薬の相談", 40), total("合計", later))
    check = check_totals(old, new, rows_to_changes(old, new))
    assert (check.sum_of_deltas, check.holds, check.difference) == (30_000, holds, difference)


def test_programs_without_an_amount_are_counted() -> None:
    old = programs("a", program("往診の当番", 60), total("合計", 60))
    new = programs("b", program("往診の当番"), total("合計", 60))
    assert check_totals(old, new, rows_to_changes(old, new)).unknown == 1


@pytest.mark.parametrize(("net", "explained"), [(105, True), (99, False)])
def test_an_amount_in_another_unit_explains_a_sum_that_fails(net: int, explained: bool) -> None:
    old = programs("a", program("往診の当番", 61), program("薬の相談", 39), total("合計", 100))
    new = programs("b", program("往診の当番", 61_000), program("薬の相談", 44), total("合計", net))
    check = check_totals(old, new, rows_to_changes(old, new))
    assert (check.holds, check.units_explain) == (False, explained)
    assert ("jumped by a unit" in str(check_to_sentence(check))) is explained
