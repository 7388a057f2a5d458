"""What the brackets behind the amounts of an outline hold, where a note says so.

※括弧内は前年度当初予算額                 ◆ 夜間往診支援事業 ２．５億円（１．８億円）
"""

from __future__ import annotations

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.money_text import AMOUNT
from normalizers.era import year_in
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line, once

_NOTE = compiled(
    r"(?:括弧|カッコ|かっこ|[（(][\s　]*[）)]|[〔\[][\s　]*[〕\]])[\s　]*(?:内|書き?)?[\s　]*"
    r"(?:の?(?:数字|数値|金額|計数|額))?は[\s　、,]*(?P<what>[^。、]{2,24})"
)
_BEFORE = compiled(r"前年度?|昨年度")
_MONEY = compiled(r"予算|額")
_INNER = compiled(
    rf"^[\s　]*[（(〔\[][\s　]*(?:(?P<amount>{AMOUNT.pattern})"
    r"|(?P<bare>[0-9０-９]{1,3}(?:[，,][0-9０-９]{3})+|[0-9０-９]+)|(?P<nil>[－―‐–ー-]|皆増))"
    r"[\s　]*[）)〕\]]"
)


def amount_in_bracket(
    document: Document, behind: Cite, measure: str, year: int | None, unit: str | None = None
) -> AmountFact | None:
    """The amount in the bracket right behind another one of a year, of the year that a note of the
    document says; None where no note does. unit: of a number that prints none."""
    said = _said(document)
    found = _INNER.match(behind.text) if said and year is not None else None
    if found is None or year is None:
        return None
    group = next(name for name in ("amount", "bare", "nil") if found.group(name))
    if group == "bare" and unit is None:
        return None
    unit = {"amount": None, "bare": unit, "nil": "円"}[group]
    of = said if isinstance(said, int) else year - 1
    cite = behind.part(*found.span(group))
    return AmountFact(cite, "total", measure, unit, of, wide=False) if of != year else None


@once
def _said(document: Document) -> int | str | None:
    """The year that brackets are said to hold the amounts of, 'before' for the one before."""
    notes = (
        found.group("what")
        for item in document.flow
        if isinstance(item, Line) and "は" in item.text
        if (found := _NOTE.search(item.text)) and _MONEY.search(found.group("what"))
    )
    return next((year for what in notes if (year := _year_of(what))), None)


def _year_of(what: str) -> int | str | None:
    return year_in(what) or ("before" if _BEFORE.search(what) else None)
