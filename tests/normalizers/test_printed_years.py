"""Pieces of patterns for printed years: all of them are years that the parsers read."""

from __future__ import annotations

import pytest
import regex

from normalizers.era import parse_fiscal_year
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER

FORMS = {"era": rf"{ERA}[\s　]*{NUMBER}年度", "letter": LETTER + NUMBER, "gregorian": GREGORIAN}


@pytest.mark.parametrize(
    ("form", "text", "year"),
    [
        ("era", "令和６年度", 2024),
        ("era", "平成　元年度", 1989),
        ("era", "昭和63年度", 1988),
        ("letter", "R6", 2024),
        ("letter", "Ｈ３０", 2018),
        ("letter", "Ｒ元", 2019),
        ("gregorian", "２０２４", 2024),
    ],
)
def test_year(form: str, text: str, year: int) -> None:
    assert regex.fullmatch(FORMS[form], text)
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("era", "令和年度"),
        ("era", "令和６年"),
        ("era", "慶応３年度"),
        ("letter", "A6"),
        ("letter", "R"),
        ("gregorian", "1867"),
        ("gregorian", "202"),
    ],
)
def test_no_year(form: str, text: str) -> None:
    assert not regex.fullmatch(FORMS[form], text)
