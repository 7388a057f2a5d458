"""What a run has done, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.convert import Failure
    from pipeline.reading import Result
    from pipeline.unread import UnreadTable

_SHOWN = 10  # unread cells that are printed in full


@dataclass(slots=True)
class Summary:
    """Counts over all documents of a run, and the sentences about what went wrong."""

    statuses: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    numerals: int = 0
    numerals_claimed: int = 0
    checks_passed: int = 0
    checks_failed: int = 0
    problems: list[tuple[str, str]] = field(default_factory=list)  # source_file, sentence
    unread: Counter[str] = field(default_factory=Counter)  # table.column -> cells
    examples: list[Failure] = field(default_factory=list)
    tables: list[UnreadTable] = field(default_factory=list)  # tables that no extractor took

    @property
    def failed(self) -> int:
        """Number of documents that could not be read."""
        return self.statuses["failed"]

    def add(self, result: Result) -> None:
        """Count one document in."""
        row = result.document
        self.statuses[str(row["status"])] += 1
        if row.get("error"):
            self.problems.append((str(row["source_file"]), str(row["error"])))
        for name in ("numerals", "numerals_claimed", "checks_passed", "checks_failed"):
            count = row.get(name)
            setattr(self, name, getattr(self, name) + (count if isinstance(count, int) else 0))
        for name, table in result.tables.items():
            self.rows[name] += table.num_rows
        self.tables.extend(result.unread)
        for failure in result.failures:
            self.unread[f"{failure.table}.{failure.column}"] += 1
            if len(self.examples) < _SHOWN:
                self.examples.append(failure)


def summary_to_lines(summary: Summary) -> Iterator[str]:
    """The summary as lines of text: problems last, where the eye of the user is."""
    states = ", ".join(f"{summary.statuses[s]} {s}" for s in ("ok", "partial", "failed"))
    yield f"{_count(summary.statuses.total(), 'document')}: {states}"
    for name, rows in summary.rows.items():
        if name != "documents":
            yield f"  {name:20}{rows:>9,} {'row' if rows == 1 else 'rows'}"
    if summary.numerals:
        share = 100 * summary.numerals_claimed / summary.numerals
        yield (
            f"numerals: {summary.numerals_claimed:,} of {summary.numerals:,} "
            f"in a table or explained ({share:.1f} %)"
        )
    if summary.checks_passed or summary.checks_failed:
        yield f"checks: {summary.checks_passed:,} passed, {summary.checks_failed:,} failed"
    yield from _tables_to_lines(summary)
    yield from _unread_to_lines(summary)
    yield from problems_to_lines(summary)


def problems_to_lines(summary: Summary) -> Iterator[str]:
    """One sentence for every document that is not ok, its name in front."""
    for source_file, sentence in summary.problems:
        yield sentence if sentence.startswith(source_file) else f"{source_file}: {sentence}"


def _tables_to_lines(summary: Summary) -> Iterator[str]:
    if not summary.tables:
        return
    yield f"{_count(len(summary.tables), 'table')} not understood (see --vocabulary):"
    yield from (f"  {table}" for table in summary.tables[:_SHOWN])
    if (more := len(summary.tables) - _SHOWN) > 0:
        yield f"  and {more:,} more"


def _unread_to_lines(summary: Summary) -> Iterator[str]:
    if not summary.unread:
        return
    where = ", ".join(f"{name} {count}" for name, count in sorted(summary.unread.items()))
    yield f"{_count(summary.unread.total(), 'cell')} could not be read (null): {where}"
    yield from (f"  {failure}" for failure in summary.examples)
    if (more := summary.unread.total() - len(summary.examples)) > 0:
        yield f"  and {more:,} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
