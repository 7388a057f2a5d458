"""Small tables of one program's budget by years, the years in the heads or in the first column.

年度            平成28年度  平成29年度          年度        予算額（千円）  財源
予算額（千円）       1,200       1,150          平成30年度           2,400  基金
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.money_text import AMOUNT
from extractors.facts.slides.cards import Slide, slides_of
from extractors.facts.tables.row_values import value_in
from extractors.shared.columns import Columns
from extractors.shared.heads import columns_of
from extractors.shared.sources import source_in, source_of_block
from normalizers.era import year_in
from normalizers.head import Head
from normalizers.label import label_of
from normalizers.unit import find_unit, is_money
from pipeline.document.model import Cite, Document, Grid, Line

_OF_WHICH = re.compile(r"^[\s　（(]*(?:うち|内)")
_NOTE = re.compile(
    r"※[\s　]*(?:(?:いずれも|すべて)?全額[、，:：はを]?[\s　]*)?"
    r"(?P<words>[^※、。（）()]{2,20}?)(?:を(?:活用|充当)?.{0,6})?$"
)
_FEWEST = 2  # years of a table; a new program's slide may have one
_NEAR = 16  # flow items between a program and a table of its years


def add_year_tables(document: Document, facts: list[ProgramFact]) -> None:
    """Add the amounts of each table of years to the program that it stands below, or whose
    slide it stands on."""
    for at, item in enumerate(document.flow):
        if not isinstance(item, Grid):
            continue
        columns = columns_of(document, item)
        if columns.find("name"):
            continue
        amounts = amounts_by_years(columns, 1 if _slide_around(document, at) else _FEWEST)
        shares = [] if amounts else list(_sources_across(columns))
        owner = _owner(document, facts, at) if shares or amounts else None
        if owner is None:
            continue
        if shares:
            _add_shares(owner, shares)
        elif not owner.amounts:
            source = _source_above(document, at) or _source_below(document, at)
            for amount in amounts:
                amount.wide = amount.year == owner.fiscal_year
                amount.source = source if source and amount.source == "total" else amount.source
            owner.amounts.extend(amounts)


def _source_above(document: Document, at: int) -> str | None:
    """Where all the money of a table comes from, if the line above it says so (予算の推移 全額：
    地域医療介護総合確保基金); a line of its own below it tells of the program."""
    above = document.flow[at - 1] if at else None
    return source_of_block([above]) if isinstance(above, Line) else None


def _source_below(document: Document, at: int) -> str | None:
    """The same of a note below it: ※全額、地域医療介護総合確保基金を活用, ※一般財源."""
    below = document.flow[at + 1] if at + 1 < len(document.flow) else None
    note = _NOTE.search(below.text) if isinstance(below, Line) else None
    return source_in(note["words"], least_fit=3) if note else None


def amounts_by_years(columns: Columns, fewest: int = _FEWEST) -> list[AmountFact]:
    """The amounts of a table of two years or more (fewest: of so many); of a kind and a year the
    first, as the sum with 人件費 stands below the budget itself."""
    found: dict[tuple[str, str, int | None], AmountFact] = {}
    for amount in list(_years_across(columns)) or list(_years_down(columns)):
        found.setdefault((amount.source, amount.measure, amount.year), amount)
    return list(found.values()) if len({a.year for a in found.values()}) >= fewest else []


def _sources_across(columns: Columns) -> Iterator[AmountFact]:
    """One row of shares under the sources that bear them: 財源内訳 | 国庫支出金 | 一般財源."""
    grid = columns.grid
    sources = [(c, h) for c, h in columns.amounts() if h.source]
    bearing = {h.source for _, h in sources} - {"total"}
    if len(bearing) < 2 or grid.row_count - columns.first != 1:
        return
    label = columns.texts[0]
    for column, head in sources:
        unit = columns.unit_of(column) or find_unit(label)
        found = value_in(grid.own(columns.first, column))
        if found is None or not is_money(unit):
            continue
        yield _amount(
            found[0], head, head.fiscal_year or year_in(label), unit, columns.cites[column]
        )


def _add_shares(owner: ProgramFact, shares: list[AmountFact]) -> None:
    """Shares of the owner's year; where its total is known they have to add up to it."""
    if any(a.source != "total" for a in owner.amounts):
        return
    for share in shares:
        share.year = share.year or owner.fiscal_year
        share.wide = share.year == owner.fiscal_year
    total = next(
        (a for a in owner.amounts if a.source == "total" and a.year == shares[0].year), None
    )
    parts = [a.yen or 0 for a in shares if a.source != "total"]
    if total is None or total.yen == sum(parts):
        owner.amounts.extend(a for a in shares if a.source != "total" or total is None)


