"""What is drawn on a page, in one form for every library that can read a PDF.

All lengths are points from the top left corner of the visible page (its crop box, turned the way
it is shown); y grows downwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.document.model import Box

LOST = "\ufffd"  # stands for a glyph whose character the file does not tell
SLANTING = 45  # the turn of all lines that run askew
_ASKEW = 0.18  # the tangent of 10 degrees: scans whose text was recognised lean less


class Char(NamedTuple):
    """One character as drawn. turn is the direction that its line runs in, clockwise: 0 to the
    right, 90 downwards, 180 upside down, 270 upwards, SLANTING askew. An upright character of
    vertical writing has turn 0: only its neighbours tell."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0
    bold: bool = False


def is_slanting(a: float, b: float) -> bool:
    """Whether a line runs askew; a and b are those of the matrix of its text."""
    short, long = sorted((abs(a), abs(b)))
    return short > _ASKEW * long


class Segment(NamedTuple):
    """A straight rule: at is its y (horizontal) or x (vertical), low and high its ends."""

    at: float
    low: float
    high: float


class Fill(NamedTuple):
    """A filled rectangle and how light it is (0 black, 1 white; colours by their luminance)."""

    box: Box
    light: float
    colour: tuple[float, ...] = ()


@dataclass(slots=True)
class Ink:
    """Everything of one page that the stages need."""

    number: int
    width: float
    height: float
    chars: Sequence[Char] = ()
    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    pale_horizontal: list[Segment] = field(default_factory=list)  # white rules: seen on fills
    pale_vertical: list[Segment] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    outlines: int = 0  # curved filled shapes: glyphs drawn as outlines, where there are many
    sectors: list[Box] = field(default_factory=list)  # filled shapes like those of round charts
    problem: str = ""  # why the page could not be read to its end
