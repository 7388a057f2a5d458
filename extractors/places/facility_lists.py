"""Facilities of lists: names on lines of their own below a title, by medical area or without.

救急告示病院一覧
【北部圏域】
・○○病院
南部医療圏：△△病院、□□病院

Names alone on their lines need no bullet; where they are many, no title either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import regex

from extractors.places.addresses import municipality_of
from extractors.places.listed_names import (
    Named,
    could_name,
    has_contact,
    is_dated,
    name_alone,
    names_of,
    treats,
)
from extractors.row import Amount, Given, Row, Value
from extractors.shared.jurisdiction import owner_to_cells
from extractors.shared.kinds import is_complete_name, is_designation, kind_of_name, names_a_kind
from extractors.shared.outline import marker_of
from normalizers.prefecture import prefectures
from pipeline.document.model import Cite, Document, Line

_OF_PLACES = "(?:病院|医療機関|診療所|薬局|センター|ステーション|施設|窓口|拠点)"
_TITLE_WORD = re.compile(_OF_PLACES)
_TITLE = re.compile(
    rf"{_OF_PLACES}"
    r"(?:等?(?:の)?(?:一覧表?|名簿|リスト|指定状況|整備状況|配置状況|名称))?"
    r"[\s　]*(?:[（(].*[)）])?[\s　]*$"
)
_NAME = (
    r"(?P<name>[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,16}?"
    r"(?:(?:保健)?医療圏|圏域|構想区域|区域|地域|地区))"
)
_AREA = regex.compile(rf"^[\s　○◯〇●■□◆◇・【（(＜〈［\[0-9０-９．.]*{_NAME}[\s　】）)＞〉］\]]*$")
_AREA_BEFORE = regex.compile(
    rf"^[\s　○◯〇●■□◆◇・【（(＜0-9０-９．.]*{_NAME}[】）)＞]?[\s　]*(?:[：:…]+|[　 ])[\s　]*"
)
_BULLET = re.compile(
    r"^[\s　]*(?:(?:[・･•○◯●■□◆◇▶*-][\s　]*)+|[①-⑳]|[（(]?[0-9０-９]{1,2}[）).．、　 ])[\s　]*"
)
_POINT = re.compile(r"^[\s　]*[・･•○◯●■□◆◇▶*-]")
_AREA_WITH = regex.compile(  # ・北部区域（東浜病院、西山病院）
    rf"^[\s　○◯〇●■□◆◇・•\-]*{_NAME}[\s　]*[（(](?P<names>[^（()）]+)[)）][\s　]*$"
)
_PLACE_BEFORE = regex.compile(  # 【東浜市】東浜病院、西山医院
    r"^[\s　・•○●■□◆◇]*[【〔＜\[](?P<place>[\p{Han}\p{Hiragana}\p{Katakana}]{1,8}[市町村区郡])"
    r"[】〕＞\]][\s　]*(?=\S)"
)
_REGION = regex.compile(
    r"^[\s　○◯〇●■□◆◇・【＜〈<\-]*"
    r"(?P<name>[\p{Han}・]{2,8}?(?:地方|ブロック)|\p{Han}{2,4})[\s　】＞〉>]*$"
)
_FIRST = re.compile(r"^[\s　]*(?:①|[（(]?[1１][）).．、])[\s　]*")  # of a numbered list
_HOUSE = re.compile(r"[0-9０-９]+[-－‐ー―][0-9０-９]|番地|丁目|[^0-9０-９][0-9０-９]{1,5}[\s　]*$")
_LEGEND = re.compile(r"^[\s　]*[☆★○●◎◇◆□■△▲▽▼※＊*][\s　]*[:：…]")
_DETAIL = regex.compile(
    r"^[\s　◇◆○●・■□]*(?:日\s*時|診療(?:時間|日|科目?)|受付|所在地|住\s*所|〒|電話|TEL|ＴＥＬ"
    r"|℡|☎|FAX|ＦＡＸ|ファックス|ホームページ|URL|アクセス|休診|備考)"
)
_FEWEST = 3
_FEWEST_UNTITLED = 4
_LONGEST = 120
_LONGEST_DEPARTMENT = 8


@dataclass(frozen=True, slots=True)
class Listed:
    """One facility of a list."""

    named: Named
    area: Cite | None
    title: Cite | None


@dataclass(slots=True)
class _List:
    title: Cite | None
    found: list[Listed] = field(default_factory=list)
    area: Cite | None = None

    def add(self, names: Iterable[Named]) -> None:
        """Names of the area that the list has come to."""
        self.found += [Listed(named, self.area, self.title) for named in names]


def listed_rows(document: Document, owner: Cite | str | None) -> Iterator[Row]:
    """The facilities of lists below a title that says what they are."""
    for found in _listed_facilities(document):
        named = found.named
        cells: dict[str, Value] = {
            "name": named.name,
            "kind": Given(kind_of_name(named.name.text) or "other"),
        }
        cells |= owner_to_cells(named.owner or owner)
        if found.title:
            cells["role"] = found.title
        if found.area:
            cells["medical_area"] = found.area
        if named.place:
            cells["municipalities"] = named.place
        if named.beds:
            cells["beds"] = Amount(named.beds, "床")
        cites = (named.name, named.owner, named.place, named.beds)
        yield Row("facilities", cells, Cite.join(c for c in cites if c))


def _listed_facilities(document: Document) -> Iterator[Listed]:
    """The facilities of every list of at least three names below a title that says so."""
    current: _List | None = None
    for item in document.flow:
        line = item if isinstance(item, Line) and not item.margin else None
        if isinstance(item, Line) and item.margin:
            continue
        if line is not None and current is not None and _take(current, line):
            continue
        yield from _finish(current)
        current = _opened_by(line) if line is not None else None
    yield from _finish(current)


def _opened_by(line: Line) -> _List | None:
    """The list that a line begins: below its title, or with the first of names alone, of numbered
    names, or of points with telephone numbers."""
    named = None
    if _LEGEND.match(line.text):
        return None  # ●：地域の拠点病院
    if could_name(line.text):
        if (area := _area_with(line)) and len(area[1]) > 1:
            opened = _List(None, area=area[0])
            opened.add(area[1])
            return opened
        bullet = _BULLET.match(line.text)
        words = line.cite(bullet.end() if bullet else 0)
        if bullet is None or has_contact(line.text) or _POINT.match(line.text):
            named = name_alone(words)
        elif _FIRST.match(line.text) and len(names := names_of(words)) == 1:
            named = names[0]
    if named is None:
        title = _title_of(line)
        return _List(title) if title else None
    opened = _List(None)
    opened.add([named])
    return opened


def _area_with(line: Line) -> tuple[Cite, list[Named]] | None:
    """An area and the facilities in brackets behind it; None for any other line."""
    found = _AREA_WITH.match(line.text)
    names = names_of(line.cite(*found.span("names"))) if found else []
    return (line.cite(*found.span("name")), names) if found and names else None


def _names_at(line: Line) -> list[Named]:
    """The facilities of a line behind the municipality (or 郡) that they stand in."""
    found = _PLACE_BEFORE.match(line.text)
    if found is None:
        return []
    place = line.cite(*found.span("place"))
    town = None if place.text.endswith("郡") else place
    return [
        replace(named, place=named.place or town)
        for named in names_of(line.cite(found.end()), listed=True)
    ]


def _is_region(text: str) -> bool:
    """Whether a line is a heading that names a prefecture or a region, which parts a list."""
    found = _REGION.match(text)
    return found is not None and (
        found["name"] in prefectures() or found["name"].endswith(("地方", "ブロック"))
    )


def area_heading(cite: Cite) -> Cite | None:
    """The medical area that a heading names, without its marks: 【北部医療圏】."""
    found = _AREA.match(cite.text)
    if found is None or is_complete_name(found["name"]):
        return None
    return cite.part(*found.span("name"))


def _finish(found: _List | None) -> Iterator[Listed]:
    if found is None:
        return
    fewest = _FEWEST if any(x.title for x in found.found) else _FEWEST_UNTITLED
    treating = sum(treats(x.named) for x in found.found)
    if len(found.found) < fewest or (fewest == _FEWEST_UNTITLED and 2 * treating <= fewest):
        return  # ① ○○支援センター: without a title centres alone may be anything
    places = [x.named.place.text for x in found.found if x.named.place]
    districts = all(place.endswith("町") for place in places)  # of one city
    for listed in found.found:
        yield replace(listed, named=replace(listed.named, place=None)) if districts else listed


def _title_of(line: Line) -> Cite | None:
    text = line.text.strip()
    if not 3 < len(text) <= 45 or "。" in text or not _TITLE_WORD.search(text):
        return None
    if not _TITLE.search(text):
        return None
    marker = marker_of(line.text)
    title = line.cite(marker[2] if marker else 0)
    return None if is_dated(title.text) else title  # ② ○○病院（令和５年４月１日）


def _take(current: _List, line: Line) -> bool:
    """Add what a line of the list says; False for any other line."""
    text = line.text
    if not text.strip() or _LEGEND.match(text):
        return True
    if len(text) > _LONGEST or "。" in text:
        return False
    if area := area_heading(line.cite()):
        current.area = area
        return True
    if _is_region(text):
        current.area = None
        return True
    area, names = _area_with(line) or (None, _names_at(line))
    if names:
        current.area = area
        current.add(names)
        return True
    before = _AREA_BEFORE.match(text)
    if before and (names := names_of(line.cite(before.end()))):
        current.area = line.cite(*before.span("name"))
        current.add(names)
        return True
    if is_designation(line.text) and (title := _title_of(line)):
        current.title = title  # the next part of the list
        return True
    if current.found and (_DETAIL.match(text) or _is_department(text)):
        return True
    bullet = _BULLET.match(text)
    if bullet is None and current.found and (place := _address_of(line)):
        last = current.found[-1]
        if last.named.place is None:
            current.found[-1] = replace(last, named=replace(last.named, place=place))
        return True
    if bullet is None and current.area is None:
        named = name_alone(line.cite())
        names = [named] if named else []
    else:
        names = names_of(line.cite(bullet.end() if bullet else 0))
    current.add(names)
    return bool(names)


def _address_of(line: Line) -> Cite | None:
    """The municipality of a line that is an address, below the name of what stands there."""
    text = line.text
    place = municipality_of(line.cite())
    if place is None or not _HOUSE.search(text) or names_a_kind(text) or "、" in text:
        return None
    return place


def _is_department(text: str) -> bool:
    """A heading of a department (◇整形外科) between the names of a list."""
    bare = text.strip(" 　◇◆○●・■□【】[]<>＜＞")
    return len(bare) <= _LONGEST_DEPARTMENT and bare.endswith("科")
