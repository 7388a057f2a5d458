"""Page numbers and running heads: lines that belong to the sheet, not to the text."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from pipeline.document.pdf.model.pieces import PageReading, PieceLine
from pipeline.document.pdf.model.settings import Settings

_DECORATION = r"[\s\-‐－–—―─−ー~〜～・|｜(（\[【<＜>＞]*"
_CLOSING = r"[\s\-‐－–—―─−ー~〜～・|｜)）\]】>＞<＜]*"
_PAGE_NUMBER = re.compile(
    _DECORATION
    + r"(?:[pPｐＰ]\s*[.．]?|[Pp]age\s*)?\s*"
    + r"(?P<number>[0-9０-９]{1,4}(?:\s+[0-9０-９])*|[ivxIVX]{1,5})"
    + r"(?:\s*[/／]\s*[0-9０-９]{1,4})?\s*(?:ページ|頁)?"
    + _CLOSING
)
_DIGITS = re.compile(r"[0-9０-９]+")
_OFTEN = 3  # pages that a line must stand on to be a running head (both, where there are two)


def flag_margins(readings: Sequence[PageReading], settings: Settings) -> None:
    """Mark page numbers and running heads as margin.

    A page number is a number alone on the lowest or highest level of a page; at the head it
    must also count with the pages. A running head is the same text (digits apart) at the same
    height of most pages, not larger than the text.
    """
    for reading in readings:
        foot = _alone(reading, settings, at_foot=True)
        if foot is not None and _PAGE_NUMBER.fullmatch(foot.text):
            foot.margin = True
    heads = [(reading, _alone(reading, settings, at_foot=False)) for reading in readings]
    steps = Counter(_step(reading, line) for reading, line in heads if line is not None)
    for reading, line in heads:
        step = _step(reading, line) if line is not None else None
        if line is not None and step is not None and steps[step] >= 2:
            line.margin = True
    _flag_running(readings, settings)


def _lines(reading: PageReading) -> list[PieceLine]:
    return [piece for piece in reading.pieces if isinstance(piece, PieceLine)]


def _in_zone(reading: PageReading, settings: Settings, at_foot: bool) -> list[PieceLine]:
    """The lines in the head or foot of a page."""
    depth = settings.foot * reading.height
    low, high = (reading.height - depth, math.inf) if at_foot else (-math.inf, depth)
    lines = _lines(reading)
    return [line for line in lines if low <= (line.box.top + line.box.bottom) / 2 <= high]


def _alone(reading: PageReading, settings: Settings, at_foot: bool) -> PieceLine | None:
    """The outermost line in the head or foot of a page, where nothing stands beside it."""
    inside = _in_zone(reading, settings, at_foot)
    if not inside:
        return None
    inside.sort(key=lambda line: line.box.bottom if at_foot else -line.box.top)
    line = inside[-1]
    edges = [piece.box for piece in reading.pieces if piece is not line]
    if at_foot and any(box.bottom > line.box.bottom for box in edges):
        return None
    if not at_foot and any(box.top < line.box.top for box in edges):
        return None
    beside = [box for box in edges if box.top < line.box.bottom and box.bottom > line.box.top]
    return (
        None
        if any(box.x1 > line.box.x0 - 60 and box.x0 < line.box.x1 + 60 for box in beside)
        else line
    )


def _step(reading: PageReading, line: PieceLine | None) -> int | None:
    """Printed number less the page's place in the file; None for what is no page number."""
    match = _PAGE_NUMBER.fullmatch(line.text) if line is not None else None
    if match is None or not match["number"][0].isdigit():
        return None
    return int("".join(match["number"].split())) - reading.number


def _flag_running(readings: Sequence[PageReading], settings: Settings) -> None:
    places: dict[tuple[str, int], list[PieceLine]] = {}
    sizes: Counter[float] = Counter()
    for reading in readings:
        for line in _lines(reading):
            sizes[line.size] += len(line.text)
        for at_foot in (True, False):
            for line in _in_zone(reading, settings, at_foot):
                key = (_DIGITS.sub("0", line.text), round(line.box.top / 4))
                places.setdefault(key, []).append(line)
    usual = _usual(sizes)
    for lines in places.values():
        least = max(2, min(_OFTEN, len(readings)), 0.4 * len(readings))
        often = len(lines) >= least
        if often and max(line.size for line in lines) <= 1.1 * usual:
            for line in lines:
                line.margin = True


def _usual(sizes: Counter[float]) -> float:
    """The size that half of the characters do not exceed: many short lines, rows that no table
    took in, are less text than a few long ones."""
    seen = 0
    for size, count in sorted(sizes.items()):
        seen += count
        if 2 * seen > sizes.total():
            return size
    return 0.0
