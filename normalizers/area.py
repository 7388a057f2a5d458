"""Areas in square kilometres."""

from __future__ import annotations

from decimal import Decimal

from normalizers.errors import NormalizationError
from normalizers.measure import parse_measure

EXPECTED = "an area"


def parse_area(text: str, unit: str | None = None) -> Decimal:
    """An area in km2: '311.59', '１，２７８．５５㎢', '120ha' 1.2.

    A bare number is taken as km2 unless `unit`, the unit of the head above it, says otherwise.
    Raises NormalizationError for nil marks (reason 'nil mark') and units of another dimension.
    """
    measure = parse_measure(text, unit, EXPECTED)
    if measure.unit and measure.unit.dimension != "area":
        raise NormalizationError(text, EXPECTED, f"{measure.unit.symbol} is no unit of area")
    return measure.value
