"""Sheets: one program each, all of it as labels and values, in lines or in a grid of two columns.

    事業名 【No.1（医療分）】 病床機能転換設備整備事業 【総事業費（計画期間の総額）】 187,500 千円
    事業の実施主体 県内医療機関
    事業の内容 …

The plans for the 地域医療介護総合確保基金 and many collections of practices are made of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.particulars import apply_fields, name_of
from extractors.facts.shared.series import lines_to_series
from extractors.facts.sheets.form_rows import form_rows
from extractors.facts.sheets.grid_sheets import (
    end_of_grids,
    end_of_strip,
    grids_to_fields,
    is_inside,
    is_sheet_grid,
    strip_to_fields,
)
from extractors.facts.sheets.marked_labels import marked_stretches
from extractors.facts.sheets.sheet_amounts import (
    amount_apart,
    latest_year,
    with_unit,
    with_years,
    without_columns,
    without_years,
)
from extractors.facts.sheets.sheet_names import has_code, office_in, tidy_name
from extractors.facts.slides.titled_pages import titled_pages, titled_stretches
from extractors.facts.tables.inner_tables import inner_amounts, shares_below_totals
from extractors.facts.tables.sections import without_marker
from extractors.shared.edition import edition_year, heading_year, near_year
from extractors.shared.fields import Field, cite_to_fields, lines_to_fields, opens_sheet
from extractors.shared.heads import columns_of
from extractors.shared.marks import split_marks
from extractors.shared.outline import Heading, marker_of, outline_of
from normalizers.patterns import compiled
from normalizers.prefecture import find_prefecture
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER
from pipeline.document.model import Cite, Document, Grid, Line, once

_ABOVE = 3  # lines above the name that may state division and jurisdiction
_FEWEST = 2  # labelled particulars besides the name
_LONGEST_NAME = 90
_YEARS = compiled(rf"(?:(?:{ERA}|{LETTER})?[\s　]*(?:{NUMBER}|{GREGORIAN})[\s　]*年度?[\s　]*)+")
_LEADING = ("division", "jurisdiction", "department")


@dataclass(slots=True)
class Sheet:
    """The labelled particulars of one program, and the flow items that they stand in."""

    fields: list[Field]
    at: int
    end: int
    order: int = 0
    title: Cite | None = None  # where no label leads the name


def sheet_facts(document: Document) -> Iterator[ProgramFact]:
    """A fact for every sheet, in the order of the document."""
    near = near_year(document)
    division: Cite | None = None
    inside = items_of_sheets(document)
    for sheet in sheets_of(document):
        sheet.fields = with_years(sheet.fields, near, edition_year(document))
        base = outline_of(document).at(sheet.at)
        while base is not None and base.at in inside:
            base = base.parent
        stated = [f.value for f in sheet.fields if f.role == "division" and _divides(f.value)]
        division = stated[-1] if stated else division
        fact = _sheet_to_fact(document, sheet, base)
        if division:
            whole = len(division.text) <= _LONGEST_NAME
            division_title = without_marker(division if whole else _first_line(division))
            fact.section = (*fact.section, division_title)
        yield fact


def marked_facts(document: Document, told: Container[int]) -> Iterator[ProgramFact]:
    """A fact for every title above labels behind signs that nothing else was read from; told: the
    flow items where other programs stand."""
    inside: set[int] = set()
    for title, fields, at, end in marked_stretches(document, told):
        inside.update(range(at, end))
        base = outline_of(document).at(at)
        while base is not None and base.at in inside:
            base = base.parent
        yield _sheet_to_fact(document, Sheet(fields, at, end, title=title), base)


def _divides(value: Cite) -> bool:
    """Whether a value names a division: no year of a head (区分 令和３年度)."""
    return bool(value) and not _YEARS.fullmatch(value.text)


@once
def sheets_of(document: Document) -> list[Sheet]:
    """The sheets of a document."""
    made = [*_line_sheets(document), *_grid_sheets(document)]
    for readers in ((titled_pages, form_rows), (titled_stretches,)):
        taken = _items_of(made)
        titled = [found for read in readers for found in read(document, taken)]
        made += [Sheet(fields, at, end, title=title) for title, fields, at, end in titled]
    return sorted(made, key=lambda s: (s.at, s.order))


def items_of_sheets(document: Document) -> set[int]:
    """The flow items that sheets stand in."""
    return _items_of(sheets_of(document))


def _items_of(sheets: list[Sheet]) -> set[int]:
    return {index for sheet in sheets for index in range(sheet.at, sheet.end)}


def _sheet_to_fact(document: Document, sheet: Sheet, base: Heading | None) -> ProgramFact:
    named = name_of(sheet.fields)
    title, new, repeated = split_marks(sheet.title or tidy_name(named))
    fact = ProgramFact(
        name=title, level="program", at=sheet.at, order=sheet.order, kind="sheet",
        is_new=new, is_repeated=repeated,
        section=base.titles if base else (),
        fiscal_year=heading_year(base) or edition_year(document) or latest_year(sheet.fields),
    )  # fmt: skip
    owner = next((f.value for f in sheet.fields if f.role == "jurisdiction"), None)
    if owner and (find_prefecture(owner.text) or owner.text[-1] in "市区町村"):
        fact.jurisdiction = _first_line(owner)
    lines = [i for i in document.flow[sheet.at : sheet.end] if isinstance(i, Line)]
    series = lines_to_series(lines)
    if sum(a.year is not None for a in series) < 2:
        series = []
    planned = any(f.role == "amount" and f.head.measure == "plan" for f in sheet.fields)
    for amount in series:
        amount.wide = amount.year == fact.fiscal_year and not amount.series and not planned
    sheet.fields, years = without_years(document, sheet.fields, sheet.at, sheet.end)
    sheet.fields = without_columns(sheet.fields)
    for amount in years:
        amount.wide = amount.year == fact.fiscal_year
    fact.amounts = series or years or _inner(document, sheet, fact.fiscal_year)
    fields = [f for f in sheet.fields if not (series and f.role == "amount" and _is_yearly(f))]
    apply_fields(fact, with_unit(fields, lines))
    if not fact.amounts and sheet.title is None:
        fact.amounts, phoned = amount_apart(lines)
        fact.department = fact.department or ((phoned,) if phoned else ())
    totals = [a for a in fact.amounts if a.source == "total" and a.year]
    if len(totals) == len(fact.amounts):
        grids = (item for item in document.flow[sheet.at : sheet.end] if isinstance(item, Grid))
        fact.amounts += [a for grid in grids for a in shares_below_totals(grid, totals)]
    if not fact.department and sheet.title is None and (office := office_in(named)):
        fact.department = (_office_above(document, sheet) or office,)
    return fact


def _office_above(document: Document, sheet: Sheet) -> Cite | None:
    """The office on the line above a name with one: who asks for a budget (予算要求課) stands above
    who keeps its account (予算計上課)."""
    above = document.flow[sheet.at - 1] if sheet.at else None
    if not isinstance(above, Line) or above.margin or above.page != document.flow[sheet.at].page:
        return None
    return office_in(above.cite())


def _inner(document: Document, sheet: Sheet, year: int | None) -> list[AmountFact]:
    """The amounts of the small tables between a sheet's first label and the next sheet's."""
    if sheet.title is not None:  # no label of its own, and no grid
        return []
    beside = [s for s in sheets_of(document) if s.at == sheet.at and s.title is None]
    starts = [s.fields[0].label.spans[0].line for s in beside]
    begin = sheet.fields[0].label.spans[0].line
    end = min((start for start in starts if start > begin), default=len(document.lines))
    grids = [item for item in document.flow[sheet.at : sheet.end] if isinstance(item, Grid)]
    found = [a for grid in grids if grid.origin != "flat" for a in inner_amounts(grid, year)]
    return [a for a in found if begin <= a.cite.spans[0].line < end]


def _is_yearly(field: Field) -> bool:
    """Whether a label is one of a year's budget: with a series of years it says the same."""
    return field.head.source == "total" and field.head.measure in ("budget", "settled", None)


