"""The rows of programs with their amounts and with what stands under them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from extractors.programs import WIDE
from normalizers.name import identity
from pipeline.checks.finding import Cell
from pipeline.convert import TypedRow
from pipeline.telling import Told, named, told

# Columns of a row of programs, and the sources of the row of budgets that holds the same amount.
_WIDE = {
    column: ("prefecture", "municipality") if source == "own" else (source,)
    for source, column in WIDE.items()
}
_KINDS = {"plan": "amount", "budget": "amount"}  # a plan's 総事業費, a list's 事業費


class Key(NamedTuple):
    """Which amount of a row: who pays, of what kind, how many years from the row's own year.

    kind: amount (plan or budget), settled, requested, spent …; years is None where the amount
    states no year of its own and is not one of the row's wide columns (計画額, 小計).
    """

    source: str
    kind: str
    years: int | None

    @property
    def told(self) -> Told | str:
        what = named("source", self.source)
        if self == OF_ALL_YEARS:
            return told("of_all_years", what=what)
        settled = told("as_settled", what=what) if self.kind == "settled" else what
        if self.years == -1:
            return told("year_before", what=settled)
        return told("years_off", what=settled, years=self.years) if self.years else settled


# The whole cost beside those of each year of a plan (令和６年度 令和７年度 令和８年度 合計).
OF_ALL_YEARS = Key("total", "of all years", 0)


@dataclass(slots=True, eq=False)
class Program:
    """A row of programs: its printed amounts, the row above it and the rows under it.

    A key has several cells where a document pays from two purses of one kind.
    """

    row: TypedRow
    order: int
    amounts: dict[Key, list[Cell]] = field(default_factory=dict)
    parent: Program | None = None
    children: list[Program] = field(default_factory=list)
    _sums: dict[Key, Decimal | None] = field(default_factory=dict)  # those asked for so far

    @property
    def name(self) -> str:
        return str(self.row.get("name") or "")

    @property
    def level(self) -> str:
        return str(self.row.get("level") or "program")

    @property
    def year(self) -> int | None:
        year = self.row.get("fiscal_year")
        return year if isinstance(year, int) else None

    @property
    def section(self) -> tuple[str, ...]:
        section = self.row.get("section")
        return tuple(str(section).split(" > ")) if section else ()

    def of(self, what: Told | str) -> Told:
        """What a statement is about: one amount of the row."""
        return told("of_name", name=self.name, what=what)

    @property
    def is_repeated(self) -> bool:
        return bool(self.row.get("is_repeated"))

    @property
    def is_share(self) -> bool:
        """うち今回拡充分: a part of the row above it, not one more row under it."""
        return self.name.startswith("うち")

    @property
    def keys(self) -> list[Key]:
        """The amounts that stand in a column of the table, those of execution tables left out."""
        return [key for key in self.amounts if key.years is not None]

    def sum(self, key: Key) -> Decimal | None:
        """The amount of a key; None where the row prints none."""
        if key not in self._sums:
            numbers = [cell.number for cell in self.amounts.get(key, ())]
            printed = [number for number in numbers if number is not None]
            self._sums[key] = sum(printed, Decimal(0)) if printed else None
        return self._sums[key]

    def parts(self, total: Key) -> list[Key]:
        """The shares that are printed beside a total."""
        return [key for key in self.amounts if key[1:] == total[1:] and key.source != total.source]

    def is_complete(self, total: Key) -> bool:
        """Whether the shares printed beside a total are all of it, so that others are nought."""
        whole = self.sum(total)
        shares = [self.sum(key) or Decimal(0) for key in self.parts(total)]
        return whole is None or sum(shares, Decimal(0)) == whole


class Tables(dict[str, list[TypedRow]]):
    """The tables of a document while they are checked: what many checks need is made once."""

    @cached_property
    def programs(self) -> list[Program]:
        return _rows_to_programs(self)


def programs_of(tables: dict[str, list[TypedRow]]) -> list[Program]:
    """The programs of a document in its order, linked, each with the amounts of budgets."""
    return tables.programs if isinstance(tables, Tables) else _rows_to_programs(tables)


def _rows_to_programs(tables: dict[str, list[TypedRow]]) -> list[Program]:
    programs = [Program(row, order) for order, row in enumerate(tables.get("programs", ()))]
    by_id = {program.row.get("row_id"): program for program in programs}
    for program in programs:
        parent = by_id.get(program.row.get("parent_row_id"))
        if parent is not None and parent is not program:
            program.parent = parent
            parent.children.append(program)
    for row in tables.get("budgets", ()):
        owner = by_id.get(row.get("program_row_id"))
        if owner is not None and row.get("amount_yen") is not None:
            _add_amount(owner, row)
    for program in programs:
        _find_whole(program)
    return programs


def amount_told(row: TypedRow) -> Told | str:
    """What a row of budgets is the amount of: the fund's share (基金), expected for 2013."""
    measure, what = str(row.get("measure")), source_told(row)
    if measure in _KINDS:
        return what
    key = "for_measure_in" if row.get("fiscal_year") else "for_measure"
    return told(key, what=what, measure=named("measure", measure), year=row.get("fiscal_year"))


