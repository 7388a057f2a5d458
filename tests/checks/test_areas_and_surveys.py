"""Totals of areas, answers that come to 100 %, rates beside counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from pipeline.checks import column_sum, percent_sum, rate

AREAS = [
    {"name": "北", "area_km2": 311.59, "population": 326918, "municipalities": ["甲市"]},
    {"name": "南", "area_km2": 288.65, "population": 108593, "municipalities": ["乙市", "丙村"]},
]


def total(area: float | None, population: int | None, text: str = "") -> dict[str, Any]:
    return {"name": "合 計", "area_km2": area, "population": population, "source_text": text}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (total(600.24, 435511), ["pass", "pass"]),
        (total(600.19, 435511), ["fail", "pass"]),
        (total(600.24, 435521), ["pass", "fail"]),
        (total(None, 435511), ["pass"]),
        (total(1765.69, 999999), []),
        (total(600.24, 435511, "合 計\n 3 市町村\n600.24"), ["pass", "pass", "pass"]),
        (total(600.24, 435511, "計 ２市１村"), ["pass", "pass"]),
        (total(600.24, 435511, "計 ２市０町１村"), ["pass", "pass", "pass"]),
    ],
    ids=[
        "holds", "five hundredths off", "a digit", "no area", "a total of something else",
        "municipalities counted", "two kinds only", "three kinds",
    ],
)  # fmt: skip
def test_totals_of_areas(row: Any, expected: list[str]) -> None:
    found = list(column_sum.check({"medical_areas": [*AREAS, row]}))
    assert ["pass" if f.passed else "fail" for f in found] == expected
    assert all(f.contradicted == (() if f.passed else (row,)) for f in found)


def test_a_wrong_count_of_municipalities() -> None:
    many = {"name": "東", "municipalities": [f"第{n}町" for n in range(9)]}
    rows = [AREAS[0], many, total(None, None, "11市町村")]
    (finding,) = column_sum.check({"medical_areas": rows})
    assert (finding.expected, finding.actual, finding.passed) == (11, 10, False)


def test_an_area_without_a_number_leaves_the_total_unchecked() -> None:
    rows = [*AREAS, {"name": "東", "population": None}, total(600.24, 435511)]
    assert list(column_sum.check({"medical_areas": rows})) == []


def answers(*percents: float, several: bool | None = False, question: str = "不安") -> list[Any]:
    return [
        {"question": question, "item": f"答{n}", "percent": p, "multiple_answers": several}
        for n, p in enumerate(percents)
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (answers(36.8, 23.6, 17.8, 13.5, 7.1, 1.2), ["pass"]),
        (answers(33.3, 33.3, 33.3), ["pass"]),
        (answers(33.0, 33.0, 33.0), ["pass"]),
        (answers(36.8, 23.6, 17.8, 13.5, 7.1, 2.2), ["fail"]),
        (answers(86.8, 23.6, 17.8, 13.5, 7.1, 1.2), ["fail"]),
        (answers(36.8, 23.6), []),
        (answers(36.8, 23.6, 37.1, question="不安（上位３つ）"), []),
        (answers(6.8, 37.0, 53.3, 2.9, several=None), ["pass"]),
        (answers(6.8, 37.0, 53.3, 3.9, several=None), []),
        (answers(64.0, 63.3, 44.3, several=None), []),
        (answers(60.0, 40.0, several=True), []),
        (answers(100.0), []),
        (answers(40.0, 60.0) + answers(70.0, 30.0, question="別"), ["pass", "pass"]),
    ],
    ids=[
        "100", "rounded", "whole numbers", "one more", "above 100", "not all shown",
        "the first three", "unknown, 100", "unknown, not 100", "unknown, several", "several",
        "one answer", "two questions",
    ],
)  # fmt: skip
def test_answers_come_to_100(rows: Any, expected: list[str]) -> None:
    found = list(percent_sum.check({"survey_percentages": rows}))
    assert ["pass" if f.passed else "fail" for f in found] == expected


def ledger(context: str, *numbers: tuple[str, str]) -> dict[str, list[dict[str, Any]]]:
    rows = [
        {"context": context, "value": Decimal(value), "dimension": dimension}
        for value, dimension in numbers
    ]
    return {"quantities": rows}


NUMBERS = (("156", "count"), ("40", "count"), ("25.6", "percent"))


@pytest.mark.parametrize(
    ("context", "numbers", "expected"),
    [
        ("全診療所１５６のうち４０診療\n所（２５．６％）が行う。", NUMBERS, ["pass"]),
        ("156施設中40施設(25.6%)", NUMBERS, ["pass"]),
        ("全診療所１５６のうち４６診療所（２５．６％）が行う。",
         (("156", "count"), ("46", "count"), ("25.6", "percent")), ["fail"]),
        ("156のうち40(25%)", (("156", "count"), ("40", "count"), ("25", "percent")), ["pass"]),
        ("１５６診療所があり、４０診療所（２５．６％）が増えた。", NUMBERS, []),
        ("156のうち約40(25.6%)", NUMBERS, []),
        ("40のうち156(25.6%)", NUMBERS, []),
        ("156のうち40施設が行い、割合は25.6%である。", NUMBERS, []),
    ],
    ids=["wrapped", "中", "another count", "cut off", "no part", "about", "more than all", "apart"],
)  # fmt: skip
def test_rates_beside_their_counts(context: str, numbers: Any, expected: list[str]) -> None:
    found = list(rate.check(ledger(context, *numbers)))
    assert ["pass" if f.passed else "fail" for f in found] == expected


def test_a_rate_in_two_pieces_of_its_sentence_is_tested_once() -> None:
    rows = ledger("全156のうち40(25.6%)", *NUMBERS)["quantities"]
    longer = [{**rows[0], "context": "また、全156のうち40(25.6%)"}]
    assert len(list(rate.check({"quantities": [*longer, *rows]}))) == 1
