"""Programs whose amounts of two or more years stand on the lines below the name, and no more.

５．見守りの推進              訪問看護の相談窓口の整備        (1)離島の診療所の整備
（R7予算）125億円             30 百万円 → 23 百万円           41,000
→（R8予算案）130億円                                          46,500
                                                              5,500
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from extractors.facts.shared.fact import AmountFact, ProgramFact, yen_of
from extractors.facts.shared.item_signs import lead_of
from extractors.facts.shared.money_text import AMOUNT
from extractors.shared.edition import edition_year
from extractors.shared.heads import document_unit
from extractors.shared.marks import split_marks
from extractors.shared.program_names import names_a_program
from normalizers.era import year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.unit import is_money
from pipeline.document.model import Cite, Document, Line

_YEARED = compiled(
    r"^[\s　]*[→⇒➡]?[\s　]*[（(【\[]?[\s　]*"
    rf"(?P<year>(?:{ERA}[\s　]*{NUMBER}[\s　]*年度|{LETTER}[\s　]*{NUMBER}(?:年度)?))[\s　]*"
    r"(?:当初|補正|概算)?(?P<kind>予算(?:額案?|案額?)?|要求額?|決算額?)(?:[（(]案[）)])?"
    r"[\s　]*[）)】\]]?[\s　:：]*"
    rf"(?P<amount>{AMOUNT.pattern})[\s　]*$"
)
_ARROW = compiled(
    rf"^[\s　]*(?P<before>{AMOUNT.pattern})[\s　]*[→⇒➡][\s　]*(?P<after>{AMOUNT.pattern})[\s　]*$"
)
_WRAPPED = compiled(r"^[\s　]*[のをにへがとや・、及]")
_LABEL = compiled(r"[0-9０-９元][\s　]*年度.{0,4}(?:予算|要求|決算)[額案]{0,2}[\s　]*$")
_BARE = compiled(r"^[\s　]*[△▲－-]?[\s　]*[0-9０-９][0-9０-９,，]*[\s　]*$")
_CAPTION = compiled(r"^[\s　]*[Ⅰ-ⅩIVX0-9０-９○●◎■□◆◇・]*[\s　.．]*予算額?[\s　]*$")
_OUTLINE = compiled(r"の?(?:概要|内訳)[\s　]*$")
_KINDS = re.compile("予算|要求|決算")
_MEASURES = {"要": "requested", "決": "settled"}
_LONGEST = 45
_LONGEST_OF_TWO = 80


def year_item_facts(document: Document, taken: Container[int] = ()) -> Iterator[ProgramFact]:
    """A fact for each such name, in the order of the document.

    taken: flow items that something else was read from.
    """
    flow = document.flow
    latest: int | None = None
    at = 0
    while at < len(flow):
        amounts, end = _yeared(document, at)
        stated = [a.year for a in amounts if a.year]
        latest = max(stated, default=latest)
        if not amounts and (item := flow[at]) and isinstance(item, Line):
            amounts = _arrow(item, latest or edition_year(document))
            end = at + 1
            if not amounts and item.text[:1].isdigit():
                amounts, end = _compared(document, at)
        name = _name_above(document, at, taken) if len(amounts) > 1 else None
        if name is not None:
            title, new, repeated = split_marks(name[1])
            year = max(a.year for a in amounts if a.year)
            for amount in amounts:
                amount.wide = amount.year == year and amount.measure != "requested"
            yield ProgramFact(
                title, "program", name[0], kind="item", fiscal_year=year, is_new=new,
                is_repeated=repeated, amounts=amounts,
            )  # fmt: skip
        at = max(end, at + 1)


def _yeared(document: Document, start: int) -> tuple[list[AmountFact], int]:
    """The amounts of neighbouring lines that are nothing but a year's amount."""
    amounts: list[AmountFact] = []
    at = start
    while at < len(document.flow):
        line = document.flow[at]
        if not isinstance(line, Line) or line.margin or not _KINDS.search(line.text):
            break
        whole, end = line.cite(), at + 1
        following = document.flow[end] if end < len(document.flow) else None
        if isinstance(following, Line) and _LABEL.search(whole.text):
            whole, end = Cite.join([whole, following.cite()]), end + 1
        match = _YEARED.match(whole.text)
        year = year_in(match.group("year")) if match else None
        if match is None or year is None:
            break
        measure = _MEASURES.get(match.group("kind")[0], "budget")
        cite, stated = whole.part(*match.span("amount")), whole.part(*match.span("year"))
        amounts.append(AmountFact(cite, "total", measure, year=year, stated=stated))
        at = end
    return amounts, at


def _compared(document: Document, at: int) -> tuple[list[AmountFact], int]:
    """Numbers on three lines of which the last is the difference of the two before: the amounts
    of last year and of this one, in the order that its sign tells."""
    lines = document.flow[at : at + 3]
    cites = [line.cite() for line in lines if isinstance(line, Line) and _BARE.match(line.text)]
    if len(cites) < 3:
        return [], at
    unit, year = document_unit(document), edition_year(document)
    if not is_money(unit) or year is None:
        return [], at
    first, second, change = (yen_of(cite, unit) or 0 for cite in cites)
    if not change or abs(change) != abs(first - second):
        return [], at
    years = (year - 1, year) if change == second - first else (year, year - 1)
    pairs = zip(cites, years, strict=False)
    return [AmountFact(c, "total", "budget", unit=unit, year=y) for c, y in pairs], at + 3


def _arrow(line: Line, year: int | None) -> list[AmountFact]:
    match = _ARROW.match(line.text) if year is not None and "円" in line.text else None
    if match is None or year is None:
        return []
    spans = ((year - 1, match.span("before")), (year, match.span("after")))
    return [AmountFact(line.cite(*span), "total", "budget", year=y) for y, span in spans]


def _name_above(document: Document, at: int, taken: Container[int]) -> tuple[int, Cite] | None:
    """The line above that names a program, with the one before it where it goes on from there."""
    line = document.flow[at - 1] if at else None
    if not isinstance(line, Line) or at - 1 in taken or at in taken:
        return None
    if _CAPTION.match(line.text) and at > 1 and isinstance(above := document.flow[at - 2], Line):
        at, line = at - 1, above
    whole = line.cite()
    if outlined := _OUTLINE.search(whole.text):
        whole = whole.part(0, outlined.start())
    if _WRAPPED.match(whole.text) and at > 1:
        above = document.flow[at - 2]
        if not isinstance(above, Line) or "。" in above.text:
            return None
        whole = Cite.join([above.cite(), whole])
        name = whole.part(lead_of(whole).end)
        flat = "".join(name.text.split("\n"))
        return (at - 2, name) if len(flat) <= _LONGEST_OF_TWO and names_a_program(flat) else None
    name = whole.part(lead_of(whole).end)
    return (at - 1, name) if len(name.text) <= _LONGEST and names_a_program(name.text) else None
