"""A region of a page: a lattice of rules or fills, and the characters in its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.rules import Rules
from pipeline.document.pdf.drawn.stripes import Stripe
from pipeline.document.pdf.drawn.strips import Strip
from pipeline.document.pdf.model.glyphs import columns_of, text_at
from pipeline.document.pdf.model.ink import Char


@dataclass(slots=True, eq=False)
class Region:
    """A lattice and the characters in its cells; soft where only fills draw it."""

    lattice: Lattice
    soft: bool = False
    chars: dict[int, list[int]] = field(default_factory=dict)  # cell -> places of characters
    table: bool = False
    head: bool | None = None  # whether it tells a head; None where its characters do not say yet

    @property
    def box(self) -> Box:
        return self.lattice.box


@dataclass(slots=True)
class Regions:
    """The regions of a page, smallest first, the characters outside of them, the rules that
    belong to none, the stripes of tables, the filled cells of heads and first columns of tables
    that nothing else draws, and the usual size of the characters (em)."""

    regions: list[Region]
    loose: list[int]
    single: Rules
    stripes: list[Stripe]
    strips: list[Strip]
    em: float


def area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def inside(inner: Box, outer: Box, slack: float = 3.0) -> bool:
    return (
        inner.x0 >= outer.x0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.top >= outer.top - slack
        and inner.bottom <= outer.bottom + slack
    )


def without_blanks(places: list[int], chars: Sequence[Char]) -> list[int]:
    blank = columns_of(chars).blank[places]
    return [place for place, white in zip(places, blank.tolist(), strict=True) if not white]


def texts_of(region: Region, chars: Sequence[Char]) -> list[str]:
    return [text_at(chars, places) for places in region.chars.values()]
