"""Lists and ranges whose unit is printed once: 2、3日, 10から20％, 1・2・3次."""

from __future__ import annotations

from decimal import Decimal

from normalizers.scan.state import Quantity, Scan
from normalizers.unit import units

_POINTS = frozenset(("、", "・"))
_BETWEEN = frozenset(
    ("、", "・", "及び", "と", "や", "又は", "または", "から", "もしくは", "若しくは", "～", "〜")
)
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
        if next_one.dimension not in _INHERITED or next_one.unit is None:
            continue
        between = scan.text[bare.end : next_one.start]
        if between in _BETWEEN:
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