def _line_sheets(document: Document) -> Iterator[Sheet]:
    flow = document.flow
    opening = [i for i, item in enumerate(flow) if isinstance(item, Line) and _opens(item)]
    starts = [_with_lines_above(document, at) for at in opening]
    for start, at, stop in zip(starts, opening, [*starts[1:], len(flow)], strict=False):
        end = _end(document, at, stop)
        fields = lines_to_fields(c for item in flow[start:end] for c in _cites(document, item))
        if _is_sheet(fields):
            yield Sheet(fields, start, end)


def _opens(line: Line) -> bool:
    return not line.margin and opens_sheet(line.text)


def _with_lines_above(document: Document, at: int) -> int:
    """The first of the lines right above that say division, jurisdiction or number."""
    start = at
    page = document.flow[at].page
    for index in range(at - 1, max(-1, at - 1 - _ABOVE), -1):
        item = document.flow[index]
        if not isinstance(item, Line):
            break
        if page is not None and item.page != page:
            return index + 1  # what stands above it on its page is its title
        fields = cite_to_fields(item.cite())
        if fields and not all(f.role in _LEADING for f in fields):
            break  # a particular of the program above, whose department stands above it
        start = index if fields else start
    return start


def _end(document: Document, at: int, stop: int) -> int:
    """Where a sheet ends: at the next one, at a heading of the rank that it stands under, or at a
    list of the programs of a collection."""
    outline = outline_of(document)
    above = outline.at(at)
    rank = above.rank if above else 2
    ends = [h.at for h in outline.headings if at < h.at < stop and h.rank <= min(rank, 3)]
    opening = document.flow[at]
    if isinstance(opening, Line) and marker_of(opening.text):  # 1 事業名 …, 2 予算額 …
        ends = [end for end in ends if not _is_labelled(document.flow[end])]
    ends += [n for n in range(at + 1, stop) if _lists_programs(document, document.flow[n])]
    return min([stop, *ends])


