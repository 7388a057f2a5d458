"""Every numeric expression of a text: where it stands and what it means."""

from __future__ import annotations

from decimal import Decimal

from normalizers.number import CIRCLED
from normalizers.scan.calendar import era_before, read_era_year
from normalizers.scan.inherit import inherit_units
from normalizers.scan.kanji import read_kanji
from normalizers.scan.lexicon import DIGITS, TRIGGER, lexicon, to_scan
from normalizers.scan.lost import forget_lost
from normalizers.scan.number import read_digits
from normalizers.scan.state import Quantity, Scan
from normalizers.text import fold_table
from normalizers.unit import unit_of

__all__ = ["Quantity", "find_quantities"]


def find_quantities(
    text: str,
    unit: str | None = None,
    near: int | None = None,
    noted: str | None = None,
    folded: str | None = None,
) -> list[Quantity]:
    """Every numeric expression of a text, in its order; text[q.start:q.end] == q.raw.

    Each digit (full or half width) and each circled number stands in exactly one of them; kanji
    numerals where they are numbers. `unit` is the unit that a head gives to bare numbers (千円),
    `near` a Gregorian year that completes years without an era, `noted` the unit that a caption
    gives to bare numbers with separators (1,200), as a note in the text itself does. The text may
    hold several lines: an expression broken by a line break is one when the join is plausible.
    `folded` is the text as `fold_table` folds it, where that has been done before.
    """
    folded = text.translate(fold_table()) if folded is None else folded
    search = TRIGGER.search
    if not search(folded):
        return []
    folded = to_scan(folded)
    scan = Scan(text, folded, lexicon(), unit_of(unit), near, unit_of(noted))
    match = search(folded)
    while match:
        at = match.start()
        first = folded[at]
        if first in DIGITS:
            at = read_digits(scan, at)
        elif first in CIRCLED:
            at = scan.add(at, at + 1, Decimal(CIRCLED[first]), "structure")
        elif first == "元":
            at = _read_first_year(scan, at)
        else:
            at = read_kanji(scan, at)
        match = search(folded, at)
    return forget_lost(inherit_units(scan), text)


def _read_first_year(scan: Scan, at: int) -> int:
    """令和元年, R元."""
    era = era_before(scan, at)
    return (era and read_era_year(scan, *era, at)) or at + 1
