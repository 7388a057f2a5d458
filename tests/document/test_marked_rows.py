"""Rows of tables with tabs or pipes whose cells recognition joined, shifted or exchanged."""

from __future__ import annotations

import pytest

from pipeline.document.marked_rows import mend_rows
from pipeline.document.model import Cite

HEAD = "事業名|内容|担当課|予算額|財源"
ROWS = [
    "健診事業|健診の費用を補助する。|保健課|1,200|①",
    "相談事業|窓口を置く。|福祉課|640|②",
    "研修事業|医師の研修を行う。|医務課|2,310|①",
    "普及事業|講座を開く。|保健課|95|①②",
]


def mended(row: str) -> str:
    rows = [[Cite(text) for text in line.split("|")] for line in (HEAD, *ROWS, row)]
    return "|".join(cite.text for cite in mend_rows(rows)[-1])


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # the amount at the end of its neighbour, the rest one to the left
        (
            "派遣事業|薬剤師を送る。|薬務課 780|①|",
            "派遣事業|薬剤師を送る。|薬務課|780|①",
        ),
        # the same with the cell of the amount left empty
        (
            "派遣事業|薬剤師を送る。|薬務課 780||①",
            "派遣事業|薬剤師を送る。|薬務課|780|①",
        ),
        # a name and its description in one cell, an office of two words behind it
        (
            "派遣事業 薬剤師を送る。|薬務課|780|①|",
            "派遣事業|薬剤師を送る。|薬務課|780|①",
        ),
        ("派遣事業|薬剤師を送る。|薬務課|①|780", "派遣事業|薬剤師を送る。|薬務課|780|①"),
        ("派遣事業|薬剤師を送る。|薬務課|780 ①|", "派遣事業|薬剤師を送る。|薬務課|780|①"),
        # nothing is wrong
        ("派遣 一般事業|薬剤師を送る。|薬務課|780|", "派遣 一般事業|薬剤師を送る。|薬務課|780|"),
        ("|||合計|4,245", "|||合計|4,245"),
        ("在宅の療養 全般||||", "在宅の療養 全般||||"),
        ("|救急医療 全般||健康増進計画|", "|救急医療 全般||健康増進計画|"),
        ("２ 在宅の療養||||", "２ 在宅の療養||||"),
        # two readings, or cells that fit no column
        ("派遣事業 送る。 配る。|薬務課|780|①|", "派遣事業|送る。 配る。|薬務課|780|①"),
        ("派遣事業|未定 780|薬務課 係|①|", "派遣事業|未定 780|薬務課 係|①|"),
    ],
)
def test_rows_are_mended_where_every_cell_fits(row: str, expected: str) -> None:
    assert mended(row) == expected


def test_too_few_rows_tell_nothing() -> None:
    rows = [[Cite(text) for text in line.split("|")] for line in (HEAD, *ROWS[:3])]
    assert mend_rows(rows) == rows


def test_a_heading_with_a_number_stays_whole() -> None:
    """Its number and its words would fit the columns of numbers and names."""
    lines = [f"番号|{HEAD}", *(f"{n}|{row}" for n, row in enumerate(ROWS, 1)), "1 救急の確保|||||"]
    rows = [[Cite(text) for text in line.split("|")] for line in lines]
    assert mend_rows(rows) == rows


