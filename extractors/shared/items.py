"""Outlines of a budget: a line for each program, its name and its amount, a remark below.

・ドクターヘリ運航事業費 ２６８，４００千円
○　医学生修学資金等貸付事業（４２０，０００千円）【医療人材対策室】
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import regex

from extractors.shared.align import yen_of
from extractors.shared.edition import edition_year, heading_year, is_plan
from extractors.shared.facts import AmountFact, ProgramFact
from extractors.shared.item_lines import Item, items_of, sums_in
from extractors.shared.marks import split_marks
from extractors.shared.outline import Heading, marker_of, outline_of
from extractors.shared.statement import amount_before, bracket_behind, shares_in
from pipeline.document.model import Cite, Document, Line

OFFICE = regex.compile(
    r"[（(【\[〔［＜][\s　]*(?P<office>[^（()）【】\[\]〔〕［］＜＞0-9０-９]{2,16}"
    r"[課室局部班係所])[\s　]*[）)】\]〕］＞]"
)
_NEW = regex.compile(
    r"[（(【\[〔［＜][\s　]*(?P<new>新規?)[\s　]*[）)】\]〕］＞]"
    r"|(?<=[\s　）)】\]〕］＞円])(?P<new>新規?)[\s　]*$"
)
_FEWEST = 2  # items that make a list
_DEEPEST = 10  # of lines without a marker of headings
_REMARK = 8  # lines below an item that may describe it


def item_facts(document: Document, taken: Container[int] = ()) -> Iterator[ProgramFact]:
    """A fact for each line of an outline, in the order of the document.

    taken: flow items that something else was read from.
    """
    runs = items_of(document, taken)
    if sum(map(len, runs)) < _FEWEST:
        return
    items = sorted((item for run in runs for item in run), key=lambda item: item.index)
    made = {item.index: _item_to_fact(document, item) for item in items}
    last = {item.index: item.last for item in items}
    for index, fact in made.items():
        _put_in_section(document, index, fact, made)
        fact.description = _remark(document, last[index], made)
    for run in runs:
        _put_in_sums(run, made)
    yield from made.values()


def _item_to_fact(document: Document, item: Item) -> ProgramFact:
    line, match = item.whole, item.match
    name, new, repeated = split_marks(line.part(*match.span("name")))
    if item.mark and item.mark.text == "新":
        new = new or item.mark
    year = heading_year(_above(document, item.index)) or edition_year(document)
    tail = match.start("tail")
    if behind := _NEW.search(line.text, tail):
        new = new or line.part(*behind.span("new"))
    office = OFFICE.search(line.text, tail)
    fact = ProgramFact(
        name=name, level="program", at=item.index, fiscal_year=year, kind="item",
        is_new=new, is_repeated=repeated,
        department=(line.part(*office.span("office")),) if office else (),
    )  # fmt: skip
    measure = "plan" if is_plan(document) else "budget"
    fact.amounts = [AmountFact(item.amount, "total", measure, year=year)]
    behind_amount = line.part(tail)
    if inner := bracket_behind(behind_amount.text, 0):
        fact.amounts += shares_in(behind_amount, *inner, measure, year)
    if earlier := amount_before(behind_amount, measure, year):
        fact.amounts.append(earlier)
    return fact


def _put_in_sums(run: list[Item], made: dict[int, ProgramFact]) -> None:
    """An item that is the sum of those right behind it is the group of them."""
    for at, end in sums_in(run):
        group, *facts = (made[item.index] for item in run[at:end])
        if group.parent is None:
            group.level = "group"
            for fact in facts:
                fact.parent, fact.section = group, (*fact.section, group.name)


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
    if groups and _is_part(fact, groups[-1]):
        fact.parent = groups[-1]
        groups[-1].level = "group"


def _is_part(fact: ProgramFact, group: ProgramFact) -> bool:
    """Whether an item may be a part of another: it is no more than that."""
    part, whole = (yen_of(f.amounts[0].cite, None) for f in (fact, group))
    return part is None or whole is None or part <= whole


def _remark(document: Document, index: int, places: Container[int]) -> Cite | None:
    """The lines below an item, up to the next item or heading."""
    lines = []
    for at in range(index + 1, min(index + 1 + _REMARK, len(document.flow))):
        item = document.flow[at]
        if not isinstance(item, Line) or at in places or marker_of(item.text):
            break
        lines.append(item.cite())
    return Cite.join(lines) or None
