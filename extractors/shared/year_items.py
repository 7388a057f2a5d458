"""Programs whose amounts of two or more years stand on the lines below the name, and no more.

５．見守りの推進              訪問看護の相談窓口の整備
（R7予算）125億円             30 百万円 → 23 百万円
→（R8予算案）130億円
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import regex

from extractors.shared.edition import edition_year
from extractors.shared.facts import AmountFact, ProgramFact
from extractors.shared.item_signs import lead_of
from extractors.shared.marks import split_marks
from extractors.shared.money_text import AMOUNT
from extractors.shared.program_names import names_a_program
from normalizers.era import find_fiscal_years
from pipeline.document.model import Cite, Document, Line

_YEARED = regex.compile(
    r"^[\s　]*[→⇒➡]?[\s　]*[（(【\[]?[\s　]*(?P<year>(?:(?:令和|平成)[\s　]*"
    r"(?:[0-9０-９]{1,2}|元)[\s　]*年度|[RHＲＨ][\s　]*(?:[0-9０-９]{1,2}|元)(?:年度)?))[\s　]*"
    r"(?:当初|補正|概算)?(?P<kind>予算[案額]?|要求額?|決算額?)(?:[（(]案[）)])?"
    r"[\s　]*[）)】\]]?[\s　:：]*"
    rf"(?P<amount>{AMOUNT.pattern})[\s　]*$"
)
_ARROW = regex.compile(
    rf"^[\s　]*(?P<before>{AMOUNT.pattern})[\s　]*[→⇒➡][\s　]*(?P<after>{AMOUNT.pattern})[\s　]*$"
)
_WRAPPED = regex.compile(r"^[\s　]*[のをにへがとや・、及]")
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
        match = _YEARED.match(line.text) if isinstance(line, Line) and not line.margin else None
        years = find_fiscal_years(match.group("year")) if match else []
        if match is None or not years or not isinstance(line, Line):
            break
        measure = _MEASURES.get(match.group("kind")[0], "budget")
        cite, stated = line.cite(*match.span("amount")), line.cite(*match.span("year"))
        amounts.append(AmountFact(cite, "total", measure, year=years[0][2], stated=stated))
        at += 1
    return amounts, at


def _arrow(line: Line, year: int | None) -> list[AmountFact]:
    match = _ARROW.match(line.text) if year is not None else None
    if match is None or year is None:
        return []
    spans = ((year - 1, match.span("before")), (year, match.span("after")))
    return [AmountFact(line.cite(*span), "total", "budget", year=y) for y, span in spans]


def _name_above(document: Document, at: int, taken: Container[int]) -> tuple[int, Cite] | None:
    """The line above that names a program, with the one before it where it goes on from there."""
    line = document.flow[at - 1] if at else None
    if not isinstance(line, Line) or at - 1 in taken or at in taken:
        return None
    whole = line.cite()
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
