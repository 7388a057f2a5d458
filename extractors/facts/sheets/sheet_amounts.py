"""What the labels of a sheet's amounts leave to the rest of it: the unit, the era of a year."""

from __future__ import annotations

from dataclasses import replace

from extractors.facts.shared.fact import AmountFact
from extractors.facts.tables.year_tables import amounts_by_years
from extractors.shared.fields import Field
from extractors.shared.heads import columns_of
from normalizers.era import year_in
from normalizers.patterns import compiled
from normalizers.unit import find_unit, is_money
from pipeline.document.model import Document, Grid, Line

_BEFORE = compiled(r"^[\s　]*(?:前年度|昨年度|前年)")
_TOLD = compiled(r"^[\s　（(]*(?:令和|平成|昭和)?[\s　]*[元0-9０-９]{1,4}[\s　]*年度")


def with_unit(fields: list[Field], lines: list[Line]) -> list[Field]:
    """The labels of amounts in the unit that a line of the sheet gives to all of it."""
    unit = next((u for x in lines if "単位" in x.text and (u := find_unit(x.text))), None)
    if not is_money(unit):
        return fields
    return [
        replace(f, head=replace(f.head, unit=unit)) if f.role == "amount" and not f.head.unit else f
        for f in fields
    ]


def with_years(fields: list[Field], near: int, year: int | None) -> list[Field]:
    """The labels of amounts with their years: 27年度当初予算額 is of the era of the document,
    前年度予算額 of the year before its own (year), and 支出済額 of the year that its value begins
    with (令和５年度 2,519,870円)."""
    made = []
    for field in fields:
        head = field.head
        if head.role == "amount" and head.fiscal_year is None:
            stated = year_in(field.label.text, near)
            if stated is None and (told := _TOLD.match(field.value.text)):
                stated = year_in(told[0], near)
            if stated is None and year is not None and _BEFORE.search(field.label.text):
                stated = year - 1
            field = replace(field, head=replace(head, fiscal_year=stated))
        made.append(field)
    return made


def without_years(
    document: Document, fields: list[Field], at: int, end: int
) -> tuple[list[Field], list[AmountFact]]:
    """The particulars outside of the tables of years below a sheet's labels (flow items after at,
    before end), and the amounts of the first of these tables."""
    amounts: list[AmountFact] = []
    lines: set[int] = set()
    for item in document.flow[at + 1 : end]:
        if isinstance(item, Grid) and item.origin != "flat":
            columns = columns_of(document, item)
            if not columns.find("name") and (found := amounts_by_years(columns)):
                amounts = amounts or found
                lines.update(item.lines)
    kept = [f for f in fields if f.role != "amount" or f.label.spans[0].line not in lines]
    return kept, amounts


def latest_year(fields: list[Field]) -> int | None:
    """The latest year of which a sheet labels an amount."""
    return max((f.head.fiscal_year or 0 for f in fields if f.role == "amount"), default=0) or None
