"""What of a page's shapes shows: word processors draw a rule longer than it is and clip it."""

from __future__ import annotations

import numpy as np

from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.placement import moved

_ALL = np.array([-np.inf, -np.inf, np.inf, np.inf])


def paths_to_windows(paths: list[calls.Handle], outer: np.ndarray) -> np.ndarray | None:
    """x0, top, x1, bottom of the window that each path is seen through (4 x n), None where no
    path is clipped. outer: from their page's or form's space to the page shown (6). A window is
    the rectangle around what a path is clipped to, wherever that has another form."""
    clipped = calls.clips_of(paths)
    if not clipped:
        return None
    windows = np.tile(_ALL, (len(paths), 1))
    for place, clips in clipped:
        for segments in clips:
            if segments:
                points = moved(calls.segment_points(segments), outer[None])
                windows[place] = _meet(windows[place], points)
    return windows.T


def _meet(window: np.ndarray, points: np.ndarray) -> np.ndarray:
    low = np.maximum(window[:2], points.min(axis=0))
    return np.concatenate([low, np.minimum(window[2:], points.max(axis=0))])
