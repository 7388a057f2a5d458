"""Numbers in every style, and what is none."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.errors import NormalizationError
from normalizers.number import CIRCLED, circled_value, is_nil, parse_number

READ = [
    ("１億２千万", "120000000"),
    ("1億2,345万", "123450000"),
    ("二十三万四千五百", "234500"),
    ("〇", "0"),
    ("零", "0"),
    ("十", "10"),
    ("百二", "102"),
    ("二〇二五", "2025"),
    ("千五百", "1500"),
    ("壱拾弐万参千", "123000"),
    ("参百萬", "3000000"),
    ("12万3456", "123456"),
    ("3千5百", "3500"),
    ("△１，２３４", "-1234"),
    ("▲ 5", "-5"),
    ("－３", "-3"),
    ("−1.5", "-1.5"),
    ("+9.2", "9.2"),
    ("9 0, 0 0 0", "90000"),
    ("９　０，０ ０ ０", "90000"),
    ("3 5", "35"),
    ("1 , 2 3 4", "1234"),
    ("１２３４５", "12345"),
    ("１．１９", "1.19"),
    ("0.5", "0.5"),
    ("1.5億", "150000000"),
    ("1804百万", "1804000000"),
    ("871,961千", "871961000"),
    ("２兆５，０００億", "2500000000000"),
    ("②", "2"),
    ("➀", "1"),
    ("❸", "3"),
    ("㊿", "50"),
    ("⑴", "1"),
    ("⒈", "1"),
    ("⓪", "0"),
    (" 7 ", "7"),
]
REFUSED = [
    ("", "empty"),
    ("  ", "empty"),
    ("－", "nil mark"),
    ("―", "nil mark"),
    ("-", "nil mark"),
    ("第", "no number"),
    ("△", "no number"),
    ("一層", "something follows"),
    ("万", "no number"),
    ("1,23", "separators"),
    ("1,234,56", "separators"),
    ("1.", "separators"),
    (".5", "separators"),
    ("12 34", "more than one"),
    ("1 2,345", "more than one"),
    ("1 2.5", "more than one"),
    ("1億2億", "out of order"),
    ("二三十", "out of order"),
    ("百千", "out of order"),
    ("五百三千", "out of order"),
    ("1万23456", "too large"),
    ("〇五", "zero"),
    ("2.9倍", "follows"),
    ("三割", "follows"),
    ("12人", "follows"),
    ("千円", "follows"),
    ("①②", ""),
    ("12-34", "follows"),
    ("平成", "no number"),
    ("1/2", "follows"),
    ("－－5", ""),
    ("²", ""),
    ("1" * 40 + "x", "follows"),
    ("一1" * 30 + "x", "follows"),
    ("五百二三", "out of order"),
    ("٣", ""),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_parse_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_parse_number_refuses(text: str, reason: str) -> None:
    with pytest.raises(NormalizationError) as caught:
        parse_number(text)
    assert reason in caught.value.reason


@pytest.mark.parametrize("text", ["－", "―", "‐", "-", "–", "—", "－－", "（－）", " ー "])
def test_nil(text: str) -> None:
    assert is_nil(text)


@pytest.mark.parametrize("text", ["", "0", "△", "－5", "ーク", "×", "・", "--- 12"])
def test_not_nil(text: str) -> None:
    assert not is_nil(text)


def test_circled_numbers() -> None:
    assert [CIRCLED[c] for c in "①⑳㉑㉟㊱㊿❶➀➉⓪"] == [1, 20, 21, 35, 36, 50, 1, 1, 10, 0]
    assert circled_value("○") is None
    assert circled_value("一") is None
    assert circled_value("㊤") is None


KANJI = "〇一二三四五六七八九"


def kanji(number: int) -> str:
    """A number in kanji with scales."""
    text = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if part:
            text += below_ten_thousand(part) + name
    return text or "〇"


def below_ten_thousand(number: int) -> str:
    text = ""
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("" if digit == 1 and name else KANJI[digit]) + name
    return text


def mixed(number: int) -> str:
    """1億2,345万6,789."""
    text = ""
    for scale, name in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        part, number = divmod(number, scale)
        if part:
            text += f"{part:,}{name}"
    return text or "0"


FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
STYLES = {
    "plain": str,
    "grouped": lambda n: f"{n:,}",
    "full width": lambda n: f"{n:,}".translate(FULL_WIDTH),
    "letter-spaced": lambda n: " ".join(f"{n:,}").replace(" ,", ","),
    "kanji": kanji,
    "mixed": mixed,
}


@pytest.mark.parametrize("style", STYLES)
@given(number=st.integers(0, 10**16 - 1))
def test_round_trip(style: str, number: int) -> None:
    assert parse_number(STYLES[style](number)) == number


@given(st.integers(1, 10**12), st.sampled_from("△▲－−-"))
def test_signs(number: int, sign: str) -> None:
    assert parse_number(f"{sign}{number:,}") == -number


@given(st.decimals(0, 10**9, places=3))
def test_decimals(number: Decimal) -> None:
    assert parse_number(f"{number:,}".translate(FULL_WIDTH)) == number


@given(st.text(st.sampled_from("0123,.． 　一二十百千万億兆〇△▲－-+①円約第０９")))
def test_nothing_but_numbers_and_refusals(text: str) -> None:
    with suppress(NormalizationError):
        assert isinstance(parse_number(text), Decimal)
