"""Rows of numbers in a text that lost its columns, under a line of as many heads.

年度 国民医療費（億円） １人当たり医療費（千円）
平成28年度 4,512 313
平成29年度 4,640 321
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.figures.find import Figure
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.sketch import is_figure
from extractors.figures.times import numerals_to_when
from extractors.figures.words import folded
from normalizers.text import line_places
from normalizers.unit import unit_of
from pipeline.document.model import Cite

_BLANKS = " 　\t"
_TOKEN = regex.compile(r"[^ 　\t]+")
_UNIT = regex.compile(r"\((?:単位:)?[^()]{1,8}\)$")
_WORDS = regex.compile(r"[\p{Han}\p{Katakana}A-Za-z]{2}")
_SENTENCE = regex.compile(r"[。、]")
_REACH = 3  # lines without numbers between a head and its first row
_MOST_AROUND = 2  # characters besides a date in a name that is a date
_LEAST = 2  # numbers of a row

Place = tuple[int, int]


@dataclass(slots=True)
class _Row:
    """A line: its words (places in the chunk's text), the numerals that fill words at its end,
    and the dates that begin other words."""

    words: list[Place]
    numbers: list[Numeral]
    dates: list[Numeral]


def chunk_to_row_figures(chunk: Chunk, numerals: list[Numeral]) -> Iterator[Figure]:
    """The numbers of every row under a line of heads, each with the head of its place."""
    text = chunk.folded
    if chunk.grid is not None or not _ends_in_two(text, numerals):
        return
    heads: list[Place] = []
    since = 0  # lines without numbers since the heads
    for row in _rows(text, numerals):
        count = len(row.numbers)
        if count >= _LEAST and len(heads) - count in (0, 1):
            yield from _row_to_figures(chunk, text, row, heads[-count:])
            since = 0
        elif count == 0 and len(row.words) > _LEAST and not _is_sentence(text, row):
            heads, since = row.words, 0
        else:
            since += 1
            heads = heads if since <= _REACH else []


def _ends_in_two(text: str, numerals: list[Numeral]) -> bool:
    """Whether any line ends in two numbers with nothing but blanks between and behind them."""
    for one, other in pairwise(numerals):
        between = text[one.quantity.end : other.quantity.start]
        if between and not between.strip(_BLANKS):
            stop = text.find("\n", other.quantity.end)
            if not text[other.quantity.end : stop if stop >= 0 else None].strip(_BLANKS):
                return True
    return False


def _rows(text: str, numerals: list[Numeral]) -> Iterator[_Row]:
    by_start = {n.quantity.start: n for n in numerals if is_figure(n)}
    dates = {n.quantity.start: n for n in numerals if n.is_date}
    for begin, stop in line_places(text):
        words = [m.span() for m in _TOKEN.finditer(text, begin, stop)]
        numbers: list[Numeral] = []
        for start, end in reversed(words):
            numeral = by_start.get(start)
            if numeral is None or numeral.quantity.end != end:
                break
            numbers.insert(0, numeral)
        yield _Row(words, numbers, [dates[start] for start, _ in words if start in dates])


def _is_sentence(text: str, row: _Row) -> bool:
    return bool(_SENTENCE.search(text, row.words[0][0], row.words[-1][1]))


def _row_to_figures(chunk: Chunk, text: str, row: _Row, heads: list[Place]) -> Iterator[Figure]:
    named = row.words[: len(row.words) - len(row.numbers)]
    name = chunk.cite_of(named[0][0], named[-1][1]) if named else Cite("")
    is_date = (
        len(row.dates) == 1 and len(row.dates[0].quantity.raw) >= len(name.text) - _MOST_AROUND
    )
    when = numerals_to_when(row.dates[:1])
    for numeral, (start, end) in zip(row.numbers, heads, strict=True):
        bracket = _UNIT.search(text, start, end)
        unit = unit_of(bracket.group()) if bracket and numeral.quantity.unit is None else None
        head = chunk.cite_of(start, bracket.start() if unit and bracket else end)
        label = (head,) if is_date or not name else (name, head)
        if _WORDS.search(folded(head.text)):
            yield Figure(numeral, label, when=when, unit=unit)
