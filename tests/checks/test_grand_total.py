"""合計, 再掲事業計 and 純合計 of lists."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks.grand_total import check

LIST = [
    {"name": "甲", "total": 14000, "settled": 13882},
    {"name": "乙", "total": 36976, "settled": 30123},
    {"name": "丙", "total": 8000, "settled": 8000},
    {"name": "甲", "total": 14000, "settled": 13882, "repeated": True},
    {"name": "丙", "total": 8000, "settled": 8000, "repeated": True},
]


def total(name: str, amount: int, settled: int | None = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "level": "total", "total": amount, "settled": settled, **more}


TOTALS = [
    total("合計", 80976, 73887),
    total("再掲事業計", 22000, 21882),
    total("純合計", 58976, 52005),
]


def statuses(found: list[tuple[str, int, int, str]]) -> list[tuple[str, str]]:
    return [(name, status) for name, _, _, status in found]


def test_the_three_totals_of_a_list(table_rows: Any, outcomes: Any) -> None:
    found = outcomes(check, table_rows(*LIST, *TOTALS))
    assert statuses(found) == [
        ("合計", "pass"), ("合計", "pass"), ("再掲事業計", "pass"), ("再掲事業計", "pass"),
        ("純合計", "pass"), ("純合計", "pass"),
    ]  # fmt: skip


def test_two_lists_of_two_years(table_rows: Any, outcomes: Any) -> None:
    later = [{**row, "year": 2025, "settled": None} for row in LIST[:2]]
    rows = [*LIST, *TOTALS, *later, total("合計", 50976, year=2025)]
    found = outcomes(check, table_rows(*rows))
    assert found[-1] == ("合計", 50976, 50976, "pass")
    assert {status for *_, status in found} == {"pass"}


def test_two_lists_of_one_year(table_rows: Any, outcomes: Any) -> None:
    before = [{"name": "道", "total": 90000}, {"name": "林", "total": 13019}, total("合計", 103019)]
    after = [{"name": "道", "total": 90000}, {"name": "林", "total": 18019}, total("合計", 108019)]
    assert outcomes(check, table_rows(*before, *after)) == [
        ("合計", 103019, 103019, "pass"),
        ("合計", 108019, 108019, "pass"),
    ]


def test_a_total_above_its_rows(table_rows: Any, outcomes: Any) -> None:
    found = outcomes(check, table_rows(total("合計", 50976), *LIST[:2]))
    assert found == [("合計", 50976, 50976, "pass")]


def test_totals_above_their_rows(table_rows: Any, outcomes: Any) -> None:
    lists = [
        total("計", 50976),
        *LIST[:2],
        total("計", 51525),
        {"name": "丁", "total": 549},
        *LIST[:2],
    ]
    assert outcomes(check, table_rows(*lists)) == [
        ("計", 50976, 50976, "pass"),
        ("計", 51525, 51525, "pass"),
    ]


def test_a_total_of_lists_that_have_their_own(table_rows: Any, outcomes: Any) -> None:
    lists = [*LIST[:2], total("計", 50976), LIST[2], total("計", 8000), total("総計", 58976)]
    assert outcomes(check, table_rows(*lists))[-1] == ("総計", 58976, 58976, "pass")


def test_a_total_of_subtotals_and_groups(table_rows: Any, outcomes: Any) -> None:
    rows = [
        {"name": "群一", "level": "group", "total": 3671},
        {"name": "甲", "parent": "群一", "total": 2549},
        {"name": "乙", "parent": "群一", "total": 1122},
        {"name": "群二", "level": "group", "total": 5000},
        total("合計", 8671),
    ]
    assert outcomes(check, table_rows(*rows)) == [("合計", 8671, 8671, "pass")]


@pytest.mark.parametrize(
    ("number", "wrong", "failed"),
    [
        (5, total("合計", 80876, 73887), {"合計", "純合計"}),
        (6, total("再掲事業計", 22900, 21882), {"再掲事業計", "純合計"}),
        (7, total("純合計", 58979, 52005), {"純合計"}),
        (1, {"name": "乙", "total": 36876, "settled": 30123}, {"合計"}),
    ],
)
def test_a_wrong_number_is_told(
    table_rows: Any, outcomes: Any, number: int, wrong: Any, failed: set[str]
) -> None:
    rows = [*LIST, *TOTALS]
    rows[number] = wrong
    found = statuses(outcomes(check, table_rows(*rows)))
    assert {name for name, status in found if status == "fail"} == failed


def test_a_total_far_from_its_rows_is_of_something_else(table_rows: Any, outcomes: Any) -> None:
    assert outcomes(check, table_rows(*LIST[:2], total("合計", 912345))) == []


def test_a_total_nearly_met_is_told(table_rows: Any, outcomes: Any) -> None:
    (found,) = outcomes(check, table_rows(*LIST[:2], total("合計", 52138)))
    assert found == ("合計", 52138, 50976, "fail")


def test_an_empty_cell_leaves_the_sum_short(table_rows: Any, outcomes: Any) -> None:
    rows = [{"name": "甲", "total": 549}, *LIST[:2], total("合計", 51525, 44161)]
    assert outcomes(check, table_rows(*rows)) == [
        ("合計", 51525, 51525, "pass"),
        ("合計", 44161, 44005, "fail"),
    ]
