"""A slip of the unit: one amount of a series is a thousand or a million times its neighbours.

Told only where the amount, taken a thousand times smaller or greater, is like the others of its
series; a program may well grow a hundredfold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from pipeline.checks.finding import Cell, Finding, rows_of
from pipeline.checks.program_rows import Key, programs_of, source_told
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "unit"
_FACTORS = (1000, 1_000_000)
_LIKE = Decimal("1.5")  # times: amounts of neighbouring years that are like each other
_FULLY = Decimal("1.05")  # a settled amount is hardly ever more than the budget
_HARDLY = Decimal("0.5")  # and seldom less than half of it


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every amount that fits only in another unit."""
    for series in _series(tables):
        yield from _outliers(series)
    for program in programs_of(tables):
        budget = program.amounts.get(Key("total", "amount", 0), [])
        settled = program.amounts.get(Key("total", "settled", 0), [])
        if len(budget) == len(settled) == 1:
            yield from _settled_in_another_unit(settled[0], budget[0])


def _series(tables: dict[str, list[TypedRow]]) -> Iterator[list[Cell]]:
    """The amounts of one program, source and measure in the order of their years."""
    found: dict[tuple[object, ...], list[TypedRow]] = defaultdict(list)
    for row in tables.get("budgets", ()):
        if row.get("fiscal_year") is not None and row.get("amount_yen"):
            owner = row.get("program_row_id") or row.get("program")
            names = (row.get(name) for name in ("source", "measure", "series"))
            found[owner, *names].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row["fiscal_year"])  # type: ignore[arg-type,return-value]
        if len(rows) > 2:
            yield [Cell(row, "amount_yen") for row in rows]


def _outliers(series: list[Cell]) -> Iterator[Finding]:
    for cell in series:
        others = [c.number for c in series if c is not cell and c.number]
        usual = median(others)
        if max(others) > usual * _LIKE or min(others) * _LIKE < usual or not cell.number:
            continue
        for factor in _FACTORS:
            for meant in (cell.number / factor, cell.number * factor):
                if usual / _LIKE <= meant <= usual * _LIKE:
                    yield _finding(cell, meant, series, "unit_of_years")


def _settled_in_another_unit(settled: Cell, budget: Cell) -> Iterator[Finding]:
    if not settled.number or not budget.number:
        return
    for factor in _FACTORS:
        meant = settled.number / factor
        if budget.number * _HARDLY <= meant <= budget.number * _FULLY:
            yield _finding(settled, meant, [settled, budget], "unit_of_budget")


def _finding(cell: Cell, meant: Decimal, cells: list[Cell], key: str) -> Finding:
    row = cell.row
    others = "、".join(f"{c.number:,f}" for c in cells if c is not cell)
    subject = told("of_name", name=row.get("program"), what=source_told(row))
    if row.get("fiscal_year"):
        subject = told("in_year", what=subject, year=row["fiscal_year"])
    number = cell.number or Decimal(0)
    return Finding(
        RULE, subject, meant, number, False, rows_of(cell, *cells),
        told(key, subject=subject, number=number, others=others, meant=meant),
        blamed=rows_of(cell),
    )  # fmt: skip
