"""Medical areas of running text: an area's name, and its municipalities, surface and inhabitants.

１ 北部保健医療圏
構成市町：青葉市、岬町
面積：438.2k㎡　人口：15,280人

○ 南部圏域（港市、磯町、島村）
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.document.model import Cite, Document, Grid, Line

_NAME = (
    r"(?P<name>[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,16}?"
    r"(?:(?:二次)?(?:保健)?(?:医療|福祉)*圏域?|構想区域))"
)
_LEAD = r"^[\s　○◯〇●■□◆◇▶・【（(＜〈［\[0-9０-９．.)）①-⑳ア-ンⅠ-Ⅹ]*"
_HEADING = regex.compile(rf"{_LEAD}{_NAME}[\s　】）)＞〉］\]]*$")
_WITH_LIST = regex.compile(
    rf"{_LEAD}{_NAME}[】］＞]?[\s　]*(?:[（(](?P<list>[^（）()]+)[）)]|[：:][\s　]*(?P<list>\S.*?))"
    r"[\s　]*$"
)
_MUNICIPALITY = r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー]{1,8}[市町村区]"
_LIST = regex.compile(rf"^{_MUNICIPALITY}(?:[\s　]*[、，,・][\s　]*{_MUNICIPALITY})*$")
_MEMBERS = regex.compile(
    r"(?:構成|圏域|圏域内|対象|管内)?の?(?:区?市町村?|市町)名?(?:[\s　]*[：:][\s　]*|[\s　]+)"
    r"(?P<value>[^：:\n]+)"
)
_AREA = regex.compile(
    r"面[\s　]*積[\s　]*[：:]?[\s　]*(?:約[\s　]*)?(?P<value>[0-9０-９][0-9０-９,，.．]*)"
    r"[\s　]*(?:㎢|[kKｋＫ][mMｍＭ㎡][2２²㎡]?|平方キロ)"
)
_POPULATION = regex.compile(
    r"人[\s　]*口[\s　]*[：:]?[\s　]*(?:約[\s　]*)?(?P<value>[0-9０-９][0-9０-９,，]*)[\s　]*人"
)
_BELOW = 8  # lines below a heading that may describe its area


@dataclass(slots=True)
class Told:
    """One area as text describes it."""

    name: Cite
    members: Cite | None = None
    area: Cite | None = None
    population: Cite | None = None

    @property
    def stated(self) -> int:
        return sum(x is not None for x in (self.members, self.area, self.population))


def told_areas(document: Document) -> Iterator[Told]:
    """The areas that headings name and lines below describe, and those of lists with members."""
    found: list[Told] = []
    for index, item in enumerate(document.flow):
        if isinstance(item, Grid) or item.margin or not ("圏" in item.text or "区域" in item.text):
            continue  # few lines name an area
        if told := _with_list(item):
            found.append(told)
        elif heading := _HEADING.match(item.text):
            told = Told(item.cite(*heading.span("name")))
            _describe(told, document, index)
            if told.stated >= 2:
                found.append(told)
    if len(found) >= 2:
        yield from found


def _with_list(line: Line) -> Told | None:
    match = _WITH_LIST.match(line.text)
    if match is None:
        return None
    value = line.cite(*match.span("list"))
    return Told(line.cite(*match.span("name")), value) if _LIST.match(value.text) else None


def _describe(told: Told, document: Document, index: int) -> None:
    """What the lines below a heading say, down to the next heading of an area or table."""
    for item in document.flow[index + 1 : index + 1 + _BELOW]:
        if isinstance(item, Grid) or _HEADING.match(item.text):
            return
        members = _MEMBERS.search(item.text)
        if members and told.members is None:
            value = _first_list(item.cite(*members.span("value")))
            told.members = value if _LIST.match(value.text) else None
        if told.area is None and (area := _AREA.search(item.text)):
            told.area = item.cite(*area.span("value"))
        if told.population is None and (people := _POPULATION.search(item.text)):
            told.population = item.cite(*people.span("value"))


def _first_list(cite: Cite) -> Cite:
    """The words up to the next label of the line: 青葉市、岬町　面積."""
    gap = regex.search(r"[\s　]+(?=\S{2,4}[\s　]*$|面積|人口|世帯)", cite.text)
    return cite.part(0, gap.start()) if gap else cite
