"""Tables as JSON for the page: nothing lost, nothing that could end its block."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.convert import TypedRow
from pipeline.report.encode import table_to_json, to_script
from pipeline.tabulate import rows_to_arrow


def values(table: str, column: str, *rows: TypedRow) -> list[object]:
    """The values of a column as the page reads them."""
    found = table_to_json(table, rows_to_arrow(table, rows), {})
    [head] = [c for c in found["columns"] if c["name"] == column]  # type: ignore[attr-defined]
    if "const" in head:
        return [head["const"]] * len(rows)
    if "words" in head:
        return [head["words"][at] for at in head["at"]]
    return head["values"]


@pytest.mark.parametrize(
    ("table", "column", "value", "shown"),
    [
        ("programs", "total_yen", 871_961_000, 871_961_000),
        ("programs", "total_yen", None, None),
        ("programs", "total_yen", 2**53 + 1, "9007199254740993"),
        ("programs", "is_new", False, False),
        ("programs", "funding", ["基金", "国庫"], ["基金", "国庫"]),
        ("programs", "funding", [], []),
        ("quantities", "value", Decimal("36.8"), 36.8),
        ("quantities", "value", Decimal("1200.000000000"), 1200),
        ("quantities", "value", Decimal("12345678901234567890"), "12345678901234567890"),
        ("survey_percentages", "percent", float("nan"), None),
        ("documents", "as_of", datetime.date(2025, 3, 21), "2025-03-21"),
        ("facilities", "bbox", {"x0": 1.26, "top": 2.0, "x1": 3.0, "bottom": 4.04}, [1.3, 2, 3, 4]),
    ],
)
def test_values(table: str, column: str, value: object, shown: object) -> None:
    other: TypedRow = {column: None}
    assert values(table, column, {column: value}, other) == [shown, None]


@given(st.lists(st.one_of(st.none(), st.sampled_from(["甲", "乙", ""])), max_size=12))
def test_texts_come_back_whatever_form_they_take(texts: list[str | None]) -> None:
    assert values("programs", "name", *({"name": text} for text in texts)) == texts


def test_what_repeats_is_written_once() -> None:
    rows = rows_to_arrow(
        "programs", [{"name": f"事業{n % 2}", "level": "program"} for n in range(8)]
    )
    columns = {c["name"]: c for c in table_to_json("programs", rows, {})["columns"]}  # type: ignore
    assert columns["level"]["const"] == "program"
    assert columns["name"]["words"] == ["事業0", "事業1"]
    assert columns["name"]["at"] == [0, 1] * 4


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("programs", "fiscal_year", "year"),
        ("changes", "year_from", "year"),
        ("dmat_deployments", "occurred_year", "year"),
        ("programs", "total_yen", "number"),
        ("quantities", "value", "number"),
        ("programs", "is_new", "flag"),
        ("programs", "funding", "list"),
        ("programs", "bbox", "box"),
        ("programs", "name", "text"),
    ],
)
def test_kinds(table: str, column: str, kind: str) -> None:
    found = table_to_json(table, rows_to_arrow(table, []), {"name": "名称"})
    heads = {c["name"]: c for c in found["columns"]}  # type: ignore[attr-defined]
    assert heads[column]["kind"] == kind
    assert heads["bbox"].get("label") is None


def test_a_table_of_an_older_version_lacks_columns() -> None:
    rows = rows_to_arrow("programs", [{"name": "甲"}]).select(["row_id", "name"])
    columns = table_to_json("programs", rows, {"name": "名称"})["columns"]
    assert [(c["name"], c.get("label")) for c in columns] == [("row_id", None), ("name", "名称")]  # type: ignore


@given(st.text())
def test_no_text_ends_its_block(text: str) -> None:
    text = f"{text}</script><!--<script>{text}"
    script = to_script("x", {"text": text})
    inside = script.removeprefix('<script type="application/json" id="x">').removesuffix(
        "</script>\n"
    )
    assert not {"<", ">", "&"} & set(inside)
    assert json.loads(inside) == {"text": text}
