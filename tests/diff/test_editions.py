"""Which editions are compared with which."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.diff.editions import Comparison, compare_outputs, compare_years
from pipeline.diff.run import comparison_to_report, diff
from pipeline.diff.tables import COMPARED, Output
from pipeline.errors import OutputError, UsageError
from tests.diff.outputs import document
from tests.diff.rows import Row, program, programs


def output(documents: list[Row], **tables: list[Row]) -> Output:
    rows: dict[str, list[Row]] = {name: tables.get(name, []) for name in COMPARED}
    return Output(Path("output"), {row["source_file"]: row for row in documents}, rows)


def listed(side: str, year: int | None, place: str | None, *names: str) -> list[Row]:
    rows = programs(side, *(program(n, 10, jurisdiction=place) for n in names))
    return [row | {"fiscal_year": year} for row in rows]


def found(comparisons: list[Comparison]) -> list[tuple[Any, ...]]:
    return [
        (
            c.jurisdiction,
            c.year_from,
            c.year_to,
            len(c.before["programs"]),
            len(c.after["programs"]),
        )
        for c in comparisons
    ]


TWO_YEARS = output(
    [document("a.txt", "1", "甲県", 2024), document("b.txt", "2", "甲県", 2025)],
    programs=[*listed("a", 2024, "甲県", "往診"), *listed("b", 2025, "甲県", "往診", "献血")],
)


def test_two_years_of_one_jurisdiction() -> None:
    assert found(compare_years(TWO_YEARS, TWO_YEARS, 2024, 2025)) == [("甲県", 2024, 2025, 1, 2)]


def test_only_jurisdictions_with_both_years_are_compared() -> None:
    more = output(
        list(TWO_YEARS.documents.values()),
        programs=[*TWO_YEARS.rows["programs"], *listed("c", 2024, "乙県", "橋")],
    )
    assert found(compare_years(more, more, 2024, 2025)) == [("甲県", 2024, 2025, 1, 2)]


def test_a_collection_that_lists_a_jurisdiction_no_more() -> None:
    """Of documents of no jurisdiction of their own; a prefecture's list that is missing says
    nothing."""
    rows = [
        *listed("a", 2024, "甲県", "往診"), *listed("a", 2024, "乙県", "橋"),
        *listed("b", 2025, "甲県", "往診"), *listed("b", 2025, "丙県", "森"),
        *listed("c", 2024, "丁県", "港"),
    ]  # fmt: skip
    several = output(
        [
            document("a.txt", "1", None, 2024),
            document("b.txt", "2", None, 2025),
            document("c.txt", "3", "丁県", 2024),
        ],
        programs=rows,
    )
    comparisons = compare_years(several, several, 2024, 2025)
    assert found(comparisons) == [
        ("甲県", 2024, 2025, 1, 1), ("乙県", 2024, 2025, 1, 0), ("丙県", 2024, 2025, 0, 1),
    ]  # fmt: skip
    kinds = [c.kinds for c in comparison_to_report(comparisons[1]).changes]
    assert kinds == [["removed"]]
    only = compare_years(several, several, 2024, 2025, "甲県")
    assert found(only) == [("甲県", 2024, 2025, 1, 1)]


def test_a_row_without_a_year_is_of_its_document() -> None:
    one = output(
        [document("a.txt", "1", None, 2024), document("b.txt", "2", None, 2025)],
        programs=[*listed("a", None, None, "往診"), *listed("b", None, None, "往診")],
    )
    assert found(compare_years(one, one, 2024, 2025)) == [(None, 2024, 2025, 1, 1)]


def test_a_list_that_names_no_jurisdiction_goes_with_the_one_left_over() -> None:
    one = output(
        [], programs=[*listed("a", 2024, "甲県", "往診"), *listed("b", 2025, None, "往診")]
    )
    [comparison] = compare_years(one, one, 2024, 2025)
    assert found([comparison]) == [("甲県", 2024, 2025, 1, 1)]
    assert comparison.notes


@pytest.mark.parametrize(
    ("years", "jurisdiction"), [((2024, 2026), None), ((2024, 2025), "乙県"), ((2023, 2025), None)]
)
def test_nothing_to_compare_names_what_there_is(
    years: tuple[int, int], jurisdiction: str | None
) -> None:
    with pytest.raises(UsageError, match="甲県 2024, 2025"):
        compare_years(TWO_YEARS, TWO_YEARS, *years, jurisdiction)


def test_facilities_are_of_the_years_of_their_document() -> None:
    one = output(
        [
            document("a.txt", "1", "甲県", 2024),
            document("b.txt", "2", "甲県", 2025),
            document("c.txt", "3", "甲県", 2024, 2025),
        ],
        facilities=[{"source_file": f"{n}.txt", "name": f"{n}病院"} for n in "abc"],
    )
    [comparison] = compare_years(one, one, 2024, 2025)
    assert [row["name"] for row in comparison.before["facilities"]] == ["a病院"]
    assert [row["name"] for row in comparison.after["facilities"]] == ["b病院"]


def test_amounts_of_the_year_before_serve_where_there_are_no_others() -> None:
    """b.txt states last year's amounts beside its own; a.txt has one of the two programs."""
    rows = [
        ("a.txt", "a0", 2024, 5),
        ("b.txt", "b0", 2024, 6),
        ("b.txt", "b1", 2024, 8),
        ("b.txt", "b0", 2025, 7),
        ("b.txt", "b1", 2025, 9),
    ]
    one = output(
        list(TWO_YEARS.documents.values()),
        programs=TWO_YEARS.rows["programs"],
        budgets=[
            {
                "row_id": f"x{n}",
                "source_file": source,
                "program_row_id": owner,
                "program": "往診",
                "fiscal_year": year,
                "jurisdiction": "甲県",
                "amount_yen": amount,
            }
            for n, (source, owner, year, amount) in enumerate(rows)
        ],
    )
    [comparison] = compare_years(one, one, 2024, 2025)
    changes = comparison_to_report(comparison).changes
    budgets = [c for c in changes if c.table == "budgets"]
    assert [(c.total_yen_from, c.total_yen_to) for c in budgets] == [(5, 7), (8, 9)]


