"""A number and its unit as a quantity: conversion, ranges, sign, and the units that are more."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from normalizers.era import complete_year
from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.scan import calendar
from normalizers.scan.counter import unit_behind
from normalizers.scan.state import Scan
from normalizers.unit import Unit, units

_NUMERALS = "一二三四五六七八九十百千万億兆〇"
_NUMBER = re.compile(
    # a blank behind a comma is recognition's where the whole is money: 37, 000千円
    r"((?:[0-9]{1,3}(?:,(?:\n| (?=(?:[0-9]{3}, ?)*[0-9]{3} ?(?:千|百万)?円))?[0-9]{3})+(?![0-9])"
    r"|[0-9]+)(?:\.[0-9]+|・[0-9](?=%))?)"
    rf"((?:[十百千]?[万億兆]|[十百千])[0-9,.{_NUMERALS}]{{0,30}}(?<![,.]))?"
)
# what goes on behind blanks that line a large scale up with others: 149億  647万4千円
_PADDED = re.compile(rf" {{1,3}}([0-9][0-9,.{_NUMERALS}]{{0,12}})(?=余?[ ]?円)")
_CUTS = re.compile(r"[, \n]")
_PADS = frozenset("億兆")
_FRACTION = re.compile(r"[ ]?分の[ ]?([0-9]+)(倍)?")
_TENTHS = re.compile(r"[ ]?割(?:([0-9]|[一二三四五六七八九])分(?![0-9娩野析担]))?(?:([0-9])厘)?")
_RANGE = re.compile(r"[ ]?~[ ]?(?=[0-9])")
_SIGNS = frozenset("+-△▲")
_SIGNED = ("money", "percent")
_OPENERS = frozenset("( \n\t:（「【[<、。・=~→|")


class Printed(NamedTuple):
    """A number as it stands: digits of a plain whole number, 0 for any other."""

    end: int
    value: Decimal
    digits: int


def number_at(text: str, at: int) -> Printed:
    """The number that the digit at a position begins, its scale (億, 万) included."""
    match = _NUMBER.match(text, at)
    assert match is not None
    if match[2]:
        try:
            return _padded(text, match) or Printed(match.end(), _compact(match[0]), 0)
        except NormalizationError:
            pass  # 5万億: the digits alone are the number
    digits, end = match[1], match.end(1)
    if "・" in digits and text[max(0, at - 1) : at] == "・":
        digits, end = digits[:-2], end - 2  # 5・6・7%
    plain = digits.isdigit()  # 13・6%, as newspapers print it, is 13.6%
    value = Decimal(digits if plain else _CUTS.sub("", digits).replace("・", "."))
    return Printed(end, value, len(digits) if plain else 0)


def _padded(text: str, match: re.Match[str]) -> Printed | None:
    """A number whose scales stand apart, as those of a column do; None for one that does not go on,
    or goes on with no smaller scale."""
    end = match.end()
    further = _PADDED.match(text, end) if text[end - 1] in _PADS else None
    if further is None:
        return None
    try:
        return Printed(further.end(), _compact(match[0] + further[1]), 0)
    except NormalizationError:
        return None


def _compact(text: str) -> Decimal:
    return parse_number(text.replace("\n", ""))


def read_measured(scan: Scan, at: int, number: Printed, behind: tuple[int, Unit] | None) -> int:
    """A number whose unit is known."""
    if behind and (number.digits or behind[1].symbol == "分"):
        special = _SPECIAL.get(behind[1].symbol)
        if special and (done := special(scan, at, number)):
            return done
    return add_value(scan, _with_sign(scan, at, behind), number.end, number.value, behind)


def _with_sign(scan: Scan, at: int, behind: tuple[int, Unit] | None) -> int:
    """Where the number begins when the sign before it belongs to it."""
    text = scan.text
    if at <= scan.end:
        return at
    sign = text[at - 1]
    if sign in _SIGNS:
        before = text[at - 2 : at - 1] if at > 1 else ""
        if sign in "△▲" or not before or before in _OPENERS:
            return at - 1
        if before == ")" and behind and behind[1].dimension in _SIGNED:
            return at - 1  # 補正予算額（第２号）-300千円
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
        start, unit = start - 1, units()["円"]
    if unit is None and start and scan.text[start - 1] in ") ":
        unit = _unit_before(scan, start)
    unit = unit or scan.given
    if unit is None and "," in scan.text[start:end]:
        unit = scan.noted_at(start)  # years, numbers of rows and places have no separators
    if unit is None:
        return scan.add(start, end, value, "count", None, value_to)
    if unit.dimension in _NOT_MEASURED:
        return _add_unmeasured(scan, start, end, value, unit)
    if unit.factor != 1:
        value *= unit.factor
        value_to = value_to * unit.factor if value_to is not None else None
    return scan.add(start, end, value, unit.dimension, unit.base, value_to)


_BRACKETED_UNIT = re.compile(r"\((?:単位:?)?([^()0-9]{1,6})\)[ \n]*\Z")


def _unit_before(scan: Scan, start: int) -> Unit | None:
    """The unit of a label in brackets directly before a number: 基金充当額(千円) 1,200."""
    match = _BRACKETED_UNIT.search(scan.text[max(0, start - 14, scan.end) : start])
    unit = units().get(match[1]) if match else None
    return None if unit is None or unit.weak else unit


_NOT_MEASURED = frozenset(("identifier", "year", "date", "time"))


def _add_unmeasured(scan: Scan, start: int, end: int, value: Decimal, unit: Unit) -> int:
    """What the calendar refused (18月), a number under a head of years, a part of a name."""
    if unit.dimension == "identifier":
        return scan.add(start, end, None, "identifier")
    if unit.dimension == "year" and value == value.to_integral_value() and value >= 1:
        year = int(value)
        if year < 100 and scan.year is not None:
            year = complete_year(year, scan.year) or year
        known = 1850 <= year <= 2200
        return scan.add(start, end, Decimal(year) if known else None, "year", unit.symbol)
    return scan.add(start, end, value, "duration", unit.symbol)


def _range_end(scan: Scan, at: int, unit: Unit | None) -> tuple[int, Decimal, Unit | None] | None:
    """The upper end of a range and the unit of the whole; None when it is another quantity."""
    number = number_at(scan.text, at)
    if scan.text[number.end : number.end + 1] in ("/", ":"):
        return None
    behind = unit_behind(scan, at, number.end)
    if behind is None:
        return number.end, number.value, unit
    if unit is not None and behind[1].symbol != unit.symbol:
        return None
    return behind[0], number.value, behind[1]


def _read_fraction(scan: Scan, start: int, number: Printed) -> int | None:
    """３分の５倍: five thirds."""
    match = _FRACTION.match(scan.text, number.end)
    if match is None or not number.value:
        return None
    ratio = (Decimal(match[1]) / number.value).quantize(Decimal("1e-9")).normalize()
    return scan.add(start, match.end(), ratio, "ratio", "倍" if match[2] else None)


def _read_tenths(scan: Scan, start: int, number: Printed) -> int | None:
    """３割５分 is 35 percent."""
    match = _TENTHS.match(scan.text, number.end)
    if match is None or not (match[1] or match[2]):
        return None
    percent = number.value * 10 + (parse_number(match[1]) if match[1] else 0)
    percent += Decimal(match[2]) / 10 if match[2] else 0
    return scan.add(start, match.end(), percent, "percent", "%")


def _read_year(scan: Scan, start: int, number: Printed) -> int | None:
    return calendar.read_year(scan, start, number.end, int(number.value), number.digits)


_SPECIAL = {
    "年": _read_year,
    "年度": _read_year,
    "月": lambda s, at, n: calendar.read_month(s, at, n.end, int(n.value)),
    "日": lambda s, at, n: calendar.read_day(s, at, s.text.index("日", n.end) + 1, int(n.value)),
    "時": lambda s, at, n: calendar.read_clock(s, at, n.end, int(n.value)),
    "分": _read_fraction,
    "割": _read_tenths,
}
