"""The normalizers in the form that columns name them: (source characters, unit of the head)."""

from __future__ import annotations

import datetime
from decimal import Decimal

from normalizers.area import parse_area
from normalizers.count import parse_count
from normalizers.era import PartialDate, parse_date, parse_fiscal_year, parse_year
from normalizers.errors import NormalizationError
from normalizers.funding import funding_name
from normalizers.mark import parse_flag, parse_mark
from normalizers.money import parse_yen
from normalizers.name import clean_name, split_municipalities
from normalizers.percent import parse_percent
from normalizers.text import join_wraps


def verbatim(text: str, unit: str | None = None) -> str:
    """The characters as they stand."""
    return text


def name(text: str, unit: str | None = None) -> str:
    """A name: wraps joined, widths folded, brackets around a title dropped."""
    return clean_name(text)


def funding(text: str, unit: str | None = None) -> str:
    """A source of money in the one form that the tables give to it."""
    return funding_name(text)


def prose(text: str, unit: str | None = None) -> str:
    """A sentence or more, line wraps joined."""
    return join_wraps(text)


def yen(text: str, unit: str | None = None) -> int:
    """An amount in whole yen."""
    return parse_yen(text, unit)


def fiscal_year(text: str, unit: str | None = None) -> int:
    """The Gregorian year that a fiscal year begins in."""
    return parse_fiscal_year(text)


def year(text: str, unit: str | None = None) -> int:
    """A Gregorian calendar year."""
    return parse_year(text)


def year_of(text: str, unit: str | None = None) -> int | None:
    """The year of a date; None where the date states none."""
    return parse_date(text).year


def month_of(text: str, unit: str | None = None) -> int | None:
    """The month of a date; None where the date states none."""
    return parse_date(text).month


def day_of(text: str, unit: str | None = None) -> int | None:
    """The day of a date; None where the date states none."""
    return parse_date(text).day


def date(text: str, unit: str | None = None) -> datetime.date:
    """A day of the calendar. Raises NormalizationError where year, month or day is not stated."""
    found = parse_date(text)
    if found.year is None or found.month is None or found.day is None:
        raise NormalizationError(text, "a day", f"only {found.iso()} is stated")
    return _to_day(found, text)


def count(text: str, unit: str | None = None) -> int:
    """A whole number of things or people."""
    return parse_count(text, unit)


def percent(text: str, unit: str | None = None) -> Decimal:
    """A percentage in percent: 36.8 for 36.8 %."""
    return parse_percent(text, unit)


def area(text: str, unit: str | None = None) -> Decimal:
    """A surface in square kilometres."""
    return parse_area(text, unit)


def mark(text: str, unit: str | None = None) -> str:
    """full, partial or none for ○, △, －."""
    return parse_mark(text)


def flag(text: str, unit: str | None = None) -> bool:
    """True for a mark or word that says yes (○, 新規, 再掲)."""
    return parse_flag(text)


def municipalities(text: str, unit: str | None = None) -> list[str]:
    """The municipalities of an enumeration."""
    return split_municipalities(text)


def _to_day(found: PartialDate, text: str) -> datetime.date:
    try:
        return datetime.date(found.year, found.month, found.day)  # type: ignore[arg-type]
    except ValueError as error:
        raise NormalizationError(text, "a day", str(error)) from error
