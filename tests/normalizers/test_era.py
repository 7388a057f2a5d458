"""Fiscal years, calendar years and dates."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.era import (
    PartialDate,
    complete_year,
    era_year,
    find_fiscal_years,
    parse_date,
    parse_fiscal_year,
    parse_year,
)
from normalizers.errors import NormalizationError

FISCAL = [
    ("平成２５年度", 2013),
    ("Ｈ29", 2017),
    ("平29", 2017),
    ("R元年度", 2019),
    ("Ｒ１", 2019),
    ("令和６年度", 2024),
    ("2019年度", 2019),
    ("2019", 2019),
    ("令和元年", 2019),
    ("昭和64年度", 1989),
    ("（平成２４年度）", 2012),
    ("【R7】", 2025),
    ("平成37年度", 2025),
    ("平成二十五年度", 2013),
    ("R 5", 2023),
    ("平成 25 年度", 2013),
    ("㍻29年", 2017),
    ("r6", 2024),
    ("R.6", 2024),
    ("明治45年", 1912),
    ("大正15年", 1926),
    ("2 0 2 4年度", 2024),
]
NO_FISCAL = [
    "",
    "平成",
    "H",
    "H29年度当初予算額",
    "22年度",
    "平成0年",
    "平成100年度",
    "昭和65年",
    "大正16年度",
    "3年間",
    "平成29年4月",
    "29.5",
    "度",
    "年度",
    "令和6年度～令和8年度",
    "1750",
]


@pytest.mark.parametrize(("text", "year"), FISCAL)
def test_fiscal_year(text: str, year: int) -> None:
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize("text", NO_FISCAL)
def test_no_fiscal_year(text: str) -> None:
    with pytest.raises(NormalizationError):
        parse_fiscal_year(text)


@pytest.mark.parametrize(
    ("text", "near", "year"),
    [
        ("22年度", 2013, 2010),
        ("22 年度", 2013, 2010),
        ("3", 2024, 2021),
        ("50年度", 1980, 1975),
        ("1年度", 2020, 2019),
    ],
)
def test_year_without_its_era(text: str, near: int, year: int) -> None:
    assert parse_fiscal_year(text, near) == year


def test_calendar_year_is_no_fiscal_year() -> None:
    assert parse_year("平成22年") == 2010
    with pytest.raises(NormalizationError):
        parse_year("平成22年度")


DATES = [
    ("R7.5.31", (2025, 5, 31), "2025-05-31"),
    ("平成１９年７月", (2007, 7, None), "2007-07"),
    ("11/19", (None, 11, 19), "--11-19"),
    ("令和7年3月21日", (2025, 3, 21), "2025-03-21"),
    ("2019/4/1", (2019, 4, 1), "2019-04-01"),
    ("2019-04-01", (2019, 4, 1), "2019-04-01"),
    ("H29.8", (2017, 8, None), "2017-08"),
    ("３月１３日", (None, 3, 13), "--03-13"),
    ("8月 9日", (None, 8, 9), "--08-09"),
    ("平成20年", (2008, None, None), "2008"),
    ("令和7年2月7日(金)", (2025, 2, 7), "2025-02-07"),
    ("（R7.5.31時点）", (2025, 5, 31), "2025-05-31"),
    ("平成25年3月末現在", (2013, 3, None), "2013-03"),
    ("１１月", (None, 11, None), "--11"),
    ("平成二十五年四月一日", (2013, 4, 1), "2013-04-01"),
    ("令和６年\n３月４日", (2024, 3, 4), "2024-03-04"),
    ("2月29日", (None, 2, 29), "--02-29"),
    ("Ｈ31.4.1", (2019, 4, 1), "2019-04-01"),
]


@pytest.mark.parametrize(("text", "parts", "iso"), DATES)
def test_date(text: str, parts: tuple[int | None, ...], iso: str) -> None:
    date = parse_date(text)
    assert tuple(date) == parts
    assert date.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2月30日",
        "13/1",
        "平成31年13月",
        "2019年2月29日",
        "10:30",
        "12.5",
        "１０",
        "平成",
        "4月から3月",
        "31日",
        "1/2/3",
        "24年8月29日",
    ],
)
def test_no_date(text: str) -> None:
    with pytest.raises(NormalizationError):
        parse_date(text)


def test_abbreviated_date() -> None:
    assert parse_date("24年8月29日", near=2013) == PartialDate(2012, 8, 29)


@pytest.mark.parametrize(
    ("text", "near", "found"),
    [
        ("H29年度当初予算額", None, [("H29年度", 2017)]),
        ("計画額 22 年度 23年度", 2013, [("22 年度", 2010), ("23年度", 2011)]),
        ("計画額 22年度", None, []),
        ("平成27年度以降37年度まで", None, [("平成27年度", 2015), ("37年度", 2025)]),
        ("平成29，30年度", None, [("平成29", 2017), ("30年度", 2018)]),
        ("2018年度～22年度", None, [("2018年度", 2018), ("22年度", 2022)]),
        ("2024年度、22年度、平成30年3月", None, [("2024年度", 2024), ("22年度", 2010)]),
        ("2019年度、30年度", None, [("2019年度", 2019), ("30年度", 2018)]),
        (
            "2024年度、令和4年度、22年度",
            None,
            [("2024年度", 2024), ("令和4年度", 2022), ("22年度", 2010)],
        ),
        ("平成\n30年度", None, [("平成\n30年度", 2018)]),
        ("H22→H25", None, [("H22", 2010), ("H25", 2013)]),
        ("平成30年：4,000千円", None, [("平成30年", 2018)]),
        ("2025年に", None, [("2025年", 2025)]),
        ("平成19年7月", None, []),
        ("H29.8", None, []),
        ("Ｒ４システム", None, []),
        ("BH29", None, []),
        ("10年間", 2013, []),
    ],
)
def test_find_fiscal_years(text: str, near: int | None, found: list[tuple[str, int]]) -> None:
    result = find_fiscal_years(text, near)
    assert [(text[start:end], year) for start, end, year in result] == found


def test_eras() -> None:
    assert era_year("H", 31) == 2019
    assert era_year("昭和", 65) is None
    assert complete_year(25, 2013) == 2013
    assert complete_year(0, 2013) is None


@given(st.integers(1868, 2117))
def test_every_year_round_trips_in_its_era(year: int) -> None:
    before = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
    era = next(era for era in reversed(before) if before[era] < year)
    number = year - before[era]
    assert parse_fiscal_year(f"{era}{number}年度") == year
    assert parse_fiscal_year(f"{era}{'元' if number == 1 else number}年") == year


@given(st.dates(dt.date(1868, 1, 1), dt.date(2199, 12, 31)))
def test_every_date_round_trips(date: dt.date) -> None:
    assert parse_date(f"{date.year}年{date.month}月{date.day}日").iso() == date.isoformat()


@given(st.text(st.sampled_from("平成令和HR元0129年度月日./-()一二十 ")))
def test_a_year_or_a_refusal(text: str) -> None:
    for parse in (parse_fiscal_year, parse_year, parse_date):
        with suppress(NormalizationError):
            assert parse(text)
