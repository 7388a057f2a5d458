"""Amounts of several years: those of a plan, and tables of how a program was carried out.

合計 beside the years of a plan is their sum. In an execution table 小計 is the sum of the spent
years; 計画額 is what is spent and what is expected; the plan is the whole cost that the list above
the table states; a fund pays no more than the whole of a year.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Cell, Finding, rows_of
from pipeline.checks.program_rows import OF_ALL_YEARS, Key, Program, programs_of
from pipeline.convert import TypedRow
from pipeline.telling import named, told

RULE = "yearly"
_FEWEST_YEARS = 2
_SPENT = ("spent", "settled")
_HALF = Decimal("0.5")  # programs do end with more or less spent than planned
Series = dict[str, list[TypedRow]]  # the rows of budgets of one source by measure


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every identity of an execution table."""
    programs = programs_of(tables)
    equations: list[Equation] = []
    for sources in _execution_tables(tables).values():
        for source, series in sources.items():
            equations += _sums(source, series)
            equations += _plan_of_list(source, series, programs)
        yield from _too_large_shares(sources)
    equations += [e for program in programs if (e := _sum_of_years(program))]
    yield from equations_to_findings(equations)


def _sum_of_years(program: Program) -> Equation | None:
    """The amounts of all years of a plan add up to the whole cost beside them."""
    if OF_ALL_YEARS not in program.amounts:
        return None
    years = [k for k in program.keys if k[:2] == ("total", "amount")]
    if len(years) < _FEWEST_YEARS:
        return None  # the others are nil
    addends = tuple(cell for key in years for cell in program.amounts[key])
    return Equation(
        RULE, program.of(OF_ALL_YEARS.told), program.amounts[OF_ALL_YEARS][0], addends,
        told("own_years", count=len(years)), (RULE, "years"),
    )  # fmt: skip


def _execution_tables(tables: dict[str, list[TypedRow]]) -> dict[object, dict[str, Series]]:
    """The amounts of each program, or of programs together, that have a 小計 of spent years."""
    found: dict[object, dict[str, Series]] = defaultdict(lambda: defaultdict(dict))
    for row in tables.get("budgets", ()):
        if row.get("series") is None:
            measure = _measure(row)
            owner = row.get("program_row_id") or row.get("program")
            found[owner][str(row.get("source"))].setdefault(measure, []).append(row)
    return {owner: kept for owner, sources in found.items() if (kept := _with_one_sum(sources))}


def _with_one_sum(sources: dict[str, Series]) -> dict[str, Series]:
    return {name: rows for name, rows in sources.items() if len(rows.get("cumulative", ())) == 1}


def _measure(row: TypedRow) -> str:
    """The measure of an amount; plan only where it is of all years (計画額)."""
    measure = str(row.get("measure"))
    if measure in _SPENT:
        return "spent"
    return "dated plan" if measure == "plan" and row.get("fiscal_year") is not None else measure


def _cells(series: Series, *measures: str) -> tuple[Cell, ...]:
    return tuple(Cell(row, "amount_yen") for m in measures for row in series.get(m, ()))


def _sums(source: str, series: Series) -> Iterator[Equation]:
    name = series["cumulative"][0].get("program")
    subject = told("of_name", name=name, what=named("source", source))
    (spent,) = _cells(series, "cumulative")
    years = _cells(series, "spent")
    if len(years) > 1 and spent.number is not None:
        yield Equation(
            RULE, told("spent_so_far", what=subject), spent, years,
            told("spent_years", count=len(years)), (RULE, "spent"), doubtless=True,
        )  # fmt: skip
    plans, expected = _cells(series, "plan"), _cells(series, "expected")
    if len(plans) == 1 and plans[0].number is not None and len(expected) >= 1:
        yield Equation(
            RULE, told("planned", what=subject), plans[0], (spent, *expected),
            told("spent_and_expected"), (RULE, "plan"),
            peers=_HALF, loose=True,
        )  # fmt: skip


def _plan_of_list(source: str, series: Series, programs: list[Program]) -> Iterator[Equation]:
    """計画額 of the table is the amount of the program, or of the programs, in the list above."""
    plans = _cells(series, "plan")
    if len(plans) != 1 or not plans[0].number:
        return
    owners = _owners(plans[0].row, programs)
    keys = [_stated(owner, source) for owner in owners]
    if not owners or None in keys:
        return
    addends = [c for o, k in zip(owners, keys, strict=True) if k for c in o.amounts[k]]
    names = "、".join(owner.name for owner in owners)
    subject = told("of_name", name=names, what=named("source", source))
    yield Equation(
        RULE, told("planned", what=subject), plans[0],
        tuple(addends), told("list_above"), (RULE, "list"),
    )  # fmt: skip


def _owners(row: TypedRow, programs: list[Program]) -> list[Program]:
    """The program of an amount; several, in names with | between them, where it is of all."""
    if row.get("program_row_id"):
        return [p for p in programs if p.row.get("row_id") == row["program_row_id"]]
    names = str(row.get("program") or "").split("|")
    line = row.get("line")
    above = [p for p in programs if _stands_above(p, row, line)]
    found = [next((p for p in reversed(above) if p.name == name), None) for name in names]
    return [p for p in found if p is not None] if None not in found else []


def _stands_above(program: Program, row: TypedRow, line: object) -> bool:
    page, own = row.get("page") or 0, program.row.get("page") or 0
    place, own_place = (page, line or 0), (own, program.row.get("line") or 0)
    return own_place <= place


def _stated(program: Program, source: str) -> Key | None:
    return next((k for k in program.amounts if k == Key(source, "amount", 0)), None)


def _too_large_shares(sources: dict[str, Series]) -> Iterator[Finding]:
    """A share of a year that is more than the whole of that year."""
    wholes = {
        (_measure(row), row.get("fiscal_year")): Cell(row, "amount_yen")
        for rows in sources.get("total", {}).values()
        for row in rows
    }
    for source, series in sources.items():
        for row in [r for rows in series.values() for r in rows] if source != "total" else ():
            share = Cell(row, "amount_yen")
            whole = wholes.get((_measure(row), row.get("fiscal_year")))
            if whole and whole.number is not None and (share.number or 0) > whole.number:
                yield _too_large(share, whole, source)


def _too_large(share: Cell, whole: Cell, source: str) -> Finding:
    year = share.row.get("fiscal_year")
    subject = told("of_name", name=share.row.get("program"), what=named("source", source))
    if year:
        subject = told("of_year", what=subject, year=year)
    part, all_of_it = share.number, whole.number
    assert part is not None and all_of_it is not None
    return Finding(
        RULE, subject, all_of_it, part, False, rows_of(share, whole),
        told("share_too_large", subject=subject, part=part, whole=all_of_it),
        (whole, share),
    )  # fmt: skip
