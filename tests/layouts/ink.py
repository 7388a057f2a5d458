"""What a page is made of, before a PDF library draws it: lengths in points from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Frame(NamedTuple):
    """A rectangle on a page."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Text:
    """A string on a baseline; space is added behind every character; grey 0 is black."""

    x: float
    base: float
    text: str
    size: float
    space: float = 0.0
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Column:
    """Characters set from top to bottom in a font of vertical writing; x is their middle."""

    x: float
    top: float
    text: str
    size: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; dash is the length of dashes and gaps, 0 for none."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    dash: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: filled with a grey from 0 (black) to 1 (white), or its outline drawn."""

    frame: Frame
    grey: float | None = None
    width: float = 0.5


Ink = Text | Column | Stroke | Box


@dataclass(slots=True)
class Sheet:
    """One page as it is seen: its size and its ink in drawing order."""

    width: float
    height: float
    ink: list[Ink] = field(default_factory=list)
