"""A picture of a page to its rules, and to a picture without them for the recognition of text.

Tesseract reads rules as letters (l, 1, 一) and loses the text that touches them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

_DARK = 150  # of 255: a head's grey ground is lighter, thin grey rules are darker
_LENGTH = 0.3  # inches: strokes of characters are shorter than a rule
_THICK = 4.0  # points, as Settings.thick: darker bars are fills
_PROBES = (0.23, 0.47, 0.61, 0.83)  # of a rule: other rules cross it, not at all of these
_SPREAD = 1  # pixels beside a rule that its blurred edge takes


class Picture(NamedTuple):
    """What a picture shows: rules in points, the ink outside of them in pixels."""

    horizontal: list[Segment]
    vertical: list[Segment]
    clean: Image
    dark: np.ndarray  # height x width, True where there is ink that belongs to no rule
    dpi: int


def image_to_picture(image: Image, dpi: int) -> Picture:
    """Find the rules of a grey picture with dpi pixels an inch and wipe them out."""
    import numpy as np
    from PIL import Image as pillow

    grey = np.array(image)
    dark = grey < _DARK
    length, thick = int(_LENGTH * dpi), int(_THICK * dpi / 72)
    level = _runs(dark, length, thick)
    upright = _runs(dark.T, length, thick)
    ruled = _painted(level, dark.shape) | _painted(upright, dark.T.shape).T
    grey[ruled] = 255
    return Picture(
        _to_segments(level, dpi),
        _to_segments(upright, dpi),
        pillow.fromarray(grey),
        dark & ~ruled,
        dpi,
    )


def _runs(dark: np.ndarray, length: int, thick: int) -> np.ndarray:
    """Unbroken dark rows of at least length pixels that belong to no bar thicker than thick.

    One row of (y, first, end) each.
    """
    import numpy as np

    height, width = dark.shape
    padded = np.zeros((height, width + 2), np.int8)
    padded[:, 1:-1] = dark
    edges = np.diff(padded, axis=1)
    y, first = np.nonzero(edges == 1)
    end = np.nonzero(edges == -1)[1]
    long = end - first >= length
    y, first, end = y[long], first[long], end[long]
    keep = np.zeros(len(y), bool)
    for share in _PROBES:
        x = (first + share * (end - first)).astype(int)
        keep |= _thickness(dark, y, x, thick) <= thick
    return np.stack([y[keep], first[keep], end[keep]], axis=1)


def _thickness(dark: np.ndarray, y: np.ndarray, x: np.ndarray, most: int) -> np.ndarray:
    """Dark pixels above and below each place, counted up to a little over most."""
    import numpy as np

    total = np.ones(len(y), int)
    for way in (-1, 1):
        going = np.ones(len(y), bool)
        for step in range(1, most + 2):
            at = y + way * step
            inside = (at >= 0) & (at < dark.shape[0])
            going &= inside & dark[np.clip(at, 0, dark.shape[0] - 1), x]
            total += going
    return total


def _painted(runs: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A mask of the runs and the rows and columns next to them."""
    import numpy as np

    steps = np.zeros((shape[0], shape[1] + 1), np.int16)
    for shift in range(-_SPREAD, _SPREAD + 1):
        y = np.clip(runs[:, 0] + shift, 0, shape[0] - 1)
        np.add.at(steps, (y, np.maximum(runs[:, 1] - _SPREAD, 0)), 1)
        np.add.at(steps, (y, np.minimum(runs[:, 2] + _SPREAD, shape[1])), -1)
    return np.cumsum(steps, axis=1)[:, :-1] > 0


def _to_segments(runs: np.ndarray, dpi: int) -> list[Segment]:
    """Runs in points; runs of neighbouring rows that overlap are one rule."""
    point = 72 / dpi
    rules: list[list[int]] = []  # first row, last row, low, high
    open_rules: list[list[int]] = []
    for y, low, high in runs.tolist():
        open_rules = [rule for rule in open_rules if y - rule[1] <= 1]
        for rule in open_rules:
            if low <= rule[3] and high >= rule[2]:
                rule[1:] = [y, min(low, rule[2]), max(high, rule[3])]
                break
        else:
            rules.append([y, y, low, high])
            open_rules.append(rules[-1])
    return [
        Segment((first + last + 1) / 2 * point, low * point, high * point)
        for first, last, low, high in rules
    ]


def fit(boxes: Sequence[Box], picture: Picture) -> tuple[float, float]:
    """How well the boxes of characters (points) fit the print of a picture.

    The share of the boxes that have ink in them, and the share of the ink that is in a box.
    """
    import numpy as np

    scale = picture.dpi / 72
    height, width = picture.dark.shape
    sums = np.zeros((height + 1, width + 1), np.int64)
    sums[1:, 1:] = picture.dark.cumsum(0).cumsum(1)
    inside = np.zeros((height, width), bool)
    hit = 0
    for box in boxes:
        x0, x1 = (int(np.clip(v * scale, 0, width)) for v in (box.x0, box.x1))
        y0, y1 = (int(np.clip(v * scale, 0, height)) for v in (box.top, box.bottom))
        ink = sums[y1, x1] - sums[y0, x1] - sums[y1, x0] + sums[y0, x0]
        hit += bool(ink > 0.01 * (y1 - y0) * (x1 - x0))
        inside[y0:y1, x0:x1] = True
    total = int(sums[-1, -1])
    covered = int((picture.dark & inside).sum()) / total if total else 1.0
    return hit / max(len(boxes), 1), covered
