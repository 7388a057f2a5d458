"""Counts, percentages and areas of cells."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.area import parse_area
from normalizers.count import parse_count
from normalizers.errors import NormalizationError
from normalizers.percent import parse_percent


@pytest.mark.parametrize(
    ("text", "unit", "count"),
    [
        ("５病院", None, 5),
        ("延べ160人", None, 160),
        ("約1,700人", None, 1700),
        ("１２", None, 12),
        ("②", None, 2),
        ("12", "人", 12),
        ("3 5 市町村", None, 35),
        ("326,918", "人", 326918),
        ("十六郡市医師会", None, 16),
        ("計44名", None, 44),
        ("1名程度", None, 1),
        ("（12）", None, 12),
        ("12チーム", "病院", 12),
        ("4７\n人", None, 47),
        ("0", None, 0),
        ("1.2万人", None, 12000),
    ],
)
def test_count(text: str, unit: str | None, count: int) -> None:
    assert parse_count(text, unit) == count


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", None),
        ("－", None),
        ("1.5人", None),
        ("12", "千円"),
        ("10％", None),
        ("多数", None),
        ("1人2人", None),
        ("12", "事業名"),
        ("人", None),
    ],
)
def test_no_count(text: str, unit: str | None) -> None:
    with pytest.raises(NormalizationError):
        parse_count(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "percent"),
    [
        ("36.8", None, "36.8"),
        ("36.8％", None, "36.8"),
        ("37.0\n%", None, "37.0"),
        ("３割５分", None, "35"),
        ("２割５分３厘", None, "25.3"),
        ("約9割", None, "90"),
        ("9ポイント", None, "9"),
        ("12", "％", "12"),
        ("△3.1％", None, "-3.1"),
        ("約７０％以上", None, "70"),
        ("100", "%", "100"),
    ],
)
def test_percent(text: str, unit: str | None, percent: str) -> None:
    assert parse_percent(text, unit) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("", None),
        ("－", None),
        ("5千円", None),
        ("5", "人"),
        ("割合", None),
        ("多数", None),
        ("5人", None),
    ],
)
def test_no_percent(text: str, unit: str | None) -> None:
    with pytest.raises(NormalizationError):
        parse_percent(text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "area"),
    [
        ("311.59", None, "311.59"),
        ("１，２７８．５５㎢", None, "1278.55"),
        ("120ha", None, "1.2"),
        ("50", "ha", "0.5"),
        ("500㎡", None, "0.0005"),
    ],
)
def test_area(text: str, unit: str | None, area: str) -> None:
    assert parse_area(text, unit) == Decimal(area)


@pytest.mark.parametrize(("text", "unit"), [("", None), ("－", None), ("5人", None), ("5", "人")])
def test_no_area(text: str, unit: str | None) -> None:
    with pytest.raises(NormalizationError):
        parse_area(text, unit)


@given(st.integers(0, 10**9), st.sampled_from(["人", "病院", "か所", "件", ""]))
def test_counts_round_trip(number: int, unit: str) -> None:
    assert parse_count(f"{number:,}{unit}") == number


@given(st.text(st.sampled_from("0123,. 約千人病院％割分厘以上－△（）㎡")))
def test_a_value_or_a_refusal(text: str) -> None:
    for parse in (parse_count, parse_percent, parse_area):
        with suppress(NormalizationError):
            assert parse(text) is not None
