"""What the labels of a sheet's amounts leave to the rest of it: the unit, the era of a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from extractors.facts.shared.fact import AmountFact
from extractors.facts.shared.money_text import AMOUNT
from extractors.facts.tables.year_tables import amounts_by_years
from extractors.shared.fields import Field
from extractors.shared.heads import columns_of
from normalizers.era import year_in
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, NUMBER
from normalizers.unit import find_money, is_money
from pipeline.document.model import Cite, Document, Grid, Line

_BEFORE = compiled(r"^[\s　]*(?:前年度|昨年度|前年)")
_AMOUNT = r"(?:[△▲-]?[0-9０-９][0-9０-９,，.．]*|[－―—])"
_SEVERAL = compiled(rf"^[\s　]*{_AMOUNT}(?:[\s　]+{_AMOUNT})+[\s　]*$")
_FEWEST_ROWS = 3
_BUDGET_ALONE = compiled(
    rf"^[\s　]*{ERA}[\s　]*{NUMBER}[\s　]*年度[\s　]*(?:当初|補正)?(?:予算|概算要求)"
    r"(?:額|案)*[\s　]*$"
)
_MONEY_ALONE = compiled(rf"^[\s　]*{AMOUNT.pattern}[\s　]*$")
_OFFICE = compiled(r"^[\s　]*[^\s　0-9０-９。、（(]{4,24}[課室][\s　]*$")
_PHONE = compiled(r"^[\s　]*[（(]内線")
_TOLD = compiled(r"^[\s　（(]*(?:令和|平成|昭和)?[\s　]*[元0-9０-９]{1,4}[\s　]*年度")


def amount_apart(lines: list[Line]) -> tuple[list[AmountFact], Cite | None]:
    """The amount of a box whose parts a converter put apart (令和５年度補正予算案, further below
    122億円), where a sheet has one of each, and the office below it that a telephone number
    follows; the amount is a national budget line."""
    labels = [x for x in lines if "予算" in x.text and _BUDGET_ALONE.match(x.text)]
    places = [n for n, x in enumerate(lines) if "円" in x.text and _MONEY_ALONE.match(x.text)]
    year = year_in(labels[0].text) if len(labels) == 1 else None
    if year is None or len(places) != 1:
        return [], None
    measure = "requested" if "要求" in labels[0].text else "budget"
    cite, stated = lines[places[0]].cite(), labels[0].cite()
    amount = AmountFact(cite, "total", measure, year=year, stated=stated, wide=False)
    below = lines[places[0] + 1 : places[0] + 3]
    phoned = len(below) == 2 and _OFFICE.match(below[0].text) and _PHONE.match(below[1].text)
    return [amount], below[0].cite() if phoned else None


def with_unit(fields: list[Field], lines: list[Line]) -> list[Field]:
    """The labels of amounts in the unit that a line of the sheet gives to all of it."""
    unit = next((u for x in lines if "単位" in x.text and (u := find_money(x.text))), None)
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
        if isinstance(item, Grid):
            columns = columns_of(document, item)
            if not columns.find("name") and (found := amounts_by_years(columns)):
                amounts = amounts or found
                lines.update(item.lines)
    kept = [f for f in fields if f.role != "amount" or f.label.spans[0].line not in lines]
    return kept, amounts


def without_columns(fields: list[Field]) -> list[Field]:
    """The particulars without the rows of a table that lost its columns (事業費 8,120 8,344 8,900,
    国庫支出金 3,127 3,213 3,427, …): nothing says which of the amounts is meant."""
    sizes = [_amounts_side_by_side(field) for field in fields]
    rows = Counter(size for size in sizes if size > 1)
    return [f for f, size in zip(fields, sizes, strict=True) if rows[size] < _FEWEST_ROWS]


def _amounts_side_by_side(field: Field) -> int:
    """How many amounts the first line of a label's value is made of, 0 where of anything else."""
    first = field.value.text.split("\n")[0]
    return len(first.split()) if field.role == "amount" and _SEVERAL.match(first) else 0


def latest_year(fields: list[Field]) -> int | None:
    """The latest year of which a sheet labels an amount."""
    return max((f.head.fiscal_year or 0 for f in fields if f.role == "amount"), default=0) or None
