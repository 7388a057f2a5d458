"""Whose document it is: the prefecture or municipality that publishes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import regex

from extractors.row import Given, Value
from extractors.shared.heads import columns_of
from extractors.shared.municipality import (
    WRITTEN,
    is_name,
    speaking_municipality,
    speaks_of_residents,
    titled_municipality,
)
from normalizers.patterns import compiled
from normalizers.prefecture import find_prefecture, find_prefectures
from normalizers.printed_years import ERA, NUMBER
from pipeline.document.model import Cite, Document, Line, once

_OF_MUNICIPALITY = compiled(r"[市町村](?:長|議会)|市単|(?:都道府県|[都道府県])支出金")
_TOWN = rf"{WRITTEN}(?:市|(?<!市)町|(?<![市町])村)"
_CITY = compiled(
    r"(?:(?<![\p{Han}、，・：:])|(?<=年度)|(?<=[0-9０-９][次期]))(?![次期回])"
    r"(?P<city>(?!\p{Han}{0,3}年度)"
    r"(?!(?:各|関係|県内|周辺|対象|近隣|構成|全)?[市町村区都道府県]{2,})"
    rf"{_TOWN})"
    r"(?=$|[\s　（(のにおける総令平長行第]|予算|当初|決算|一般会計)"
)
_CITY_OF = compiled(  # a prefecture and its town; behind them a unit, an office or an area
    r"^[\s　]*(?P<prefecture>\p{Han}{2,3}[都道府県])[\s　]*(?:\p{Han}{1,4}郡)?[\s　]*"
    r"(?P<city>(?!内|の|各[市町村]|全|管内)[\p{Han}\p{Hiragana}\p{Katakana}ー々ヶケ]{1,6}"
    r"(?:市|(?<!市)町|(?<![市町])村))"
    r"(?:[\s　]*[（(][^（()）]*[）)]|[\s　]+[^\s　]{2,8}[部局課室]"
    r"|[\s　]+[^\s。、]{1,16}(?:辺地|地区|地域))?[\s　]*$"
)
_IN_BRACKETS = compiled(  # 令和７年度当初予算の概要（△△市）
    r"(?:年度|計画|予算|一覧|概要|事業|施策)[^。（(]{0,20}[（(][\s　]*"
    rf"(?P<city>{_TOWN})[\s　]*[）)][\s　]*$"
)
_OFFICE_OF = compiled(  # △△市財政課
    rf"^[\s　（(]*(?P<name>{_TOWN})[\s　]*"
    r"(?!立)[^\s。、，：:市町村]{1,10}[部局課室][\s　）)]*$"
)
_GROUP = compiled(
    rf"[\s　○◯●■□◆◇・【＜]*(?P<city>{_TOWN})[\s　】＞]*"
    r"(?:[（(][^（()）]*[0-9０-９][^（()）]*[）)])?[\s　]*"
)
_GROUP_LINES = 60
_SPACED = compiled(r"[\s　]*\p{Han}(?:[ 　]+\p{Han}){1,3}[ 　]+[都道府県市町村][\s　]*")
_CASE_OF = compiled(  # △△県△△市医師会: whose work a slide of good examples tells of
    r"^[\s　]*(?P<prefecture>\p{Han}{2,3}[都道府県])[\s　]*(?:\p{Han}{1,4}郡)?[\s　]*"
    r"[\p{Han}\p{Hiragana}\p{Katakana}ー々ヶケ]{1,6}[市町村][^\s。、0-9０-９]{0,12}[\s　]*$"
)
_PARTNER = compiled(r"等?(?:との|と連携|と協力|などの関係)")  # of somebody else's plan
_MEMBERS = compiled(r"構成|市町村?名?[\s　：:]|所在")  # lists municipalities
_ENTITLED = compiled(
    r"^[\s　]*(?:第[\s　]*[0-9０-９一二三四五六七八九十]+[\s　]*[次期])?[\s　]*"
    rf"(?:{ERA}[\s　]*{NUMBER}[\s　]*年度?)?[\s　]*"
    r"(?P<name>\p{Han}{2,3}[都道府県])"
    r"(?:[\s　]*$|[^\s。、（）()]{0,24}"
    r"(?:計画|プラン|ビジョン|構想|方針|指針|一覧|名簿|概要|報告書?|評価|実績|状況|結果)"
    r"(?:[\s　（(].*)?$)"
    r"|^[^。、]{2,30}(?:計画|プラン|ビジョン|構想|方針|指針)[\s　]*(?:[（(][^（()）]*[）)])?[\s　]+"
    r"(?P<name>\p{Han}{2,3}[都道府県])[\s　]*$"  # behind the title, set apart
)
_HOUSE = compiled(r"[0-9０-９][-－−‐][0-9０-９]+[\s　]*$")  # before a building's name
_TITLE_LINES = 15
_KINDS = re.compile("[都道府県]")
_ELSEWHERE = compiled(  # ○○県沖地震, ○○県△△市に救護班派遣: where a disaster was
    r"\p{Han}{2,3}[都道府県](?:\p{Han}{0,6}(?:地震|震災|豪雨|豪雪|噴火|水害|災害)"
    r"|[^\s　、。にへ]{0,8}[にへ][^。にへ]{0,24}(?:派遣|出動))"
)
_MANY = 3  # prefectures that no local document speaks of in equal parts
_SHARE = 0.6  # of all prefectures named, how much one must have to be the document's


def owner_to_cells(owner: Cite | str | None) -> dict[str, Value]:
    """The cell jurisdiction of a row; none where the document does not say whose it is."""
    if owner is None:
        return {}
    return {"jurisdiction": Given(owner) if isinstance(owner, str) else owner}


def owner_of(document: Document, jurisdiction: Cite | None) -> str:
    """Whose 一般財源 it is, as a source of the budgets table; jurisdiction: of the program, if
    it is stated."""
    found = jurisdiction or jurisdiction_of(document)
    text = found.text if isinstance(found, Cite) else found or ""
    if jurisdiction is None and _has_shares_of_a_municipality(document):
        return "municipality"
    if not text:
        return "municipality" if _speaks_of_a_municipality(document) else "prefecture"
    first = text.split("・")[0]  # of a program that prefectures share
    return "prefecture" if find_prefecture(first) == first else "municipality"


@once
def _has_shares_of_a_municipality(document: Document) -> bool:
    """Whether a list of programs has a column of the prefecture's share beside 一般財源: whoever
    prints the two is no prefecture."""
    lists = (columns_of(document, grid) for grid in document.grids)
    sources = ({h.source for _, h in c.amounts()} for c in lists if c.find("name"))
    return any({"prefecture", "own"} <= s for s in sources)


@once
def _speaks_of_a_municipality(document: Document) -> bool:
    return any(_OF_MUNICIPALITY.search(line.text) for line in document.lines[:40])


@once
def jurisdiction_of(document: Document) -> Cite | str | None:
    """The prefecture or municipality that a document is of; None for a national one.

    It stands in the title, or in what the file says of its author, or is the one prefecture that
    the document speaks of.
    """
    titled, entitled = titled_municipality(document), _entitled(document)
    if titled and entitled:  # a city's plan among a prefecture's, or the prefecture it lies in
        return entitled if entitled.spans[0].line < titled.spans[0].line else titled
    if titled or entitled:
        return titled or entitled
    if spaced := _letter_spaced(document):
        return spaced
    named = _prefectures(document)
    total = sum(named.values())
    top, count = named.most_common(1)[0] if named else ("", 0)
    if len(named) >= _MANY and count < total * _SHARE:
        return None  # a national document, whatever place its first page names
    for line in _title_lines(document):
        of = _CITY_OF.match(line.text)
        if of and find_prefecture(of["prefecture"]) == of["prefecture"]:
            if _tells_of_others(document, of["prefecture"]):
                continue
            return line.cite(*of.span("city"))
        prefecture = find_prefecture(line.text) or ""
        if prefecture in line.text and named[prefecture] >= max(1, total * _SHARE):
            at = line.text.index(prefecture)
            partner = _PARTNER.match(line.text, at + len(prefecture))
            if partner or _names_a_building(line.text, prefecture):
                continue
            return line.cite(at, at + len(prefecture))
        if "。" in line.text or _MEMBERS.search(line.text) or _ELSEWHERE.search(line.text):
            continue
        if _heads_a_group(document, line):
            continue
        if (city := _CITY.search(line.text)) and is_name(city["city"]):
            return line.cite(*city.span("city"))
        if (city := _IN_BRACKETS.search(line.text)) and is_name(city["city"]):
            return line.cite(*city.span("city"))
    author = document.metadata.get("Author", "").strip()
    if author and (find_prefecture(author) == author or _CITY.fullmatch(author)):
        return author
    if total and count >= total * _SHARE and (count >= 2 or _is_told_once(document, top)):
        return _first_mention(document, top)
    return speaking_municipality(document) or _office_of(document)


def _heads_a_group(document: Document, line: Line) -> bool:
    """Whether a line that is a municipality, alone or with a count in brackets, is one of several
    alike: 東浜市（３か所） above the names of a list, 西山市（２か所） below them."""
    if not _GROUP.fullmatch(line.text):
        return False
    heads = (_GROUP.fullmatch(item.text) for item in document.lines[:_GROUP_LINES])
    return len({head["city"] for head in heads if head and is_name(head["city"])}) > 1


def _is_told_once(document: Document, name: str) -> bool:
    """Whether the only mention of a prefecture says whose the document is: not where a
    municipality speaks, nor in the one address that names it."""
    if speaks_of_residents(document):
        return False
    text = next((line.text for line in document.lines if name in line.text), "")
    return not _names_a_building(text, name)


def _names_a_building(text: str, name: str) -> bool:
    """Whether a name is part of one behind the number of a house: 本町1-2 △△県会館."""
    before, _, behind = text.partition(name)
    return bool(_HOUSE.search(before) and behind[:1].strip())


def _letter_spaced(document: Document) -> str | None:
    """A prefecture or municipality that stands alone in the title, its letters set apart."""
    for line in _title_lines(document):
        if _SPACED.fullmatch(line.text):
            name = "".join(line.text.split())
            if find_prefecture(name) == name or (_CITY.fullmatch(name) and is_name(name)):
                return name
    return None


def _office_of(document: Document) -> Cite | None:
    """The municipality whose office issues a document: the one that title lines name alone."""
    return _only_one(document, _OFFICE_OF, is_name)


def _tells_of_others(document: Document, prefecture: str) -> bool:
    """Whether other lines of the text are a municipality of another prefecture alike: examples
    from all over the country."""
    cases = (_CASE_OF.match(item.text) for item in document.flow if isinstance(item, Line))
    places = {case["prefecture"] for case in cases if case} - {prefecture}
    return any(find_prefecture(place) == place for place in places)


def _entitled(document: Document) -> Cite | None:
    """The one prefecture whose name leads a title, or stands alone on the title page: whatever
    other places the text speaks of (where its teams were sent), it is that prefecture's."""
    return _only_one(document, _ENTITLED, lambda name: find_prefecture(name) == name)


def _only_one(
    document: Document, title: regex.Pattern[str], is_owner: Callable[[str], bool]
) -> Cite | None:
    """The one owner that the title lines of a pattern name; None where they name several."""
    found: dict[str, Cite] = {}
    for line in _title_lines(document):
        if (match := title.match(line.text)) and is_owner(match["name"]):
            found.setdefault(match["name"], line.cite(*match.span("name")))
    return next(iter(found.values())) if len(found) == 1 else None


@once
def _title_lines(document: Document) -> list[Line]:
    lines = [item for item in document.flow if isinstance(item, Line)]
    return [line for line in lines[:_TITLE_LINES] if len(line.text.strip()) <= 40]


def _prefectures(document: Document) -> Counter[str]:
    """How often a document names each prefecture, but as part of a disaster's name or as a place
    that teams were sent to."""
    named: Counter[str] = Counter()
    for line in document.lines:
        if _KINDS.search(line.text):
            named.update(find_prefectures(_ELSEWHERE.sub("", line.text)))
    return named


def _first_mention(document: Document, name: str) -> Cite | str:
    for line in document.lines:
        if (at := line.text.find(name)) >= 0:
            return line.cite(at, at + len(name))
    return name
