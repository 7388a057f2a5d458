"""From two outputs, or two years of one, to all that changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.diff import amounts, keyed, programs
from pipeline.diff.change import EXTRACTOR, Change, TypedRow
from pipeline.diff.editions import Comparison, compare_outputs, compare_years
from pipeline.diff.tables import read_output
from pipeline.diff.totals import TotalCheck, check_totals
from pipeline.errors import UsageError
from pipeline.schemas import table_named
from pipeline.telling import Told, told

_TOTALS = ("subtotal", "total")
_PLACE = {"row_id", "page", "line", "bbox", "source_text", "source_file"}  # where, not what
_FOLLOWING = {"program_id", "parent_row_id", "program_row_id", "jurisdiction"}


@dataclass(frozen=True, slots=True)
class Report:
    """What one comparison found."""

    title: str
    cause: str
    changes: list[Change]
    check: TotalCheck | None
    notes: list[Told] = field(default_factory=list)


def diff(
    one: Path,
    other: Path | None = None,
    year_from: int | None = None,
    year_to: int | None = None,
    jurisdiction: str | None = None,
) -> list[Report]:
    """Compare two fiscal years (of one output, or of two), or two outputs as they are.

    Raises UsageError where that is not enough to know what to compare, or nothing to compare is
    there; OutputError for a folder without tables.
    """
    if (year_from is None) != (year_to is None):
        raise UsageError("--from and --to belong together; give both fiscal years")
    if other is None and (year_from is None or year_from == year_to):
        raise UsageError("one output folder is compared between two years: give --from and --to")
    before = read_output(one)
    after = before if other is None else read_output(other)
    if year_from is not None and year_to is not None:
        found = compare_years(before, after, year_from, year_to, jurisdiction)
    else:
        found = compare_outputs(before, after, jurisdiction)
    return [comparison_to_report(comparison) for comparison in found]


def comparison_to_report(comparison: Comparison) -> Report:
    """The changes of every table that both sides have rows of, and the proof by the totals."""
    same_source = comparison.cause == EXTRACTOR
    changes: list[Change] = []
    if _both(comparison, "programs"):
        changes += programs.rows_to_changes(
            *_rows(comparison, "programs"), strict=same_source, earlier=comparison.earlier
        )
    check = None if same_source or not changes else _check(comparison, changes)
    for spec in keyed.SPECS:
        if _both(comparison, spec.table):
            rows = _rows(comparison, spec.table)
            changes += keyed.rows_to_changes(spec, *rows, strict=same_source)
    if _both(comparison, "budgets"):
        rows = _without_totals(comparison) if not same_source else _rows(comparison, "budgets")
        changes += amounts.rows_to_changes(*rows, changes_of(changes, "programs"), same_source)
    for change in changes:
        _complete(change, comparison)
    return Report(comparison.title, comparison.cause, changes, check, comparison.notes)


def changes_of(changes: Sequence[Change], table: str) -> list[Change]:
    """The changes of one table."""
    return [change for change in changes if change.table == table]


def _both(comparison: Comparison, table: str) -> bool:
    """Whether a table is compared: both sides have rows, or one source lost all of them."""
    sides = [bool(rows) for rows in _rows(comparison, table)]
    return any(sides) if comparison.cause == EXTRACTOR or comparison.one_sided else all(sides)


def _rows(comparison: Comparison, table: str) -> tuple[list[TypedRow], list[TypedRow]]:
    return comparison.before[table], comparison.after[table]


def _without_totals(comparison: Comparison) -> tuple[list[TypedRow], list[TypedRow]]:
    """The amounts of programs: those of 小計 and 合計 follow from them."""
    totals = {
        row["row_id"] for rows in _rows(comparison, "programs") for row in rows
        if row["level"] in _TOTALS
    }  # fmt: skip
    before, after = (
        [row for row in rows if row.get("program_row_id") not in totals]
        for rows in _rows(comparison, "budgets")
    )
    return before, after


def _check(comparison: Comparison, changes: Sequence[Change]) -> TotalCheck:
    return check_totals(*_rows(comparison, "programs"), changes)


def _complete(change: Change, comparison: Comparison) -> None:
    """What follows from the comparison: place, years, cause."""
    change.jurisdiction = comparison.jurisdiction
    change.cause = comparison.cause
    change.year_from, change.year_to = comparison.year_from, comparison.year_to
    if comparison.cause == EXTRACTOR:
        change.year_from = (change.before or change.after or {}).get("fiscal_year")
        change.year_to = (change.after or change.before or {}).get("fiscal_year")
        _tell_columns(change)


def _tell_columns(change: Change) -> None:
    """Of one source read twice every column counts, and the cause is told in the evidence."""
    if change.before is not None and change.after is not None:
        columns = [column.name for column in table_named(change.table).all_columns]
        change.columns = [
            name for name in columns
            if name not in _PLACE | _FOLLOWING
            and change.before.get(name) != change.after.get(name)
        ]  # fmt: skip
    if change.is_change:
        key = "read_otherwise_in" if change.columns else "read_otherwise"
        which = ", ".join(change.columns)
        change.evidence = told(key, columns=which, what=change.evidence)
