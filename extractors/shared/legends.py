"""What the marks of a funding column stand for, as heads, captions or notes below a table say it.

財源 ①基金②県単③国庫      財源 国：国庫 基：基金 県：県単      ※財源 Ａ＝国庫補助金、Ｂ＝県単独
（注）「国」は国庫補助、「単」は県単独事業を示す。    ※ ①地域医療介護総合確保基金 ②県単独 ③国庫補助
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from extractors.shared.sources import source_in
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, Line, once

Legend = dict[str, Cite]

_WORDS = compiled(  # up to a comma, a bracket that closes, or the unit
    r"(?:(?![\s　]*[（(\[［][\s　]*単位)(?:[（(][^（）()]*[)）]|[^、,，。)）]))*"
)
_CIRCLED = compiled(r"[①-⑳➀-➉]\s*[^\s①-⑳➀-➉、,，)）]+")
_MARK = compiled(r"[①-⑳➀-➉][\s　]*[:：=＝]?")
_LETTER = compiled(
    r"(?<![\p{L}\p{N}])(?P<mark>[\p{Han}A-ZＡ-Ｚア-ン])[\s　]*[:：=＝][\s　]*"
    r"(?P<words>[^\s　:：=＝、，,。（()）]{2,20})"
)
_QUOTED = compiled(
    r"「(?P<mark>[\p{Han}A-ZＡ-Ｚ])」は[\s　]*(?P<words>[^「」、，,。（()）]{2,20}?)"
    r"(?=を(?:示|表|意味)|を?[、，,。]|です|[\s　]*$)"
)
_SIGNS = (":", "：", "=", "＝", "」は")
_SECONDS = ("②", "➁")
_LONGEST_WORDS, _LONGEST_SOURCE = 12, 24


def without_legend(text: str) -> str:
    """A head without the legend behind its words."""
    found = _CIRCLED.search(text)
    if found is None and any(sign in text for sign in _SIGNS) and _letters(Cite(text)):
        found = _LETTER.search(text)
    return text[: found.start()].strip() if found and found.start() else text


def legend_of(cites: Iterable[Cite]) -> Legend:
    """What each mark stands for, of the first text that says it; empty where none does."""
    return next((found for cite in cites if (found := _circled(cite) or _letters(cite))), {})


def legend_of_document(document: Document, grid: Grid) -> Legend:
    """The legend that stands below a table, or anywhere else where the document has but one place
    for it: its words are sources of money."""
    stated = _legends(document)
    below = (legend for index, legend in stated if index >= grid.first_line)
    return next(below, stated[0][1] if stated else {})


@once
def _legends(document: Document) -> list[tuple[int, Legend]]:
    """The legends of sources, each with the index of its line."""
    stated = ((line.index, _legend_in(line)) for line in document.lines)
    return [(index, found) for index, found in stated if found]


def _legend_in(line: Line) -> Legend:
    found: Legend = {}
    if any(sign in line.text for sign in _SIGNS):
        found = _letters(line.cite())
    if not found and any(mark in line.text for mark in _SECONDS):
        found = _of_sources(_circled(line.cite(), _LONGEST_SOURCE))
    return found


def _of_sources(found: Legend) -> Legend:
    """A legend most of whose marks stand for sources of money; any other line numbers its points
    with such marks (①協議会の設置 ②研修の実施)."""
    known = sum(source_in(c.text) is not None for c in found.values())
    return found if len(found) > 1 and known * 2 > len(found) else {}


def _circled(cite: Cite, longest: int = _LONGEST_WORDS) -> Legend:
    """① 基金 ② 県単 ③ 国庫: what the marks in cells stand for."""
    marks = list(_MARK.finditer(cite.text))
    if len(marks) < 2 or marks[0].group()[0] not in "①➀":
        return {}
    ends = [*(m.start() for m in marks[1:]), len(cite.text)]
    found = {}
    for mark, end in zip(marks, ends, strict=True):
        words = _WORDS.match(cite.text, mark.end(), end)
        found[mark.group()[0]] = cite.part(mark.end(), words.end() if words else end)
    return found if all(c and len(c.text) <= longest for c in found.values()) else {}


def _letters(cite: Cite) -> Legend:
    """国：国庫 基：基金: single letters, most of which stand for sources of money."""
    found: Legend = {}
    for match in chain(_LETTER.finditer(cite.text), _QUOTED.finditer(cite.text)):
        found.setdefault(match.group("mark"), cite.part(*match.span("words")))
    return _of_sources(found)