def _is_labelled(item: Line | Grid) -> bool:
    """Whether a line is a particular of a sheet, and does not open the next."""
    if isinstance(item, Grid):
        return False
    fields = cite_to_fields(item.cite())
    return bool(fields) and fields[0].role != "name"


def _lists_programs(document: Document, item: Line | Grid) -> bool:
    """Whether a table has a column of prefectures and one of names: it is of no one program."""
    if not isinstance(item, Grid):
        return False
    columns = columns_of(document, item)
    return bool(columns.find("jurisdiction") and columns.find("name"))


def _cites(document: Document, item: Line | Grid) -> list[Cite]:
    """The lines of an item; of a grid its cells, unless it was rebuilt from lines itself."""
    if isinstance(item, Line):
        return [] if item.margin else [item.cite()]
    if item.origin == "flat":
        return [document.lines[line].cite() for line in item.lines]
    return [cell.cite for cell in sorted(item.cells, key=lambda c: (c.row, c.column)) if cell.cite]


def _is_sheet(fields: list[Field]) -> bool:
    if not 2 <= len(tidy_name(name_of(fields)).text) <= _LONGEST_NAME:
        return False
    others = {f.role for f in fields if f.value} - {"name", "division", "jurisdiction"}
    if office_in(name_of(fields)):
        others.add("department")
    if has_code(name_of(fields)):
        others.add("account")
    return len(others) >= _FEWEST


def _grid_sheets(document: Document) -> Iterator[Sheet]:
    end = 0
    for at, item in enumerate(document.flow):
        if at < end or not isinstance(item, Grid):
            continue
        if opening := strip_to_fields(item):
            stop = end_of_strip(document, at)
            if without_years(document, opening, at, stop)[1]:
                end = stop
                yield Sheet(opening, at, end)
                continue
        whole = end_of_grids(document, at)
        if not is_sheet_grid(item, 3 if whole == at + 1 else 1):
            continue
        end = whole
        parts = [part for part in document.flow[at:end] if isinstance(part, Grid)]
        grids = [part for part in parts if not is_inside(part, parts)]
        for order, fields in enumerate(_split(grids_to_fields(grids))):
            if _is_sheet(fields):
                yield Sheet(fields, at, end, order)


def _split(fields: list[Field]) -> Iterator[list[Field]]:
    """One list a program: a name, or a division right before it, begins the next."""
    sheet: list[Field] = []
    for field in fields:
        named = any(f.role == "name" for f in sheet)
        if named and (field.role == "name" or field.role in ("division", "jurisdiction")):
            yield sheet
            sheet = []
        sheet.append(field)
    yield sheet


def _first_line(cite: Cite) -> Cite:
    return cite.part(0, len(cite.text.split("\n")[0]))
