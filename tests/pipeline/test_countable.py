"""What a report adds up: every sum of money once."""

from __future__ import annotations

import pytest

from pipeline.countable import (
    UNKNOWN,
    Row,
    budgets_to_points,
    countable,
    program_to_shares,
)


def program(row_id: str, **values: object) -> Row:
    columns = dict.fromkeys(
        ("fund_yen", "national_yen", "prefecture_yen", "operator_yen", "own_yen", "bond_yen")
    )
    return {
        **columns,
        "row_id": row_id,
        "source_file": "a.pdf",
        "level": "program",
        "section": None,
        "fiscal_year": 2024,
        "is_repeated": None,
        "funding": None,
        "total_yen": 1000,
        "other_yen": None,
        **values,
    }


def check(*row_ids: str, rule: str = "cross_reference", status: str = "pass") -> Row:
    return {"rule": rule, "status": status, "row_ids": list(row_ids)}


def counted(programs: list[Row], *checks: Row) -> list[object]:
    return [row["row_id"] for row in countable(programs, checks)]


@pytest.mark.parametrize("level", ["group", "subtotal", "total"])
def test_sums_are_not_added_to_what_they_are_sums_of(level: str) -> None:
    assert counted([program("a"), program("b", level=level)]) == ["a"]


def test_repeated_rows_count_once() -> None:
    assert counted([program("a"), program("b", is_repeated=True)]) == ["a"]


def test_body_and_annex_count_once_and_the_fuller_row_is_kept() -> None:
    body, annex = program("body"), program("annex", fund_yen=600, operator_yen=400)
    assert counted([body, annex], check("body", "annex")) == ["annex"]
    assert counted([annex, body], check("body", "annex")) == ["annex"]


@pytest.mark.parametrize(
    "other",
    [check("a", "b", status="fail"), check("a", "b", rule="row_sum"), check("b", "elsewhere")],
)
def test_other_checks_join_nothing(other: Row) -> None:
    assert counted([program("a"), program("b")], other) == ["a", "b"]


def test_a_program_that_the_annex_makes_a_group_counts_by_its_programs() -> None:
    rows = [program("body"), program("group", level="group"), program("part", total_yen=400)]
    assert counted(rows, check("body", "group")) == ["part"]


def test_amounts_of_two_years_are_two_sums() -> None:
    rows = [program("a"), program("b", fiscal_year=2025)]
    assert counted(rows, check("a", "b")) == ["a", "b"]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        # another name in another part, but the same cost and share to the last digit
        ({"total_yen": 362_952_000}, {"total_yen": 362_952_000}, ["b"]),
        ({"total_yen": 20_000_000}, {"total_yen": 20_000_000}, ["a", "b"]),  # a round sum
        ({"total_yen": 362_952_000}, {"total_yen": 362_953_000}, ["a", "b"]),
        ({"total_yen": 362_952_000, "section": "別表"}, {"total_yen": 362_952_000}, ["a", "b"]),
        ({"total_yen": 362_952_000, "fund_yen": 1}, {"total_yen": 362_952_000}, ["a", "b"]),
        ({"total_yen": 362_952_000}, {"total_yen": 362_952_000, "source_file": "b"}, ["a", "b"]),
    ],
)
def test_the_same_telling_amounts_in_two_parts(first: Row, second: Row, kept: list[str]) -> None:
    shared = {"fund_yen": 16_764_000}
    rows = [
        program("a", **{"section": "施策 > 医師", **shared, **first}),
        program("b", **{"section": "別表 > 医師", "operator_yen": 5, **shared, **second}),
    ]
    assert counted(rows) == kept


@pytest.mark.parametrize(
    ("values", "shares"),
    [
        ({"fund_yen": 600, "operator_yen": 400}, [("fund", 600), ("operator", 400)]),
        ({"fund_yen": 600}, [("fund", 600), (UNKNOWN, 400)]),
        ({"funding": ["県単", "国庫"]}, [("県単・国庫", 1000)]),
        ({"funding": ["基金"], "fund_yen": 600}, [("fund", 600), (UNKNOWN, 400)]),
        ({"funding": []}, [(UNKNOWN, 1000)]),
        ({"total_yen": None, "fund_yen": 600}, [("fund", 600)]),
        ({"total_yen": 0}, []),
        ({"total_yen": None}, []),
    ],
)
def test_a_cost_by_who_bears_it(values: Row, shares: list[tuple[str, int]]) -> None:
    found = program_to_shares(program("a", **values))
    assert [(share.source, share.yen) for share in found] == shares


def budget(year: int | None, yen: int | None, **values: object) -> Row:
    return {
        "program_row_id": "a",
        "source_file": "a.pdf",
        "jurisdiction": "甲県",
        "program": "往診",
        "fiscal_year": year,
        "measure": "budget",
        "source": "total",
        "amount_yen": yen,
        **values,
    }


def points(*budgets: Row) -> list[tuple[int, str, int]]:
    rows = [program("a"), program("b")]
    return [(p.fiscal_year, p.source, p.yen) for p in budgets_to_points(budgets, rows)]


def test_a_series_needs_two_years() -> None:
    assert points(budget(2023, 5), budget(2024, 6)) == [(2023, "total", 5), (2024, "total", 6)]
    assert points(budget(2024, 5), budget(2024, 6, measure="settled")) == []
    assert points(budget(2023, 5), budget(2024, None), budget(None, 7)) == []


def test_one_name_with_several_implementers_is_added_up() -> None:
    twice = [budget(2023, 5), budget(2024, 6), budget(2024, 10, program_row_id="b")]
    assert points(*twice) == [(2023, "total", 5), (2024, "total", 16)]


def test_the_same_amount_in_two_documents_counts_once() -> None:
    rows = [budget(2023, 5), budget(2024, 6), budget(2024, 6, source_file="b.pdf")]
    assert points(*rows) == [(2023, "total", 5), (2024, "total", 6)]


def test_rows_that_do_not_count_have_no_series() -> None:
    assert points(budget(2023, 5, program_row_id="z"), budget(2024, 6, program_row_id="z")) == []


def test_shares_stand_in_where_there_is_no_whole_cost() -> None:
    funds = [budget(2023, 3, source="fund"), budget(2024, 4, source="fund")]
    assert points(*funds, budget(2024, 9)) == [
        (2023, "fund", 3),
        (2024, "fund", 4),
        (2024, "total", 9),
    ]
    assert [p[1] for p in points(*funds, budget(2023, 8), budget(2024, 9))] == ["total", "total"]
