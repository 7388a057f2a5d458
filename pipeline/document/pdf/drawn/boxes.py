"""Tables of slides whose cells are boxes of their own, with white between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.region import Region, Regions, area
from pipeline.document.pdf.model.glyphs import columns_of
from pipeline.document.pdf.model.ink import Char

_WHITE = 1.5  # em: boxes of one table are not further apart
_LEVEL = 3.0  # points: sides that are one
_FEWEST = 6  # boxes
_FILLED = 0.85  # of the fields of a table
_WIDE = 0.9  # of the width of a group
_SHORT, _LONG = 30, 100  # characters: cards with paragraphs are no cells
_COLUMNS = 3  # labels stand beside and above what they label without being a table


@dataclass(frozen=True, slots=True, eq=False)
class TextBox:
    """A box that holds text: where it is drawn, and the places of its characters."""

    box: Box
    places: tuple[int, ...]


def join_boxes(regions: Regions, chars: Sequence[Char]) -> None:
    """Put one region in the place of those that are the cells of one table."""
    boxes: dict[TextBox, Region] = {}
    for region in regions.regions:
        if len(region.lattice.xs) == 2 and not region.table:
            cells = [(region.lattice.frame(cell), own) for cell, own in region.chars.items()]
            if region.soft:  # shades, not cells
                cells = [(region.box, sorted(place for _, own in cells for place in own))]
            boxes.update({TextBox(box, tuple(own)): region for box, own in cells})
    for group in _groups(list(boxes), _WHITE * regions.em):
        if len(group) < _FEWEST or not _is_short(group, chars):
            continue
        lattice = _lattice(group)
        if lattice is not None:
            taken = {boxes[box] for box in group}
            own = {number: list(box.places) for number, box in enumerate(group)}
            kept = [region for region in regions.regions if region not in taken]
            kept.append(Region(lattice, chars=own, table=True))
            regions.regions = sorted(kept, key=lambda region: area(region.box))


def _groups(boxes: Sequence[TextBox], white: float) -> list[list[TextBox]]:
    """Neighbours; a box as wide as all the others of its group holds a title or notes."""
    groups = []
    for group in _neighbours(boxes, white):
        width = max(b.box.x1 for b in group) - min(b.box.x0 for b in group)
        inner = [b for b in group if b.box.x1 - b.box.x0 < _WIDE * width]
        groups.extend([group] if len(inner) in (0, len(group)) else _groups(inner, white))
    return groups


def _neighbours(boxes: Sequence[TextBox], white: float) -> list[list[TextBox]]:
    """Boxes that stand side by side or one above the other, with little white between them."""
    group = list(range(len(boxes)))
    for (i, a), (j, b) in combinations(enumerate(boxes), 2):
        if group[i] != group[j] and _are_near(a.box, b.box, white):
            old, new = group[j], group[i]
            group = [new if number == old else number for number in group]
    return [
        [box for box, number in zip(boxes, group, strict=True) if number == wanted]
        for wanted in dict.fromkeys(group)
    ]


def _are_near(a: Box, b: Box, white: float) -> bool:
    across = max(a.x0, b.x0) - min(a.x1, b.x1)
    along = max(a.top, b.top) - min(a.bottom, b.bottom)
    low = min(a.bottom - a.top, b.bottom - b.top)
    narrow = min(a.x1 - a.x0, b.x1 - b.x0)
    if 0 <= across <= white:
        return -along >= 0.9 * low
    return 0 <= along <= white and -across >= 0.9 * narrow


def _is_short(group: Sequence[TextBox], chars: Sequence[Char]) -> bool:
    seen = ~columns_of(chars).blank
    lengths = [int(np.count_nonzero(seen[list(box.places)])) for box in group]
    return median(lengths) <= _SHORT and max(lengths) <= _LONG


def _boundaries(sides: Sequence[tuple[float, float]]) -> list[float]:
    """The outer sides, and between them the middle of the white that ends before a side where
    others begin. Sides of boxes that reach over several columns make none of their own."""
    lows = _places([low for low, _ in sides])
    highs = _places([high for _, high in sides])
    inner = []
    for low in lows[1:]:
        before = [high for high in highs if high <= low + _LEVEL]
        if before:
            inner.append((before[-1] + low) / 2)
    return [lows[0], *inner, highs[-1]]


def _places(values: Sequence[float]) -> list[float]:
    """Values in their order, those that are nearly the same once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _LEVEL:
            found.append(value)
    return found


def _lattice(group: Sequence[TextBox]) -> Lattice | None:
    """The lattice whose cells are the boxes, its rules in the middle of the white between them;
    None where they overlap, leave much white, or make no two rows and columns."""
    xs = _boundaries([(item.box.x0, item.box.x1) for item in group])
    ys = _boundaries([(item.box.top, item.box.bottom) for item in group])
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < _COLUMNS or rows < 2:
        return None
    owner: list[list[int]] = [[-1] * columns for _ in range(rows)]
    for number, item in enumerate(group):
        x0, top, x1, bottom = item.box
        left, right = sum(x <= x0 + _LEVEL for x in xs) - 1, sum(x < x1 - _LEVEL for x in xs)
        upper, lower = sum(y <= top + _LEVEL for y in ys) - 1, sum(y < bottom - _LEVEL for y in ys)
        if right <= left or lower <= upper:
            return None
        for row in range(upper, lower):
            if any(owner[row][column] >= 0 for column in range(left, right)):
                return None
            owner[row][left:right] = [number] * (right - left)
    count = len(group)
    empty = sum(field < 0 for fields in owner for field in fields)
    if empty > (1 - _FILLED) * columns * rows or min(map(len, map(set, owner))) < 2:
        return None
    for fields in owner:
        for column, field in enumerate(fields):
            if field < 0:
                fields[column] = count
                count += 1
    return Lattice(xs, ys, owner, count)
