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
    "strokes": ("lines", "cells", "boxes", "bars", "dashed", "double"),
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
    "signs": ("plain", "triangle and nil", "blank", "diagonal"),
    "unit": ("none", "head", "caption"),
    "font": ("mincho", "gothic", "embedded gothic", "embedded mincho", "proportional"),
    "size": ("middle", "small", "large"),
    "producer": ("reportlab", "fpdf2"),
    "align": ("right middle", "right top", "centre middle", "left top"),
    "fill": ("none", "head", "column"),
    "pad": ("normal", "tight", "loose"),
    "sums": ("none", "total", "subtotals"),
}
# How often a trait has its plain value: two times in three, if not said otherwise.
_PLAIN = 0.67
_OFTEN = {
    "content": 0.4,
    "rules": 0.45,
    "heads": 0.4,
    "text": 0.4,
    "font": 0.2,
    "align": 0.4,
    "turn": 0.75,
    "page": 0.6,
}


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
    plain = random.random() < _OFTEN.get(name, _PLAIN)
    other = random.choice(values[1:])
    return values[0] if plain else other


def settle(traits: Traits, wanted: tuple[str, ...] = ()) -> Traits:
    """Change what cannot go together, so that the wanted traits stay as they are."""
    for name in wanted:
        value = getattr(traits, name)
        if value == VALUES[name][0]:
            continue
        needs = {**_NEEDS.get(name, {}), **_NEEDS.get(f"{name}={value}", {})}
        for other, good in needs.items():
            if other not in wanted and getattr(traits, other) not in good:
                traits = replace(traits, **{other: good[0]})
    traits = _settle_rules(traits)
    traits = _settle_contents(traits)
    traits = _settle_page(traits)
    return _settle_font(traits)


# What a wanted trait that is not plain needs of others: the values that go with it.
_RULED = ("full", "horizontal")
_NEEDS: dict[str, dict[str, tuple[str, ...]]] = {
    "strokes": {"rules": ("full",), "edges": ("closed",), "breaks": ("none", "bare")},
    "edges": {"rules": ("full",), "strokes": ("lines", "bars", "cells")},
    "signs=diagonal": {"rules": ("full",)},
    "content": {"breaks": ("none", "head repeated", "bare")},
    "spans": {"vertical": ("none", "heads", "two lines", "font")},
    "heads": {"rules": (*_RULED, "headline"), "halves": ("one", "stacked")},
    "vertical": {"rules": _RULED},
    "breaks": {"halves": ("one",), "rules": _RULED},
    "spacing": {"rules": ("full",)},
    "unit": {"content": ("programs", "years")},
    "sums": {"content": ("programs", "years")},
    "fill": {"rules": ("full", "horizontal", "headline", "none")},
    "align": {"rules": _RULED},
    "producer": {"turn": ("upright",), "vertical": ("none", "heads", "two lines", "keys")},
}


def _settle_rules(traits: Traits) -> Traits:
    """Without rules nothing tells where a cell ends but its place."""
    changes: dict[str, str] = {}
    if traits.spacing == "spread" and traits.rules != "full":
        changes["spacing"] = "plain"
    if traits.rules != "full":
        changes["edges"] = "closed"
        if traits.strokes in ("cells", "boxes"):
            changes["strokes"] = "lines"
    if traits.rules in ("zebra", "none"):
        changes |= {"strokes": "lines", "heads": min(traits.heads, "2")}
    if traits.rules == "zebra":
        changes["fill"] = "none"
    if traits.signs == "diagonal" and traits.rules != "full":
        changes["signs"] = "blank"
    if not traits.ruled:
        changes["vertical"] = "none"
        top = traits.align.endswith("top")
        changes["align"] = traits.align if top else "right top"
    return replace(traits, **changes)


def _settle_contents(traits: Traits) -> Traits:
    changes: dict[str, str] = {}
    if traits.vertical == "keys" and traits.spans not in ("rows", "both"):
        changes["spans"] = "rows"
    if traits.content in ("marks", "percents"):
        changes |= {"unit": "none", "sums": "none"}
    if traits.breaks.startswith("row cut"):
        changes["text"] = "wrapped"
        if traits.content in ("marks", "percents"):
            changes["content"] = "programs"
    return replace(traits, **changes)


def _settle_page(traits: Traits) -> Traits:
    changes: dict[str, str] = {}
    if traits.halves != "one":
        changes["breaks"] = "none"
    if traits.halves == "side by side":
        changes |= {"page": "landscape", "heads": min(traits.heads, "2")}
    if traits.turn in ("rotate 90", "rotate 270", "sideways"):
        changes["page"] = "landscape"
    if traits.breaks == "row cut closed" and not traits.ruled:
        changes.setdefault("breaks", "row cut")
    return replace(traits, **changes)


def _settle_font(traits: Traits) -> Traits:
    """Vertical writing needs a named font, fpdf2 an embedded one; what is missing is replaced."""
    changes: dict[str, str] = {}
    files = list(font_files())
    by_fpdf = traits.producer == "fpdf2" and "fpdf2" in producers()
    if traits.turn != "upright" or traits.vertical == "font" or not by_fpdf:
        changes["producer"] = "reportlab"
        if traits.font not in NAMED and (traits.vertical == "font" or traits.font not in files):
            changes["font"] = "mincho"
    elif traits.font not in files:
        changes["font"] = files[0]
    return replace(traits, **changes)