def _years_across(columns: Columns) -> Iterator[AmountFact]:
    """A row each for 予算額, 決算額, うち基金; a column each for the years."""
    years = [(c, h) for c, h in columns.amounts() if h.fiscal_year]
    if len(years) == columns.grid.column_count:
        yield from _years_alone(columns, years)
    years = [(c, h) for c, h in years if c > 0]
    if len(years) < 2:
        return
    above: str | None = None  # the unit of the row above
    for row in range(columns.first, columns.grid.row_count):
        label, head = _row_label(columns.grid, row, years[0][0])
        unit = find_unit(label.text) or columns.unit or _unit_of_head(columns)
        if unit is None and _OF_WHICH.match(label.text):
            unit = above
        above = unit
        if head is None or not is_money(unit):
            continue
        for column, year in years:
            found = value_in(columns.grid.own(row, column))
            if found is not None:
                said = year if year.measure not in (None, "budget") else head
                said = replace(said, source=head.source)
                yield _amount(found[0], said, year.fiscal_year, unit, columns.cites[column])


def _row_label(grid: Grid, row: int, years: int) -> tuple[Cite, Head | None]:
    """What names the amounts of a row before the column of the first year: 財源内訳 may be merged
    over 国庫支出金, 一般財源 (and any label with the heads)."""
    first = grid.cell(row, 0)
    labels = [grid.cite(row, column) for column in range(years)]
    if first is None or first.row_span == 1 or len(labels) < 2 or not labels[-1]:
        return labels[0], _money_label(labels[0].text)
    return labels[-1], _money_label(labels[-1].text)


def _years_alone(columns: Columns, years: list[tuple[int, Head]]) -> Iterator[AmountFact]:
    """Nothing but years, and below each its amount with a unit: 令和元年度 | 令和２年度."""
    if columns.grid.row_count - columns.first != 1:
        return
    values = [columns.grid.own(columns.first, column) for column, _ in years]
    if all(AMOUNT.fullmatch(value.text) for value in values):
        for value, (column, head) in zip(values, years, strict=True):
            yield _amount(value, head, head.fiscal_year, None, columns.cites[column])


def _years_down(columns: Columns) -> Iterator[AmountFact]:
    """A row each for the years; a column each for 予算額, 決算額; perhaps one for 財源."""
    grid = columns.grid
    money = [
        (c, h) for c, h in columns.amounts()
        if c > 0 and h.is_exact and (is_money(columns.unit_of(c)) or _say_units(columns, c))
    ]  # fmt: skip
    funding = columns.first_of("funding", "note")
    for row in range(columns.first, grid.row_count):
        label = grid.own(row, 0)
        if (year := year_in(label.text)) is None:
            continue
        told = _money_label(label.text)  # 令和４年度（決算）
        note = grid.own(row, funding) if funding else None
        source = source_in(note.text) if note else None
        for column, head in money:
            if (found := value_in(grid.own(row, column))) is None:
                continue
            stated = told.measure if told and told.measure != "budget" else None
            said = replace(head, measure=stated or head.measure)
            amount = _amount(found[0], said, year, columns.unit_of(column), label)
            if note and amount.source == "total":
                amount.note, amount.source = note, source or "total"
            yield amount


def _say_units(columns: Columns, column: int) -> bool:
    """Whether every amount of a column bears its unit: 8,250千円."""
    texts = columns.grid.column_texts(column, columns.first)
    return bool(texts) and all(map(AMOUNT.fullmatch, texts))


def _money_label(text: str) -> Head | None:
    words = "".join(text.split())
    head = label_of(words)
    if head is None and words.startswith("うち"):
        part = label_of(words[2:])
        head = part if part and part.source != "total" else None
    return head if head is not None and head.role == "amount" else None


def _unit_of_head(columns: Columns) -> str | None:
    return find_unit(columns.texts[0]) if columns.texts else None


def _amount(cite: Cite, head: Head, year: int | None, unit: str | None, stated: Cite) -> AmountFact:
    return AmountFact(
        cite, head.source or "total", head.measure or "budget", unit, year, stated=stated
    )


def _owner(document: Document, facts: list[ProgramFact], at: int) -> ProgramFact | None:
    """The program whose slide holds a table, else the one right above it."""
    if slide := _slide_around(document, at):
        return next((f for f in facts if f.at == slide.at and f.kind == "slide"), None)
    above = [f for f in facts if at - _NEAR <= f.at <= at and f.listed and f.level == "program"]
    return max(above, key=lambda f: (f.at, f.order)) if above else None


def _slide_around(document: Document, at: int) -> Slide | None:
    """The slide that an item of the flow stands on."""
    slides = slides_of(document)
    return next((s for s in slides if s.lines[0][0] <= at <= s.lines[-1][0] + 1), None)
