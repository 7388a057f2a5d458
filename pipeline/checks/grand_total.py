"""合計 is the sum of a list, 再掲事業計 of the programs marked 再掲, 純合計 what is left of it.

A file may hold several lists: a total is of the rows since the last total that rows follow. The
rows that add up are taken, because a list may also hold groups, its own 小計 and the programs of
both: a 合計 is the sum of the programs, of the groups, or of the 小計.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Finding
from pipeline.checks.members import best_members, column_to_equation, is_sum, leaves_of
from pipeline.checks.program_rows import Key, Program, programs_of
from pipeline.checks.total_lists import (
    is_net_total,
    is_repeat_total,
    list_of,
    rows_below,
    rows_since_namesake,
)
from pipeline.convert import TypedRow
from pipeline.telling import told

RULE = "grand_total"


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every column of every 合計, 再掲事業計 and 純合計."""
    programs = programs_of(tables)
    equations: list[Equation] = []
    for total in programs:
        if total.level == "total":
            rows = list_of(total, programs)
            equations += list(_net_of_repeats(total, rows)) or _sum_of_list(total, rows, programs)
    yield from equations_to_findings(equations)


def _sum_of_list(total: Program, rows: list[Program], programs: list[Program]) -> list[Equation]:
    members = best_members(total, _candidates(total, rows, programs))
    made = (
        column_to_equation(total, key, members, RULE, "of_list", sure=True)
        for key in (total.keys if members else ())
    )
    return [equation for equation in made if equation is not None]


def _candidates(
    total: Program, rows: list[Program], programs: list[Program]
) -> Iterator[list[Program]]:
    same_year = [row for row in rows if row.year == total.year]
    inside = [row for row in same_year if row.section[: len(total.section)] == total.section]
    below, since = rows_below(total, programs), rows_since_namesake(total, programs)
    for chosen in (same_year, inside, rows, below, since):
        yield from _sums_of(total, chosen)


def _sums_of(total: Program, rows: list[Program]) -> Iterator[list[Program]]:
    leaves = leaves_of(rows)
    if is_repeat_total(total):
        yield [row for row in leaves if row.is_repeated]
        return
    single = [row for row in leaves if not row.is_repeated]
    yield from (single, leaves) if is_net_total(total) else (leaves, single)
    if not is_net_total(total):
        yield [row for row in rows if is_sum(row) and row.level == "subtotal"]
        earlier = [row for row in rows if row.level == "total" and row.order < total.order]
        yield [row for row in earlier if not is_repeat_total(row) and not is_net_total(row)]
        inside = set(map(id, rows))
        tops = [row for row in rows if id(row.parent) not in inside and not is_sum(row)]
        yield [row for row in tops if not row.is_share]


def _net_of_repeats(net: Program, rows: list[Program]) -> Iterator[Equation]:
    """純合計 = 合計 - 再掲事業計, column by column, where all three are printed."""
    totals = [row for row in rows if row.level == "total" and row is not net]
    repeats = [row for row in totals if is_repeat_total(row)]
    whole = [row for row in totals if row not in repeats and not is_net_total(row)]
    if not is_net_total(net) or len(repeats) != 1 or len(whole) != 1:
        return
    for key in net.keys:
        if key in whole[0].amounts and key in repeats[0].amounts:
            yield _less(net, key, whole[0], repeats[0])


def _less(net: Program, key: Key, whole: Program, repeats: Program) -> Equation:
    return Equation(
        rule=RULE,
        subject=net.of(key.told),
        stated=net.amounts[key][0],
        addends=(*whole.amounts[key], *(c.taken_away for c in repeats.amounts[key])),
        says=told("less", whole=whole.name, part=repeats.name),
        family=(RULE, "total"),
        doubtless=True,
    )
