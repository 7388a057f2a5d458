"""Captions that give columns units of their own."""

from __future__ import annotations

import pytest

from extractors.facts.tables.sections import total_level
from extractors.shared.heads import columns_of
from extractors.shared.legends import legend_of
from pipeline.document.model import Cite, Grid
from pipeline.document.text import read_text

TABLE = "事業名\t予算額\t決算額\n相談事業\t1,200\t1,150,000\n研修事業\t800\t790,000\n"


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("単位：予算額　千円、決算額　円", ["千円", "円"]),
        ("（単位：予算額は百万円、決算額は千円）", ["百万円", "千円"]),
        ("（単位：千円）", ["千円", "千円"]),
        ("単位：件数　件、決算額　円", [None, None]),  # one amount alone is named
    ],
)
def test_units_of_columns(caption: str, expected: list[str | None]) -> None:
    document = read_text(f"{caption}\n{TABLE}".encode(), "a.txt")
    grid = next(item for item in document.flow if isinstance(item, Grid))
    columns = columns_of(document, grid)
    assert [columns.unit_of(column) for column in (1, 2)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "財源の「国」は国庫補助、「単」は県単独事業を示す。",
            {"国": "国庫補助", "単": "県単独事業"},
        ),
        ("「国」は国庫補助です。", {}),  # one letter is no legend
        ("「甲」は甲地区、「乙」は乙地区を示す。", {}),
    ],
)
def test_legends_in_a_sentence(text: str, expected: dict[str, str]) -> None:
    assert {mark: cite.text for mark, cite in legend_of([Cite(text)]).items()} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（うち再掲分）", "total"),
        ("【小計】", "subtotal"),
        ("（再掲）", None),
        ("（計画）", None),
        ("（一部）計画（素案）", None),
    ],
)
def test_sums_in_brackets(text: str, expected: str | None) -> None:
    assert total_level(text) == expected
