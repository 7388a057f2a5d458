"""Percentages: ％, 割分厘, ポイント."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.errors import NormalizationError
from normalizers.measure import LONGEST, parse_measure, without_qualifiers
from normalizers.number import parse_number
from normalizers.text import fold_table

EXPECTED = "a percentage"
_WARI = re.compile(r"(?:([^割分厘]+)割)?(?:([^割分厘]+)分)?(?:([^割分厘]+)厘)?\Z")


def parse_percent(text: str, unit: str | None = None) -> Decimal:
    """A percentage in percent: '36.8％' 36.8, '３割５分' 35, '約9割' 90, '36.8' (a ％ column) 36.8.

    A bare number is taken as percent unless `unit` says otherwise. Raises NormalizationError
    for nil marks (reason 'nil mark') and units of another dimension.
    """
    if len(text) > LONGEST:
        raise NormalizationError(text, EXPECTED, "too long for a number")
    bare = "".join(without_qualifiers(text).translate(fold_table()).split())
    if "割" in bare:
        return _tenths(bare, text)
    measure = parse_measure(text, unit, EXPECTED)
    if measure.unit and measure.unit.dimension != "percent":
        raise NormalizationError(text, EXPECTED, f"{measure.unit.symbol} is no percentage")
    return measure.value


def _tenths(bare: str, text: str) -> Decimal:
    match = _WARI.match(bare)
    if match is None:
        raise NormalizationError(text, EXPECTED)
    parts = zip(match.groups(), (Decimal(10), Decimal(1), Decimal("0.1")), strict=True)
    return sum((parse_number(digits) * worth for digits, worth in parts if digits), Decimal(0))
