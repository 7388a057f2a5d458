"""The traits of a layout, drawn independently, then settled so that they can go together."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from random import Random

from tests.layouts.fonts import NAMED, font_files
from tests.layouts.producers import producers

# Values of each trait, the plain one first.
VALUES: dict[str, tuple[str, ...]] = {
    "content": ("programs", "years", "marks", "percents"),
    "rules": ("full", "horizontal", "headline", "zebra", "none"),
    "strokes": ("lines", "cells", "boxes", "bars", "dashed"),
    "edges": ("closed", "open"),
    "heads": ("1", "2", "3"),
    "vertical": ("none", "heads", "two lines", "font", "keys"),
    "spans": ("none", "rows", "columns", "both"),
    "text": ("short", "wrapped"),
    "breaks": ("none", "head repeated", "bare", "row cut", "row cut closed"),
    "halves": ("one", "side by side", "stacked"),
    "page": ("portrait", "landscape"),
    "turn": ("upright", "rotate 90", "rotate 270", "sideways", "cropped"),
    "matter": ("bare", "full"),
    "marks": ("none", "raised", "inline"),
    "spacing": ("plain", "blanks", "tracked", "glyphs", "spread"),
    "bold": ("plain", "doubled", "shadow"),
    "digits": ("half", "full", "mixed"),
    "signs": ("plain", "triangle and nil", "blank"),
    "unit": ("none", "head", "caption"),
    "font": ("mincho", "gothic", "embedded gothic", "embedded mincho", "proportional"),
    "size": ("middle", "small", "large"),
    "producer": ("reportlab", "fpdf2"),
    "align": ("right middle", "right top", "centre middle", "left top"),
    "fill": ("none", "head", "column"),
    "pad": ("normal", "tight", "loose"),
    "sums": ("none", "total", "subtotals"),
}
_PLAIN = 0.5  # how often a trait has its plain value
# Tables that cannot be told from text without rules have these more rarely.
_ALWAYS_EVEN = {"content", "rules", "strokes", "heads", "text", "font", "align"}


@dataclass(frozen=True, slots=True)
class Traits:
    """One value of VALUES for each trait."""

    content: str = "programs"
    rules: str = "full"
    strokes: str = "lines"
    edges: str = "closed"
    heads: str = "1"
    vertical: str = "none"
    spans: str = "none"
    text: str = "short"
    breaks: str = "none"
    halves: str = "one"
    page: str = "portrait"
    turn: str = "upright"
    matter: str = "bare"
    marks: str = "none"
    spacing: str = "plain"
    bold: str = "plain"
    digits: str = "half"
    signs: str = "plain"
    unit: str = "none"
    font: str = "mincho"
    size: str = "middle"
    producer: str = "reportlab"
    align: str = "right middle"
    fill: str = "none"
    pad: str = "normal"
    sums: str = "none"

    def __post_init__(self) -> None:
        for name, value in self.items():
            if value not in VALUES[name]:
                raise ValueError(f"{name} is {value!r}, not one of {', '.join(VALUES[name])}")

    def items(self) -> list[tuple[str, str]]:
        return [(field.name, getattr(self, field.name)) for field in fields(self)]

    @property
    def ruled(self) -> bool:
        """Every row is closed by a rule."""
        return self.rules in ("full", "horizontal")

    def describe(self) -> str:
        """The traits that are not plain."""
        shown = (f"{n}={v}" for n, v in self.items() if v != VALUES[n][0])
        return ", ".join(shown) or "plain"


def parse_trait(text: str) -> dict[str, str]:
    """'rules=none' or 'rules' as wanted traits; a name alone means its values other than plain.

    Raises ValueError for what is no trait.
    """
    name, _, value = text.partition("=")
    if name not in VALUES or (value and value not in VALUES[name]):
        raise ValueError(f"{text!r} is no trait; traits: {', '.join(VALUES)}")
    return {name: value}


def random_traits(random: Random, wanted: dict[str, str], plain: bool = False) -> Traits:
    """Traits drawn at random (all plain where asked for), the wanted ones as told."""
    drawn = {}
    for name, values in VALUES.items():
        value = _draw(random, name, values)  # always drawn: a seed keeps its other traits
        drawn[name] = values[0] if plain else value
    for name, value in wanted.items():
        drawn[name] = value or random.choice(VALUES[name][1:])
    return settle(Traits(**drawn), tuple(wanted))


def _draw(random: Random, name: str, values: tuple[str, ...]) -> str:
    even = name in _ALWAYS_EVEN
    common = random.random() < _PLAIN
    other = random.choice(values if even else values[1:])
    return values[0] if common and not even else other


def settle(traits: Traits, wanted: tuple[str, ...] = ()) -> Traits:
    """Change what cannot go together; the later rules give way to the wanted traits."""
    if "vertical" in wanted and traits.vertical != "none" and not traits.ruled:
        traits = replace(traits, rules="full")
    if "edges" in wanted or "strokes" in wanted or traits.spacing == "spread":
        traits = replace(traits, rules="full")
    traits = _settle_rules(traits)
    traits = _settle_page(traits, wanted)
    return _settle_font(traits, wanted)


def _settle_rules(traits: Traits) -> Traits:
    """Without rules nothing tells where a cell ends but its place."""
    if traits.rules != "full":
        traits = replace(traits, edges="closed")
        if traits.strokes in ("cells", "boxes"):
            traits = replace(traits, strokes="lines")
    if traits.rules in ("zebra", "none"):
        traits = replace(traits, strokes="lines", heads=min(traits.heads, "2"))
    if not traits.ruled:
        traits = replace(traits, vertical="none", align=traits.align.replace("middle", "top"))
        traits = replace(traits, align="right top" if "centre" in traits.align else traits.align)
    if traits.rules == "zebra":
        traits = replace(traits, fill="none")
    if traits.vertical == "keys" and traits.spans not in ("rows", "both"):
        traits = replace(traits, spans="rows")
    if traits.content in ("marks", "percents"):
        traits = replace(traits, unit="none", sums="none")
    return traits


def _settle_page(traits: Traits, wanted: tuple[str, ...]) -> Traits:
    if traits.halves != "one":
        if "breaks" in wanted and traits.breaks != "none":
            traits = replace(traits, halves="one")
        else:
            traits = replace(traits, breaks="none")
    if traits.halves == "side by side":
        traits = replace(traits, page="landscape", heads=min(traits.heads, "2"))
    if traits.turn in ("rotate 90", "rotate 270", "sideways"):
        traits = replace(traits, page="landscape")
    if traits.breaks.startswith("row cut"):
        traits = replace(traits, text="wrapped")
    if traits.breaks == "row cut closed" and not traits.ruled:
        traits = replace(traits, breaks="row cut")
    return traits


def _settle_font(traits: Traits, wanted: tuple[str, ...]) -> Traits:
    if traits.vertical == "font":
        traits = replace(traits, font=traits.font if traits.font in NAMED else "mincho")
    if traits.turn != "upright" or traits.vertical == "font":
        traits = replace(traits, producer="reportlab")
    if traits.producer not in producers():
        traits = replace(traits, producer="reportlab")
    files = list(font_files())
    if traits.producer == "fpdf2" and traits.font not in files:
        traits = replace(traits, font=files[0])
    if traits.font not in NAMED and traits.font not in files:
        traits = replace(traits, font="gothic")
    return traits
