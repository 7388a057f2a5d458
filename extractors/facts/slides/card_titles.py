"""The title of a slide: the name of a program, whose it is, and what the collection is about.

在宅医療の推進 「△△推進事業【△△県】」      △△推進事業【△△県】      △△推進事業（△△県）
在宅医療の推進 「△△推進事業」【△△県】
在宅医療の推進 【△△県】 △△推進事業        △△推進事業〔△△県〕      △△県　△△推進事業
◆ △△県「△△推進事業」       【△△県】 / △△推進事業       事例１　△△県 / △△推進事業
"""

from __future__ import annotations

import re

from extractors.shared.marks import split_marks
from extractors.shared.outline import marker_of
from extractors.shared.program_names import names_a_program
from normalizers.patterns import compiled
from normalizers.prefecture import find_prefecture
from pipeline.document.model import Cite, Line

_NO_SECTION = compiled(r"[。、：:0-9０-９＜＞]|^[\s　]*・")
_TITLE = re.compile(
    r"[「『](?P<name>[^「」]*(?:[「『][^「」『』]*[」』][^「」]*)*)"
    r"[【\[〔](?P<owner>[^】\]〕]{2,8})[】\]〕]\s?[」』]"
)
_TITLE_BEFORE_OWNER = re.compile(  # 在宅医療の推進 「△△推進事業」【△△県】
    r"[「『](?P<name>[^「」『』【】]{4,60})[」』][\s　]*"
    r"[【〔\[](?P<owner>[^】〕\]]{2,8})[】〕\]][\s　]*$"
)
_OWNER_BEFORE_TITLE = re.compile(  # ◆ △△県「△△推進事業」
    r"^[\s　]*[◆◇■□●○◎▶・]?[\s　]*(?P<owner>[^\s　【】「」『』、。：:（()）0-9０-９◆◇■□●○◎▶・]{2,8}"
    r"[都道府県市区町村])[\s　]*[「『](?P<name>[^「」『』【】]{4,60})[」』][\s　]*$"
)
_BARE_TITLE = compiled(
    r"^[\s　]*(?P<name>[^【】「」]{4,50}?)[\s　]*【(?P<owner>[^】]{2,8})】[\s　]*$"
    r"|^[\s　]*【(?P<owner>[^】]{2,8})】[\s　]*(?P<name>[^【】「」]{4,50}?)[\s　]*$"
)
_LONGEST_TITLE = 120  # characters of a line; the patterns take cubic time on endless blanks
_ROUND_TITLE = re.compile(
    r"^[\s　]*(?P<name>[^【】「」。、：:（()）]{4,50}?(?:[（(][^（()）]{1,20}[）)])?)[\s　]*"
    r"[（(〔［\[](?P<owner>[^（()）〔〕［］\[\]]{2,8})[）)〕］\]][\s　]*$"
)
_OWNER_AMID = compiled(  # 在宅医療の推進 【△△県】 ○○推進事業
    r"^[\s　]*(?:(?P<section>[^【】〔〕「」。：:]{2,30}?)[\s　]+[【〔]|〔)"
    r"(?P<owner>[^【】〔〕]{2,8})[】〕][\s　]*(?P<name>[^【】〔〕「」。：:]{4,60}?)[\s　]*$"
)
_PLAIN_TITLE = re.compile(  # △△県　○○推進事業: nothing but a blank between the two
    r"^[\s　]*(?P<owner>[^\s　【】「」。、：:（()）・0-9０-９]{2,8}[都道府県市区町村])[ 　]+"
    r"(?P<name>[^「」。、：:]{4,50})$"
)
_OWNER_ALONE = compiled(  # 【△△県】, 事例１　△△県, △△県
    r"[\s　]*(?:(?:[^\s　0-9０-９]{0,4}事例|[NＮ][oｏ][.．]?)?"
    r"[\s　]*[0-9０-９]{1,2}[\s　．.:：、）)]*"
    r"|(?=[【〔])|(?=\p{Han}{2,3}[都道府県][\s　]*$))"
    r"(?:[【〔](?P<owner>[^【】〔〕]{2,8})[】〕]|(?P<owner>\p{Han}{2,3}[都道府県]))[\s　]*"
)
_OWNER_ALONE_ENDS = re.compile(r"[都道府県】〕][\s　]*$")
_LONGEST_OWNER = 24  # characters of its line
_LONGEST_NAME = 50
_CASE = compiled(
    r"(?:取組)?事例[\s　]*[0-9０-９]{1,2}[\s　．.:：]+"
    r"|[NＮ][oｏ][.．]?[\s　]*[0-9０-９]{1,2}[\s　]+"
)
_OWNER_ENDS = re.compile(r"[ 　]*[^\s　]{2,8}?[都道府県市区町村][ 　]")
_MUNICIPALITY = compiled(r"^\p{Han}[\p{Han}\p{Hiragana}\p{Katakana}ー]{0,6}[市区町村]$")
_JOINT = re.compile(r"[・、]")

