"""Lists and ranges whose unit is printed once: 2、3日, 10から20％, 1・2・3次, 21・22年度."""

from __future__ import annotations

import re
from decimal import Decimal

from normalizers.scan.state import Quantity, Scan
from normalizers.unit import units

_POINTS = frozenset(("、", "・"))
_BETWEEN = frozenset(
    ("、", "・", "及び", "と", "や", "又は", "または", "から", "もしくは", "若しくは", "～", "〜")
)
_YEAR = re.compile(r"[0-9]{1,4}(?=[ \n]*両?年度)")
_YEARS_APART = 10
_INHERITED = frozenset(
    ("money", "count", "percent", "duration", "area", "capacity", "ordinal", "ratio")
)


def inherit_units(scan: Scan) -> list[Quantity]:
    """The quantities found, with the unit of the next one for a number without its own."""
    found = scan.found
    if scan.given is not None:
        return found
    for at in range(len(found) - 2, -1, -1):
        bare, next_one = found[at], found[at + 1]
        if bare.dimension != "count" or bare.unit is not None or bare.value is None:
            continue
        between = scan.text[bare.end : next_one.start]
        if between not in _BETWEEN:
            continue
        if next_one.unit == "年度":
            found[at] = _as_year(scan, bare, next_one)
        elif next_one.dimension in _INHERITED and next_one.unit is not None:
            found[at] = _with_unit_of(bare, next_one, listed=between in _POINTS)
    return found


def _with_unit_of(bare: Quantity, other: Quantity, listed: bool) -> Quantity:
    """The number in the unit that the other one is printed in.

    Between 、 and ・ only small rising numbers belong together (2、3日), not any two neighbours.
    """
    spelled = next(
        (u for n in range(12, 0, -1) if len(other.raw) > n and (u := units().get(other.raw[-n:]))),
        None,
    )
    factor = spelled.factor if spelled else 1
    value = (bare.value or Decimal(0)) * factor
    if listed and not (value < (other.value or 0) <= 100 * factor):
        return bare
    return bare._replace(value=value, unit=other.unit, dimension=other.dimension)


def _as_year(scan: Scan, bare: Quantity, year: Quantity) -> Quantity:
    """The number as the fiscal year before another of the same era; left as it is if it is none."""
    last = _YEAR.match(scan.text, year.start)
    back = int(last[0]) - int(bare.value) if last and bare.value == int(bare.value or 0) else 0
    if not 0 < back <= _YEARS_APART:
        return bare
    value = None if year.value is None else year.value - back
    return bare._replace(value=value, unit="年度", dimension="year")
