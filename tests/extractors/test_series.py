"""Yearly series of budgets in all their wordings, and lines that are none."""

from __future__ import annotations

import pytest

from extractors.facts.shared.series import lines_to_series
from extractors.shared.sources import source_in


def series(document, text: str) -> list[tuple]:
    lines = [line for line in document(text).lines if line.text.strip()]
    return [
        (a.year, a.series.text if a.series else None, a.cite.text, a.source)
        for a in lines_to_series(lines)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・平成27年：1,152千円（一か所36万円を上限）", [(2015, None, "1,152千円", "total")]),
        ("予算の推移 ・平成２８年度：３，１８６千円", [(2016, None, "３，１８６千円", "total")]),
        ("・令和元年 ：５００千円（地域医療介護総合確保基金）", [(2019, None, "５００千円", "fund")]),  # noqa: E501
        ("・令和元年 ：５００千円 地域医療介護総合確保基金", [(2019, None, "５００千円", "fund")]),
        ("・平成３０年：900千円（一財）", [(2018, None, "900千円", "own")]),
        ("H30：92千円 R1：93千円", [(2018, None, "92千円", "total"), (2019, None, "93千円", "total")]),  # noqa: E501
        ("・平成２９年：①12千円 ②34千円",
         [(2017, "①", "12千円", "total"), (2017, "②", "34千円", "total")]),
        ("・平成２９年：②（４２千円※）（確保基金）\n③１０千円",
         [(2017, "②", "４２千円", "fund"), (2017, "③", "１０千円", "total")]),
        ("・平成２９年：100千円\n・平成３０年：－（前年度で終了）",
         [(2017, None, "100千円", "total"), (2018, None, "－", "total")]),
        ("・平成２９年：100千円\n・平成３０年：0", [(2017, None, "100千円", "total"), (2018, None, "0", "total")]),  # noqa: E501
        ("予算の推移 全額：地域医療介護総合確保基金を活用\n・平成30年：15千円\n・令和元年：75千円",
         [(2018, None, "15千円", "fund"), (2019, None, "75千円", "fund")]),
        ("財源：地域医療介護総合確保基金\n・平成２７年：３千円", [(2015, None, "３千円", "fund")]),
        ("・平成30年度：6千円（地域医療介護総合確保基金）\n・令和元年度：5千円（ 〃 ）",
         [(2018, None, "6千円", "fund"), (2019, None, "5千円", "fund")]),
        ("・ゼロ予算", [(None, None, "ゼロ予算", "total")]),
        ("研修体制の構築\nH30：92千円 R1：93千円\n専門職の派遣\nH30：26千円 R1：33千円",
         [(2018, "研修体制の構築", "92千円", "total"), (2019, "研修体制の構築", "93千円", "total"),
          (2018, "専門職の派遣", "26千円", "total"), (2019, "専門職の派遣", "33千円", "total")]),
    ],
)  # fmt: skip
def test_series(document, text: str, expected: list[tuple]) -> None:
    assert series(document, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "平成27年度実績 26事業所",
        "平成30年8月30日 第1回全体会議",
        "・費用を助成（上限：１件当たり１，８８０千円（Ｒ１は９９０千円））",
        "Ｈ３０年度：８回（管理職１回、情報６回）",
        "・平成２８年：－\n・平成２９年：－",  # no amount anywhere: no series
        "平成２９年度以降は１００千円を上限とする",
    ],
)
def test_no_series(document, text: str) -> None:
    assert series(document, text) == []


@pytest.mark.parametrize(
    ("note", "source"),
    [
        ("特財・地域医療介護総合確保基金", "fund"),
        ("地域医療介護総合確保基金（医療分）", "fund"),
        ("一般財源", "own"),
        ("うち一部推進交付金を充当", None),
        ("平成29年度で終了", None),
        ("新規事業", None),
    ],
)
def test_source_in(note: str, source: str | None) -> None:
    assert source_in(note) == source
