"""The measures of one layout: sizes, leading, padding, and how strings are dressed for print."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.layouts.fonts import width_of
from tests.layouts.table import Cell
from tests.layouts.traits import Traits

_SIZES = {"small": (6.0, 7.5), "middle": (8.0, 10.0), "large": (10.5, 12.0)}
_PADS = {"tight": (0.1, 0.2), "normal": (0.25, 0.4), "loose": (0.5, 0.9)}  # em
_NUMERIC = ("amount", "percent", "count", "number")


@dataclass(frozen=True, slots=True)
class Style:
    """Lengths in points; grey values from 0 (black) to 1."""

    size: float
    leading: float
    pad_x: float
    pad_y: float
    text_size: float  # of the prose around the table
    space: float  # added behind each character
    rule: float  # width of rules
    outer: float  # width of the rules around a table
    shift: float  # offset of a text that is drawn twice
    head_grey: float
    stripe_grey: float
    head_low: bool  # heads over several rows stand at their bottom, not in their middle
    band: bool  # the head is filled as a whole, not cell by cell
    striped: int  # 0: stripes begin with the first row, 1: with the second


def random_style(random: Random, traits: Traits) -> Style:
    size = round(random.uniform(*_SIZES[traits.size]) * 2) / 2
    pad = random.uniform(*_PADS[traits.pad]) * size
    apart = traits.rules == "full"
    tracked = random.uniform(0.08, 0.3) * size
    shifts = {"plain": 0.0, "doubled": random.uniform(0.2, 0.4), "shadow": 0.09 * size}
    rule = random.choice((0.25, 0.5, 0.75, 1.0))
    return Style(
        size=size,
        leading=size * random.uniform(1.12, 1.35),
        pad_x=size * random.uniform(0.3, 0.6) if apart else size * random.uniform(0.75, 1.3),
        pad_y=pad if traits.ruled or traits.rules == "zebra" else max(pad, 0.35 * size),
        text_size=random.choice((9.0, 10.0, 10.5, 11.0)),
        space=tracked if traits.spacing == "tracked" else 0.0,
        rule=rule,
        outer=rule * random.choice((1.0, 1.0, 2.0)),
        shift=shifts[traits.bold],
        head_grey=random.choice((0.75, 0.85, 0.92)),
        stripe_grey=random.choice((0.85, 0.9, 0.94)),
        head_low=random.random() < 0.4,
        band=random.random() < 0.5,
        striped=random.randint(0, 1),
    )


def dress(cell: Cell, traits: Traits, style: Style) -> str:
    """The characters of a cell as they are printed: spread by blanks where the layout does so."""
    if traits.spacing != "blanks":
        return cell.text
    if cell.kind in _NUMERIC:
        return "".join(c if c in ",，.．" else f"{c} " for c in cell.text).rstrip()
    if cell.strong and 2 <= len(cell.text) <= 3 and cell.text.isalpha():
        return ("　" if len(cell.text) == 2 else " ").join(cell.text)
    return cell.text


def is_numeric(kind: str) -> bool:
    return kind in _NUMERIC


def alignment(cell: Cell, traits: Traits) -> tuple[str, str]:
    """left, centre or right, and top or middle."""
    numbers, height = traits.align.split()
    if cell.kind == "head":
        return "centre", "middle"
    if cell.kind in ("mark", "key"):
        return "centre", height
    if is_numeric(cell.kind):
        return numbers, height
    if cell.strong:
        return "centre" if cell.columns > 1 else "left", height
    return "left", height


def line_width(text: str, traits: Traits, style: Style, scale: float = 1.0) -> float:
    return width_of(text, traits.font, style.size * scale, style.space)
