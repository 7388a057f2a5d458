"""What checks make of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from pipeline.checks.finding import Cell, Finding
from pipeline.judge import Check, all_checks, judge

Typed = dict[str, list[dict[str, object]]]


def typed(count: int = 3) -> Typed:
    return {
        "programs": [
            {
                "row_id": f"programs-0123456789-{n}-0",
                "source_file": "plan.txt",
                "line": n,
                "verified": "unchecked",
            }
            for n in range(1, count + 1)
        ]
    }


def finding(rows: list[dict[str, object]], passed: bool) -> Finding:
    return Finding(
        "group_sum", "合計", Decimal(10), Decimal(10 if passed else 7), passed, tuple(rows), "…"
    )


def check_of(make: Callable[[Typed], list[Finding]]) -> dict[str, Check]:
    def check(tables: Typed) -> Iterator[Finding]:
        yield from make(tables)

    return {"group_sum": check}


def test_rows_are_proved_contradicted_or_unchecked() -> None:
    tables = typed()
    first, second, third = tables["programs"]
    problems = judge(
        tables, check_of(lambda _: [finding([first, second], False), finding([first], True)])
    )
    assert problems == []
    assert [r["verified"] for r in (first, second, third)] == [
        "contradicted",
        "contradicted",
        "unchecked",
    ]


def test_a_passed_check_proves() -> None:
    tables = typed(1)
    judge(tables, check_of(lambda t: [finding(t["programs"], True)]))
    assert tables["programs"][0]["verified"] == "proved"


@pytest.mark.parametrize(
    ("reading", "numbers", "rules", "verdict"),
    [
        ("ocr", [12000, 8100, 3900], ["group_sum"], "proved"),
        ("ocr-layer", [12000, 8100, 3900], ["group_sum"], "proved"),
        ("ocr", [12000, 12000, None], ["group_sum"], "unchecked"),  # misread twice alike
        ("ocr", [3000, 2000, 1000], ["group_sum"], "unchecked"),  # one digit: by chance
        ("ocr", [], ["rate"], "unchecked"),
        ("ocr", [], ["rate", "rate"], "unchecked"),  # the same kind says the same again
        ("ocr", [], ["rate", "percent_sum"], "proved"),
        ("text", [], ["rate"], "proved"),
    ],
)
def test_recognised_rows_are_not_proved_by_one_weak_check(
    reading: str, numbers: list[int | None], rules: list[str], verdict: str
) -> None:
    tables = typed(1)
    (row,) = tables["programs"]
    row["reading"] = reading
    cells = tuple(Cell({"amount_yen": number}, "amount_yen") for number in numbers)
    stated = Decimal(numbers[0] or 0) if numbers else Decimal(100)
    made = [Finding(rule, "合計", stated, stated, True, (row,), "…", cells) for rule in rules]
    judge(tables, check_of(lambda _: made))
    assert row["verified"] == verdict
    assert tables["checks"][0]["reading"] == reading


def test_findings_become_rows_of_checks_where_their_first_row_stands() -> None:
    tables = typed(2)
    judge(tables, check_of(lambda t: [finding(t["programs"], False)] * 2))
    first, second = tables["checks"]
    assert (first["status"], first["difference"], first["line"]) == ("fail", Decimal(-3), 1)
    assert first["row_ids"] == ["programs-0123456789-1-0", "programs-0123456789-2-0"]
    assert (first["row_id"], second["row_id"]) == (
        "checks-0123456789-1-0",
        "checks-0123456789-1-0.2",
    )


def test_a_check_that_fails_by_itself_is_told_and_the_others_go_on() -> None:
    def broken(tables: Typed) -> Iterator[Finding]:
        raise IndexError("no row")
        yield

    tables = typed(1)
    checks = {"broken": broken, **check_of(lambda t: [finding(t["programs"], True)])}
    (problem,) = judge(tables, checks)
    assert "the check broken was left out" in problem
    assert len(tables["checks"]) == 1


def test_without_checks_the_table_is_empty() -> None:
    tables = typed()
    assert judge(tables, {}) == []
    assert tables["checks"] == []


def test_modules_without_a_check_are_no_checks() -> None:
    assert "finding" not in all_checks()
