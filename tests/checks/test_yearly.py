"""Execution tables: spent years, 小計, what is expected, 計画額."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks.yearly import check


def execution(source: str, plan: int, spent: dict[int, int], sum_: int, expected: int) -> list[Any]:
    years = [("spent", year, source, amount) for year, amount in spent.items()]
    return [
        ("plan", None, source, plan), *years,
        ("cumulative", None, source, sum_), ("expected", 2013, source, expected),
    ]  # fmt: skip


def program(name: str, *series: list[Any], total: int = 24000, fund: int = 18000) -> dict[str, Any]:
    later = [amount for one in series for amount in one]
    return {"name": name, "total": total, "fund": fund, "year": 2010, "later": later}


HELD = program(
    "甲",
    execution("total", 24000, {2011: 437, 2012: 8567}, 9004, 14996),
    execution("fund", 18000, {2011: 437, 2012: 8567}, 9004, 8996),
)
OVERSPENT = program(
    "乙",
    execution("total", 22040, {2011: 20146, 2012: 5000}, 25146, 0),
    execution("fund", 11000, {2011: 10000, 2012: 1000}, 11000, 0),
    total=22040,
    fund=11000,
)


def kinds(tables: Any) -> list[tuple[str, str, bool]]:
    """Name, what the check is of, and whether it passed."""
    found = []
    for finding in check(tables):
        words = str(finding.subject)
        kind = (
            "spent"
            if "小計" in words
            else "plan"
            if "spent and" in str(finding.message)
            else "list"
        )
        found.append((words.split(":")[0], kind, finding.passed))
    return found


def test_an_execution_table_that_holds(table_rows: Any) -> None:
    each = [("甲", "spent", True), ("甲", "plan", True), ("甲", "list", True)]
    assert kinds(table_rows(HELD)) == each * 2


def test_more_spent_than_planned_is_told_where_others_hold(table_rows: Any) -> None:
    found = list(check(table_rows(HELD, OVERSPENT)))
    (failed,) = [finding for finding in found if not finding.passed]
    assert (failed.expected, failed.actual) == (22_040_000, 25_146_000)
    assert failed.cells == ()  # nothing is misprinted: no number is to be blamed
    assert [row["measure"] for row in failed.contradicted] == ["plan"]


def test_a_wrong_sum_of_years_is_told(table_rows: Any, outcomes: Any) -> None:
    wrong = program("甲", execution("total", 24000, {2011: 437, 2012: 8567}, 9104, 14896))
    assert outcomes(check, table_rows(wrong))[0] == ("甲", 9104, 9004, "fail")


def test_a_plan_of_several_programs_together(table_rows: Any) -> None:
    rows = table_rows(
        {"name": "甲", "total": 40453, "fund": 10000, "year": 2010},
        {"name": "乙", "total": 38632, "fund": 7000, "year": 2010},
        program("丙", execution("total", 79085, {2011: 40894, 2012: 15345}, 56239, 22846)),
    )
    for row in rows["budgets"]:
        if row["program"] == "丙" and row["measure"] != "budget":
            row.update(program="甲|乙", program_row_id=None)
    assert ("甲、乙", "list", True) in kinds(rows)


def test_a_fund_that_pays_more_than_the_whole(table_rows: Any) -> None:
    rows = program(
        "甲",
        execution("total", 24000, {2011: 437, 2012: 8567}, 9004, 14996),
        execution("fund", 18000, {2011: 473, 2012: 8531}, 9004, 8996),
    )
    failed = [str(f.message) for f in check(table_rows(rows)) if not f.passed]
    assert failed == [
        "甲: the fund's share (基金) of 2011: 473,000 yen are stated, "
        "more than the whole cost of 437,000 yen."
    ]


@pytest.mark.parametrize(
    "later",
    [
        [("budget", 2011, "total", 437), ("budget", 2012, "total", 8567)],
        [("spent", 2011, "total", 437), ("spent", 2012, "total", 8567)],
    ],
    ids=["budgets of years", "no 小計"],
)
def test_other_series_are_not_checked(table_rows: Any, later: Any) -> None:
    assert kinds(table_rows({"name": "甲", "total": 9999, "later": later})) == []


def planned(name: str, *years: int, of_all: int) -> dict[str, Any]:
    later = [("budget", 2024 + n, "total", amount) for n, amount in enumerate(years)]
    return {"name": name, "total": None, "of_all": of_all, "later": later}


def years_of_plans(table_rows: Any, *specs: dict[str, Any]) -> list[tuple[str, bool, list[str]]]:
    """Subject, whether the check passed, and the programs that it proves."""
    tables = table_rows(*specs)
    for spec, row in zip(specs, tables["programs"], strict=True):
        row["total_yen"] = spec["of_all"] * 1000
        of_all = {**tables["budgets"][0], "program_row_id": row["row_id"], "fiscal_year": None}
        tables["budgets"].append({**of_all, "amount_yen": row["total_yen"]})
    return [
        (str(f.subject), f.passed, [r["name"] for r in f.rows if "name" in r])
        for f in check(tables)
    ]


def test_the_years_of_a_plan_add_up_to_its_whole_cost(table_rows: Any) -> None:
    rows = [planned("甲", 12000, 12500, 13000, of_all=37500), planned("乙", 5, 6, of_all=11)]
    assert years_of_plans(table_rows, *rows) == [
        ("甲: the whole cost of all years", True, ["甲"]),
        ("乙: the whole cost of all years", True, ["乙"]),
    ]


def test_years_that_do_not_add_up_are_told_where_others_do(table_rows: Any) -> None:
    rows = [planned(name, 10, 20, of_all=30) for name in "甲乙丙丁"]
    found = years_of_plans(table_rows, *rows, planned("戊", 40, 50, of_all=390))
    assert [subject for subject, passed, _ in found if not passed] == [
        "戊: the whole cost of all years"
    ]


def test_one_year_beside_an_amount_of_none_is_no_sum(table_rows: Any) -> None:
    assert years_of_plans(table_rows, planned("甲", 30, of_all=30)) == []


def test_an_overspent_plan_alone_is_not_told(table_rows: Any) -> None:
    """Without a table that holds the document does not say that plan and spending agree."""
    alone = program(
        "乙", execution("total", 22040, {2011: 20146, 2012: 5000}, 25146, 0), total=22040
    )
    assert [kind for _, kind, passed in kinds(table_rows(alone)) if not passed] == []
