"""Medical areas that sentences describe.

「北部医療圏」は、東浜県北部の青葉市及び岬町の１市１町からなり、面積は438.2k㎡、人口は約１万５千人です。
本県の医療圏は、北部（青葉市、岬町）、中部（西山市）及び南部（港市、磯町）の３圏域です。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.shared.nearby import Passage, lines_to_passage
from normalizers.number import parse_number
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line

MUNICIPALITY = r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー]{1,8}[市町村区]"
_ABOUT = r"[\s　]*[：:はが]?[\s　]*(?:(?:約|およそ|概ね)[\s　]*)?"
AREA = compiled(
    rf"面[\s　]*積{_ABOUT}(?P<value>[0-9０-９][0-9０-９,，.．]*)"
    r"[\s　]*(?:㎢|[kKｋＫ][mMｍＭ㎡][2２²㎡]?|平方(?:キロ|[kKｋＫ][mMｍＭ]))"
)
POPULATION = compiled(rf"人[\s　]*口{_ABOUT}(?P<value>[0-9０-９][0-9０-９,，万千]*)[\s　]*人")
_MEMBER = (  # the shortest that ends before a separator or the verb: 紀西市と岩浜市
    r"[\p{Han}\p{Hiragana}\p{Katakana}ケヶー]{1,8}?[市町村区](?=[、，・のでかに（()）]|及び|並びに|と|$)"
)
_LETTER = r"[\p{Han}\p{Hiragana}\p{Katakana}ー・]"
_AND = r"(?:[、，・]|及び|並びに|と)"
_NUMERAL = r"(?:[0-9０-９]+|[一二三四五六七八九十]+)"
_ONES = {"ひと": 1, "ふた": 2, "みっ": 3}
_NAMED = compiled(  # 「北部医療圏」は
    rf"(?<![\p{{Han}}\p{{Katakana}}ー・])(?P<name>{_LETTER}{{1,16}}?"
    r"(?:(?:二次)?(?:保健)?(?:医療|福祉)+圏域?|圏域))[」』]?"
    r"(?:は[、，]?|(?:全体|全域)?の(?=総?面積|総?人口))"
)
_ANY = compiled(  # 本医療圏, 二次保健医療圏: of no name
    r"(?:本|当|同|この|その|各|両|全|他|隣接|[一二三]次|第[一二三]次|保健|医療|福祉|圏域?|の)+"
    r"|.*の(?:二次|保健|医療|福祉|構想)*(?:圏域?|区域)"
)
_OF = compiled(r"^.*(?:(?:[都道府県]|本県|当県)の|である)")  # 東浜県の北部医療圏
_WHERE = (  # 東浜県北部の, before the names
    r"(?:[^、，。（）()]{0,16}(?:[都道府県]|[東西南北央中]部|内陸部|沿岸|地方|地域|盆地|半島|側|にある?)"
    r"(?:の|ある))?"
)
_CONSISTS = compiled(
    rf"{_WHERE}(?P<list>{_MEMBER}(?:{_AND}{_MEMBER})*+)"
    rf"(?P<count>(?:の|[（(])(?:(?:{_NUMERAL}|ひと|ふた|みっ)(?:つの)?(?:自治体|[市町村区]+)"
    r"(?:と|、?そして|及び|[、，])?)+[）)]?|[（(][^（()）]*[)）])?"
    r"(?:で構成|から(?:な|成|構成)|によ(?:って|り)構成)"
)
_NAMES = compiled(_MEMBER)
_COUNT = compiled(rf"{_NUMERAL}|ひと|ふた|みっ")
_GENERAL = compiled(
    r"^[市町村区]と|[市町][町村](?:$|[、，・と])|[市町][町村]及び|いくつか|複数|各|すべて|全て"
)
_OF_IT = compiled(
    r"^[\s　]*(?:また[、，]?)?(?:(?:本|当|同|この)(?:二次)?(?:保健)?(?:医療)?圏"
    r"|(?:二次)?(?:保健)?医療圏の(?:面積|人口)|その(?:面積|人口))"
)
_BARE = compiled(  # 平成25年３月時点で面積は: of what the sentences before are about
    r"^[\s　]*(?:[^。、，]{1,14}(?:時点|現在)(?:で|の|における)[、，]?)?総?(?:面積|人口)は"
)
_PARTS = compiled(
    rf"(?:及び|並びに)?(?P<name>{_LETTER}{{1,10}}?)(?:(?:保健)?医療圏|圏域)?[（(]"
    rf"(?P<list>{_MEMBER}(?:[、，・]{_MEMBER})*+)[)）]"
)
_HOW_MANY = compiled(
    rf"(?P<count>{_NUMERAL})[\s　]*(?:つの)?(?:(?:二次)?(?:保健)?医療圏域?|圏域|構想区域)"
)
_JOINT = compiled(r"[\s　]*(?:[、，]|及び|並びに|と|[、，]及び)?[\s　]*")
_SPOKEN = 4  # lines that a sentence may take
_AHEAD = 8  # characters that a name may take of the next line
_FEWEST = 2


@dataclass(slots=True)
class Told:
    """One area as text describes it."""

    name: Cite
    members: Cite | None = None
    area: Cite | None = None
    population: Cite | None = None
    owner: Cite | None = None  # the prefecture that the list puts it in

    @property
    def stated(self) -> int:
        return sum(x is not None for x in (self.members, self.area, self.population))


def areas_in_sentences(document: Document, index: int) -> Iterator[Told]:
    """The areas of the sentence that begins in a line: the one that it describes with those behind
    it, or as many as it lists and counts."""
    lines = [x for x in document.flow[index : index + _SPOKEN] if isinstance(x, Line)]
    passage, first = lines_to_passage(lines), len(lines[0].text)
    for found in _NAMED.finditer(passage.text, 0, first + _AHEAD):
        if told := _described(passage, found):
            yield told
    for found in _HOW_MANY.finditer(passage.text):
        yield from _counted(passage, found, first)


def names_no_area(text: str) -> bool:
    """Whether a text speaks of areas and names none: 本医療圏, 二次保健医療圏."""
    return _ANY.fullmatch(text) is not None


def _described(passage: Passage, found: regex.Match[str]) -> Told | None:
    """The area that a sentence is about: its municipalities, or both its surface and inhabitants,
    as this sentence or those behind it say."""
    low, high = found.span("name")
    if owner := _OF.match(found["name"]):
        low += owner.end()
    if "の" in passage.text[low:high] or names_no_area(passage.text[low:high]):
        return None
    told = Told(passage.cite(low, high))
    start = found.end()
    listed = _CONSISTS.match(passage.text, start)
    if listed and _agrees(listed):
        told.members = passage.cite(*listed.span("list"))
    about = True  # every sentence so far is about areas
    for sentence in passage.text[start:].split("。"):
        if start > found.end() and _names_another(sentence, told.name.text):
            break
        if start == found.end() or _OF_IT.match(sentence) or (about and _BARE.match(sentence)):
            for name, pattern in (("area", AREA), ("population", POPULATION)):
                said = pattern.search(passage.text, start, start + len(sentence))
                if said and getattr(told, name) is None:
                    setattr(told, name, passage.cite(*said.span("value")))
        about = about and "圏" in sentence
        start += len(sentence) + 1
    return told if told.members or (told.area and told.population) else None


def _names_another(sentence: str, own: str) -> bool:
    """Whether a sentence goes on to another area, of which its figures are."""
    named = (found["name"] for found in _NAMED.finditer(sentence))
    return any(not names_no_area(name) and not name.endswith(own) for name in named)


def _agrees(listed: regex.Match[str]) -> bool:
    """Whether a list names municipalities, and as many as it says (１市４町)."""
    if _GENERAL.search(listed["list"]):
        return False
    said = _COUNT.findall(listed["count"] or "")
    counts = [_ONES.get(n) or int(parse_number(n)) for n in said]
    return not counts or sum(counts) == len(_NAMES.findall(listed["list"]))


def _counted(passage: Passage, count: regex.Match[str], first: int) -> Iterator[Told]:
    """北部（青葉市、岬町）、南部（港市）の２圏域: the areas of a list, where they are as many."""
    found: list[regex.Match[str]] = []
    for part in _PARTS.finditer(passage.text, 0, count.start()):
        joint = passage.text[found[-1].end() : part.start()] if found else ""
        if not _JOINT.fullmatch(joint):
            found = []
        found.append(part)
    if len(found) < _FEWEST or len(found) != int(parse_number(count["count"])):
        return
    if found[0].start() >= first or passage.text[found[-1].end() : count.start()] not in ("", "の"):
        return
    for part in found:
        yield Told(passage.cite(*part.span("name")), passage.cite(*part.span("list")))
