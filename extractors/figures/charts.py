"""Charts that lost their picture: a row of data, the names of its bars, the numbers of its axis.

制度の使い方を知 / りたい / 料金について聞 / きたい / その他     the names, wrapped
件数 31 24 6                                                the data
0 / 10 / 20 / 30                                            the axis
相談の内容(令和元年度)                                         the caption
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from extractors.figures.find import Figure
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.times import numerals_to_when
from extractors.figures.words import words
from normalizers.patterns import compiled
from normalizers.quantity import Quantity
from normalizers.text import line_places
from normalizers.unit import unit_of
from pipeline.document.model import Cite

_NUMBERS_ALONE = compiled(r"[0-9,.%\s]*")
_DATA = compiled(r"\s*(?P<name>[^\s0-9]{1,10})\s*:?\s+(?:[0-9][0-9,.]*%?\s+){2,}[0-9][0-9,.]*%?\s*")
_SENTENCE = compiled(r"[。、]")
_MARKED = compiled(r"\s*(?:[<＜【〈《○●・◆■※]|[0-9]+[.．])")
_MOST_NAMES = 40  # lines above a row of data that its names can take
_CAPTION = 8  # lines below it that its caption is looked for in
_TICKS = 3  # numbers of an axis at least


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def chunk_to_chart_figures(
    chunk: Chunk, numerals: list[Numeral], repeated: Container[str]
) -> Iterator[Figure]:
    """The values of every row of chart data, each with the name of its bar."""
    known = words().counters
    if chunk.grid is not None or not any(name in chunk.folded for name in known):
        return
    lines = _lines(chunk)
    for number, line in enumerate(lines):
        if not line.text.lstrip().startswith(tuple(known)):
            continue
        match = _DATA.fullmatch(line.text)
        if match is None or match["name"] not in known:
            continue
        values = [n for n in numerals if line.start <= n.quantity.start < line.end]
        names = _names(chunk, lines[max(0, number - _MOST_NAMES) : number], len(values), repeated)
        if names is None:
            continue
        measure = chunk.cite_of(line.start + match.start("name"), line.start + match.end("name"))
        caption = _caption(lines[number + 1 : number + 1 + _CAPTION], repeated)
        title = [chunk.cite_of(caption.start, caption.end)] if caption else []
        dates = [
            n
            for n in numerals
            if caption and caption.start <= n.quantity.start < caption.end and n.is_date
        ]
        for value, name in zip(values, names, strict=True):
            label, when = (*title, measure, name), numerals_to_when(dates[:1])
            yield Figure(value, label, when=when, unit=unit_of(known[match["name"]]))


def axis_numerals(chunk: Chunk, numerals: list[Numeral]) -> Iterator[Numeral]:
    """Numbers that stand alone on lines of their own, in equal steps."""
    if chunk.grid is not None or len(numerals) < _TICKS:
        return
    run: list[Numeral] = []
    for numeral in numerals:
        if not _is_tick(chunk.text, numeral.quantity):
            continue
        if run and run[-1].quantity.end + 1 != numeral.quantity.start:
            if _is_axis(run):
                yield from run
            run = []
        run.append(numeral)
    if _is_axis(run):
        yield from run


def _is_tick(text: str, quantity: Quantity) -> bool:
    """Whether a plain number is all that its line holds."""
    start, end = quantity.start, quantity.end
    if quantity.value is None or quantity.dimension not in ("count", "percent"):
        return False
    return text[end : end + 1] in ("", "\n") and (start == 0 or text[start - 1] == "\n")


def _is_axis(run: list[Numeral]) -> bool:
    values = [n.quantity.value for n in run if n.quantity.value is not None]
    steps = {b - a for a, b in pairwise(values)}
    return len(values) >= _TICKS and len(steps) == 1 and steps != {0} and 0 in values


def _lines(chunk: Chunk) -> list[_Line]:
    return [_Line(a, b, chunk.folded[a:b]) for a, b in line_places(chunk.folded)]


def _names(
    chunk: Chunk, above: list[_Line], count: int, repeated: Container[str]
) -> list[Cite] | None:
    """The names of the bars: as many groups of the lines above as there are values.

    A name is wrapped at the width of its bar, so it ends where its lines are shortest.
    """
    lines: list[_Line] = []
    for line in reversed(above):
        text = line.text.strip()
        if text in repeated or _MARKED.match(text) or _SENTENCE.search(text):
            break
        lines.insert(0, line)
    if len(lines) < count:
        return None
    inner = [i for i, line in enumerate(lines[:-1]) if _is_balanced(line.text)]
    ends = sorted(sorted(inner, key=lambda i: (len(lines[i].text), i))[: count - 1])
    if len(ends) < count - 1:
        return None
    starts = [0, *(end + 1 for end in ends)]
    groups = [lines[a:b] for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [chunk.cite_of(group[0].start, group[-1].end) for group in groups]


def _is_balanced(text: str) -> bool:
    return text.count("(") <= text.count(")")


def _caption(below: list[_Line], repeated: Container[str]) -> _Line | None:
    """The first line below with words, if it is no heading of the form and no sentence."""
    for line in below:
        text = line.text.strip()
        if _NUMBERS_ALONE.fullmatch(text):
            continue
        plain = len(text) <= 30 and not _SENTENCE.search(text) and not _MARKED.match(text)
        return line if plain and text not in repeated else None
    return None
