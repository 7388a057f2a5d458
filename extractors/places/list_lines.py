"""What a line says between the names of a list of facilities: a title, an area, a region, the head
of a group, how many there are, where one stands, or something else that is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.places.addresses import is_ward_of_a_city, municipality_of
from extractors.places.listed_names import could_name, is_dated
from extractors.shared.kinds import is_complete_name, kind_of_name, names_a_kind
from extractors.shared.outline import marker_of
from normalizers.number import parse_number
from normalizers.patterns import compiled
from normalizers.prefecture import prefectures
from pipeline.document.model import Cite, Grid, Line

_OF_PLACES = "(?:病院|医療機関|診療所|薬局|センター|ステーション|施設|窓口|拠点)"
COUNTED = (
    r"(?P<count>[0-9０-９]{1,3})[\s　]*(?:の[\s　]*)?"
    r"(?:医療機関|病院|診療所|薬局|施設|事業所|機関|センター|[かカケヵヶ箇]所)"
)
_TITLE_WORD = re.compile(_OF_PLACES)
_TITLE = re.compile(
    rf"{_OF_PLACES}"
    r"(?:等?(?:の)?(?:一覧表?|名簿|リスト|指定状況|整備状況|配置状況|名称))?"
    rf"[\s　]*(?:[（(].*[)）]|{COUNTED})?[\s　]*$"
)
_COUNT_BEHIND = re.compile(rf"[\s　（(・、]{COUNTED}[\s　]*[)）]?[\s　]*$")
_COUNT_IN_BRACKET = re.compile(rf"[\s　]*[（(][\s　]*(?:計[\s　]*)?{COUNTED}[\s　]*[)）][\s　]*$")
_AS_OF = re.compile(r"(?:現在|時点)[\s　]*[)）]?[\s　]*$")
_SUM = re.compile(rf"^[\s　]*(?:(?:合|小)?[\s　]*計[\s　]*)?(?:{COUNTED})?[\s　]*$")
_NAME = (
    r"(?P<name>[\p{Han}\p{Hiragana}\p{Katakana}ー・]{1,16}?"
    r"(?:(?:保健)?医療圏|圏域|構想区域|区域|地域|地区))"
)
_AREA = compiled(rf"^[\s　○◯〇●■□◆◇・【（(＜〈［\[0-9０-９．.]*{_NAME}[\s　】）)＞〉］\]]*$")
AREA_BEFORE = compiled(
    rf"^[\s　○◯〇●■□◆◇・【（(＜0-9０-９．.]*{_NAME}[】）)＞]?[\s　]*(?:[：:…]+|[　 ])[\s　]*"
)
DESIGNATED = compiled(
    r"^[\s　○◯〇●■□◆◇・【（(]*(?P<title>\S{4,24}?)[\s　】）)]*(?:[：:…]+|[　 ])[\s　]*(?=\S)"
)
BULLET = re.compile(
    r"^[\s　]*(?:(?:[・･•○◯●■□◆◇▶*-][\s　]*)+|[①-⑳]|[（(]?[0-9０-９]{1,2}[）).．、　 ])[\s　]*"
)
POINT = re.compile(r"^[\s　]*[・･•○◯●■□◆◇▶*-]")
FIRST = re.compile(r"^[\s　]*(?:①|[（(]?[1１][）).．、　 ])[\s　]*")  # of a numbered list
AREA_WITH = compiled(  # ・北部区域（東浜病院、西山病院）
    rf"^[\s　○◯〇●■□◆◇・•\-]*{_NAME}[\s　]*[（(](?P<names>[^（()）]+)[)）][\s　]*$"
)
PLACE_BEFORE = compiled(  # 【東浜市】東浜病院、西山医院
    r"^[\s　・•○●■□◆◇]*[【〔＜\[](?P<place>[\p{Han}\p{Hiragana}\p{Katakana}]{1,8}[市町村区郡])"
    r"[】〕＞\]][\s　]*(?=\S)"
)
_REGION = compiled(
    r"^[\s　○◯〇●■□◆◇・【＜〈<\-]*"
    r"(?P<name>[\p{Han}・]{2,8}?(?:地方|ブロック)|\p{Han}{2,4})[\s　】＞〉>]*$"
)
_HOUSE = re.compile(r"[0-9０-９]+[-－‐ー―][0-9０-９]|番地|丁目|[^0-9０-９][0-9０-９]{1,5}[\s　]*$")
LEGEND = re.compile(r"^[\s　]*[☆★○●◎◇◆□■△▲▽▼※＊*][\s　]*[:：…]")
_DETAIL = compiled(
    r"^[\s　◇◆○●・■□]*(?:日\s*時|診療(?:時間|日|科目?)|受付|所在地|住\s*所|〒|電話|TEL|ＴＥＬ"
    r"|℡|☎|FAX|ＦＡＸ|ファックス|ホームページ|URL|アクセス|休診|備考"
    r"|[（(]?[0０][0-9０-９]{1,4}[)）\-－‐][0-9０-９]{1,4}[-－‐][0-9０-９]{3,4})"
)
_DAY = compiled(
    r"[\s　]*(?:(?:昭和|平成|令和|[SHRＳＨＲ])[\s　]*(?:元|[0-9０-９]{1,2})|[12１２][0-9０-９]{3})"
    r"[\s　]*[年.．/／][^、。]{2,8}?日?[\s　]*"
)
_CUT = compiled(  # 東浜市港町1-2 - 西山病院; 港町1-2 平成30年３月13日西山病院
    rf"(?:{_DAY.pattern}(?<=日)|\S)(?P<gap>(?<=日)(?=[^\s　）)])|[\s　]+[・･•○●■◆-][\s　]+(?=\S))"
)
_BUILDING = compiled(r"(?:ビル|会館|番館|[0-9０-９]+(?:階|号室?|[FＦ]))[0-9０-９]{0,4}$")
_AND = re.compile(r"[、，,\s]+")
_WHOLE = compiled(r"[（(](?P<inner>[^（()）]+)[)）]")
_HEADS = compiled(
    r"(?:No\.?|番号|区分|(?:指定)?(?:名称|医療機関|病院|施設|事業所|機関)名?称?|(?:所在)?市区?町村名?|所在地"
    r"|住所|電話(?:番号)?|FAX(?:番号)?|(?:指定|登録|認定)(?:年月)?日|開設者|病床数|備考|[\s　|｜])+"
)
_GROUP = compiled(r"[\s　]*[\p{Han}\p{Hiragana}\p{Katakana}・ー]{1,6}[\s　]*")
_MARKS = " 　◇◆○●・■□【】[]<>＜＞"
_LONGEST_DEPARTMENT, _LONGEST_OF_SEVERAL = 8, 14
BRACKET_LINES = 4  # at most, of names in one bracket
_LONGEST_TITLE = 45
_BOXED = compiled(r"[\s　]*[【＜〈《](?P<inner>[^【】＜＞〈〉《》]+)[】＞〉》][\s　]*")
_COMMA = re.compile(r"[、，][\s　]*")


def may_open(text: str) -> bool:
    """Whether a line has what the title of a list or a name has, or a bracket that goes on."""
    return could_name(text) or _TITLE_WORD.search(text) is not None or _left_open(text) > 0


def with_bracket(line: Line, behind: Iterable[Line | Grid]) -> tuple[Cite, int]:
    """A line with those behind it that its bracket of names goes on in, and how many these are."""
    cites = [line.cite()]
    left = _left_open(line.text)
    if left <= 0:
        return cites[0], 0  # most lines
    for item in behind:
        if isinstance(item, Grid) or not cites[-1].text.endswith(("、", "，", ",")):
            break
        cites.append(item.cite())
        left += _left_open(item.text)
        if left <= 0:
            return Cite.join(cites), len(cites) - 1
    return cites[0], 0


def _left_open(text: str) -> int:
    """Brackets that a text opens and does not close."""
    count = text.count
    return count("（") + count("(") - count("）") - count(")")


def segments(cite: Cite) -> list[Cite]:
    """A line in parts where an address stands before the name of the next facility."""
    if not names_a_kind(cite.text):
        return [cite]  # most lines
    for found in _CUT.finditer(cite.text):
        start, end = found.span("gap")
        before, behind = cite.part(0, start), cite.part(end)
        if (address_of(before) or _DAY.fullmatch(before.text)) and is_complete_name(behind.text):
            return [before, behind]
    return [cite]


def title_of(cite: Cite) -> Cite | None:
    """The title of a list that a line is: 救急告示病院一覧, ② 協力病院（12か所）; None for any
    other line."""
    if boxed := _BOXED.fullmatch(cite.text):
        cite = cite.part(*boxed.span("inner"))
    text = cite.text
    if not 3 < len(text) <= _LONGEST_TITLE or "。" in text or not _TITLE_WORD.search(text):
        return None
    if not _TITLE.search(text) or _are_names(text):
        return None
    marker = marker_of(text)
    title = cite.part(marker[2] if marker else 0)
    dated = is_dated(title.text) and not _AS_OF.search(title.text)
    return None if dated else title  # ② ○○病院（令和５年４月１日）


def _are_names(text: str) -> bool:
    """Whether a line holds several names: 東浜市民病院、西山病院."""
    parts = _COMMA.split(text)
    return len(parts) > 1 and all(map(is_complete_name, parts))


def stated_count(title: Cite) -> int:
    """How many facilities a title says that there are; 0 where it does not."""
    found = _COUNT_BEHIND.search(title.text)
    return int(parse_number(found["count"])) if found else 0


def area_heading(cite: Cite) -> Cite | None:
    """The medical area that a heading names, without its marks: 【北部医療圏】."""
    found = _AREA.match(cite.text)
    if found is None or is_complete_name(found["name"]):
        return None
    return cite.part(*found.span("name"))


def is_region(text: str) -> bool:
    """Whether a line is a heading that names a prefecture or a region, which parts a list."""
    found = _REGION.match(text)
    return found is not None and (
        found["name"] in prefectures() or found["name"].endswith(("地方", "ブロック"))
    )


def is_sum(text: str) -> bool:
    """計, ４病院: how many there are, between the names of a list."""
    return _SUM.fullmatch(text) is not None


def is_head(text: str) -> bool:
    """The heads of a list that lost its columns: 医療機関名, 機関名称 備考."""
    return _HEADS.fullmatch(text) is not None


def is_told(text: str) -> bool:
    """Something that a line tells of the facility above it: 受付 ９時から, 平成30年３月13日."""
    known = _DETAIL.match(text) or _DAY.fullmatch(text) or _BUILDING.search(text)
    return bool(known) or _is_department(text)


def heads_group(text: str, below: Iterable[str]) -> bool:
    """Whether a line is a few letters that head points (東讃 above ・A病院): below it stand only
    such lines and counts, and then a point that names a facility."""
    if not _GROUP.fullmatch(text) or names_a_kind(text):
        return False
    for line in below:
        if POINT.match(line):
            return names_a_kind(line)
        if not is_sum(line) and (names_a_kind(line) or not _GROUP.fullmatch(line)):
            return False
    return False


def is_centre(cite: Cite, below: Sequence[str]) -> bool:
    """A line between points that names a centre of the facility above: no point itself."""
    if not below or not POINT.match(below[0]) or POINT.match(cite.text):
        return False
    return is_complete_name(cite.text) and kind_of_name(cite.text) == "center"


def without_brackets(cite: Cite) -> Cite:
    """What stands in the brackets around all of a line."""
    whole = _WHOLE.fullmatch(cite.text)
    return cite.part(*whole.span("inner")) if whole else cite


def address_of(cite: Cite) -> Cite | None:
    """The municipality of a line that is an address, below the name of what stands there."""
    place = municipality_of(cite)
    if place is None or not _HOUSE.search(cite.text):
        return None
    return None if names_a_kind(cite.text) or "、" in cite.text else place


def place_alone(cite: Cite) -> Cite | None:
    """The municipality that a line names alone: 東浜市, 【南郡岬町】, 東浜市（３か所）."""
    if counted := _COUNT_IN_BRACKET.search(cite.text):
        cite = cite.part(0, counted.start())
    bare = cite.text.strip(_MARKS)
    at = cite.text.find(bare)
    named = cite.part(at, at + len(bare))
    place = municipality_of(named)
    if place is None or not named.text.endswith(place.text) or is_ward_of_a_city(place.text):
        return None
    return place


def _is_department(text: str) -> bool:
    """The heading of a department between the names of a list (◇整形外科), or what departments the
    facility above has (内科、小児科)."""
    names = _AND.split(text.strip(_MARKS))
    longest = _LONGEST_DEPARTMENT if len(names) == 1 else _LONGEST_OF_SEVERAL
    return all(len(name) <= longest and name.endswith("科") for name in names)
