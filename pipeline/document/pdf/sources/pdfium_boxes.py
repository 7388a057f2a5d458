"""Straight lines and rectangles of a page to rules and fills, many at once (as Canvas does)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Fill, Ink, Segment
from pipeline.document.pdf.sources.shapes import PALE, STRAIGHT, Canvas

_make = partial(tuple.__new__, Segment)
_LUMINANCE = (0.3, 0.59, 0.11)  # as in shapes.lightness


class Style(NamedTuple):
    """How a path is drawn."""

    filled: bool
    stroked: bool
    fill: tuple[float, ...]
    stroke: tuple[float, ...]


class Styles(NamedTuple):
    """How paths are drawn, one entry a path; colours n x 3."""

    filled: np.ndarray
    stroked: np.ndarray
    fills: np.ndarray
    strokes: np.ndarray

    def take(self, places: np.ndarray) -> Styles:
        return Styles(*(column[places] for column in self))

    def one(self, place: int) -> Style:
        fill, stroke = tuple(self.fills[place].tolist()), tuple(self.strokes[place].tolist())
        return Style(bool(self.filled[place]), bool(self.stroked[place]), fill, stroke)


class Shapes(NamedTuple):
    """Pieces of paths told apart, one entry a piece."""

    edges: np.ndarray  # 4 x n: x0, top, x1, bottom
    lines: np.ndarray  # of two points
    rectangles: np.ndarray
    slivers: np.ndarray  # filled, too narrow for anything but a rule
    others: np.ndarray
    windows: np.ndarray | None = None  # 4 x n: what each is seen through; None where nothing clips


def around(points: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def add_shapes(canvas: Canvas, shapes: Shapes, styles: Styles) -> list[tuple[int, Fill]]:
    """Lines, thin rectangles, slivers and the sides of stroked rectangles to rules. The fills
    are handed back with the places of their pieces."""
    ink, settings = canvas.ink, canvas.settings
    x0, top, x1, bottom = shapes.edges
    width, height = x1 - x0, bottom - top
    large = np.maximum(width, height)
    pale_fill, pale_stroke = _pale(styles.fills), _pale(styles.strokes)
    pale = np.where(styles.filled & ~shapes.lines, pale_fill, pale_stroke)
    lines = shapes.lines & styles.stroked
    thin = shapes.rectangles & (np.minimum(width, height) <= settings.thick) & (large > 0)
    rules = thin | (shapes.slivers & (large >= settings.stub))
    level = (lines & (height <= STRAIGHT)) | (rules & (width >= height))
    upright = (lines & (height > STRAIGHT) & (width <= STRAIGHT)) | (rules & (width < height))
    seen = shapes.windows
    _add_rules(ink, True, (top + bottom) / 2, x0, x1, pale, level, seen)
    _add_rules(ink, False, (x0 + x1) / 2, top, bottom, pale, upright, seen)
    boxes = shapes.rectangles & ~thin
    framed = boxes & styles.stroked
    if framed.any():
        for at in (top, bottom):
            _add_rules(ink, True, at, x0, x1, pale_stroke, framed, seen)
        for at in (x0, x1):
            _add_rules(ink, False, at, top, bottom, pale_stroke, framed, seen)
    edges, inked = shapes.edges, boxes & styles.filled & ~pale_fill
    if seen is not None:
        edges = np.vstack([np.maximum(edges[:2], seen[:2]), np.minimum(edges[2:], seen[2:])])
        inked = inked & (edges[:2] < edges[2:]).all(axis=0)
    filled = np.flatnonzero(inked)
    colours = styles.fills[filled]
    values = zip(
        filled.tolist(),
        edges[:, filled].T.tolist(),
        _lightness(colours).tolist(),
        colours.tolist(),
        strict=True,
    )
    return [(place, Fill(Box(*box), light, tuple(colour))) for place, box, light, colour in values]


def _lightness(colours: np.ndarray) -> np.ndarray:
    red, green, blue = colours.T
    light: np.ndarray = _LUMINANCE[0] * red + _LUMINANCE[1] * green + _LUMINANCE[2] * blue
    return light


def _pale(colours: np.ndarray) -> np.ndarray:
    pale: np.ndarray = _lightness(colours) >= PALE
    return pale


def _add_rules(
    ink: Ink,
    horizontal: bool,
    at: np.ndarray,
    low: np.ndarray,
    high: np.ndarray,
    pale: np.ndarray,
    which: np.ndarray,
    windows: np.ndarray | None,
) -> None:
    """The rules of those named by which that stand on the page, cut at its edges and at those
    of the windows that they are seen through."""
    if not which.any():
        return
    width, height = (ink.width, ink.height) if horizontal else (ink.height, ink.width)
    low, high = np.maximum(low, 0.0), np.minimum(high, width)
    kept = which & (at >= -1) & (at <= height + 1)
    if windows is not None:
        x0, top, x1, bottom = windows
        first, last, before, behind = (x0, x1, top, bottom) if horizontal else (top, bottom, x0, x1)
        low, high = np.maximum(low, first), np.minimum(high, last)
        kept &= (at >= before - 1) & (at <= behind + 1)
    kept &= high > low
    dark = ink.horizontal if horizontal else ink.vertical
    white = ink.pale_horizontal if horizontal else ink.pale_vertical
    for found, own in ((dark, kept & ~pale), (white, kept & pale)):
        values = zip(at[own].tolist(), low[own].tolist(), high[own].tolist(), strict=True)
        found.extend(map(_make, values))
