"""増減, amounts stated twice, rows listed twice, units that slipped."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.checks import cross_reference, difference, duplicate, unit

CHANGES = [
    {"name": "甲", "total": 188089, "before": 299244, "difference": -111155},
    {"name": "乙", "total": 178876, "before": 154783, "difference": 24093},
    {"name": "丙", "total": 53773, "before": 53773, "difference": 0},
]


def test_changes_against_the_year_before(table_rows: Any, outcomes: Any) -> None:
    assert outcomes(difference.check, table_rows(*CHANGES)) == [
        ("甲", -111155, -111155, "pass"), ("乙", 24093, 24093, "pass"), ("丙", 0, 0, "pass"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"name": "丁", "total": 15713, "before": 163469, "difference": -147756}, "pass"),
        ({"name": "丁", "total": 15713, "before": 163469, "difference": 147756}, "fail"),
        ({"name": "丁", "total": 15813, "before": 163469, "difference": -147756}, "fail"),
        ({"name": "丁", "total": 15713, "difference": 15713}, None),
        ({"name": "丁", "total": 15713, "before": 163469}, None),
    ],
    ids=["holds", "a lost minus", "a slip", "no year before", "no change stated"],
)
def test_one_change(table_rows: Any, outcomes: Any, row: Any, found: str | None) -> None:
    outcome = [o[3] for o in outcomes(difference.check, table_rows(*CHANGES, row)) if o[0] == "丁"]
    assert outcome == ([found] if found else [])


BODY = {"name": "拠点の形成", "level": "group", "section": "施策", "measure": "plan",
        "total": 236825, "fund": 60000, "operator": 176825}  # fmt: skip
ANNEX = {**BODY, "name": "拠点の形成事業", "section": "別表", "measure": "budget"}


@pytest.mark.parametrize(
    ("annex", "expected"),
    [
        (ANNEX, ["pass", "pass", "pass"]),
        ({**ANNEX, "fund": 66000}, ["pass", "fail", "pass"]),
        ({**ANNEX, "fund": 66000, "operator": 170825}, ["pass"]),
        ({**ANNEX, "year": 2020}, []),
        ({**ANNEX, "total": 64611, "fund": 20000, "operator": 44611}, []),
        ({**ANNEX, "section": "施策", "fund": 66000}, []),
        ({"name": "拠点の形成", "section": "別表", "total": 236825, "fund": 60000, "other": 176825},
         ["pass", "pass"]),
    ],
    ids=[
        "the same", "one share differs", "two shares differ", "another year",
        "another program of that name", "under one heading", "split in other shares",
    ],
)  # fmt: skip
def test_body_and_annex(table_rows: Any, outcomes: Any, annex: Any, expected: list[str]) -> None:
    found = outcomes(cross_reference.check, table_rows(BODY, annex))
    assert [status for *_, status in found] == expected


def test_programs_of_one_name_and_two_operators_are_two(table_rows: Any, outcomes: Any) -> None:
    first = {**BODY, "implementer": "東病院"}
    second = {**ANNEX, "implementer": "西病院", "fund": 66000}
    assert outcomes(cross_reference.check, table_rows(first, second)) == []


def test_a_repeated_row_says_what_the_first_says(table_rows: Any, outcomes: Any) -> None:
    rows = [
        {"name": "研修", "section": "一", "total": 3608, "settled": 3602},
        {"name": "研修", "section": "二", "total": 3608, "settled": 3602, "repeated": True},
        {"name": "研修", "section": "三", "total": 3609, "settled": 3602, "repeated": True},
        {"name": "研修", "section": "四", "total": 9000, "year": 2025},
    ]
    assert outcomes(cross_reference.check, table_rows(*rows)) == [
        ("研修", 3608, 3608, "pass"), ("研修", 3602, 3602, "pass"),
        ("研修", 3609, 3608, "fail"), ("研修", 3602, 3602, "pass"),
    ]  # fmt: skip


LIST = [
    {"name": "研修", "section": "一", "total": 3608},
    {"name": "訪問", "section": "一", "total": 8000},
    {"name": "訪問", "section": "二", "total": 8000, "repeated": True},
    {"name": "研修", "section": "二", "total": 3608},
]


def listed(*rows: dict[str, Any], total: int) -> list[dict[str, Any]]:
    return [*rows, {"name": "合計", "level": "total", "total": total}]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (listed(*LIST, total=23216), ["研修"]),
        (listed(*LIST, total=19608), []),
        (listed(LIST[0], LIST[1], LIST[3], total=15216), []),
        (listed(*LIST[:3], {**LIST[3], "implementer": "西病院"}, total=23216), []),
        (listed(*LIST[:3], {**LIST[3], "total": 3609}, total=23217), []),
    ],
    ids=[
        "counted twice",
        "counted once",
        "no list with marks",
        "another operator",
        "other amounts",
    ],
)
def test_a_row_without_its_mark(table_rows: Any, rows: Any, names: list[str]) -> None:
    found = list(duplicate.check(table_rows(*rows)))
    assert [str(finding.subject) for finding in found] == names
    assert not any(finding.passed for finding in found)


def series(*amounts: int) -> dict[str, Any]:
    years = enumerate(amounts, 2015)
    return {"name": "甲", "later": [("budget", year, "total", amount) for year, amount in years]}


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        (series(19152, 22837, 22837000, 20598), [22837]),
        (series(19152, 22, 22837, 20598), [22000]),
        (series(19152, 22837, 20598), []),
        (series(144320, 100250, 38100, 600), []),
        (series(437, 8567), []),
        (series(20370, 20454000), []),
        ({"name": "甲", "total": 36798, "settled": 35704506}, [35704]),
        ({"name": "甲", "total": 36798, "settled": 35704}, []),
        ({"name": "甲", "total": 162000, "settled": 4825}, []),
    ],
    ids=[
        "a thousand times", "a thousandth", "a series", "a program that runs out",
        "a program that grows", "two years only", "yen under 千円", "as it is", "hardly used",
    ],
)  # fmt: skip
def test_units_that_slipped(table_rows: Any, row: Any, meant: list[int]) -> None:
    found = list(unit.check(table_rows(row)))
    assert [int(finding.expected) // 1000 for finding in found] == meant
    assert not any(finding.passed for finding in found)
