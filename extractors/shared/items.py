"""Outlines of a budget: a line for each program, its name and its amount, a remark below.

・ドクターヘリ運航事業費 ２６８，４００千円
○　医学生修学資金等貸付事業（４２０，０００千円）【医療人材対策室】
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import regex

from extractors.shared.edition import edition_year, heading_year, is_plan
from extractors.shared.facts import AmountFact, ProgramFact
from extractors.shared.marks import split_marks
from extractors.shared.money_text import AMOUNT
from extractors.shared.outline import Heading, marker_of, outline_of
from extractors.shared.statement import amount_before, bracket_behind, shares_in
from normalizers.era import find_fiscal_years
from normalizers.label import label_of
from normalizers.text import fold
from normalizers.vocabulary import cached, load
from pipeline.document.model import Cite, Document, Line

_NOTE_BEHIND = regex.compile(r"[（(][^（）()]*[）)]$")
_BULLET = regex.compile(r"^[\s　]*(?:[・･•○◯〇●◎■□◆◇▶▷＊*-]|[①-⑳])[\s　]*")
_WORD = r"(?:総事業費|事業費|事業総額|予算額|当初予算額)"
_ITEM = regex.compile(
    rf"(?P<name>[^。、：:]{{4,45}}?)(?:[\s　]+{_WORD})?[\s　]*(?:[:：…‥・]*[\s　]*|[（(]"
    rf"[\s　]*{_WORD}?[:：]?[\s　]*)"
    rf"(?P<amount>{AMOUNT.pattern})(?P<tail>(?s:.*))$"
)
_TAIL = regex.compile(
    r"^[\s　]*(?:[）)][\s　]*)?(?:[（(【\[〔［＜][^（()）【】\[\]〔〕［］＜＞。]{1,60}"
    r"[）)】\]〕］＞][\s　]*|※[^。]{0,20}|(?:新規|拡充|継続|再掲|一部新規)[\s　]*"
    r"|[A-Za-zⅠ-Ⅹ○◎新拡]{1,2}[\s　]*)*$"
)
OFFICE = regex.compile(
    r"[（(【\[〔［＜][\s　]*(?P<office>[^（()）【】\[\]〔〕［］＜＞0-9０-９]{2,16}"
    r"[課室局部班係所])[\s　]*[）)】\]〕］＞]"
)
_NEW = regex.compile(
    r"[（(【\[〔［＜][\s　]*(?P<new>新規?)[\s　]*[）)】\]〕］＞]"
    r"|(?<=[\s　）)】\]〕］＞円])(?P<new>新規?)[\s　]*$"
)
_TORN = regex.compile(
    r"[（(【\[〔［][^（()）【】\[\]〔〕［］。、]{1,30}$"
    r"|(?<=[\s　（(…‥・：:])[0-9０-９][0-9０-９，,]*$"
)
_PARTICLE = regex.compile(r"[はがをにでとも]$|円|年度|[0-9０-９]%")
_FEWEST = 2  # items that make a list
_DEEPEST = 10  # of lines without a marker of headings
_REMARK = 8  # lines below an item that may describe it


def item_facts(document: Document, taken: Container[int] = ()) -> Iterator[ProgramFact]:
    """A fact for each line of an outline, in the order of the document.

    taken: flow items that something else was read from.
    """
    found = [
        (index, whole, match)
        for index, item in enumerate(document.flow)
        if isinstance(item, Line) and index not in taken and not item.margin
        if (match := _item_of(whole := _whole(document, index, item))) is not None
    ]
    if len(found) < _FEWEST:
        return
    made: dict[int, ProgramFact] = {}
    last = {index: index + len(whole.spans) - 1 for index, whole, _ in found}
    for index, whole, match in found:
        made[index] = _line_to_fact(document, index, whole, match)
    for index, fact in made.items():
        _put_in_section(document, index, fact, made)
        fact.description = _remark(document, last[index], made)
        yield fact


def _whole(document: Document, index: int, line: Line) -> Cite:
    """A line, with the next one where it ends within a bracket or an amount."""
    cite = line.cite()
    following = document.flow[index + 1] if index + 1 < len(document.flow) else None
    if not isinstance(following, Line) or following.margin or not _TORN.search(cite.text):
        return cite
    return Cite.join([cite, following.cite()])


def _item_of(line: Cite) -> regex.Match | None:
    """The name and the amount of a line that gives one program; None for any other line."""
    if "円" not in line.text:
        return None
    bullet = _BULLET.match(line.text)
    marker = None if bullet else marker_of(line.text)
    start = bullet.end() if bullet else marker[2] if marker else 0
    match = _ITEM.match(line.text, start)
    if match is None or not _TAIL.match(match.group("tail")):
        return None
    name = split_marks(Cite(match.group("name").strip()))[0].text
    return match if names_a_program(name) and (bullet or marker or "  " in line.text) else None


def names_a_program(name: str) -> bool:
    """Whether words are the name of a program by their end, and no label or expenditure."""
    if len(name) < 4 or _PARTICLE.search(name) or find_fiscal_years(name) or label_of(name):
        return False
    folded = fold(_NOTE_BEHIND.sub("", name))
    return folded.endswith(_endings("program")) and not folded.endswith(_endings("expenditure"))


@cached
def _endings(kind: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in load("labels")["endings"][kind])


def _line_to_fact(document: Document, index: int, line: Cite, match: regex.Match) -> ProgramFact:
    name, new, repeated = split_marks(line.part(*match.span("name")))
    year = heading_year(_above(document, index)) or edition_year(document)
    tail = match.start("tail")
    if behind := _NEW.search(line.text, tail):
        new = new or line.part(*behind.span("new"))
    office = OFFICE.search(line.text, tail)
    fact = ProgramFact(
        name=name, level="program", at=index, fiscal_year=year, kind="item",
        is_new=new, is_repeated=repeated,
        department=(line.part(*office.span("office")),) if office else (),
    )  # fmt: skip
    measure = "plan" if is_plan(document) else "budget"
    fact.amounts = [AmountFact(line.part(*match.span("amount")), "total", measure, year=year)]
    behind_amount = line.part(tail)
    if inner := bracket_behind(behind_amount.text, 0):
        fact.amounts += shares_in(behind_amount, *inner, measure, year)
    if earlier := amount_before(behind_amount, measure, year):
        fact.amounts.append(earlier)
    return fact


def _above(document: Document, index: int) -> Heading | None:
    above = outline_of(document).at(index)
    return above.parent if above is not None and above.at == index else above


def _put_in_section(
    document: Document, index: int, fact: ProgramFact, made: dict[int, ProgramFact]
) -> None:
    """The headings above an item; one that gives an amount itself is the group it belongs to."""
    above = _above(document, index)
    item = document.flow[index]
    marker = marker_of(item.text) if isinstance(item, Line) else None
    rank = marker[1] if marker else _DEEPEST
    path = [h for h in (above.path if above else ()) if h.rank < rank]
    fact.section = tuple(made[h.at].name if h.at in made else h.title for h in path)
    groups = [made[h.at] for h in path if h.at in made]
    if groups:
        fact.parent = groups[-1]
        groups[-1].level = "group"


def _remark(document: Document, index: int, places: Container[int]) -> Cite | None:
    """The lines below an item, up to the next item or heading."""
    lines = []
    for at in range(index + 1, min(index + 1 + _REMARK, len(document.flow))):
        item = document.flow[at]
        if not isinstance(item, Line) or at in places or marker_of(item.text):
            break
        lines.append(item.cite())
    return Cite.join(lines) or None
