"""White rules upon the filled head of a ruled table: the columns that its body has no rules for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.rules import Rules, segments_to_rules
from pipeline.document.pdf.model.glyphs import columns_of
from pipeline.document.pdf.model.ink import Char, Segment
from pipeline.document.pdf.model.settings import Settings

_SAME = 3.0  # points: rules that are one
_FEWEST = 2  # columns that only white rules tell
_TOUCH = 0.25  # em: characters of one word are not further apart
_CROSSED = 0.5  # part of the rows whose text may reach over an edge of columns


def with_white_rules(part: Rules, white: Rules, chars: Sequence[Char], settings: Settings) -> Rules:
    """The rules of a table, those of its head that are white, and these carried on down.

    part has upright rules between its columns (a merged first column), but the white rules
    upon the fill of its head tell two columns or more besides. They part each row below whose
    text does not cross them. What has no such rules comes back as it is.
    """
    box = part.box
    inner = [s.at for s in part.vertical if box.x0 + _SAME < s.at < box.x1 - _SAME]
    upright = [s for s in white.vertical if _within(s.at, s.low, s.high, box)]
    if not inner or len(upright) < _FEWEST or min(s.low for s in upright) > box.top + _SAME:
        return part
    head = max(s.high for s in upright)
    new = sorted(s.at for s in upright if not _is_near(s.at, inner) and s.high > head - _SAME)
    levels = sorted({s.at for s in part.horizontal if s.at > head + _SAME})
    if len(new) < _FEWEST or not levels:
        return part
    carried = _carried(new, [head, *levels], box, chars)
    if len({rule.at for rule in carried}) < _FEWEST:
        return part
    across = [s for s in white.horizontal if box.x0 <= s.low + _SAME and s.high <= box.x1 + _SAME]
    above = [s for s in across if box.top < s.at < head - _SAME]
    ends = [s._replace(low=box.top) if s.low < box.top + _SAME else s for s in upright]
    return segments_to_rules(
        [*part.horizontal, *above, Segment(head, box.x0, box.x1)],
        [*part.vertical, *ends, *carried],
        settings,
    )


def _within(x: float, low: float, high: float, box: Box) -> bool:
    inside = box.x0 + _SAME < x < box.x1 - _SAME
    return inside and low > box.top - _SAME and high < box.bottom - _SAME


def _is_near(at: float, others: Sequence[float]) -> bool:
    return any(abs(at - other) <= _SAME for other in others)


def _carried(
    places: Sequence[float], levels: Sequence[float], box: Box, chars: Sequence[Char]
) -> list[Segment]:
    """The edges of columns between the level rules whose text does not cross them; an edge that
    the text of most rows crosses is none."""
    columns = columns_of(chars)
    x0, top, x1, bottom = columns.boxes
    middle = (top + bottom) / 2
    seen = ~columns.blank & (box.x0 <= x0) & (x1 <= box.x1)
    found: list[Segment] = []
    for x in places:
        own = []
        for upper, lower in pairwise(levels):
            row = seen & (upper < middle) & (middle < lower)
            if not _is_crossed(x, x0[row], x1[row], middle[row], columns.sizes[row]):
                own.append(Segment(x, upper, lower))
        if len(own) > _CROSSED * (len(levels) - 1):
            found.extend(own)
    return found


def _is_crossed(
    x: float, x0: np.ndarray, x1: np.ndarray, middle: np.ndarray, sizes: np.ndarray
) -> bool:
    """Whether a character lies upon x, or one ends right before the next begins there."""
    reach = _TOUCH * sizes
    if bool(np.any((x0 < x - 1) & (x1 > x + 1))):
        return True
    before = (x1 <= x + 1) & (x1 > x - reach)
    behind = (x0 >= x - 1) & (x0 < x + reach)
    if not (before.any() and behind.any()):
        return False
    gaps = x0[behind][None, :] - x1[before][:, None]
    level = np.abs(middle[behind][None, :] - middle[before][:, None])
    return bool(np.any((gaps < reach[before][:, None]) & (level < reach[before][:, None])))
