"""Counts of people, things and institutions: whole numbers with or without a counter."""

from __future__ import annotations

import re

from normalizers.errors import NormalizationError
from normalizers.measure import parse_measure
from normalizers.number import CIRCLED

EXPECTED = "a count"
_CIRCLED_BEHIND = re.compile(rf".*([{''.join(CIRCLED)}])\s*\Z", re.DOTALL)


def parse_count(text: str, unit: str | None = None) -> int:
    """A whole number of people or things: ５病院, 延べ160人, 約1,700人, １２, ②.

    `unit` is the unit of the head above a cell. Raises NormalizationError for nil marks (reason
    'nil mark'), fractions, and numbers of another dimension (千円, ％).
    """
    measure = parse_measure(text, unit, EXPECTED)
    if measure.unit and measure.unit.dimension != "count":
        raise NormalizationError(text, EXPECTED, f"{measure.unit.symbol} counts nothing")
    if measure.value != measure.value.to_integral_value():
        raise NormalizationError(text, EXPECTED, "a fraction")
    return int(measure.value)


def parse_count_behind(text: str) -> int:
    """The circled number that ends a cell ('医師会②' is 2). Raises NormalizationError."""
    match = _CIRCLED_BEHIND.match(text)
    if match is None:
        raise NormalizationError(text, EXPECTED, "no circled number at the end")
    return CIRCLED[match[1]]