@pytest.mark.parametrize(
    ("year_one", "year_other", "years"),
    [(2024, 2024, (2024, 2024)), (2024, 2025, (2024, 2025))],
)
def test_two_outputs_are_compared_edition_by_edition(
    year_one: int, year_other: int, years: tuple[int, int]
) -> None:
    one = output(
        [document("a.txt", "1", "甲県", year_one)], programs=listed("a", year_one, "甲県", "往診")
    )
    other = output(
        [document("b.txt", "2", "甲県", year_other)], programs=listed("b", year_other, "甲県", "橋")
    )
    [comparison] = compare_outputs(one, other)
    assert (comparison.year_from, comparison.year_to) == years
    assert comparison.cause == "edition"


def test_the_same_bytes_are_compared_by_themselves_and_blame_the_extractor() -> None:
    rows = listed("a", 2024, "甲県", "夜間往診支援事業", "献血の推進")
    one = output([document("a.txt", "1", "甲県", 2024)], programs=rows)
    reread = [rows[0] | {"description": "当番を組む。"}, rows[1] | {"total_yen": 20_000}]
    other = output([document("moved/a.txt", "1", "甲県", 2024)], programs=[
        row | {"source_file": "moved/a.txt"} for row in reread
    ])  # fmt: skip
    [comparison] = compare_outputs(one, other)
    report = comparison_to_report(comparison)
    assert report.cause == "extractor"
    assert [(c.kinds, c.columns) for c in report.changes] == [
        (["unchanged"], ["description"]),
        (["amount"], ["total_yen"]),
    ]
    assert all(c.is_change and "same source bytes" in str(c.evidence) for c in report.changes)


def test_a_source_that_is_read_alike_has_no_change() -> None:
    one = output([document("a.txt", "1", None, 2024)], programs=listed("a", 2024, None, "往診"))
    [comparison] = compare_outputs(one, one)
    assert not any(change.is_change for change in comparison_to_report(comparison).changes)


def test_a_source_that_lost_all_its_rows_is_told() -> None:
    one = output([document("a.txt", "1", None, 2024)], programs=listed("a", 2024, None, "往診"))
    other = output([document("a.txt", "1", None, 2024)])
    [comparison] = compare_outputs(one, other)
    assert [c.kinds for c in comparison_to_report(comparison).changes] == [["removed"]]


def test_a_table_of_one_year_alone_is_not_compared() -> None:
    one = output(
        list(TWO_YEARS.documents.values()),
        programs=TWO_YEARS.rows["programs"],
        facilities=[{"source_file": "b.txt", "name": "中央病院", "row_id": "f"}],
    )
    [comparison] = compare_years(one, one, 2024, 2025)
    assert {c.table for c in comparison_to_report(comparison).changes} == {"programs"}
    assert any("facilities" in str(note) for note in comparison.notes)


@pytest.mark.parametrize("years", [(None, None), (2024, None), (2024, 2024)])
def test_one_output_needs_two_years(years: tuple[int | None, int | None], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--from"):
        diff(tmp_path, None, *years)


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="keikaku extract"):
        diff(tmp_path, None, 2024, 2025)