def source_told(row: TypedRow) -> Told | str:
    """Whose share a row of budgets is."""
    return named("source", str(row.get("source")))


def bare_name(name: str) -> str:
    """The identity of a name without the 事業 or 費 that it may end in."""
    bare = identity(name)
    for word in ("事業費", "事業"):
        if bare.endswith(word) and len(bare) > len(word) + 1:
            return bare[: -len(word)]
    return bare


def by_identity(programs: list[Program]) -> dict[str, list[Program]]:
    """The programs of each name."""
    groups: dict[str, list[Program]] = defaultdict(list)
    for program in programs:
        groups[bare_name(program.name)].append(program)
    return groups


def _add_amount(program: Program, row: TypedRow) -> None:
    measure, source = str(row.get("measure")), str(row.get("source"))
    kind = _KINDS.get(measure, measure)
    wide = _is_wide(program.row, row, kind, source)
    year = row.get("fiscal_year")
    if wide:
        years: int | None = 0
    elif isinstance(year, int) and program.year is not None:
        years = year - program.year
    else:
        years = None
    cells = program.amounts.setdefault(Key(source, kind, years), [])
    if not cells or row.get("series") or _has_two_purses(program.row, source):
        cells.append(Cell(row, "amount_yen", program.row if wide else None))


def _find_whole(program: Program) -> None:
    """An amount of no year that stands in the row of programs, beside those of years, is of all
    of them."""
    undated = Key("total", "amount", None)
    cells = program.amounts.get(undated, [])
    dated = any(key[:2] == undated[:2] for key in program.keys)
    if len(cells) == 1 and dated and cells[0].row["amount_yen"] == program.row.get("total_yen"):
        del program.amounts[undated]
        program.amounts[OF_ALL_YEARS] = [Cell(cells[0].row, "amount_yen", program.row)]


def _has_two_purses(program: TypedRow, source: str) -> bool:
    """Whether one source of budgets holds two columns: 県負担 and the prefecture's 一般財源."""
    columns = [column for column, sources in _WIDE.items() if source in sources]
    return len(columns) > 1 and all(program.get(column) is not None for column in columns)


def _is_wide(program: TypedRow, row: TypedRow, kind: str, source: str) -> bool:
    """Whether an amount also stands in a column of the row of programs."""
    if row.get("fiscal_year") != program.get("fiscal_year"):
        return False
    if kind == "settled":
        return source == "total" and program.get("settled_yen") == row["amount_yen"]
    return kind in _KINDS.values() and any(
        source in sources and program.get(column) == row["amount_yen"]
        for column, sources in _WIDE.items()
    )
