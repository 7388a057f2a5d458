"""Characters as drawn to characters as seen: what is drawn twice stands once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import floor

from pipeline.document.pdf.ink import LOST, Char
from pipeline.document.pdf.settings import Settings

_SQUARE = 3  # em: large enough that few characters lie at an edge, small enough to hold few
_CONTROLS = "\x7f\xad"


def drawn_to_seen(chars: Iterable[Char], settings: Settings) -> list[Char]:
    """Leave out control characters and the second drawing of fake bold and shadows.

    The same character within settings.double em of an earlier one counts as drawn twice.
    Blanks stay where they separate characters; every kind of them keeps its own code.
    """
    seen: list[Char] = []
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
        if char.text < " " or char.text in _CONTROLS:
            char = _without_control(char)
            if not char.text:
                continue
        if not char.text.isspace() and _drawn_before(char, places, settings.double):
            continue
        seen.append(char)
    return seen


def _without_control(char: Char) -> Char:
    if char.text >= " " and char.text != "\x7f" and char.text != "\xad":
        return char
    if char.text.isspace():  # tab, line feed and the like, drawn as a blank
        return char._replace(text=" ")
    if char.text == "\x00":
        return char._replace(text=LOST)
    return char._replace(text="" if unicodedata.category(char.text[:1] or "x") == "Cc" else "-")


def _drawn_before(char: Char, places: dict[tuple[str, int, int], list[Char]], near: float) -> bool:
    """Look the character up near its place, in squares of several em of its own size."""
    text, x0, top, _, _, size, _, _ = char
    near = max(near * size, 0.05)
    side = _SQUARE * max(size, 1.0)
    column, row = floor(x0 / side), floor(top / side)
    left, right = floor((x0 - near) / side), floor((x0 + near) / side)
    above, below = floor((top - near) / side), floor((top + near) / side)
    if left == right and above == below:
        here = places.get((text, column, row))
        if here is None:  # most characters: the only one of their kind around
            places[text, column, row] = [char]
            return False
    for x in range(left, right + 1):
        for y in range(above, below + 1):
            for other in places.get((text, x, y), ()):
                if (
                    abs(other[1] - x0) <= near
                    and abs(other[2] - top) <= near
                    and abs(other[5] - size) <= 0.1 * size
                ):
                    return True
    places.setdefault((text, column, row), []).append(char)
    return False


def lost_count(chars: Iterable[Char]) -> int:
    """How many characters the file does not tell."""
    return sum(char.text == LOST for char in chars)
