"""What follows from other columns of a row."""

from __future__ import annotations

import pytest

from normalizers.prefecture import prefectures
from pipeline.complete import complete_rows

Values = dict[str, object]


def program_ids(*rows: Values) -> list[object]:
    made = [dict(row) for row in rows]
    complete_rows({"programs": made})
    return [row["program_id"] for row in made]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (
            {"name": "相談事業", "fiscal_year": 2024},
            {"name": "相談事業", "fiscal_year": 2025},
            True,
        ),
        ({"name": "ＩＣＴ活用事業"}, {"name": "ICT活用 事業"}, True),
        ({"name": "相談事業"}, {"name": "相談支援事業"}, False),
        ({"name": "相談", "jurisdiction": "甲市"}, {"name": "相談", "jurisdiction": "乙市"}, False),
        (
            {"name": "小計", "level": "subtotal", "section": "医療"},
            {"name": "小計", "level": "subtotal", "section": "介護"},
            False,
        ),
        (
            {"name": "相談", "level": "program", "section": "医療"},
            {"name": "相談", "level": "group", "section": "介護"},
            True,
        ),
    ],
)
def test_a_program_keeps_its_id_with_its_name(one: Values, other: Values, same: bool) -> None:
    first, second = program_ids(one, other)
    assert (first == second) is same
    assert first


def test_a_program_without_a_name_has_no_id() -> None:
    assert program_ids({"level": "program"}) == [None]


def test_an_id_that_an_extractor_gave_stays() -> None:
    assert program_ids({"name": "相談事業", "program_id": "x"}) == ["x"]


def test_rows_are_of_the_document_unless_they_say_otherwise() -> None:
    rows = {
        "documents": [{"jurisdiction": "甲市"}],
        "facilities": [{"name": "病院"}, {"name": "薬局", "jurisdiction": "乙市"}],
        "quantities": [{"raw": "1"}],
    }
    complete_rows(rows)
    assert [row["jurisdiction"] for row in rows["facilities"]] == ["甲市", "乙市"]
    assert "jurisdiction" not in rows["quantities"][0]


def test_rows_of_a_national_document_have_no_jurisdiction() -> None:
    rows: dict[str, list[Values]] = {"documents": [{}], "facilities": [{"name": "病院"}]}
    complete_rows(rows)
    assert rows["facilities"][0].get("jurisdiction") is None


def test_a_prefecture_has_its_code_and_another_place_has_none() -> None:
    name = next(iter(prefectures()))
    rows: dict[str, list[Values]] = {"documents": [{"jurisdiction": name}]}
    complete_rows(rows)
    assert rows["documents"][0]["jurisdiction_code"] == "01"
    rows = {"documents": [{"jurisdiction": "甲市"}]}
    complete_rows(rows)
    assert rows["documents"][0].get("jurisdiction_code") is None
