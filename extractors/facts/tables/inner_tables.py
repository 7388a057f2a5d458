"""Small tables inside the grid of a program's sheet: a row of heads, and the amounts below it.

事業費（千円）   | 令和４年度決算 | 令和５年度予算      財源内訳（千円） | 国庫支出金 | 一般財源
                 |          6,120 |          7,400                       |      4,900 |    4,400
年度             |     令和４年度 |     令和５年度
予算額（千円）   |          6,120 |          7,400
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractors.facts.shared.fact import AmountFact
from extractors.facts.tables.row_values import value_in
from normalizers.era import year_in
from normalizers.head import Head, read_head
from normalizers.unit import find_unit, is_money
from pipeline.document.model import Cite, Grid

_FEWEST = 2  # heads with a number below each


def inner_amounts(grid: Grid, year: int | None) -> Iterator[AmountFact]:
    """The amounts of every row of money heads, right of its label, with numbers in the row below.

    year: Gregorian, of shares for which neither head nor label states one. Only tables whose
    label or heads state a unit of money are read.
    """
    for row in range(grid.row_count - 1):
        label = grid.cite(row, 0)
        placed = [
            (column, head, cite, value[0])
            for column in range(1, grid.column_count)
            if (cite := grid.own(row, column)) and (head := _money_head(cite))
            if (value := value_in(grid.own(row + 1, column)))
        ]
        if len(placed) >= _FEWEST:
            totals = list(
                _amounts(label, [(head, cite, value) for _, head, cite, value in placed], year)
            )
            columns = {id(value): column for column, _, _, value in placed}
            yield from totals
            yield from _shares_below(grid, row + 2, totals, [columns[id(a.cite)] for a in totals])
        yield from _amounts_below_years(grid, row, year)


def shares_below_totals(grid: Grid, totals: list[AmountFact]) -> Iterator[AmountFact]:
    """The amounts of sources in the rows of a grid below totals of several years that were read
    from one of its rows, of the years in which they add up."""
    places = {(s.line, s.start): total for total in totals for s in total.cite.spans[:1]}
    for row in range(grid.row_count - 1):
        found = [
            (column, total)
            for column in range(1, grid.column_count)
            for span in grid.own(row, column).spans[:1]
            if (total := places.get((span.line, span.start)))
        ]
        if len(found) >= _FEWEST:
            columns = [column for column, _ in found]
            yield from _shares_below(grid, row + 1, [total for _, total in found], columns)


def _shares_below(
    grid: Grid, start: int, totals: list[AmountFact], columns: list[int]
) -> Iterator[AmountFact]:
    """The amounts of sources in the rows below totals of several years, a source a row
    (国庫支出金 | 0 | 0), of the years in which they add up to their total."""
    years = {a.year for a in totals}
    if len(years) < len(totals) or None in years or any(a.source != "total" for a in totals):
        return
    shares: list[list[AmountFact]] = [[] for _ in totals]
    for row in range(start, grid.row_count):
        labels = [cite for c in range(min(columns)) if (cite := grid.own(row, c))]
        head = _money_head(labels[-1]) if labels else None
        if head is None or not head.share:
            break
        for total, column, found in zip(totals, columns, shares, strict=True):
            if value := value_in(grid.own(row, column)):
                found.append(replace(total, cite=value[0], source=head.share))
    for total, found in zip(totals, shares, strict=True):
        if len(found) > 1 and sum(share.yen or 0 for share in found) == total.yen:
            yield from found


def _amounts_below_years(grid: Grid, row: int, year: int | None) -> Iterator[AmountFact]:
    """The amounts of the row below years, whose label says what they are and their unit."""
    label = grid.own(row + 1, 0)
    about = _money_head(label) if label else None
    unit = find_unit(label.text) if label else None
    if about is None or not is_money(unit):
        return
    found = [
        (head.fiscal_year, cite, value[0])
        for column in range(1, grid.column_count)
        if (cite := grid.own(row, column)) and (head := read_head("".join(cite.text.split())))
        if head.fiscal_year and not head.is_exact
        if (value := value_in(grid.own(row + 1, column)))
    ]
    for own_year, stated, amount in found if len(found) >= _FEWEST else ():
        yield AmountFact(
            amount, about.source or "total", about.measure or "budget", unit, own_year,
            wide=own_year == year, stated=stated,
        )  # fmt: skip


def _money_head(cite: Cite) -> Head | None:
    head = read_head("".join(cite.text.split()))
    return head if head and head.role == "amount" and head.is_exact else None


def _amounts(
    label: Cite, found: list[tuple[Head, Cite, Cite]], year: int | None
) -> Iterator[AmountFact]:
    about = _money_head(label)
    stated = year_in(label.text) or year
    for head, cite, value in found:
        unit = head.unit or find_unit(label.text)
        if not is_money(unit):
            continue
        source = head.source if head.source != "total" else about.source if about else None
        own_year = head.fiscal_year or stated
        yield AmountFact(
            value, source or "total", head.measure or "budget", unit, own_year,
            wide=own_year == year, stated=cite if head.fiscal_year else None,
        )  # fmt: skip
