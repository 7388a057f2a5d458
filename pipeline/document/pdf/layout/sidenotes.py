"""Notes set small in the margin beside the text: they are read on their own.

On the levels of the text they would go on its lines, and where the text stands in two columns they
move the middle that these stand around.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.region import Regions
from pipeline.document.pdf.text.runs import Run

_SMALL = 0.8  # em: the largest characters of a note
_MARGIN = 0.7  # part of the width of the page where the margin may begin at the earliest
_WIDEST = 0.25  # part of the width of the page that notes take up at most
_FEWEST = 2  # lines of a note
_ALIGNED = 0.3  # em: they begin at one place
_FULL = 12.0  # em: a line of text that ends at the edge of the text is at least so wide
_FEWEST_FULL = 2
_AT_EDGE = 1.5  # em
_LEVEL = 0.15  # em: what stands on one level differs less in height
_SHARED = 0.6  # part of the notes that may stand on levels of the text
_GAP = 0.5  # em: between the text and its notes


class SideNotes(NamedTuple):
    """The runs of the notes and their box, the runs of the text and the box that it is set in, with
    a margin on its right as wide as that on its left."""

    notes: list[Run]
    box: Box
    text: list[Run]
    frame: Box


def runs_to_side_notes(runs: Sequence[Run], frame: Box, regions: Regions) -> SideNotes | None:
    """The notes in the right margin of a page, or None: small lines one below another, right of
    all text, of which some lines are full, and of all tables."""
    em, width = regions.em, frame.x1 - frame.x0
    start = frame.x0 + _MARGIN * width
    notes = [r for r in runs if r.x0 >= start and r.size <= _SMALL * em and not r.vertical]
    if len(notes) < _FEWEST:
        return None
    edge = min(r.x0 for r in notes)
    aligned = sum(r.x0 <= edge + _ALIGNED * em for r in notes)
    end = max(r.x1 for r in notes)
    if aligned * 2 < len(notes) or aligned < _FEWEST or end - edge > _WIDEST * width:
        return None
    own = {id(r) for r in notes}
    text = [r for r in runs if id(r) not in own]
    right = max((r.x1 for r in text), default=edge)
    if right > edge - _GAP * em or _crossed(regions, edge):
        return None
    full = [r for r in text if r.x1 >= right - _AT_EDGE * em and r.x1 - r.x0 >= _FULL * em]
    if len(full) < _FEWEST_FULL or _on_levels(notes, text, em):
        return None
    left = min(r.x0 for r in text)
    box = Box(edge, min(r.top for r in notes), end, max(r.bottom for r in notes))
    inner = Box(frame.x0, frame.top, right + left - frame.x0, frame.bottom)
    return SideNotes(notes, box, text, inner)


def _on_levels(notes: Sequence[Run], text: Sequence[Run], em: float) -> bool:
    """Whether most of the notes stand on levels of the text, as the cells of a table do."""
    levels = sorted((r.top + r.bottom) / 2 for r in text)
    shared = 0
    for note in notes:
        middle = (note.top + note.bottom) / 2
        place = bisect_left(levels, middle - _LEVEL * em)
        shared += place < len(levels) and levels[place] <= middle + _LEVEL * em
    return shared > _SHARED * len(notes)


def _crossed(regions: Regions, edge: float) -> bool:
    """Whether a table, a box, a stripe or a level rule of the page lies across a place."""
    boxes = [region.box for region in regions.regions]
    boxes += [stripe.box for stripe in regions.stripes]
    boxes += [strip.band for strip in regions.strips]
    rules = regions.single.horizontal
    return any(b.x0 < edge < b.x1 for b in boxes) or any(r.low < edge < r.high for r in rules)
