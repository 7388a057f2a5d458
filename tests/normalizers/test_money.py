"""Amounts in whole yen."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.errors import NormalizationError
from normalizers.money import parse_yen

READ = [
    ("871,961千円", None, 871_961_000),
    ("500億円", None, 50_000_000_000),
    ("３６万円", None, 360_000),
    ("1804百万円", None, 1_804_000_000),
    ("12億3,456万円", None, 1_234_560_000),
    ("1万5千円", None, 15_000),
    ("5千円", None, 5_000),
    ("3百万円", None, 3_000_000),
    ("一億二千万円", None, 120_000_000),
    ("二十三万四千五百円", None, 234_500),
    ("1,500円", None, 1_500),
    ("¥5,000", None, 5_000),
    ("￥５，０００", None, 5_000),
    ("5,000円也", None, 5_000),
    ("66,912", "千円", 66_912_000),
    ("66,912", "（単位：千円）", 66_912_000),
    ("66,912", "円", 66_912),
    ("9 0, 0 0 0", "千円", 90_000_000),
    ("0", "千円", 0),
    ("1.5", "百万円", 1_500_000),
    ("5,000円", "千円", 5_000),
    ("△ 111,155", "千円", -111_155_000),
    ("△1,234千円", None, -1_234_000),
    ("▲500", "千円", -500_000),
    ("（１０，２５０千円）", None, 10_250_000),
    ("３，１８６千\n円", None, 3_186_000),
    ("2,600 千円", None, 2_600_000),
    ("約３億円", None, 300_000_000),
    ("５００億円の内数", None, 50_000_000_000),
    ("上限１００千円", None, 100_000),
    ("100千円程度", None, 100_000),
    ("15万円を上限", None, 150_000),
    ("100万円以内", None, 1_000_000),
    ("ゼロ予算", None, 0),
    ("（ゼロ予算）", None, 0),
    ("1兆2,000億円", None, 1_200_000_000_000),
]
REFUSED = [
    ("500", None, "unit not known"),
    ("5億", None, "unit not known"),
    ("－", None, "nil mark"),
    ("―", "千円", "nil mark"),
    ("-", "円", "nil mark"),
    ("0.3円", None, "fraction"),
    ("0.5", "円", "fraction"),
    ("1.2345", "千円", "fraction"),
    ("36.8", "%", "no unit of money"),
    ("5", "人", "no unit of money"),
    ("千円", None, "a unit without a number"),
    ("百万円", None, "a unit without"),
    ("", "千円", "empty"),
    ("②", "千円", "circled"),
    ("①128千円", None, ""),
    ("12 34", "千円", "more than one"),
    ("5億", "千円", "a scale in the number"),
    ("1,23千円", None, "separators"),
    ("5人", "千円", "follows"),
    ("1億2億円", None, "out of order"),
    ("990千円（うち", None, ""),
    ("1,000千円～2,000千円", None, ""),
    ("円", None, ""),
    ("約", "千円", ""),
    ("約千円", None, ""),
]


@pytest.mark.parametrize(("text", "unit", "yen"), READ)
def test_parse_yen(text: str, unit: str | None, yen: int) -> None:
    assert parse_yen(text, unit) == yen


@pytest.mark.parametrize(("text", "unit", "reason"), REFUSED)
def test_parse_yen_refuses(text: str, unit: str | None, reason: str) -> None:
    with pytest.raises(NormalizationError) as caught:
        parse_yen(text, unit)
    assert reason in caught.value.reason


@given(
    st.integers(-(10**12), 10**12), st.sampled_from([("円", 1), ("千円", 1000), ("百万円", 10**6)])
)
def test_unit_printed_or_given(number: int, unit: tuple[str, int]) -> None:
    name, factor = unit
    digits = f"{number:,}".replace("-", "△")
    assert parse_yen(digits, name) == parse_yen(digits + name) == number * factor


@given(st.integers(0, 10**18))
def test_exact_at_any_size(number: int) -> None:
    assert parse_yen(f"{number}円") == number


@given(
    st.text(st.sampled_from("0123,.． 千百万億円約程度△－¥（）の内数上限①")),
    st.sampled_from([None, "千円", "円"]),
)
def test_whole_yen_or_a_refusal(text: str, unit: str | None) -> None:
    with suppress(NormalizationError):
        assert isinstance(parse_yen(text, unit), int)
