"""Drawn shapes to rules and fills: the geometry that all sources of ink share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Fill, Ink, Segment
from pipeline.document.pdf.model.settings import Settings

PALE = 0.97  # lighter than this is white
_SECTOR = 25.0  # points: glyphs drawn as outlines are smaller
STRAIGHT = 1.0  # points that a rule may lean


def lightness(colour: Any) -> float:
    """0 black to 1 white of a grey, RGB or CMYK colour; 0.5 for a pattern."""
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return 0.5 if parts and parts[0] is not None else 0.0
    if len(parts) == 1:
        return float(parts[0])
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return max(0.0, 1 - black - 0.3 * cyan - 0.59 * magenta - 0.11 * yellow)
    if len(parts) == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    return 0.5


class Canvas:
    """Takes shapes in page coordinates and puts rules and fills into the ink of a page."""

    def __init__(self, ink: Ink, settings: Settings) -> None:
        self.ink = ink
        self.settings = settings

    def add_line(self, box: Box, colour: Any, stroked: bool) -> None:
        if not stroked:
            return
        if box.bottom - box.top <= STRAIGHT:
            self._rule(True, (box.top + box.bottom) / 2, box.x0, box.x1, colour)
        elif box.x1 - box.x0 <= STRAIGHT:
            self._rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom, colour)

    def add_rectangle(self, box: Box, stroke: Any, fill: Any, stroked: bool, filled: bool) -> None:
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= self.settings.thick and max(width, height) > 0:
            if filled or stroked:
                self._thin(box, fill if filled else stroke)
            return
        if filled:
            self._fill(box, fill)
        if stroked:
            self._frame(box, stroke)

    def add_path(
        self,
        box: Box,
        points: Sequence[tuple[float, float]],
        steps: Sequence[str],
        stroke: Any,
        fill: Any,
        stroked: bool,
        filled: bool,
    ) -> None:
        """A path of lines and curves: its straight pieces are rules where it is stroked; a
        rounded box counts as a box; a filled sliver (mitred border) is a rule."""
        width, height = box.x1 - box.x0, box.bottom - box.top
        if filled and min(width, height) <= self.settings.thick:
            if max(width, height) >= self.settings.stub:
                self._thin(box, fill)
            return
        if _is_rounded_box(box, points, steps):
            self.add_rectangle(box, stroke, fill, stroked, filled)
            return
        if filled:
            self.ink.outlines += 1
            if _is_sector(box, steps):
                self.ink.sectors.append(box)
        if stroked:
            for (ax, ay), (bx, by), step in zip(points, points[1:], steps[1:], strict=False):
                if step == "l":
                    edge = Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
                    self.add_line(edge, stroke, True)

    def _thin(self, box: Box, colour: Any) -> None:
        if box.x1 - box.x0 >= box.bottom - box.top:
            self._rule(True, (box.top + box.bottom) / 2, box.x0, box.x1, colour)
        else:
            self._rule(False, (box.x0 + box.x1) / 2, box.top, box.bottom, colour)

    def _frame(self, box: Box, colour: Any) -> None:
        self._rule(True, box.top, box.x0, box.x1, colour)
        self._rule(True, box.bottom, box.x0, box.x1, colour)
        self._rule(False, box.x0, box.top, box.bottom, colour)
        self._rule(False, box.x1, box.top, box.bottom, colour)

    def _rule(self, horizontal: bool, at: float, low: float, high: float, colour: Any) -> None:
        ink = self.ink
        width, height = (ink.width, ink.height) if horizontal else (ink.height, ink.width)
        low, high = max(low, 0.0), min(high, width)
        if high <= low or not -1 <= at <= height + 1:
            return
        pale = lightness(colour) >= PALE
        if horizontal:
            (ink.pale_horizontal if pale else ink.horizontal).append(Segment(at, low, high))
        else:
            (ink.pale_vertical if pale else ink.vertical).append(Segment(at, low, high))

    def _fill(self, box: Box, colour: Any) -> None:
        light = lightness(colour)
        if light >= PALE:
            return
        parts = colour if isinstance(colour, (tuple, list)) else (colour,)
        numbers = tuple(float(p) for p in parts if isinstance(p, (int, float)))
        self.ink.fills.append(Fill(box, light, numbers))


def _is_sector(box: Box, steps: Sequence[str]) -> bool:
    """A part of a circle or ring: curves and one or two straight sides, larger than a glyph."""
    if min(box.x1 - box.x0, box.bottom - box.top) < _SECTOR:
        return False
    return "c" in steps and 1 <= sum(step in "lh" for step in steps) <= 2


def _is_rounded_box(box: Box, points: Sequence[tuple[float, float]], steps: Sequence[str]) -> bool:
    """A closed path whose straight pieces lie on the four sides of its frame, half of each."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if len(points) < 4 or width < 8 or height < 8:
        return False
    along = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
    closed = [*points, points[0]]
    ends = [*steps, "l"]
    for (ax, ay), (bx, by), step in zip(closed, closed[1:], ends[1:], strict=False):
        if step not in ("l", "h"):
            continue
        if abs(ax - bx) <= STRAIGHT:
            side = "left" if abs(ax - box.x0) <= STRAIGHT else "right"
            if side == "left" or abs(ax - box.x1) <= STRAIGHT:
                along[side] += abs(ay - by)
        elif abs(ay - by) <= STRAIGHT:
            side = "top" if abs(ay - box.top) <= STRAIGHT else "bottom"
            if side == "top" or abs(ay - box.bottom) <= STRAIGHT:
                along[side] += abs(ax - bx)
    return (
        min(along["left"], along["right"]) >= height / 2
        and min(along["top"], along["bottom"]) >= width / 2
    )
