"""Medical areas of running text: an area's name, and its municipalities, surface and inhabitants.

１ 北部保健医療圏
構成市町：青葉市、岬町
面積：438.2k㎡　人口：15,280人

○ 南部圏域（港市、磯町、島村）

都道府県 二次医療圏 市町村
東浜県
北部 青葉市、岬町
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

import regex

from extractors.places.area_figures import figured_areas
from extractors.places.area_sentences import (
    AREA,
    MUNICIPALITY,
    POPULATION,
    Told,
    areas_in_sentences,
    names_no_area,
)
from normalizers.patterns import compiled
from normalizers.prefecture import prefectures
from pipeline.document.model import Cite, Document, Grid, Line

_NAME = (
    r"(?P<name>[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,16}?"
    r"(?:(?:二次)?(?:保健)?(?:医療|福祉)*圏域?|構想区域))"
)
_LEAD = r"^[\s　○◯〇●■□◆◇▶・【（(＜〈［\[0-9０-９．.)）①-⑳ア-ンⅠ-Ⅹ]*"
_LABEL = r"(?:(?:[二2２]次)?(?:保健)?(?:医療)?圏域?(?:名称?|の名称)?[\s　]*[：:][\s　]*)?"
_HEADING = compiled(rf"{_LEAD}{_LABEL}{_NAME}[\s　】）)＞〉］\]]*$")
_WITH_LIST = compiled(
    rf"{_LEAD}{_NAME}[】］＞]?(?:[\s　]*[（(](?P<list>[^（）()]+)[）)]"
    r"|(?:[\s　]*[：:][\s　]*|[\s　]+)(?P<list>\S.*?))[\s　]*$"
)
_LIST = compiled(rf"^{MUNICIPALITY}(?:[\s　]*[、，,・][\s　]*{MUNICIPALITY})*$")
_MEMBERS = compiled(
    r"(?:構成|圏域|圏域内|対象|管内)?の?(?:区?市町村?|市町)名?(?:[\s　]*[：:][\s　]*|[\s　]+)"
    r"(?P<value>[^：:\n]+)"
)
_HEADS = compiled(  # of a list of areas and their municipalities, prefecture by prefecture
    r"(?:都道府県名?)?(?:[二2２]次)?(?:保健)?(?:医療)?圏域?名?(?:(?:構成|圏域内|対象)の?)?"
    r"(?:市区?町村?|市町)名?"
)
_HEAD_ALONE = compiled(r"(?:[二2２]次)(?:保健)?医療圏名?")  # a line below 都道府県
_MEMBER = compiled(
    r"(?:[\p{Han}\p{Hiragana}\p{Katakana}]{1,5}郡[\s　]*[（(]?)?"
    r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー]{1,8}[市町村区][）)]?"
)
_TAIL = compiled(r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー]{0,8}[市町村区][）)]?")
_TORN = compiled(r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー（(]{0,9}")  # up to the end of a line
_BETWEEN = compiled(r"[\s　]*[、，,・][\s　]*")
_WORD = compiled(r"\S+")
_MOST_HEADS = 6  # words: 市 町 村 may be spaced
_AREA_WORD = compiled(r"[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,12}")
_COUNTED = compiled(r"[\s　]*(?:の|[（(])[\s　]*(?:[0-9０-９]+[市町村区]+)+[\s　]*[)）]?$")
_BELOW = 8  # lines below a heading that may describe its area


def told_areas(document: Document) -> Iterator[Told]:
    """The areas that headings name and lines below describe, and those of lists with members."""
    found: list[Told] = []
    headed: list[Told] = []
    behind = 0  # the run of headings read last
    for index, item in enumerate(document.flow):
        if isinstance(item, Grid) or item.margin or not ("圏" in item.text or "区域" in item.text):
            continue  # few lines name an area
        if _is_head(item) or _is_head_below(document, index):
            headed += _below_head(document, index)
        elif told := _with_list(item):
            found.append(told)
        elif heading := _HEADING.match(item.text):
            told = Told(item.cite(*heading.span("name")))
            _describe(told, document, index)
            if told.stated >= 2:
                found.append(told)
            elif index >= behind and not told.stated and not names_no_area(told.name.text):
                run, lists = _run_of(document, index)
                behind = index + len(run)
                if len(run) == len(lists):
                    found += [replace(told, members=m) for told, m in zip(run, lists, strict=True)]
        else:
            headed += areas_in_sentences(document, index)
    yield from headed
    for name, area, population in figured_areas(document):
        yield Told(name, area=area, population=population)
    if len(found) >= 2:
        yield from found


def _is_head(line: Line) -> bool:
    """都道府県 二次医療圏 市町村: the heads of a list of areas and their municipalities."""
    words = line.text.split()
    return 1 < len(words) <= _MOST_HEADS and bool(_HEADS.fullmatch("".join(words)))


def _is_head_below(document: Document, index: int) -> bool:
    """都道府県 above 二次医療圏: the same heads on lines of their own."""
    above, item = document.flow[index - 1] if index else None, document.flow[index]
    alone = isinstance(item, Line) and _HEAD_ALONE.fullmatch(item.text.strip())
    return bool(alone) and isinstance(above, Line) and above.text.strip().startswith("都道府県")


def _below_head(document: Document, index: int) -> list[Told]:
    """The areas of the list below its heads, down to the first line that is no part of it."""
    listed = _List()
    for item in document.flow[index + 1 :]:
        if isinstance(item, Grid) or not (item.margin or listed.take(item)):
            break
    found = [told for told in listed.found if told.members]
    return found if len(found) >= 2 else []


@dataclass(slots=True)
class _List:
    """The areas of a list, line by line; the municipalities of a name may stand on further lines,
    which may break within a name (新 / ひだか町)."""

    found: list[Told] = field(default_factory=list)
    owner: Cite | None = None
    torn: bool = False  # the last line ends within a list

    def take(self, line: Line) -> bool:
        """Add what a line says; False for one that is no part of the list."""
        words = [line.cite(*m.span()) for m in _WORD.finditer(line.text)]
        if words and words[0].text in prefectures():
            self.owner, self.torn = words.pop(0), False
            if self.found and self.found[-1].members is None:
                self.found.pop()  # 島しょ: of the prefecture as a whole
        if not words:
            return True
        last = self.found[-1] if self.found else None
        goes_on = last is not None and (self.torn or last.members is None)
        if len(words) == 1 and goes_on and _lists(words[0].text, torn=self.torn):
            self._add(words[0])
            return True
        named = _AREA_WORD.fullmatch(words[0].text) is not None
        if not named or len(words) > 2 or (last is not None and last.members is None):
            return False
        if len(words) == 2 and not _lists(words[1].text, torn=False):
            return False
        self.found.append(Told(words[0], owner=self.owner))
        self.torn = False
        if len(words) == 2:
            self._add(words[1])
        return True

    def _add(self, members: Cite) -> None:
        told = self.found[-1]
        told.members = Cite.join([told.members, members]) if told.members else members
        self.torn = not _MEMBER.fullmatch(_BETWEEN.split(members.text)[-1])


def _lists(text: str, *, torn: bool) -> bool:
    """Whether a text lists municipalities; its first piece may be the end of a torn name, its last
    the beginning of one."""
    pieces = _BETWEEN.split(text)
    whole = pieces[1:] if torn and _TAIL.fullmatch(pieces[0]) else pieces
    if len(pieces) > 1 and _TORN.fullmatch(pieces[-1]):
        whole = whole[:-1]
    return all(map(_MEMBER.fullmatch, whole))


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
        if told.area is None and (area := AREA.search(item.text)):
            told.area = item.cite(*area.span("value"))
        if told.population is None and (people := POPULATION.search(item.text)):
            told.population = item.cite(*people.span("value"))


def _run_of(document: Document, index: int) -> tuple[list[Told], list[Cite]]:
    """The areas of headings that stand together, and the lists of municipalities right below them:
    where there are as many, they are theirs, in this order."""
    flow = document.flow
    lines = takewhile(lambda x: isinstance(x, Line), map(flow.__getitem__, range(index, len(flow))))
    headed, lists, torn = list[Told](), list[Cite](), False
    for cite in (line.cite() for line in lines if isinstance(line, Line) and not line.margin):
        heading = _HEADING.match(cite.text)
        if heading and not lists:
            headed.append(Told(cite.part(*heading.span("name"))))
            continue
        counted = _COUNTED.search(cite.text)
        members = cite.part(0, counted.start() if counted else None)
        if not _LIST.match(members.text.rstrip("、，")):
            break
        lists[-1:] = [Cite.join([lists[-1], members])] if torn else [*lists[-1:], members]
        torn = members.text.endswith(("、", "，"))
    return headed, [] if torn else lists


def _first_list(cite: Cite) -> Cite:
    """The words up to the next label of the line: 青葉市、岬町　面積."""
    gap = regex.search(r"[\s　]+(?=\S{2,4}[\s　]*$|面積|人口|世帯)", cite.text)
    return cite.part(0, gap.start()) if gap else cite
