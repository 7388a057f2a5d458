"""Which characters of a text its rows were read from, for texts: lines and highlights.

The output keeps the first line of a row and its source characters; where on the following lines
the further pieces stand is found again by looking for them in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_FAR = 80  # lines: the pieces of one row stand no farther apart
_AROUND = 4  # lines of context that are kept on both sides


class Mark(NamedTuple):
    """Characters start to end of a 0-based line."""

    line: int
    start: int
    end: int


def find_marks(lines: Sequence[str], line: int, start: int, source_text: str) -> list[Mark]:
    """Where the pieces of source_text (one a line) stand, the first at the 1-based line and the
    character given.

    Each further piece is taken where it stands next on the line of the piece before it, or at the
    beginning of the next line where that piece ended its own; else on the first line, else on the
    nearest line around. A piece that is nowhere near is left out.
    """
    first = line - 1
    marks: list[Mark] = []
    at = Mark(first, start, start)
    for piece in filter(None, source_text.split("\n")):
        if (mark := _find(lines, piece, first, at)) is not None:
            marks.append(mark)
            at = mark
    return marks


def _find(lines: Sequence[str], piece: str, first: int, at: Mark) -> Mark | None:
    if (mark := _find_in(lines, piece, at.line, at.end) or _go_on(lines, piece, at)) is not None:
        return mark
    if (mark := _find_in(lines, piece, first, 0)) is not None:
        return mark
    near = (number for far in range(1, _FAR) for number in (at.line + far, at.line - far))
    marks = (_find_in(lines, piece, number, 0) for number in near)
    return next((mark for mark in marks if mark is not None), None)


def _go_on(lines: Sequence[str], piece: str, at: Mark) -> Mark | None:
    """A piece that goes on on the next line with text, where the one before was cut by a wrap."""
    if not 0 <= at.line < len(lines) or lines[at.line][at.end :].strip():
        return None
    following = range(at.line + 1, min(at.line + _FAR, len(lines)))
    line = next((number for number in following if lines[number].strip()), -1)
    if line < 0 or not lines[line].lstrip().startswith(piece):
        return None
    return _find_in(lines, piece, line, 0)


def _find_in(lines: Sequence[str], piece: str, line: int, start: int) -> Mark | None:
    if not 0 <= line < len(lines):
        return None
    at = lines[line].find(piece, start)
    return Mark(line, at, at + len(piece)) if at >= 0 else None


def flatten(lines: Sequence[str], marks: Iterable[Mark]) -> list[int]:
    """Marks as one list of numbers: 1-based line, start, end, and so on; start and end count as
    JavaScript does, a character beyond U+FFFF as two."""
    return [
        number
        for mark in marks
        for number in (
            mark.line + 1,
            _units(lines[mark.line][: mark.start]),
            _units(lines[mark.line][: mark.end]),
        )
    ]


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def keep_lines(lines: Sequence[str], numbers: Iterable[int]) -> list[tuple[int, list[str]]]:
    """The lines with the 1-based numbers and those around them: runs of (first number, texts)."""
    kept = sorted(
        {
            near
            for number in set(numbers)
            for near in range(number - _AROUND, number + _AROUND + 1)
            if 1 <= near <= len(lines)
        }
    )
    runs: list[tuple[int, list[str]]] = []
    for number in kept:
        if not runs or runs[-1][0] + len(runs[-1][1]) != number:
            runs.append((number, []))
        runs[-1][1].append(lines[number - 1])
    return runs
