"""Further wordings of yearly series: years in brackets, behind the amount, units in the heading."""

from __future__ import annotations

import pytest

from extractors.facts.shared.series import lines_to_series


def series(document, text: str) -> list[tuple]:
    lines = [line for line in document(text).lines if line.text.strip()]
    return [(a.year, a.measure, a.source, a.cite.text) for a in lines_to_series(lines)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("・事業費：2,345千円（R3）、2,180千円（R2）",
         [(2021, "budget", "total", "2,345千円"), (2020, "budget", "total", "2,180千円")]),
        ("予算額（令和４年度）：640千円\n（令和３年度）：700千円",
         [(2022, "budget", "total", "640千円"), (2021, "budget", "total", "700千円")]),
        ("予算額の推移（単位：千円）\n平成30年度 3,200\n令和元年度 2,980（うち国庫 1,490）",
         [(2018, "budget", "total", "3,200"), (2019, "budget", "total", "2,980"),
          (2019, "budget", "national", "1,490")]),
        ("令和２年度予算額：14,256千円（うち国庫 7,128千円）",
         [(2020, "budget", "total", "14,256千円"), (2020, "budget", "national", "7,128千円")]),
        ("令和６年度予算額：32千円（令和５年度：30千円）",
         [(2024, "budget", "total", "32千円"), (2023, "budget", "total", "30千円")]),
        ("平成29年度決算額：3,456千円\n平成30年度当初予算：4,000千円",
         [(2017, "settled", "total", "3,456千円"), (2018, "budget", "total", "4,000千円")]),
        ("年度 平成28年度 平成29年度\n予算額（千円） 1,200 1,150",
         [(2016, "budget", "total", "1,200"), (2017, "budget", "total", "1,150")]),
        ("・平成30年度：5,600千円\n　（うち国庫2,800千円）\n・令和元年度：4,100千円\n（県単）",
         [(2018, "budget", "total", "5,600千円"), (2018, "budget", "national", "2,800千円"),
          (2019, "budget", "prefecture", "4,100千円")]),
        ("予算：H29 3,000千円　H30 2,800千円",
         [(2017, "budget", "total", "3,000千円"), (2018, "budget", "total", "2,800千円")]),
    ],
)  # fmt: skip
def test_forms(document, text: str, expected: list[tuple]) -> None:
    assert series(document, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①出前講座\n・H30：50千円\n・R1：48千円\n②教材\n・H30：9千円（基金）\n・R1：7千円（基金）",
         ["①出前講座", "①出前講座", "②教材", "②教材"]),
        ("・H30：5千円\n・R1：4千円\n財源\n・H30：9千円（基金）\n・R1：7千円（基金）", 4 * [None]),
        ("①出前講座\n・H30：500千円\n②教材の作成\n・R1：70千円（基金）", [None] * 2),
    ],
)  # fmt: skip
def test_parts_are_series(document, text: str, expected: list[str | None]) -> None:
    lines = list(document(text).lines)
    assert [a.series and a.series.text for a in lines_to_series(lines)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "参加者数の推移（単位：人）\n平成30年度 3,200\n令和元年度 2,980",
        "予算額の推移（単位：千円）\n平成30年度 26事業所\n令和元年度 30か所",
        "年度 平成28年度 平成29年度\n参加者（人） 1,200 1,150",
    ],
)
def test_counts_are_no_series(document, text: str) -> None:
    assert series(document, text) == []
