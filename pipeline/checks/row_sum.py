"""The shares printed beside a total add up to it: 総事業費 = 基金 + 国庫 + 県 + 事業者.

Whether a table's shares are meant to be all of the total is decided by its rows, because a table
may print the fund's share alone, or a share of a share (うち起債) beside the others. A run is the
rows that follow each other with the same kind of total in the same fiscal year. The shares that
add up in most rows of the run are its statement; a row with one share only is asked to equal its
total where other rows with that one share do. What is wanted to the total may stand in a column
that no table has (国県支出金, of the state and the prefecture together): such a row says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, groupby

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Finding
from pipeline.checks.program_rows import Key, Program, programs_of
from pipeline.claims import LEDGER
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "row_sum"
_Amount = tuple[object, object, object, object]  # file, page, line and yen
_MOST = 0.6  # of a run's rows have to hold without a share for it to be a share of a share


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every row whose shares are meant to add up to its total."""
    equations: list[Equation] = []
    for number, run in enumerate(_runs(programs_of(tables))):
        inner = _shares_of_shares(run)
        equations += [e for row in run if (e := _row_to_equation(*row, inner, number))]
    if any(e.difference for e in equations):
        unread = _unread_amounts(tables)
        equations = [e for e in equations if not _is_rest_printed(e, unread)]
    yield from equations_to_findings(equations)


def _unread_amounts(tables: dict[str, list[TypedRow]]) -> set[_Amount]:
    """The amounts that are of no program."""
    return {
        (row.get("source_file"), row.get("page"), row.get("line"), row.get("value"))
        for row in tables.get(LEDGER, ())
        if row.get("dimension") == "money"
        and str(row.get("claimed_by") or "indicators").startswith("indicators")
    }


def _is_rest_printed(equation: Equation, unread: set[_Amount]) -> bool:
    """Whether what its shares lack of the total stands in their row, as an amount of no column."""
    if equation.holds:
        return False
    row = equation.stated.row
    held = [cell.row.get("line") for cell in equation.cells]
    lines = [line for line in held if isinstance(line, int)] or [0]
    return any(
        (row.get("source_file"), row.get("page"), line, -equation.difference) in unread
        for line in range(min(lines), max(lines) + 1)
    )


def _runs(programs: list[Program]) -> Iterator[list[tuple[Program, Key]]]:
    """Neighbouring rows that print a total and shares, by fiscal year and kind of total."""
    rows = [(program, key) for program in programs for key in _totals(program)]
    for _, run in groupby(rows, key=lambda row: _run_key(*row)):
        yield list(run)


def _totals(program: Program) -> Iterator[Key]:
    for key in program.keys:
        if key.source == "total" and program.parts(key):
            yield key


def _run_key(program: Program, total: Key) -> tuple[object, ...]:
    cell = program.amounts[total][0]
    return program.year, cell.row.get("measure"), total


def _shares_of_shares(run: list[tuple[Program, Key]]) -> frozenset[str]:
    """The sources whose amounts are part of another share in this run: the fewest that make
    most rows add up, none where the rows add up with all of their shares."""
    sources = sorted({part.source for program, total in run for part in program.parts(total)})
    for size in range(min(3, len(sources))):
        for left_out in combinations(sources, size):
            holding = [_adds_up(program, total, frozenset(left_out)) for program, total in run]
            if sum(holding) >= max(len(run) * _MOST, 2 if size else 1):
                return frozenset(left_out)
    return frozenset()


def _adds_up(program: Program, total: Key, inner: frozenset[str]) -> bool:
    shares = [program.sum(part) or 0 for part in program.parts(total) if part.source not in inner]
    return bool(shares) and sum(shares) == program.sum(total)


def _row_to_equation(
    program: Program, total: Key, inner: frozenset[str], run: int
) -> Equation | None:
    parts = [part for part in program.parts(total) if part.source not in inner]
    if not parts or program.sum(total) is None:
        return None
    alone = len(parts) == 1
    family = (run, parts[0].source) if alone else (run, "several")
    return Equation(
        rule=RULE,
        subject=program.of(total.told),
        stated=program.amounts[total][0],
        addends=tuple(cell for part in parts for cell in program.amounts[part]),
        says=told("only_share" if alone else "shares", count=len(parts)),
        family=(RULE, *family),
        needs_peers=alone,
    )
