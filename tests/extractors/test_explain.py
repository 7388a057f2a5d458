"""Why numbers that state no fact stand in a document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.document.model import Document
from pipeline.reading import document_to_reading

Make = Callable[[str], Document]


def explained(document: Document) -> list[tuple[str, str | None]]:
    """Each number of the ledger with its reason; 'row' where a row of a table took it.

    The text needs a line above the numbers: the first line of a document is its title.
    """
    ledger = document_to_reading(document).rows["quantities"]
    return [
        (
            str(row["raw"]),
            str(row["explained"])
            if row.get("explained")
            else "row"
            if row.get("claimed_by") is not None
            else None,
        )
        for row in ledger
    ]


@pytest.mark.parametrize(
    ("text", "raw", "reason"),
    [
        ("１ 目的\n見守りを行う。", "１", "heading number"),
        ("見守りを行う。\n① 声をかけること、話を聞くこと、家族に伝えること。", "①", "list marker"),
        ("取組を行う。\n- 12 -", "- 12 -", "page number"),
        ("前に述べた（２）のとおりに行う。", "（２）", "reference"),
        ("見守りの仕組み「みまもり4U」を使う。", "4U", "identifier"),
        ("第２回の話し合いを行った。", "第２回", "identifier"),
        ("二次医療圏に置く。", "二次", "identifier"),
        ("３病院長が集まった。", "３病院", "identifier"),
        ("条例（平成１２年条例第５号）による。", "平成１２年", "legal or form number"),
        ("法の第１０条による。", "第１０条", "legal or form number"),
        ("２か月目から減る。", "２か月目", "position in a sequence"),
        ("平成３０年度から行っている。", "平成３０年度", "time of an event"),
        ("話し合いを9時30分に始める。", "9時30分", "time of an event"),
        ("２４時間応じる。", "２４時間", "set phrase"),
        ("１世帯当たりで見ると多い。", "１世帯", "basis of a rate"),
        ("（令和２年度の取組）\n本文はこの後に続く。", "令和２年度", "year of a head"),
    ],
)
def test_a_number_has_its_reason(document: Make, text: str, raw: str, reason: str) -> None:
    assert (raw, reason) in explained(document(f"取組\n{text}\n以上のとおり。"))


def test_the_numbers_of_an_axis_are_explained(document: Make) -> None:
    made = document("件数 31 24 6\n0\n10\n20\n30\n")
    axis = [raw for raw, why in explained(made) if why == "axis of a chart"]
    assert axis == ["0", "10", "20", "30"]


@pytest.mark.parametrize("text", ["0\n10\n25\n", "5\n10\n15\n", "0\n10\n"])
def test_other_lone_numbers_are_no_axis(document: Make, text: str) -> None:
    assert "axis of a chart" not in [why for _, why in explained(document(text))]


def test_columns_that_number_or_point_are_explained(document: Make) -> None:
    made = document("番号\t取組\tページ\n7\t見守り\t12\n")
    assert explained(made) == [("7", "list marker"), ("12", "page number")]


def test_a_figure_without_a_meaning_stays_unexplained(document: Make) -> None:
    assert explained(document("取組\n・三病院・五病院")) == [("三病院", None), ("五病院", None)]


def test_a_date_beside_a_figure_without_a_meaning_stays_unexplained(document: Make) -> None:
    assert ("平成３０年度", None) in explained(document("取組\n平成３０年度 12\n"))


def test_what_a_row_took_needs_no_reason(document: Make) -> None:
    assert explained(document("取組\n平成３０年度の会員は４０人である。")) == [
        ("平成３０年度", "row"),
        ("４０人", "row"),
    ]