Title = tuple[int, Cite, Cite, Cite | None]  # place on the page, name, owner, section


def title_at(lines: list[tuple[int, Line]], number: int) -> Title | None:
    """The title that begins on a line, wrapped over the next one or not."""
    line = lines[number][1]
    if ("「" in line.text or "『" in line.text) and (led := _OWNER_BEFORE_TITLE.match(line.text)):
        name = line.cite(*led.span("name"))
        if is_jurisdiction(led["owner"]) and names_a_program(split_marks(name)[0].text):
            return number, name, line.cite(*led.span("owner")), None
    if "「" in line.text or "『" in line.text:
        following = [x.cite() for _, x in lines[number + 1 : number + 2]]
        for cite in (line.cite(), Cite.join([line.cite(), *following])):
            match = _TITLE.search(cite.text) or _TITLE_BEFORE_OWNER.search(cite.text)
            if match and match.start() < len(line.text) and is_jurisdiction(match.group("owner")):
                section = cite.part(0, match.start()) if match.start() else None
                if section is None and number and _could_be_section(lines[number - 1][1].text):
                    section = lines[number - 1][1].cite()
                name = cite.part(*match.span("name"))
                return number, name, cite.part(*match.span("owner")), section
    short = len(line.text) <= _LONGEST_TITLE
    match = _BARE_TITLE.match(line.text) if short and "【" in line.text else None
    if match and is_jurisdiction(match.group("owner")):
        name = line.cite(*match.span("name"))
        marker = marker_of(name.text)
        if marker and marker[0] not in ("square", "angle"):
            name = name.part(marker[2])
        return number, name, line.cite(*match.span("owner")), None
    if loose := loose_title(line):
        return number, *loose
    if (owner := owner_alone(line)) and number + 1 < len(lines):
        name = split_marks(lines[number + 1][1].cite())[0]
        if len(name.text) <= _LONGEST_NAME and names_a_program(name.text.strip()):
            return number, lines[number + 1][1].cite(), owner, None
    return None


def owner_alone(line: Line) -> Cite | None:
    """【△△県】, 事例１　△△県 or △△県 on a line of its own, above the name of its program."""
    text = line.text
    if len(text) > _LONGEST_OWNER or not _OWNER_ALONE_ENDS.search(text):
        return None
    match = _OWNER_ALONE.fullmatch(text)
    if match is None or not is_jurisdiction(match["owner"]):
        return None
    return line.cite(*match.span("owner"))


def loose_title(line: Line) -> tuple[Cite, Cite, Cite | None] | None:
    """NAME（△△県）, △△県　NAME or SECTION 【△△県】 NAME: name, owner and section, where the name is
    one of a program."""
    text = line.text
    if len(text) > _LONGEST_TITLE:
        return None
    match = None
    if text.rstrip().endswith((")", "）", "〕", "］", "]")):
        match = _ROUND_TITLE.match(text)
    if match is None and ("【" in text or "〔" in text):
        match = _OWNER_AMID.match(text)
    if match is None and _OWNER_ENDS.match(text):
        match = _PLAIN_TITLE.match(text)
    if not match or not is_jurisdiction(match.group("owner")):
        return None
    name = line.cite(*match.span("name"))
    if (marker := marker_of(name.text)) is not None:
        name = name.part(marker[2])
    if case := _CASE.match(name.text):
        name = name.part(case.end())
    section = "section" in match.re.groupindex and match.group("section")
    if not names_a_program(split_marks(name)[0].text):
        return None
    owner = line.cite(*match.span("owner"))
    return name, owner, line.cite(*match.span("section")) if section else None


def _could_be_section(text: str) -> bool:
    return len(text.strip()) <= 30 and not _NO_SECTION.search(text)


def is_jurisdiction(text: str) -> bool:
    """A prefecture's full name, those of several, or the name of a municipality."""
    several = all(find_prefecture(part) == part for part in _JOINT.split(text))
    return several or bool(_MUNICIPALITY.match(text))
