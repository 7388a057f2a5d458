"""A number and its unit as a quantity: conversion, ranges, sign, and the units that are more."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.number import parse_number
from normalizers.scan import calendar
from normalizers.scan.counter import unit_behind
from normalizers.scan.state import Scan
from normalizers.unit import Unit

_NUMERALS = "一二三四五六七八九十百千万億兆〇"
NUMBER = re.compile(
    r"((?:[0-9]{1,3}(?:,\n?[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?)"
    rf"((?:[十百千]?[万億兆]|[十百千])[0-9,.{_NUMERALS}]*(?<![,.]))?"
)
_FRACTION = re.compile(r"分の[ ]?([0-9]+)(倍)?")
_TENTHS = re.compile(r"割(?:([0-9]|[一二三四五六七八九])分(?![0-9娩野析担]))?(?:([0-9])厘)?")
_RANGE = re.compile(r"[ ]?~[ ]?(?=[0-9])")
_SIGNS = frozenset("+-△▲")
_OPENERS = frozenset("( \n\t:（「【[<、。・=~→|")


def number_value(match: re.Match[str]) -> Decimal:
    if match[2]:
        return parse_number(match[0].replace("\n", ""))
    return Decimal(match[1].replace(",", "").replace("\n", ""))


def read_measured(
    scan: Scan, at: int, end: int, value: Decimal, behind: tuple[int, Unit] | None, digits: int
) -> int:
    """A number whose unit is known; `digits` of a whole number, 0 for any other."""
    if digits and behind:
        special = _SPECIAL.get(behind[1].symbol)
        if special and (done := special(scan, at, end, value, digits)):
            return done
    return add_value(scan, _with_sign(scan, at), end, value, behind)


def _with_sign(scan: Scan, at: int) -> int:
    """Where the number begins when the sign before it belongs to it."""
    text = scan.text
    if at <= scan.end:
        return at
    sign = text[at - 1]
    if sign in _SIGNS:
        before = text[at - 2 : at - 1] if at > 1 else ""
        if sign in "△▲" or not before or before in _OPENERS:
            return at - 1
    elif sign == " " and at - 1 > scan.end and text[at - 2] in "△▲":
        comma = "," in text[at : at + 5]
        return at - 2 if comma or (scan.given and scan.given.dimension == "money") else at
    return at


def add_value(
    scan: Scan,
    start: int,
    end: int,
    value: Decimal,
    behind: tuple[int, Unit] | None,
    value_to: Decimal | None = None,
) -> int:
    """A number with its unit, or the one that the head of its column gives; ranges included."""
    if start < scan.end:
        start = scan.end
    if scan.text[start] in "-△▲":
        value = -value
    if behind:
        end = behind[0]
    unit = behind[1] if behind else None
    if value_to is None and (match := _RANGE.match(scan.text, end)):
        upper = _range_end(scan, match.end(), unit)
        if upper and upper[1] >= value:
            end, value_to, unit = upper
    if unit is None and start and scan.text[start - 1] == "¥" and start > scan.end:
        start, unit = start - 1, scan.lex.units["円"][-1][1]
    unit = unit or scan.given
    if unit is None:
        return scan.add(start, end, value, "count", None, value_to)
    if unit.dimension == "identifier":
        return scan.add(start, end, None, "identifier")
    if unit.factor != 1:
        value *= unit.factor
        value_to = value_to * unit.factor if value_to is not None else None
    return scan.add(start, end, value, unit.dimension, unit.base, value_to)


def _range_end(scan: Scan, at: int, unit: Unit | None) -> tuple[int, Decimal, Unit | None] | None:
    """The upper end of a range and the unit of the whole; None when it is another quantity."""
    match = NUMBER.match(scan.text, at)
    if match is None or scan.text[match.end() : match.end() + 1] in ("/", ":"):
        return None
    behind = unit_behind(scan, at, match.end())
    if behind is None:
        return match.end(), number_value(match), unit
    if unit is not None and behind[1].symbol != unit.symbol:
        return None
    return behind[0], number_value(match), behind[1]


def _read_fraction(scan: Scan, start: int, end: int, value: Decimal, digits: int) -> int | None:
    """３分の５倍: five thirds."""
    match = _FRACTION.match(scan.text, end)
    if match is None or not value:
        return None
    ratio = (Decimal(match[1]) / value).quantize(Decimal("1e-9")).normalize()
    return scan.add(start, match.end(), ratio, "ratio", "倍" if match[2] else None)


def _read_tenths(scan: Scan, start: int, end: int, value: Decimal, digits: int) -> int | None:
    """３割５分 is 35 percent."""
    match = _TENTHS.match(scan.text, end)
    if match is None or not (match[1] or match[2]):
        return None
    percent = value * 10 + (parse_number(match[1]) if match[1] else 0)
    percent += Decimal(match[2]) / 10 if match[2] else 0
    return scan.add(start, match.end(), percent, "percent", "%")


_SPECIAL = {
    "年": lambda s, at, end, v, d: calendar.read_year(s, at, end, int(v), d),
    "年度": lambda s, at, end, v, d: calendar.read_year(s, at, end, int(v), d),
    "月": lambda s, at, end, v, d: calendar.read_month(s, at, end, int(v)),
    "日": lambda s, at, end, v, d: calendar.read_day(s, at, s.text.index("日", end) + 1, int(v)),
    "時": lambda s, at, end, v, d: calendar.read_clock(s, at, end, int(v)),
    "分": _read_fraction,
    "割": _read_tenths,
}
