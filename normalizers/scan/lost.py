"""Numbers of which a character was lost: what is left of them is no value."""

from __future__ import annotations

import re
from bisect import bisect_right

from normalizers.scan.state import Quantity

LOST = "\ufffd"  # stands for a damaged byte of a text, and for a glyph that a PDF does not name

_DIGIT = "0-9０-９"
_AROUND = re.compile(rf"[{_DIGIT},，.．]*(?:\ufffd[{_DIGIT},，.．]*)+")
_HAS_DIGIT = re.compile(rf"[{_DIGIT}]")
_BEGIN = " \u3000\t\n|"  # a lost glyph behind these, before a number, is a bullet


def forget_lost(found: list[Quantity], text: str) -> list[Quantity]:
    """The quantities; one that touches a lost character is an identifier without a value.

    １，２�４千円 says neither 4,000 nor any other amount.
    """
    if LOST not in text:
        return found
    zones = [
        m.span()
        for m in _AROUND.finditer(text)
        if _HAS_DIGIT.search(m[0]) and not _is_bullet(text, m)
    ]
    return [_without_value(q) if _touches(q, zones) else q for q in found]


def _is_bullet(text: str, match: re.Match[str]) -> bool:
    if not match[0].startswith(LOST) or match[0].count(LOST) > 1:
        return False
    return match.start() == 0 or text[match.start() - 1] in _BEGIN


def _touches(quantity: Quantity, zones: list[tuple[int, int]]) -> bool:
    at = bisect_right(zones, (quantity.end, -1))
    return at > 0 and zones[at - 1][1] > quantity.start


def _without_value(quantity: Quantity) -> Quantity:
    if quantity.dimension == "structure":
        return quantity
    return quantity._replace(
        value=None, value_to=None, unit=None, date=None, dimension="identifier", qualifier=None
    )
