"""A program that a list prints twice without 再掲, and that its 合計 counts twice.

Only in lists that mark repetitions (再掲 rows, or a 再掲事業計): there a row that equals another in
name, operator, description and every amount, and has no mark, is in 純合計 once too often. Lists
without such marks may hold two equal programs.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from normalizers.name import identity
from pipeline.checks.finding import Finding, rows_of
from pipeline.checks.members import leaves_of
from pipeline.checks.program_rows import Key, Program, by_identity, programs_of
from pipeline.checks.total_lists import is_repeat_total, list_of, total_counts
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "duplicate"
_TOTAL = Key("total", "amount", 0)


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every row that is counted twice."""
    programs = programs_of(tables)
    for total in programs:
        if total.level != "total" or is_repeat_total(total) or total.sum(_TOTAL) is None:
            continue
        rows = list_of(total, programs)
        leaves = leaves_of(rows)
        marks = any(row.is_repeated for row in leaves) or any(map(is_repeat_total, rows))
        if marks and total_counts(total, leaves, _TOTAL):
            for first, again in _equal_rows(leaves):
                yield _finding(first, again, total)


def _equal_rows(rows: list[Program]) -> Iterator[tuple[Program, Program]]:
    for same in by_identity(rows).values():
        unmarked = [row for row in same if not row.is_repeated and row.sum(_TOTAL)]
        for first, again in pairwise(unmarked):
            if _particulars(first) == _particulars(again):
                yield first, again


def _particulars(program: Program) -> tuple[object, ...]:
    words = [
        identity(str(program.row.get(n) or "")) for n in ("name", "implementer", "description")
    ]
    amounts = {key: program.sum(key) for key in program.keys}
    return (*words, program.year, tuple(sorted(amounts.items(), key=str)))


def _finding(first: Program, again: Program, total: Program) -> Finding:
    amount = again.sum(_TOTAL) or Decimal(0)
    cells = (*again.amounts[_TOTAL], *first.amounts[_TOTAL], *total.amounts[_TOTAL])
    return Finding(
        RULE, again.name, amount, 2 * amount, False, rows_of(*cells),
        told("listed_twice", name=again.name, amount=amount, total=total.name),
        blamed=rows_of(*again.amounts[_TOTAL]),
    )  # fmt: skip
