"""Rows that fell apart into lines of words and lines of numbers, in turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document.flat.below.body import Body
from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.limits import ends_table
from pipeline.document.flat.tokens import TYPED, Row, Token, merge

_NUMBERS = TYPED - {"date"}
_MOST_WORDS = 3  # lines of a label
_FEWEST_ROWS = 2


@dataclass(slots=True)
class Stanza:
    """Lines of words, and the numbers that follow them."""

    words: list[Row]
    numbers: list[Token]
    end: int


def lines_to_stanzas(rows: Sequence[Row], at: int, most: int) -> Iterator[Stanza]:
    """Lines of words, so many at most, and lines of numbers in turns; the first may have no
    words."""
    words: list[Row] = []
    numbers: list[Token] = []
    for number in range(at, len(rows)):
        row = rows[number]
        if are_numbers(row):
            numbers.extend(row.tokens)
            continue
        if numbers:
            yield Stanza(words, numbers, number)
            words, numbers = [], []
        words.append(row)
        if len(words) > most:
            return
    if numbers:
        yield Stanza(words, numbers, len(rows))


def are_numbers(row: Row) -> bool:
    """Whether a line holds numbers, marks and nil marks alone."""
    return _NUMBERS.issuperset(row.kinds)


def most_numbers(rows: Sequence[Row], at: int) -> int:
    """The most numbers that a row in turns has, of those from rows[at] on."""
    return max((len(stanza.numbers) for stanza in _labelled(rows, at)), default=0)


def take_turns(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    """The rows from rows[at] on, a label and a number for each further head; numbers of a row
    that has fewer stand behind the last column, for nothing tells theirs."""
    count = len(heads) - 1
    stanzas = _labelled(rows, at)
    if sum(len(stanza.numbers) == count for stanza in stanzas) < _FEWEST_ROWS:
        return None
    if any(len(stanza.numbers) > count for stanza in stanzas):
        return None
    found: list[Placed] = []
    for stanza in stanzas:
        label = [merge(row.tokens) for row in stanza.words]
        whole = len(stanza.numbers) == count
        cells: list[list[Token]] = [[t] for t in stanza.numbers] if whole else [[]] * count
        found.append(Placed([label, *cells], [] if whole else stanza.numbers))
    shape = Shape(("text", *["number"] * count), (0,) * (count + 1))
    return Body(shape, False, found, stanzas[-1].end)


def _labelled(rows: Sequence[Row], at: int) -> list[Stanza]:
    found: list[Stanza] = []
    for stanza in lines_to_stanzas(rows, at, _MOST_WORDS):
        if not stanza.words or any("。" in w.text or ends_table(w) for w in stanza.words):
            break
        found.append(stanza)
    return found
