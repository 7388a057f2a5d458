"""Names on lines below one another, and their numbers on the lines below them: columns that a
flattened text printed one after the other.

入院患者数
外来患者数
62,220人
87,966人
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extractors.figures.find import Figure
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.sketch import is_figure
from extractors.figures.words import words
from extractors.shared.outline import marker_of
from normalizers.patterns import compiled
from normalizers.text import line_places

_AROUND = compiled(r"[\s　()約延べ△▲-]*")
_NAME = compiled(r"(?:\(?うち)?[\s　]*[\p{Han}\p{Katakana}ーA-Za-z・々ヶの\s　]{2,24}")
_NUMBER_ALONE = compiled(r"[\s　]*第[\s　]*[0-9]{1,2}[\s　]*[款項目条節][\s　]*")  # 第 1項
_SHORTEST = 2  # letters of a name, blanks left out
_FEWEST = 2  # names and numbers of a stack


@dataclass(slots=True)
class _Stack:
    """The names of a stack (places in the chunk's text), whether the last of them is a heading if
    a name follows, and the numbers below."""

    names: list[tuple[int, int]] = field(default_factory=list)
    marked: bool = False
    numbers: list[Numeral] = field(default_factory=list)


def chunk_to_stacked_figures(
    chunk: Chunk, numerals: list[Numeral]
) -> Iterator[tuple[Numeral, Figure | None]]:
    """The numbers of every stack with their figures: each has the name in its place where there
    are as many; where there are not, which is of which stays open (None)."""
    if chunk.grid is not None or not _two_below(chunk.folded, numerals):
        return
    for stack in _stacks(chunk.folded, numerals):
        if len(stack.names) < _FEWEST or len(stack.numbers) < _FEWEST:
            continue
        paired = len(stack.names) == len(stack.numbers)
        for place, numeral in enumerate(stack.numbers):
            label = (chunk.cite_of(*stack.names[place]),) if paired else ()
            yield numeral, Figure(numeral, label) if label else None


def _two_below(text: str, numerals: list[Numeral]) -> bool:
    """Whether two numbers have nothing but a line break between them."""
    for one, other in pairwise(numerals):
        between = text[one.quantity.end : other.quantity.start]
        if "\n" in between and _AROUND.fullmatch(between):
            return True
    return False


def _stacks(text: str, numerals: list[Numeral]) -> Iterator[_Stack]:
    by_line = _by_line(text, numerals)
    stack = _Stack()
    for number, (start, end) in enumerate(line_places(text)):
        found = by_line.get(number, [])
        alone = _number_of(text, start, end, found)
        if alone is not None and stack.names:
            stack.numbers.append(alone)
            continue
        if stack.numbers:
            yield stack
            stack = _Stack()
        if not text[start:end].strip() or _NUMBER_ALONE.fullmatch(text, start, end):
            continue
        marker = marker_of(text[start:end])
        begin = start + (marker[2] if marker else 0)
        figures = any(is_figure(n) and n.quantity.start >= begin for n in found)
        if alone is not None or figures or not _is_name(text, begin, end):
            stack = _Stack()
            continue
        if stack.marked and marker is None:
            stack.names.pop()  # (2) 年間延患者数 above 入院患者数 and 外来患者数
        stack.names.append((begin, end))
        stack.marked = marker is not None
    if stack.numbers:
        yield stack


def _by_line(text: str, numerals: list[Numeral]) -> dict[int, list[Numeral]]:
    """The numerals of each line, by its number."""
    found: dict[int, list[Numeral]] = {}
    places = iter(enumerate(line_places(text)))
    number, (_, end) = next(places, (0, (0, 0)))
    for numeral in numerals:
        while numeral.quantity.start >= end and (following := next(places, None)):
            number, (_, end) = following
        found.setdefault(number, []).append(numeral)
    return found


def _number_of(text: str, start: int, end: int, found: list[Numeral]) -> Numeral | None:
    """The number that is all that a line holds, with its unit."""
    if len(found) != 1 or not is_figure(found[0]) or found[0].quantity.unit is None:
        return None
    quantity = found[0].quantity
    filled = _AROUND.fullmatch(text, start, quantity.start) and quantity.end <= end
    return found[0] if filled and _AROUND.fullmatch(text, quantity.end, end) else None


def _is_name(text: str, start: int, end: int) -> bool:
    bare = "".join(text[start:end].split())
    known = words()
    kind = known.kinds.fullmatch(bare) or bare in known.weak
    return len(bare) >= _SHORTEST and not kind and bool(_NAME.fullmatch(text, start, end))
