"""総額 = the shares beside it, where a table means them to be all of it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks.row_sum import check

FULL = [
    {"name": "あ", "total": 12300, "fund": 9225, "operator": 3075},
    {"name": "い", "total": 26145, "fund": 19608, "operator": 6537},
    {"name": "う", "total": 20000, "fund": 20000, "operator": 0},
]
CITY = [
    {"name": "あ", "total": 188089, "other": 21756, "own": 166333},
    {"name": "い", "total": 77032, "own": 77032},
    {"name": "う", "total": 42355, "national": 3647, "prefecture": 1934, "own": 36774},
    {"name": "え", "total": 178876, "own": 178876},
]
# 地方債 is printed beside 一般財源 and is a part of it.
OF_WHICH = [
    {"name": "道", "total": 90000, "own": 90000, "bond": 90000},
    {"name": "林", "total": 18019, "other": 2500, "own": 15519, "bond": 15500},
    {"name": "水", "total": 59200, "other": 2000, "own": 57200, "bond": 57200},
]


def changed(rows: list[dict[str, Any]], number: int, **values: int) -> list[dict[str, Any]]:
    return [{**row, **values} if n == number else row for n, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (FULL, [("あ", 12300, 12300, "pass"), ("い", 26145, 26145, "pass"),
                ("う", 20000, 20000, "pass")]),
        (CITY, [("あ", 188089, 188089, "pass"), ("い", 77032, 77032, "pass"),
                ("う", 42355, 42355, "pass"), ("え", 178876, 178876, "pass")]),
        (OF_WHICH, [("道", 90000, 90000, "pass"), ("林", 18019, 18019, "pass"),
                    ("水", 59200, 59200, "pass")]),
    ],
    ids=["all shares", "sparse shares", "a share of a share"],
)  # fmt: skip
def test_shares_that_add_up(table_rows: Any, outcomes: Any, rows: Any, expected: Any) -> None:
    assert outcomes(check, table_rows(*rows)) == expected


@pytest.mark.parametrize(
    ("rows", "failed"),
    [
        (changed(FULL, 1, fund=19806), ("い", 26145, 26343, "fail")),
        (changed(CITY, 2, national=4000), ("う", 42355, 42708, "fail")),
        (changed(CITY, 1, own=70000), ("い", 77032, 70000, "fail")),
        (changed(OF_WHICH, 1, own=15619), ("林", 18019, 18119, "fail")),
    ],
    ids=["digits swapped", "another number", "an only share", "the share around a share"],
)
def test_a_row_that_does_not_add_up(table_rows: Any, outcomes: Any, rows: Any, failed: Any) -> None:
    found = outcomes(check, table_rows(*rows))
    assert [f for f in found if f[3] == "fail"] == [failed]
    assert len(found) == len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": "あ", "total": 22040, "fund": 11000}],
        [
            {"name": "あ", "total": 24000, "fund": 18000},
            {"name": "い", "total": 20000, "fund": 10000},
        ],
        [{"name": "あ", "total": 30000, "fund": 10000, "prefecture": 10000}],
        [
            {"name": "あ", "total": 40453, "national": 13000, "prefecture": 7000},
            {"name": "い", "total": 38632, "national": 12000, "prefecture": 6000},
        ],
        [{"name": "あ", "fund": 11000, "operator": 500}],
        [{"name": "あ", "total": 22040}],
    ],
    ids=[
        "the fund alone",
        "half of it subsidised, by one digit",
        "round numbers, a third share not printed",
        "no row adds up",
        "no total",
        "no shares",
    ],
)
def test_what_states_no_sum_is_not_checked(table_rows: Any, outcomes: Any, rows: Any) -> None:
    assert outcomes(check, table_rows(*rows)) == []


def test_one_statement_in_running_text_is_checked_for_a_slip(
    table_rows: Any, outcomes: Any
) -> None:
    one = {"name": "あ", "total": 101500, "fund": 40500, "national": 50750, "operator": 10250}
    (found,) = outcomes(check, table_rows({**one, "fund": 40600}))
    assert found == ("あ", 101500, 101600, "fail")
    assert outcomes(check, table_rows({**one, "fund": 31234})) == []


def test_the_message_names_both_figures(table_rows: Any) -> None:
    (finding,) = [f for f in check(table_rows(*changed(FULL, 0, fund=9325))) if not f.passed]
    assert str(finding.message) == (
        "あ: the whole cost: 12,300,000 yen are stated, but its 2 shares add up to "
        "12,400,000 yen, 100,000 yen more."
    )


PAID_TOGETHER = [
    {"name": "あ", "total": 253219, "own": 253219},
    {"name": "い", "total": 4910, "own": 4910},
    {"name": "う", "total": 14944, "own": 4982},
    {"name": "え", "total": 10000, "own": 10000},
]


@pytest.mark.parametrize(
    ("unread", "failed"),
    [
        ({}, True),
        ({"value": 9962000}, False),  # 国県支出金 9,962, a head that no column of the tables has
        ({"value": 9962000, "claimed_by": "indicators-0123456789-9-0"}, False),
        ({"value": 9962000, "claimed_by": "programs-0123456789-1-0"}, True),
        ({"value": 9961000}, True),
        ({"value": 9962000, "line": 2}, True),
        ({"value": 9962000, "page": 2}, True),
        ({"value": 9962000, "dimension": "count"}, True),
        ({"value": 0, "line": 1}, True),  # a row that adds up stays one
    ],
)
def test_what_is_wanted_may_stand_beside(
    table_rows: Any, outcomes: Any, unread: dict[str, Any], failed: bool
) -> None:
    tables = table_rows(*PAID_TOGETHER)
    ledger = {"source_file": "plan.txt", "line": 3, "dimension": "money"}
    tables["quantities"] = [ledger | unread] if unread else []
    found = outcomes(check, tables)
    expected = ("う", 14944, 4982, "fail")
    assert (expected in found) == failed
    assert len(found) == (4 if failed else 3)
