"""The same amount stated in two places: a group in the body and in the annex, a program again.

Two rows of one name and year are the same thing only if their amounts say so, because one name
can stand for several programs of several operators. A difference is told where all other amounts
of the rows agree: two at least, or one where a single digit makes the odd one equal as well. A
row marked 再掲 repeats a row of its list, so there the mark says that they are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Finding
from pipeline.checks.program_rows import Key, Program, by_identity, programs_of
from pipeline.convert import TypedRow
from pipeline.telling import Told, told

RULE = "cross_reference"
_MOST_ROWS = 50  # of one name; more are no repetition (その他) and would be compared pair by pair


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every amount that is stated twice of one thing."""
    equations: list[Equation] = []
    for rows in by_identity(programs_of(tables)).values():
        if 1 < len(rows) <= _MOST_ROWS:
            equations += _repeats(rows)
            equations += _body_and_annex([row for row in rows if not row.is_repeated])
    yield from equations_to_findings(equations)


def _repeats(rows: list[Program]) -> Iterator[Equation]:
    """Each row marked 再掲 against the one row of its name and year that is not."""
    for repeat in (row for row in rows if row.is_repeated):
        firsts = [row for row in rows if not row.is_repeated and row.year == repeat.year]
        for key in repeat.keys:
            stated = [first for first in firsts if first.sum(key) is not None]
            if len({first.sum(key) for first in stated}) == 1:
                yield _equal(repeat, stated[0], key, told("first_listing"), (RULE, "repeat"))


def _body_and_annex(rows: list[Program]) -> Iterator[Equation]:
    """Two rows of one name under different headings, of which at least one amount is equal."""
    for first, second in combinations(rows, 2):
        if first.year != second.year or first.section == second.section or _is_other(first, second):
            continue
        shared = [key for key in first.keys if key in second.amounts and first.sum(key)]
        same = [key for key in shared if first.sum(key) == second.sum(key)]
        sources = {key.source for key in first.keys} == {key.source for key in second.keys}
        one_odd = sources and len(shared) - len(same) == 1
        for key in shared if same else ():
            equation = _equal(first, second, key, _says(second), (RULE, id(first)))
            if key in same or (one_odd and (len(same) > 1 or equation.is_slip)):
                yield equation


def _is_other(first: Program, second: Program) -> bool:
    """One is a part of the other, or they have different operators: no repetition."""
    if second.parent is first or first.parent is second:
        return True
    operators = {first.row.get("implementer"), second.row.get("implementer")} - {None}
    return len(operators) > 1


def _equal(
    stated: Program, other: Program, key: Key, says: Told, family: tuple[object, ...]
) -> Equation:
    return Equation(
        rule=RULE,
        subject=stated.of(key.told),
        stated=stated.amounts[key][0],
        addends=tuple(other.amounts[key]),
        says=says,
        family=family,
    )


def _says(program: Program) -> Told:
    page, line = program.row.get("page"), program.row.get("line")
    return told("line_says" if page is None else "page_says", page=page, line=line)
