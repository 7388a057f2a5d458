"""Counts of people, things and institutions: whole numbers with or without a counter."""

from __future__ import annotations

from normalizers.errors import NormalizationError
from normalizers.measure import parse_measure

EXPECTED = "a count"


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
