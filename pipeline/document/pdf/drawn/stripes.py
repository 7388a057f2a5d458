"""Stripes: filled bands behind every other row of a table, drawn whole or cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Fill

_TOUCH = 2.0  # points between the filled cells of one row
_FLAT = 2.5  # times as wide as high: boxes of a slide are not
_FAR = 4  # times as high: bands that are all further from each other are heads of several tables
_LEVEL = 1.0  # points that their heights differ at most


class Stripe(NamedTuple):
    """A filled band, its colour, and where its cells begin and end if they were drawn one by
    one (columns is empty otherwise)."""

    box: Box
    colour: tuple[float, ...]
    columns: tuple[float, ...] = ()


def fills_to_stripes(fills: Sequence[Fill]) -> tuple[list[Stripe], list[Fill]]:
    """The stripes among filled rectangles, and the other rectangles."""
    bands = _fills_to_bands(fills)
    found = _striped([band for band, _ in bands])
    taken = {id(band) for band in found}
    return found, [fill for band, members in bands if id(band) not in taken for fill in members]


def _fills_to_bands(fills: Sequence[Fill]) -> list[tuple[Stripe, list[Fill]]]:
    """Filled cells of one colour beside each other as one band, with what it is made of."""
    bands: list[list[Fill]] = []
    for fill in sorted(fills, key=lambda f: (round(f.box.top), f.box.x0)):
        if bands and _goes_on(bands[-1][-1], fill):
            bands[-1].append(fill)
        else:
            bands.append([fill])
    return [(_band(members), members) for members in bands]


def _goes_on(left: Fill, right: Fill) -> bool:
    a, b = left.box, right.box
    return (
        left.colour == right.colour
        and abs(a.top - b.top) <= _LEVEL
        and abs(a.bottom - b.bottom) <= _LEVEL
        and abs(b.x0 - a.x1) <= _TOUCH
    )


def _band(members: Sequence[Fill]) -> Stripe:
    first, last = members[0].box, members[-1].box
    box = Box(first.x0, first.top, last.x1, first.bottom)
    inner = [(a.box.x1 + b.box.x0) / 2 for a, b in pairwise(members)]
    return Stripe(box, members[0].colour, (box.x0, *inner, box.x1) if inner else ())


def _striped(bands: Sequence[Stripe]) -> list[Stripe]:
    """Flat bands of the same left and right end that do not touch, or do in another colour (a
    head may lie on the first stripe)."""
    groups: dict[tuple[int, int], list[Stripe]] = {}
    for band in bands:
        groups.setdefault((round(band.box.x0 / 3), round(band.box.x1 / 3)), []).append(band)
    found = []
    for group in groups.values():
        group.sort(key=lambda band: band.box.top)
        first = group[1:] if len(group) > 2 else group
        apart = all(
            b.box.top - a.box.bottom > 3 or (b.box.top - a.box.bottom > -1 and a.colour != b.colour)
            for a, b in pairwise(first)
        )
        highest = max(s.box.bottom - s.box.top for s in group)
        flat = all(s.box.x1 - s.box.x0 > _FLAT * (s.box.bottom - s.box.top) for s in group)
        far = all(b.box.top - a.box.bottom > _FAR * highest for a, b in pairwise(group))
        if len(group) > 1 and apart and flat and not far and not _have_fills_between(group, bands):
            found.extend(group)
    return found


def _have_fills_between(group: Sequence[Stripe], bands: Sequence[Stripe]) -> bool:
    """Are there other fills between the bands? All rows of that table are filled."""
    x0, x1 = group[0].box.x0, group[0].box.x1
    top, bottom = group[0].box.top, group[-1].box.bottom
    own = {id(band) for band in group}
    return any(
        id(band) not in own
        and x0 - 3 <= band.box.x0
        and band.box.x1 <= x1 + 3
        and top < (band.box.top + band.box.bottom) / 2 < bottom
        for band in bands
    )


def stripes_to_columns(stripes: Sequence[Stripe]) -> tuple[float, ...]:
    """Where the columns of a table begin and end, if its stripes tell it: those of the stripe
    with most cells (a title within the table is one cell)."""
    return max((stripe.columns for stripe in stripes), key=len, default=())