LETTERED = "事業名|新規|財源|予算額|決算額|内容|担当課"
LETTERED_ROWS = [
    "健診事業||ア|1,200|1,150,300|健診の費用を補助する。|保健課",
    "相談事業|新|イウ|640|602,000|窓口を置く。|福祉課",
    "研修事業||ア|2,310|2,310,000|医師の研修を行う。|医務課",
    "普及事業||ウ|95|94,120|講座を開く。|保健課",
]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # a mark with its amount, those behind one to the left
        (
            "派遣事業||ア 780|775,400||薬剤師を送る。|薬務課",
            "派遣事業||ア|780|775,400|薬剤師を送る。|薬務課",
        ),
        # all cells one to the left
        (
            "派遣事業|ア|780|775,400||薬剤師を送る。|薬務課",
            "派遣事業||ア|780|775,400|薬剤師を送る。|薬務課",
        ),
        # an amount that stands twice, and what it moved put into its neighbour
        (
            "派遣事業||ア|780|780|775,400|薬剤師を送る。 薬務課",
            "派遣事業||ア|780|775,400|薬剤師を送る。|薬務課",
        ),
        # a sum one to the right
        ("|||合計|5,025|4,931,820|", "||合計|5,025|4,931,820||"),
        ("||(A)|合計|5,025|4,931,820|", "|(A)|合計|5,025|4,931,820||"),
        # nothing is wrong, or nothing fits
        ("||合計|5,025|4,931,820||", "||合計|5,025|4,931,820||"),
        ("派遣事業|新|780|ア|775,400|120|薬務課", "派遣事業|新|780|ア|775,400|120|薬務課"),
    ],
)
def test_rows_with_letters_for_sources(row: str, expected: str) -> None:
    rows = [[Cite(text) for text in line.split("|")] for line in (LETTERED, *LETTERED_ROWS, row)]
    assert "|".join(cite.text for cite in mend_rows(rows)[-1]) == expected


def test_a_number_in_a_sparse_column_stays() -> None:
    rows = [
        [Cite(text) for text in line.split("|")]
        for line in (
            "事業名|予算額|国|県|市債|一般財源",
            "健診事業|1,200|600|300||300",
            "相談事業|640||320||320",
            "道路事業|900|||700|200",
            "普及事業|95||||95",
            "検査事業|400|200|100||100",
        )
    ]
    assert [[cite.text for cite in row] for row in mend_rows(rows)] == [
        [cite.text for cite in row] for row in rows
    ]


def test_marks_behind_an_office_are_parted_all_together() -> None:
    """A column of offices and of the words of sums says nothing; 医療係 A is no office."""
    lines = [
        "事業名|内容|所管課|財源|予算額|決算額",
        "健診事業|健診を行う。|保健課 健診係|A|1,200|1,150",
        "相談事業|窓口を置く。|福祉課 相談係|A B|640|602",
        "||小計||1,840|1,752",
        "研修事業|研修を行う。|医務課 企画係|C|2,310|2,310",
        "派遣事業|薬剤師を送る。|薬務課 医療係 A B|780|775|",
        "||小計||3,090|3,085",
        "||合計||4,930|4,837",
    ]
    rows = mend_rows([[Cite(text) for text in line.split("|")] for line in lines])
    assert [c.text for c in rows[5]][2:] == ["薬務課 医療係", "A B", "780", "775"]


WIDE = [
    "事業名|内容|財源|予算額|決算額|担当課",
    "健診事業|健診の費用を補助する。|国・府|1,200|1,150|保健課",
    "相談事業|相談の窓口を設ける。|基|640|602|福祉課",
    "研修事業|医師の研修を行う。|府|2,310|2,310|医務課",
    "普及事業|講座を開く。|基|95|94|保健課",
]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # a row of one cell more, in which an amount stands twice
        (
            "派遣事業|看護師を送る。|府|780|780|775|薬務課",
            "派遣事業|看護師を送る。|府|780|775|薬務課",
        ),
        (
            "派遣事業|看護師を送る。|府|780|775|1|薬務課",
            "派遣事業|看護師を送る。|府|780|775|1|薬務課",
        ),
        # a source behind a sentence: no sentence stands among the sources
        ("派遣事業|看護師を送る。 基|780|775|薬務課|", "派遣事業|看護師を送る。|基|780|775|薬務課"),
    ],
)
def test_rows_of_sources_in_words(row: str, expected: str) -> None:
    rows = [[Cite(text) for text in line.split("|")] for line in (*WIDE, row)]
    assert "|".join(cite.text for cite in mend_rows(rows)[-1]) == expected
