"""What of a page's shapes and texts shows: word processors draw a rule longer than it is and clip
it, spreadsheets the text of a merged cell on every page that has a part of the cell."""

from __future__ import annotations

import numpy as np

from pipeline.document.pdf.model.glyphs import Columns
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.placement import Placement, moved

_SHOWN = 0.25  # of the width and of the height of a character that must show
_BESIDE = 0.5  # em: texts of one string are not further apart
_ALL = np.array([-np.inf, -np.inf, np.inf, np.inf])


def objects_to_windows(objects: list[calls.Handle], outer: np.ndarray) -> np.ndarray | None:
    """x0, top, x1, bottom of the window that each object is seen through (4 x n), None where no
    object is clipped. outer: from their page's or form's space to the page shown (6). A window is
    the rectangle around what an object is clipped to, wherever that has another form."""
    clipped = calls.clips_of(objects)
    if not clipped:
        return None
    windows = np.tile(_ALL, (len(objects), 1))
    for place, clips in clipped:
        for segments in clips:
            if segments:
                points = moved(calls.segment_points(segments), outer[None])
                windows[place] = _meet(windows[place], points)
    return windows.T


def _meet(window: np.ndarray, points: np.ndarray) -> np.ndarray:
    low = np.maximum(window[:2], points.min(axis=0))
    return np.concatenate([low, np.minimum(window[2:], points.max(axis=0))])


def shown_text(
    columns: Columns, owners: np.ndarray, objects: np.ndarray, place: Placement
) -> tuple[Columns, np.ndarray]:
    """The characters without those of strings no character of which shows, and the text object of
    each (owners, as handed in). objects: those of the page, forms left out.

    A string: text objects one behind the other on a line. Its first one is asked for its clip,
    for many files have an object a character.
    """
    if not len(owners):
        return columns, owners
    x0, top, x1, bottom = columns.boxes
    begins = np.ones(len(owners), bool)
    begins[1:] = (bottom[1:] != bottom[:-1]) | (x0[1:] < x0[:-1])
    begins[1:] |= x0[1:] - x1[:-1] > _BESIDE * columns.sizes[1:]
    begins[1:] &= owners[1:] != owners[:-1]
    first = owners[begins]
    windows = objects_to_windows(calls.to_handles(first.tolist()), np.array(place.matrix))
    if windows is None:
        return columns, owners
    strings = np.cumsum(begins) - 1
    left, upper, right, lower = windows[:, strings]
    across = np.minimum(x1, right) - np.maximum(x0, left) >= _SHOWN * (x1 - x0)
    down = np.minimum(bottom, lower) - np.maximum(top, upper) >= _SHOWN * (bottom - top)
    seen = ~np.isin(first, objects)  # of forms, whose space is another
    np.logical_or.at(seen, strings, across & down & ~columns.blank)
    kept = np.flatnonzero(seen[strings])
    return (columns, owners) if len(kept) == len(owners) else (columns.take(kept), owners[kept])
