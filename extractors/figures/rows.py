"""Rows of numbers in a text that lost its columns, under a line of as many heads.

年度 国民医療費（億円） １人当たり医療費（千円）
平成28年度 4,512 313
平成29年度 4,640 321

The heads may be years; what is counted then stands in front of the numbers or above the heads.
（指標） H28 H29 H30
相談窓口の数（か所） 12 14 15
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extractors.figures.find import Figure
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.sketch import is_figure
from extractors.figures.times import numerals_to_when
from extractors.figures.words import folded
from normalizers.patterns import compiled
from normalizers.text import line_places
from normalizers.unit import unit_of
from pipeline.document.model import Cite

_BLANKS = " 　\t"
_TOKEN = compiled(r"[^ 　\t]+")
_UNIT = compiled(r"\((?:単位:)?[^()]{1,8}\)$")
_WORDS = compiled(r"[\p{Han}\p{Katakana}A-Za-z]{2}")
_SENTENCE = compiled(r"[。、]")
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
    upper: list[Place] = []  # the heads on the lines right above these
    years: list[Numeral] = []  # of the last heads, where they are years
    title: list[Place] = []  # the line above such heads
    before: list[Place] = []
    since = 0  # lines without numbers since the heads
    for row in _rows(text, numerals):
        count = len(row.numbers)
        named = row.words[: len(row.words) - count] or title
        if count >= _LEAST and len(years) >= _LEAST and named:
            of = years if count == len(years) else []
            yield from _years_to_figures(chunk, text, row, named, of)
            since = 0
        elif count >= _LEAST and not years and len(heads) - count in (0, 1):
            yield from _row_to_figures(chunk, text, row, heads[-count:])
            since = 0
        elif count > _LEAST and not years and upper and len(upper) + len(heads) == count:
            yield from _row_to_figures(chunk, text, row, [*upper, *heads])
            since = 0
        elif count == 0 and len(row.words) > _LEAST and not _is_sentence(text, row):
            upper = heads if since <= 1 and not years else []
            heads, since = row.words, 0
            years = _years_at_end(row)
            title = before if len(years) == len(heads) else []
        else:
            since += 1
            heads, years = (heads, years) if since <= _REACH else ([], [])
        before = [] if count or not row.words or _is_sentence(text, row) else row.words


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


def _years_at_end(row: _Row) -> list[Numeral]:
    """The years that are the last words of a line of heads, one a word."""
    by_place = {(d.quantity.start, d.quantity.end): d for d in row.dates}
    years: list[Numeral] = []
    for place in reversed(row.words):
        if place not in by_place:
            break
        years.insert(0, by_place[place])
    return years


def _years_to_figures(
    chunk: Chunk, text: str, row: _Row, named: list[Place], years: list[Numeral]
) -> Iterator[Figure]:
    """The numbers of a row under years; no years: there are more or fewer of them than numbers,
    so which is of which stays open."""
    start, end = named[0][0], named[-1][1]
    bracket = _UNIT.search(text, start, end)
    of_name = unit_of(bracket.group()) if bracket else None
    name = chunk.cite_of(start, bracket.start() if of_name and bracket else end)
    if not _WORDS.search(folded(name.text)):
        return
    for numeral, year in zip_longest(row.numbers, years):
        when = numerals_to_when([year]) if year else None
        unit = of_name if numeral.quantity.unit is None else None
        yield Figure(numeral, (name,), when=when, unit=unit)


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
