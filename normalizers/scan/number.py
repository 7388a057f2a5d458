"""Numbers written with digits."""

from __future__ import annotations

import re

from normalizers.scan import calendar, context
from normalizers.scan.counter import unit_behind
from normalizers.scan.form import FORM_SIGNS, read_form
from normalizers.scan.lexicon import LETTERS
from normalizers.scan.measured import NUMBER, number_value, read_measured
from normalizers.scan.state import Scan
from normalizers.unit import Unit


def read_digits(scan: Scan, at: int) -> int:
    """The expression that the digit at a position belongs to; returns its end."""
    text = scan.text
    if at > scan.end and text[at - 1] in calendar.ERA_LAST:
        era = calendar.era_before(scan, at)
        if era and (end := calendar.read_era_year(scan, *era, at)):
            return end
    match = NUMBER.match(text, at)
    assert match is not None
    if text[match.end() : match.end() + 1] in FORM_SIGNS and not match[2]:
        end = read_form(scan, at, match)
        if end:
            return end
    return _read_plain(scan, at, match)


def _read_plain(scan: Scan, at: int, match: re.Match[str]) -> int:
    """One number: structure, part of a name, or a quantity with its unit."""
    text = scan.text
    end = match.end()
    integer = not match[2] and match[1].isdigit()
    behind = unit_behind(scan, at, end)
    if at and text[at - 1] == "第" and at - 1 >= scan.end:
        return _add_ordinal(scan, at - 1, end, match, behind)
    if behind is None or (behind[1].weak and at and text[at - 1] in LETTERS):
        if integer and (marked := context.read_marker(scan, at, end)):
            return marked
        if named := context.read_name(scan, at, end):
            return named
    return read_measured(
        scan, at, end, number_value(match), behind, len(match[1]) if integer else 0
    )


def _add_ordinal(
    scan: Scan, start: int, end: int, match: re.Match[str], behind: tuple[int, Unit] | None
) -> int:
    """第2回, 第８期, 第３条: whatever the unit counts, it is the n-th."""
    unit_end, unit = (behind[0], behind[1].symbol) if behind else (end, None)
    return scan.add(start, unit_end, number_value(match), "ordinal", unit)
