"""Characters as drawn to characters as seen: what is drawn twice stands once."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from pipeline.document.pdf.ink import LOST, Char
from pipeline.document.pdf.settings import Settings


def drawn_to_seen(chars: Iterable[Char], settings: Settings) -> list[Char]:
    """Leave out control characters and the second drawing of fake bold and shadows.

    The same character within settings.double em of an earlier one counts as drawn twice.
    Blanks stay where they separate characters; every kind of them keeps its own code.
    """
    seen: list[Char] = []
    places: dict[tuple[str, int, int], list[Char]] = {}
    for char in chars:
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


def _drawn_before(
    char: Char, places: dict[tuple[str, int, int], list[Char]], double: float
) -> bool:
    """Look the character up near its place, in squares of one em of its own size."""
    near = max(double * char.size, 0.05)
    side = max(char.size, 1.0)
    column, row = int(char.x0 / side), int(char.top / side)
    for x in {column, int((char.x0 - near) / side), int((char.x0 + near) / side)}:
        for y in {row, int((char.top - near) / side), int((char.top + near) / side)}:
            for other in places.get((char.text, x, y), ()):
                if (
                    abs(other.x0 - char.x0) <= near
                    and abs(other.top - char.top) <= near
                    and abs(other.size - char.size) <= 0.1 * char.size
                ):
                    return True
    places.setdefault((char.text, column, row), []).append(char)
    return False


def lost_count(chars: Iterable[Char]) -> int:
    """How many characters the file does not tell."""
    return sum(char.text == LOST for char in chars)
