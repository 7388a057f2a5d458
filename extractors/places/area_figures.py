"""Medical areas whose surface and inhabitants stand on the lines below their names.

医療圏名 / 面積 / （k㎡） / 人口 / 人口割合（％） / 人口密度 / 病院数
北部保健医療圏 / 412.50 101,200 / 61.5％ / 245.3 / 12
南部保健医 / 療圏 / 380.25 / 63,300 / …
792.75 164,500

Which numbers are an area's is proved by the document: surfaces and inhabitants add up to those of a
line without a name, or each pair gives the density that stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.total import is_total
from pipeline.document.model import Cite, Document, Grid

_WORD = compiled(r"\S+")
_NAMES = compiled(r"(?:医療圏域?|圏域|区域)名")
_SURFACE = compiled(r"面[\s　]*積")
_PEOPLE = compiled(r"^[\s　]*人[\s　]*口[\s　]*(?:[（(].*)?$")
_NAME = compiled(r"[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,14}")
_MARK = compiled(r"[\s　]*(?:[※＊*]|[（(][※＊*][)）])[0-9０-９]?$")
_NUMBER = compiled(r"[0-9０-９]{1,3}(?:[,，]?[0-9０-９]{3})*(?:[.．][0-9０-９]+)?")
_FEWEST = 3  # areas
_HEAD_LINES = 12  # from the head of the names down to that of the inhabitants
_MOST_PIECES = 2  # lines of a name
_ROUNDED = Decimal("0.06")  # of the surface of each area
_DENSITY = Decimal("0.06")  # of a density with one decimal


@dataclass(slots=True)
class Figures:
    """The words of a name, and the numbers behind it as they stand."""

    name: list[Cite]
    numbers: list[Cite] = field(default_factory=list)

    def value(self, at: int) -> Decimal:
        """The number at a place; 0 where there is none."""
        return _value(self.numbers[at]) if at < len(self.numbers) else Decimal(0)

    def is_dense(self) -> bool:
        """Whether a number behind surface and inhabitants is their density."""
        if not self.value(0):
            return False
        density = self.value(1) / self.value(0)
        behind = (_value(cite) for cite in self.numbers[2:])
        return any(abs(number - density) <= _DENSITY for number in behind)


def figured_areas(document: Document) -> Iterator[tuple[Cite, Cite, Cite]]:
    """Name, surface and inhabitants of the areas below the heads of such a list, where the document
    proves them all."""
    for index, item in enumerate(document.flow):
        if isinstance(item, Grid) or not _NAMES.search(item.text):
            continue  # few lines are heads of names
        if start := _behind_heads(document, index):
            yield from _proved(list(_read(document, start)))


def _behind_heads(document: Document, index: int) -> int:
    """Where the lines below the heads 面積 and 人口 begin, in this order; 0 without these heads."""
    surface = False
    for at in range(index, min(index + _HEAD_LINES, len(document.flow))):
        item = document.flow[at]
        if isinstance(item, Grid):
            return 0
        if surface and _PEOPLE.match(item.text):
            return at + 1
        surface = surface or bool(_SURFACE.search(item.text))
    return 0


def _read(document: Document, start: int) -> Iterator[Figures]:
    """The names below the heads with the numbers behind each, and the numbers of a line of two
    without a name (those of all areas), as far as the lines hold nothing else."""
    current: Figures | None = None
    for item in document.flow[start:]:
        if isinstance(item, Grid) or "。" in item.text:
            break
        words = [item.cite(*found.span()) for found in _WORD.finditer(item.text)]
        if all(_is_number(word) for word in words):
            if len(words) == 2 and current and len(current.numbers) > 2 and _is_pair(words):
                yield current
                current = Figures([])
            if current:
                current.numbers += words
            continue
        if len(words) != 1 or not _NAME.fullmatch(_bare(words[0])):
            if current and current.numbers:
                yield current
            current = None
        elif current and not current.numbers and len(current.name) < _MOST_PIECES:
            current.name.append(words[0])
        else:
            if current and current.numbers:
                yield current
            current = Figures([] if is_total(words[0].text) else [words[0]])
    if current and current.numbers:
        yield current


def _proved(found: list[Figures]) -> Iterator[tuple[Cite, Cite, Cite]]:
    """The areas of a list that its total or each density proves; none where neither does."""
    areas = [x for x in found if x.name and _has_pair(x)]
    totals = [x for x in found if not x.name]
    if len(areas) < _FEWEST:
        return
    surface, people = sum(x.value(0) for x in areas), sum(x.value(1) for x in areas)
    slack = _ROUNDED * len(areas)
    summed = any(
        abs(x.value(0) - surface) <= slack and abs(x.value(1) - people) <= 1 for x in totals
    )
    if not summed and not all(x.is_dense() for x in areas):
        return
    for x in areas:
        last = _MARK.search(x.name[-1].text)
        pieces = [*x.name[:-1], x.name[-1].part(0, last.start() if last else None)]
        yield Cite.join(pieces), x.numbers[0], x.numbers[1]


def _has_pair(figures: Figures) -> bool:
    return len(figures.numbers) > 1 and _is_pair(figures.numbers[:2])


def _is_pair(words: list[Cite]) -> bool:
    """A surface and inhabitants: the second is whole and larger."""
    surface, people = map(_value, words)
    return people == people.to_integral_value() and people > surface


def _is_number(word: Cite) -> bool:
    return bool(_NUMBER.fullmatch(word.text.rstrip("%％")))


def _bare(word: Cite) -> str:
    return _MARK.sub("", word.text)


def _value(cite: Cite) -> Decimal:
    return parse_number(cite.text.rstrip("%％"))
