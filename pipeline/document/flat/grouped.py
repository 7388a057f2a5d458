"""Charts with a bar for each group of people beside each answer, the answers amid their numbers.

74.6
59.5
身体機能の低下のため
80.0
24.8
38.2
介助の確保が困難
15.0
…
全体 n=1065
病院 n=131
診療所 n=410
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.document.flat.limits import is_caption
from pipeline.document.flat.shares import BASE, NO_WORDS, TICK
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded
from pipeline.document.model import EMPTY, Cite

_NUMBER = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?")
_WIDEST = 90
_MOST_LINES = 160
_FEWEST_GROUPS, _FEWEST_ANSWERS, _MOST_WRAPS = 2, 3, 3


@dataclass(slots=True)
class _Answer:
    before: int  # numbers that stand above its words
    words: list[Cite] = field(default_factory=list)


def grouped_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a chart could begin: the first of the numbers on lines of their own."""
    alone = [False, *map(_is_number, rows)]
    return [at for at, (above, here) in enumerate(pairwise(alone)) if here and not above]


def take_grouped(rows: Sequence[Row], at: int) -> Table | None:
    """The chart whose first number is rows[at], or None.

    Each answer has a number for each group, in the order of the legend behind them; its words
    stand between the first and the last of its numbers, which proves whose the numbers are.
    """
    numbers: list[Token] = []
    answers: list[_Answer] = []
    number = at
    while number < len(rows) and number - at < _MOST_LINES:
        row = rows[number]
        text = row.bare
        if all(_NUMBER.fullmatch(folded(t.text)) for t in row.tokens):
            numbers.extend(row.tokens)
        elif BASE.search(text):
            break
        elif not _add_words(answers, row, len(numbers)):
            return None
        number += 1
    groups, end = _take_legend(rows, number)
    if not _is_proved(answers, len(numbers), len(groups)):
        return None
    head = [EMPTY, *(Cite.join(a.words) for a in answers)]
    size = len(groups)
    body = [[g, *(t.cite for t in numbers[n::size])] for n, g in enumerate(groups)]
    return Table(head, body, end)


def _is_number(row: Row) -> bool:
    return row.kinds == ("number",) and bool(_NUMBER.fullmatch(row.bare))


def _add_words(answers: list[_Answer], row: Row, before: int) -> bool:
    """Words of an answer, or the rest of those on the line above; False for other lines."""
    text = row.bare
    if all(TICK.fullmatch(folded(t.text)) for t in row.tokens):
        return True
    if NO_WORDS.search(text) or display_width(text) > _WIDEST or is_caption(row.text):
        return False
    if any(t.kind not in ("text", "tagged", "counted", "note") for t in row.tokens):
        return False
    if not answers or answers[-1].before != before:
        answers.append(_Answer(before))
    answers[-1].words.append(row.line.cite())
    return len(answers[-1].words) <= _MOST_WRAPS


def _take_legend(rows: Sequence[Row], at: int) -> tuple[list[Cite], int]:
    """The groups of people, a line each that ends with their number."""
    groups: list[Cite] = []
    while at < len(rows):
        found = BASE.search(rows[at].bare)
        if found is None or found.end() < len(rows[at].bare) or not found.start():
            break
        groups.append(rows[at].line.cite())
        at += 1
    return groups, at


def _is_proved(answers: Sequence[_Answer], numbers: int, groups: int) -> bool:
    """Whether every answer's words stand amid as many numbers as there are groups."""
    if groups < _FEWEST_GROUPS or len(answers) < _FEWEST_ANSWERS:
        return False
    if numbers != groups * len(answers):
        return False
    return all(groups * n < answer.before < groups * (n + 1) for n, answer in enumerate(answers))
