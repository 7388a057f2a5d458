"""Heads that are written downwards, one letter a line, and lost their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from normalizers.vocabulary import cached, load
from pipeline.document.flat.below.turns import most_numbers
from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.tokens import TYPED, Row, Token, is_single

_FEWEST = 4  # letters side by side in the first line
_MOST, _MOST_CHOICES = 30, 1000  # more is no head, and would take long to try
_FEWEST_STACKED = 6  # letters below each other
_LONGEST_WORD = 24
_BEAM, _FINALISTS = 24, 10
_EXACT, _ENDING, _UNKNOWN = 3.0, 1.0, -2.0
_OFF_TRACK = -0.5  # the letters so far begin no known word
_LONG_VOWELS = str.maketrans("－―‐−—-", "ーーーーーー")
_SKIPPED = re.compile(r"[・\s]")
_BRACKETED = re.compile(r"[（(][^（()）]{1,12}[)）]")

Columns = list[list[Token]]


@dataclass(frozen=True, slots=True)
class VerticalHead:
    """Columns of a vertical head: the head of the labels at the left, then one per column."""

    first: int  # number of the first row of tokens that belongs to the head
    end: int  # number of the row behind it
    label: HeadCell
    columns: list[HeadCell]


def vertical_begins(rows: Sequence[Row]) -> list[int]:
    """Where a vertical head could begin: lines that end with single letters, or are one."""
    return [
        at
        for at, row in enumerate(rows)
        if is_single(row.tokens[-1]) and (len(row.tokens) == 1 or len(row.tokens) >= _FEWEST)
    ]


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
    if len(levels) < 2 or count < 2 or not count <= len(letters) <= min(count + 3, _MOST):
        return None
    if any(comb(len(a), len(b)) > _MOST_CHOICES for a, b in pairwise(levels)):
        return None
    columns = _levels_to_columns(levels, count)
    first, label = _label(rows, at, lead)
    return VerticalHead(first, end, label, [HeadCell(tuple(c), "number") for c in columns])


def take_stacked_head(rows: Sequence[Row], at: int) -> VerticalHead | None:
    """Vertical heads one after the other, each letter on a line of its own, or None.

    The letters are cut into as many known words as the rows below have numbers.
    """
    end = at
    while end < len(rows) and len(rows[end].tokens) == 1 and is_single(rows[end].tokens[0]):
        end += 1
    if end - at < _FEWEST_STACKED:
        return None
    count = _count_of_numbers(rows, end)
    letters = [row.tokens[0] for row in rows[at:end]]
    if count < 2 or not 2 * count <= len(letters) <= _LONGEST_WORD * count:
        return None
    columns = _cut_letters(letters, count)
    first, label = _label(rows, at, [])
    return VerticalHead(first, end, label, [HeadCell(tuple(c), "number") for c in columns])


def _cut_letters(letters: list[Token], count: int) -> Columns:
    """The cut of a run of letters into `count` words that are known best."""
    table: list[dict[int, tuple[float, Columns]]] = [{0: (0.0, [])}]
    for end in range(1, len(letters) + 1):
        cell: dict[int, tuple[float, Columns]] = {}
        for start in range(max(0, end - _LONGEST_WORD), end):
            worth = _worth(_folded("".join(t.text for t in letters[start:end])))
            for used, (score, words) in table[start].items():
                if used < count and (used + 1 not in cell or cell[used + 1][0] < score + worth):
                    cell[used + 1] = (score + worth, [*words, letters[start:end]])
        table.append(cell)
    return table[-1][count][1]


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
    return most if most > 1 else most_numbers(rows, at)


def _label(rows: Sequence[Row], at: int, lead: list[Token]) -> tuple[int, HeadCell]:
    """The head of the row labels: words left of the letters, and a known head above them."""
    first = at
    while first and at - first < 2 and len(rows[first - 1].tokens) == 1:
        token = rows[first - 1].tokens[0]
        if head_score(token.text) < 2 and not _BRACKETED.fullmatch(token.text):
            break
        first, lead = first - 1, [token, *lead]
    return first, HeadCell(tuple(lead), "text")


@dataclass(frozen=True, slots=True)
class _State:
    """Columns so far: their letters, which still go on, and which took each level's letters."""

    score: float
    words: tuple[str, ...]
    active: tuple[int, ...]
    path: tuple[tuple[int, ...], ...]


def _levels_to_columns(levels: list[list[Token]], count: int) -> Columns:
    """The letters of each level given to columns so that the columns read as known words."""
    first = tuple(_folded(t.text) for t in levels[0])
    everyone = tuple(range(len(first)))
    states = [_State(0.0, first, everyone, (everyone,))]
    for level in levels[1:]:
        letters = [_folded(t.text) for t in level]
        following = [
            _grow(state, going, letters)
            for state in states
            for going in combinations(state.active, len(letters))
        ]
        states = sorted(following, key=lambda s: -s.score)[:_BEAM]
    joined = [_join_neighbours(state, count) for state in states[:_FINALISTS]]
    _, state, groups = max(joined, key=lambda j: j[0])
    columns: Columns = [[] for _ in first]
    for going, level in zip(state.path, levels, strict=True):
        for column, token in zip(going, level, strict=True):
            columns[column].append(token)
    return [[token for column in group for token in columns[column]] for group in groups]


def _grow(state: _State, going: tuple[int, ...], letters: list[str]) -> _State:
    """The state after a level whose letters go to these columns; the others have ended."""
    words = list(state.words)
    for column, letter in zip(going, letters, strict=True):
        words[column] += letter
    score = state.score + sum(_worth(words[c]) for c in state.active if c not in going)
    score += sum(_OFF_TRACK for c in going if words[c] not in _beginnings())
    return _State(score, tuple(words), going, (*state.path, going))


def _join_neighbours(state: _State, count: int) -> tuple[float, _State, list[list[int]]]:
    """The columns as groups of vertical lines: two lines of one head become one, right before
    left, until the count is met."""
    score = state.score + sum(_worth(state.words[c]) for c in state.active)
    words, groups = list(state.words), [[c] for c in range(len(state.words))]
    while len(words) > count:
        gain, at = max((_gain(words[at], words[at + 1]), at) for at in range(len(words) - 1))
        score += gain
        words[at : at + 2] = [words[at + 1] + words[at]]
        groups[at : at + 2] = [groups[at + 1] + groups[at]]
    return score, state, groups


def _gain(left: str, right: str) -> float:
    """What is gained by reading two lines as one; most where a known word spans them."""
    spans = any(
        left.startswith(ending)
        for cut in range(1, min(len(right) + 1, _LONGEST_WORD))
        for ending in _halves().get(right[-cut:], ())
    )
    return _worth(right + left) - _worth(left) - _worth(right) + 2.0 * spans


def _folded(text: str) -> str:
    return _SKIPPED.sub("", text.translate(_LONG_VOWELS))


def _worth(word: str) -> float:
    """How well a word is known: whole, by its ending, or not at all."""
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


@cached
def _halves() -> dict[str, tuple[str, ...]]:
    """The beginnings of known words, each with the endings that go with it."""
    halves: dict[str, set[str]] = {}
    for word in _words():
        for cut in range(1, len(word)):
            halves.setdefault(word[:cut], set()).add(word[cut:])
    return {beginning: tuple(endings) for beginning, endings in halves.items()}
