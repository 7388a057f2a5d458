"""A number with its unit: what counts, percentages and areas have in common."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from normalizers.errors import NormalizationError
from normalizers.number import is_nil, parse_number
from normalizers.text import fold_table
from normalizers.unit import Unit, unit_of, units
from normalizers.vocabulary import cached, load

_BRACKETED = re.compile(r"[(\[〔【](.+)[)\]〕】]", re.DOTALL)

LONGEST = 200  # characters; a cell with more is running text


class Measure(NamedTuple):
    """A value in the base unit of its unit; unit is None where none is known."""

    value: Decimal
    unit: Unit | None


@cached
def _qualifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("qualifiers")
    before, after = (
        "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True))
        for key in ("before", "after")
    )
    return re.compile(rf"\s*(?:(?:{before})[\s:]*)+"), re.compile(
        rf"(?:\s*(?:{after})){{1,4}}\s*\Z"
    )


def without_qualifiers(text: str) -> str:
    """A number without the words that qualify it (約, 以上, 延べ …: data/qualifiers.toml)."""
    before, after = _qualifiers()
    match = before.match(text)
    if match and match.end() < len(text):
        text = text[match.end() :]
    match = after.search(text)
    return (text[: match.start()] if match and match.start() else text).strip()


def parse_measure(text: str, unit: str | None, expected: str) -> Measure:
    """A number and the unit behind it; a printed unit wins over `unit`, the head's.

    Words that qualify and brackets around the whole are dropped. Raises NormalizationError,
    with `expected` in its message.
    """
    if is_nil(text):
        raise NormalizationError(text, expected, "nil mark")
    if len(text) > LONGEST:
        raise NormalizationError(text, expected, "too long for a number")
    folded = _unbracketed(without_qualifiers(text.strip()).translate(fold_table()))
    digits, printed = _split(without_qualifiers(folded))
    given = printed or unit_of(unit)
    if unit and not given:
        raise NormalizationError(text, expected, f"{unit} is no unit")
    try:
        value = parse_number(digits)
    except NormalizationError as error:
        raise NormalizationError(text, expected, error.reason) from error
    return Measure(value * given.factor if given else value, given)


def _unbracketed(folded: str) -> str:
    match = _BRACKETED.fullmatch(folded)
    return match[1].strip() if match else folded


_UNIT_START = re.compile(r"[^0-9\s,.+△▲－−-]")


def _split(folded: str) -> tuple[str, Unit | None]:
    """The digits and the longest unit that ends the text."""
    compact = "".join(folded.split())
    for at in range(1, len(compact)):
        if _UNIT_START.match(compact[at]):
            unit = units().get(compact[at:])
            if unit is not None:
                return folded[: _position(folded, at)].strip(), unit
    return folded, None


def _position(folded: str, at: int) -> int:
    """The position in a text of its at-th character that is no blank."""
    seen = 0
    for position, character in enumerate(folded):
        if not character.isspace():
            if seen == at:
                return position
            seen += 1
    return len(folded)
