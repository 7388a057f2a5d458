"""Which number is to blame, and what the rows' verdicts are then."""

from __future__ import annotations

from typing import Any

from pipeline.judge import judge

GROUP = {"name": "整備", "level": "group", "total": 67048, "fund": 50925, "operator": 16123}
PROGRAMS = [
    {"name": "甲", "parent": "整備", "total": 26145, "fund": 19608, "operator": 6537},
    {"name": "乙", "parent": "整備", "total": 28423, "fund": 21317, "operator": 7106},
    {"name": "丙", "parent": "整備", "total": 12480, "fund": 10000, "operator": 2480},
]


def verdicts(tables: Any) -> dict[str, str]:
    return {row["name"]: row["verified"] for row in tables["programs"]}


def failed(tables: Any) -> list[dict[str, Any]]:
    return [row for row in tables["checks"] if row["status"] == "fail"]


def test_everything_is_proved(table_rows: Any) -> None:
    tables = table_rows(GROUP, *PROGRAMS)
    assert judge(tables) == []
    assert set(verdicts(tables).values()) == {"proved"}
    assert {row["verified"] for row in tables["budgets"]} == {"proved"}


def test_the_row_of_the_wrong_number_is_contradicted_and_no_other(table_rows: Any) -> None:
    tables = table_rows(GROUP, {**PROGRAMS[0], "fund": 19806}, *PROGRAMS[1:])
    judge(tables)
    assert verdicts(tables) == {
        "整備": "proved",
        "甲": "contradicted",
        "乙": "proved",
        "丙": "proved",
    }
    row_sum, group_sum = sorted(failed(tables), key=lambda row: row["rule"], reverse=True)
    assert row_sum["message"].endswith(
        "It would hold, as another sum would, if the fund's share (基金) of 甲 were 19,608,000 "
        "instead of 19,806,000."
    )
    assert group_sum["message"].startswith(
        "整備: the fund's share (基金): 50,925,000 yen are stated"
    )
    amounts = {(r["program"], r["source"]): r["verified"] for r in tables["budgets"]}
    assert amounts["甲", "fund"] == "contradicted"
    assert amounts["甲", "total"] == "proved"


def test_a_total_that_fails_leaves_its_rows_alone(table_rows: Any) -> None:
    rows = [{"name": r["name"], "total": r["total"]} for r in PROGRAMS]
    tables = table_rows(*rows, {"name": "合計", "level": "total", "total": 67148})
    judge(tables)
    assert verdicts(tables) == {
        "甲": "unchecked", "乙": "unchecked", "丙": "unchecked", "合計": "contradicted",
    }  # fmt: skip


def test_a_missing_number_contradicts_nobody(table_rows: Any) -> None:
    """Two sums ask for the same number where none is printed."""
    rows = [
        {"name": "甲", "section": "一", "total": 549},
        {"name": "乙", "section": "一", "total": 1122, "settled": 1100},
        {"name": "小計", "level": "subtotal", "section": "一", "total": 1671, "settled": 1256},
        {"name": "丙", "section": "二", "total": 14000, "settled": 13882},
        {"name": "合計", "level": "total", "total": 15671, "settled": 15138},
    ]
    tables = table_rows(*rows)
    judge(tables)
    assert set(verdicts(tables).values()) == {"proved"}
    messages = [row["message"] for row in failed(tables)]
    wanted = "as another sum would, if 甲, for which nothing is printed there, had 156,000."
    assert len(messages) == 2 and all(message.endswith(wanted) for message in messages)
    assert tables["programs"][0].get("settled_yen") is None


def test_a_missing_number_of_one_sum_is_no_excuse(table_rows: Any) -> None:
    rows = [
        {"name": "甲", "total": 549},
        {"name": "乙", "total": 1122, "settled": 1100},
        {"name": "合計", "level": "total", "total": 1671, "settled": 1256},
    ]
    tables = table_rows(*rows)
    judge(tables)
    assert verdicts(tables)["合計"] == "contradicted"


def test_a_wrong_change_is_not_laid_on_the_year_before(table_rows: Any) -> None:
    """Both the change and the year before stand in this sum alone: neither is named."""
    held = {"name": "甲", "total": 50, "fund": 20, "operator": 30, "before": 70, "difference": -20}
    odd = {**held, "name": "乙", "difference": -29}
    tables = table_rows(*[{**held, "name": f"甲{n}"} for n in range(4)], odd)
    judge(tables)
    (check,) = failed(tables)
    assert check["message"].endswith("9,000 yen more.")
    assert verdicts(tables)["乙"] == "contradicted"


def test_a_check_names_rows_of_programs_and_budgets(table_rows: Any) -> None:
    tables = table_rows(*PROGRAMS[:1])
    judge(tables)
    (check,) = tables["checks"]
    assert [row_id.split("-")[0] for row_id in check["row_ids"]] == ["programs", *["budgets"] * 3]
    assert check["line"] == tables["programs"][0]["line"]
