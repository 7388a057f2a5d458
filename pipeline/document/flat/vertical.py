"""Heads that are written downwards, one letter a line, and lost their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from normalizers.vocabulary import cached, load
from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.tokens import TYPED, Row, Token, is_single

_FEWEST = 4  # letters side by side in the first line
_BEAM = 40
_EXACT, _ENDING, _UNKNOWN = 3.0, 1.0, -2.0
_OFF_TRACK = -0.5  # the letters so far begin no known word
_LONG_VOWELS = str.maketrans("－―‐−—-", "ーーーーーー")
_SKIPPED = re.compile(r"[・\s]")


@dataclass(frozen=True, slots=True)
class VerticalHead:
    """Columns of a vertical head: the head of the labels at the left, then one per column."""

    first: int  # number of the first row of tokens that belongs to the head
    end: int  # number of the row behind it
    label: HeadCell
    columns: list[HeadCell]


def take_vertical_head(rows: Sequence[Row], at: int) -> VerticalHead | None:
    """The vertical head that begins at rows[at], or None.

    The number of columns is that of the numbers in the rows below. A column ends where its letters
    are a whole word and the next line has fewer letters. Where there are more vertical lines than
    columns, neighbouring lines of one head are read from right to left.
    """
    lead, letters = _letters(rows[at])
    if len(letters) < _FEWEST:
        return None
    levels = [letters]
    end = at + 1
    while end < len(rows) and rows[end].tokens and all(map(is_single, rows[end].tokens)):
        if len(rows[end].tokens) > len(levels[-1]):
            break
        levels.append(rows[end].tokens)
        end += 1
    count = _count_of_numbers(rows, end)
    if len(levels) < 2 or count < 2 or not count <= len(letters) <= count + 3:
        return None
    columns = _levels_to_columns(levels, count)
    first, label = _label(rows, at, lead)
    return VerticalHead(first, end, label, [HeadCell(tuple(c), "number") for c in columns])


def _letters(row: Row) -> tuple[list[Token], list[Token]]:
    """The words at the left of a line, and the single letters behind them."""
    at = len(row.tokens)
    while at and is_single(row.tokens[at - 1]):
        at -= 1
    return row.tokens[:at], row.tokens[at:]


def _count_of_numbers(rows: Sequence[Row], at: int) -> int:
    """The most numbers that one of the next rows has; rows without numbers are wrapped labels."""
    most = blank = 0
    for row in rows[at : at + 40]:
        count = sum(t.kind in TYPED for t in row.tokens)
        blank = 0 if count else blank + 1
        if blank > 3:
            break
        most = max(most, count)
    return most


def _label(rows: Sequence[Row], at: int, lead: list[Token]) -> tuple[int, HeadCell]:
    """The head of the row labels: words left of the letters, and a known head above them."""
    above = rows[at - 1].tokens if at else []
    if len(above) == 1 and head_score(above[0].text) > 1:
        return at - 1, HeadCell((*above, *lead), "text")
    return at, HeadCell(tuple(lead), "text")


Columns = list[list[Token]]


def _levels_to_columns(levels: list[list[Token]], count: int) -> Columns:
    """The letters of each level given to columns so that the columns read as known words."""
    states: list[tuple[float, Columns, tuple[int, ...]]] = [
        (0.0, [[t] for t in levels[0]], tuple(range(len(levels[0]))))
    ]
    for level in levels[1:]:
        following = []
        for score, columns, active in states:
            for going in combinations(active, len(level)):
                ended = sum(_worth(columns[c]) for c in active if c not in going)
                grown = [list(c) for c in columns]
                for column, token in zip(going, level, strict=True):
                    grown[column].append(token)
                off = sum(_OFF_TRACK for c in going if not _is_begun(_word(grown[c])))
                following.append((score + ended + off, grown, going))
        states = sorted(following, key=lambda s: -s[0])[:_BEAM]
    finished = [
        _join_neighbours(columns, count, score + sum(_worth(columns[c]) for c in active))
        for score, columns, active in states
    ]
    return max(finished, key=lambda f: f[0])[1]


def _join_neighbours(columns: Columns, count: int, score: float) -> tuple[float, Columns]:
    """Two vertical lines of one head become one, right before left, until the count is met."""
    while len(columns) > count:
        choices = []
        for at in range(len(columns) - 1):
            both = columns[at + 1] + columns[at]
            gain = _worth(both) - _worth(columns[at]) - _worth(columns[at + 1])
            choices.append((gain + _spans_a_word(columns[at + 1], columns[at]), at))
        gain, at = max(choices)
        score += gain
        columns = [*columns[:at], columns[at + 1] + columns[at], *columns[at + 2 :]]
    return score, columns


def _spans_a_word(right: list[Token], left: list[Token]) -> float:
    """A known word that begins in the right line and ends in the left one."""
    before, after = _word(right), _word(left)
    return 2.0 * any(
        before.endswith(word[:cut]) and after.startswith(word[cut:])
        for word in _words()
        for cut in range(1, len(word))
    )


def _word(tokens: list[Token]) -> str:
    return _folded("".join(t.text for t in tokens))


def _folded(text: str) -> str:
    return _SKIPPED.sub("", text.translate(_LONG_VOWELS))


def _worth(tokens: list[Token]) -> float:
    word = _word(tokens)
    if word in _words():
        return _EXACT
    return _ENDING if len(word) > 2 and word.endswith(_endings()) else _UNKNOWN


@cached
def _words() -> frozenset[str]:
    return frozenset(_folded(w) for words in load("facility_kinds").values() for w in words)


@cached
def _endings() -> tuple[str, ...]:
    return tuple(w for w in _words() if len(w) > 1)


@cached
def _beginnings() -> frozenset[str]:
    return frozenset(word[:end] for word in _words() for end in range(1, len(word) + 1))


def _is_begun(word: str) -> bool:
    return word in _beginnings()
