"""Units in heads, captions and cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalizers.unit import find_money, find_unit, is_money, unit_of, units

FOUND = [
    ("(千円)", "千円"),
    ("（単位：千円）", "千円"),
    ("単位 百万円", "百万円"),
    ("人口 (人)", "人"),
    ("％", "%"),
    ("事業費\n（千\n円）", "千円"),
    ("予 算 額（ 千 円 ）", "千円"),
    ("金額千円", "千円"),
    ("【千円】", "千円"),
    ("面積（㎢）", "km2"),
    ("面積(ｋｍ2)", "km2"),
    ("決算額 (円)", "円"),
    ("発電容量（ＫＶＡ）", "kVA"),
    ("件数（件）", "件"),
    ("（単位：か所）", "箇所"),
    ("（単位：ヵ所）", "箇所"),
    ("割合(%)", "%"),
    ("病床数（床）", "床"),
    ("（単位：病院）", "病院"),
]
NOT_FOUND = [
    "",
    "事業名",
    "３月１３日（日）",
    "4月(月)",
    "（旧町村）",
    "（新規）",
    "病院",
    "（病院）",
    "うち100万円",
    "上限36万円",
    "（単位：千円、％）",
    "事業費(千円)・執行率(％)",
    "年度",
    "円滑化",
    "（千円単位で記載）",
    "区分",
    "備考（町）",
]


@pytest.mark.parametrize(("text", "symbol"), FOUND)
def test_find_unit(text: str, symbol: str) -> None:
    assert find_unit(text) == symbol


@pytest.mark.parametrize("text", NOT_FOUND)
def test_no_unit(text: str) -> None:
    assert find_unit(text) is None


@pytest.mark.parametrize(
    ("text", "dimension", "base", "factor"),
    [
        ("千円", "money", "円", 1000),
        ("億円", "money", "円", 10**8),
        ("％", "percent", "%", 1),
        ("割", "percent", "%", 10),
        ("ｈａ", "area", "km2", "0.01"),
        ("㎡", "area", "km2", "0.000001"),
        ("カ所", "count", "箇所", 1),
        ("ヶ月", "duration", "か月", 1),
        ("病院", "count", "病院", 1),
        ("リットル", "capacity", "リットル", 1),
        ("（単位：千円）", "money", "円", 1000),
        ("年度", "year", "年度", 1),
    ],
)
def test_unit_of(text: str, dimension: str, base: str, factor: object) -> None:
    unit = unit_of(text)
    assert unit is not None
    assert (unit.dimension, unit.base, unit.factor) == (dimension, base, Decimal(str(factor)))


@pytest.mark.parametrize("text", [None, "", "円滑", "千", "12", "事業名"])
def test_unit_of_nothing(text: str | None) -> None:
    assert unit_of(text) is None


def test_every_spelling_leads_to_a_symbol_of_its_dimension() -> None:
    known = units()
    for spelling, unit in known.items():
        assert unit.factor > 0, spelling
        assert unit.symbol in known, spelling


@pytest.mark.parametrize("symbol", ["円", "千円", "百万円", "十億円", "兆円"])
def test_money(symbol: str) -> None:
    assert is_money(symbol)


@pytest.mark.parametrize("symbol", ["人", "%", "千", "", None])
def test_not_money(symbol: str | None) -> None:
    assert not is_money(symbol)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("（単位：円、％）", "円"),
        ("(単位:千円・%)", "千円"),
        ("(千円、%)", "千円"),
        ("（単位：人、千円）", "千円"),
        ("(単位；千円)", "千円"),
        ("事業費（千円）", "千円"),
        ("（単位：千円、百万円）", None),
        ("（単位：％）", None),
    ],
)
def test_find_money(text: str, symbol: str | None) -> None:
    assert find_money(text) == symbol
