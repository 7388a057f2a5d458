"""The 合計 row of a table of medical areas: areas, inhabitants and municipalities add up to it."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.patterns import compiled
from normalizers.text import fold
from normalizers.total import is_total
from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Cell, Finding, rows_of
from pipeline.convert import TypedRow
from pipeline.telling import Told, told

RULE = "column_sum"
_COLUMNS = {"area_km2": ("surface", "km2"), "population": ("inhabitants", "persons")}
_COUNTED = compiled(r"([0-9]+)市町村")
_BY_KIND = compiled(r"([0-9]+)市([0-9]+)町(?:([0-9]+)村)?")


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every number of a total row, and for the municipalities that it counts."""
    equations: list[Equation] = []
    counts: list[Finding] = []
    members: list[TypedRow] = []
    for row in tables.get("medical_areas", ()):
        if not is_total(str(row.get("name") or "")):
            members.append(row)
            continue
        if len(members) > 1:
            equations += [e for column in _COLUMNS if (e := _column(row, members, column))]
            counts += _municipalities(row, members)
        members = []
    yield from equations_to_findings(equations)
    yield from counts


def _column(total: TypedRow, members: list[TypedRow], column: str) -> Equation | None:
    if total.get(column) is None or any(row.get(column) is None for row in members):
        return None
    what, unit = _COLUMNS[column]
    return Equation(
        rule=RULE,
        subject=_of(total, what),
        stated=Cell(total, column),
        addends=tuple(Cell(row, column) for row in members),
        says=told("areas", count=len(members)),
        family=(RULE, column),
        unit=unit,
        doubtless=True,
    )


def _municipalities(total: TypedRow, members: list[TypedRow]) -> Iterator[Finding]:
    """35市町村, or 12市15町8村, in the total row counts the municipalities of the areas."""
    stated = _stated_count(fold(str(total.get("source_text") or "")))
    lists = [row.get("municipalities") for row in members]
    named = {name for names in lists if isinstance(names, list) for name in names}
    if stated is None or not all(lists):
        return
    passed = stated == len(named)
    subject = _of(total, "municipalities")
    key = "municipalities_named" if passed else "municipalities_lacking"
    message = told(key, subject=subject, stated=stated, named=len(named))
    if passed or abs(stated - len(named)) * 10 <= stated:
        cells = [Cell(row, "municipalities") for row in (total, *members)]
        yield Finding(
            RULE, subject, Cell({"n": stated}, "n").signed, Cell({"n": len(named)}, "n").signed,
            passed, rows_of(*cells), message, blamed=(total,),
        )  # fmt: skip


def _of(total: TypedRow, what: str) -> Told:
    return told("of_name", name=total.get("name"), what=told(what))


def _stated_count(text: str) -> int | None:
    if found := _COUNTED.search(text):
        return int(found[1])
    if found := _BY_KIND.search(text):
        return sum(int(group) for group in found.groups() if group)
    return None
