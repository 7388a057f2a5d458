"""Numbers written with digits."""

from __future__ import annotations

import re

from normalizers.scan import calendar, context
from normalizers.scan.counter import unit_behind
from normalizers.scan.form import FORM_SIGNS, read_form
from normalizers.scan.lexicon import LETTERS
from normalizers.scan.measured import Printed, number_at, read_measured
from normalizers.scan.state import Scan
from normalizers.unit import Unit


def read_digits(scan: Scan, at: int) -> int:
    """The expression that the digit at a position belongs to; returns its end."""
    text = scan.text
    if at > scan.end and text[at - 1] in calendar.ERA_LAST:
        era = calendar.era_before(scan, at)
        if era and (end := calendar.read_era_year(scan, *era, at)):
            return end
    number = number_at(text, at)
    if text[number.end : number.end + 1] in FORM_SIGNS:
        end = read_form(scan, at, number.end)
        if end:
            return end
    return _read_plain(scan, at, number)


def _read_plain(scan: Scan, at: int, number: Printed) -> int:
    """One number: structure, part of a name, or a quantity with its unit."""
    text, end = scan.text, number.end
    behind = unit_behind(scan, at, end)
    if (first := _ordinal_start(scan, at)) is not None:
        return add_ordinal(scan, first, number, behind)
    twin = number.digits == 4 and behind is None and int(number.value)
    if twin and (done := calendar.read_twin(scan, at, end, twin)):
        return done
    if behind is None or (behind[1].weak and at and text[at - 1] in LETTERS):
        if number.digits and (marked := context.read_marker(scan, at, end)):
            return marked
        if "." in text[at:end] and (heading := context.read_heading(scan, at, end)):
            return heading
        if named := context.read_name(scan, at, end):
            return named
    return read_measured(scan, at, number, behind)


def _ordinal_start(scan: Scan, at: int) -> int | None:
    """Where the 第 before a number stands, None where there is none."""
    text, low = scan.text, at - 1
    if low > scan.end and text[low] == " ":
        low -= 1
    return low if low >= scan.end and text[low : low + 1] == "第" else None


_DIVISIONS = frozenset("章節編款")
_AFTER_HEADING = re.compile(r"[ 、.]")


def add_ordinal(scan: Scan, start: int, number: Printed, behind: tuple[int, Unit] | None) -> int:
    """第2回, 第８期: whatever the unit counts, it is the n-th; 第１章 begins a heading."""
    end, unit = (behind[0], behind[1].symbol) if behind else (number.end, None)
    heads = unit in _DIVISIONS or (unit is None and _AFTER_HEADING.match(scan.text, end))
    if heads and scan.line_start(start):
        return scan.add(start, end, number.value, "structure")
    return scan.add(start, end, number.value, "ordinal", unit)
