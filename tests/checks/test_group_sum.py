"""Groups, shares of groups and 小計 are the sums of their rows."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks.group_sum import check

GROUP = {"name": "整備", "level": "group", "total": 191882, "fund": 148911, "operator": 42971}
PROGRAMS = [
    {"name": "甲", "parent": "整備", "total": 20000, "fund": 20000, "operator": 0},
    {"name": "乙", "parent": "整備", "total": 28423, "fund": 21317, "operator": 7106},
    {"name": "丙", "parent": "整備", "total": 143459, "fund": 107594, "operator": 35865},
]


def passes(*stated: int, name: str = "整備") -> list[tuple[str, int, int, str]]:
    return [(name, amount, amount, "pass") for amount in stated]


def test_every_column_of_a_group(table_rows: Any, outcomes: Any) -> None:
    assert outcomes(check, table_rows(GROUP, *PROGRAMS)) == passes(191882, 148911, 42971)


def test_programs_of_an_earlier_plan_do_not_count(table_rows: Any, outcomes: Any) -> None:
    old = {"name": "旧", "parent": "整備", "year": 2020, "total": 5000, "fund": 2500}
    assert outcomes(check, table_rows(GROUP, old, *PROGRAMS)) == passes(191882, 148911, 42971)


def test_they_count_where_only_they_complete_the_sum(table_rows: Any, outcomes: Any) -> None:
    group = {"name": "整備", "level": "subtotal", "total": 25000}
    old = {"name": "旧", "parent": "整備", "year": 2020, "total": 5000}
    assert outcomes(check, table_rows(group, PROGRAMS[0], old)) == passes(25000)


def test_one_column_fails_beside_columns_that_hold(table_rows: Any, outcomes: Any) -> None:
    found = outcomes(check, table_rows({**GROUP, "fund": 155157}, *PROGRAMS))
    assert [f for f in found if f[3] == "fail"] == [("整備", 155157, 148911, "fail")]


def test_a_slip_is_told_without_other_columns(table_rows: Any, outcomes: Any) -> None:
    rows = [{"name": r["name"], "parent": "整備", "total": r["total"]} for r in PROGRAMS]
    group = {"name": "整備", "level": "group", "total": 191982}
    assert outcomes(check, table_rows(group, *rows)) == [("整備", 191982, 191882, "fail")]


@pytest.mark.parametrize(
    "rows",
    [
        [{"name": "整備", "level": "group", "total": 191882}, PROGRAMS[0], PROGRAMS[1]],
        [{"name": "整備", "level": "group"}, *PROGRAMS],
        [{"name": "整備", "level": "group", "total": 3000},
         {"name": "甲", "parent": "整備", "total": 2000}],
        [GROUP],
    ],
    ids=["main programs only", "no amounts", "round numbers one digit apart", "nothing under it"],
)  # fmt: skip
def test_what_states_no_sum_is_not_checked(table_rows: Any, outcomes: Any, rows: Any) -> None:
    assert outcomes(check, table_rows(*rows)) == []


def test_a_share_that_a_program_leaves_open_is_not_checked(table_rows: Any, outcomes: Any) -> None:
    group = {"name": "整備", "level": "group", "total": 44000, "fund": 33000, "operator": 11000}
    rows = [
        {"name": "甲", "parent": "整備", "total": 20000, "fund": 15000, "operator": 5000},
        {"name": "乙", "parent": "整備", "total": 24000, "fund": 18000},  # who pays the rest?
    ]
    assert outcomes(check, table_rows(group, *rows)) == passes(44000, 33000)


def test_the_rest_of_a_group_holds_what_programs_split(table_rows: Any, outcomes: Any) -> None:
    group = {"name": "整備", "level": "group", "total": 464452, "fund": 72264, "operator": 392188}
    rows = [
        {"name": "甲", "parent": "整備", "total": 101500, "fund": 40500, "operator": 61000},
        {"name": "乙", "parent": "整備", "total": 362952, "fund": 31764, "prefecture": 331188},
    ]
    assert outcomes(check, table_rows(group, *rows)) == passes(464452, 72264, 392188)


def test_what_a_group_says_of_its_new_part(table_rows: Any, outcomes: Any) -> None:
    rows = [
        {"name": "対策", "level": "subtotal", "total": 848883},
        {"name": "うち今回拡充分", "level": "subtotal", "parent": "対策", "total": 463707},
        {"name": "甲", "parent": "対策", "total": 101500},
        {"name": "乙", "parent": "対策", "total": 362207},
        {"name": "旧", "parent": "対策", "year": 2020, "total": 385176},
    ]
    assert outcomes(check, table_rows(*rows)) == [
        ("対策", 848883, 848883, "pass"),
        ("うち今回拡充分", 463707, 463707, "pass"),
    ]


SECTIONS = [
    {"name": "甲", "section": "退院支援 > 連携", "total": 549, "settled": 156},
    {"name": "乙", "section": "退院支援 > 研修", "total": 1122, "settled": 1100},
    {"name": "丙", "section": "日常の療養 > 訪問診療", "total": 14000, "settled": 13882},
    {"name": "丁", "section": "日常の療養 > 訪問看護", "total": 14656, "settled": 7904},
]


def subtotal(total: int, settled: int, section: str) -> dict[str, Any]:
    return {"name": "小計", "level": "subtotal", "section": section, "total": total,
            "settled": settled}  # fmt: skip


def test_a_subtotal_is_of_its_section(table_rows: Any, outcomes: Any) -> None:
    rows = [
        *SECTIONS[:2], subtotal(1671, 1256, "退院支援"),
        *SECTIONS[2:], subtotal(28656, 21786, "日常の療養"),
    ]  # fmt: skip
    assert outcomes(check, table_rows(*rows)) == passes(1671, 1256, 28656, 21786, name="小計")


def test_a_subtotal_in_the_row_of_another_section(table_rows: Any, outcomes: Any) -> None:
    """Recognition moved the second 小計 up, below the first section."""
    rows = [
        subtotal(1671, 1256, "退院支援"),
        *SECTIONS[:2],
        subtotal(28656, 21786, ""),
        *SECTIONS[2:],
    ]
    assert outcomes(check, table_rows(*rows)) == passes(1671, 1256, 28656, 21786, name="小計")


def test_a_subtotal_below_pages_of_another_list(table_rows: Any, outcomes: Any) -> None:
    """給料 stands over all that follows it, its own list has no 小計 and no column settled."""
    salaries = {"name": "癸", "section": "給料", "total": 90000}
    mine = [{**row, "section": "給料 > 退院支援"} for row in SECTIONS[:2]]
    rows = [salaries, *mine, subtotal(1671, 1256, "給料")]
    assert outcomes(check, table_rows(*rows)) == passes(1671, 1256, name="小計")


def test_an_amount_of_another_kind_is_no_part(table_rows: Any, outcomes: Any) -> None:
    spent = {"name": "癸", "section": "退院支援", "total": 90000, "measure": "spent"}
    rows = [spent, *SECTIONS[:2], subtotal(1671, 1256, "退院支援")]
    assert outcomes(check, table_rows(*rows)) == passes(1671, 1256, name="小計")


def test_a_wrong_subtotal_is_told(table_rows: Any, outcomes: Any) -> None:
    rows = [*SECTIONS[:2], subtotal(1771, 1256, "退院支援")]
    assert outcomes(check, table_rows(*rows)) == [
        ("小計", 1771, 1671, "fail"),
        ("小計", 1256, 1256, "pass"),
    ]


def test_a_heading_that_ends_like_a_sum_is_none(table_rows: Any, outcomes: Any) -> None:
    rows = [{"name": "保健統計", "level": "subtotal", "total": 1700}, *SECTIONS[:2]]
    assert outcomes(check, table_rows(*rows)) == []
