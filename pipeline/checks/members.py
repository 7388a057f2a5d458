"""Which rows a group, a 小計 or a 合計 is the sum of, and the equation of each of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import takewhile

from normalizers.total import is_total
from pipeline.checks.equation import Equation
from pipeline.checks.finding import Cell
from pipeline.checks.program_rows import Key, Program
from pipeline.telling import told

_REST = ("operator", "other")  # 事業者負担等, その他: what a coarser row puts the rest into
_COLUMNS = {"settled": "settled_yen", "amount": "{source}_yen"}


def best_members(
    program: Program, candidates: Iterable[list[Program]], nearest: bool = False
) -> list[Program]:
    """The rows that most amounts of a row are the sum of; without any the first rows there are.

    nearest: without any, the rows whose sum comes nearest to the row's first amount.
    """
    found = [members for members in candidates if members and program not in members]
    if not found:
        return []
    held = [sum(_holds(program, key, members) for key in program.keys) for members in found]
    if not any(held) and nearest and program.keys:
        return min(found, key=lambda members: _distance(program, program.keys[0], members))
    return found[held.index(max(held))]


def column_to_equation(
    program: Program, key: Key, members: list[Program], rule: str, whose: str, sure: bool = False
) -> Equation | None:
    """The statement that an amount of a row is the sum of its members' amounts.

    None where that cannot be told: a member states a whole cost of which this share and the
    others that it prints are not all. whose: of_it or of_list. sure: see doubtless of Equation.
    """
    keys = [key]
    if not _holds(program, key, members):
        keys += _unnamed_shares(program, key, members)
        if not _all_known(keys, members):
            return None
    stated, *others = program.amounts[key]
    addends = [cell for member in members for cell in _member_cells(member, keys)]
    if not any(cell.number is not None for cell in addends):
        return None
    count = "only_row" if len(members) == 1 else "rows"
    return Equation(
        rule=rule,
        subject=program.of(key.told),
        stated=stated,
        addends=(*addends, *(c.taken_away for c in others)),
        says=told(f"{count}_{whose}", count=len(members)),
        family=(rule, program.level),
        doubtless=sure,
    )


def section_of(total: Program, programs: list[Program]) -> Iterator[list[Program]]:
    """What a 小計 may be of: the programs of its section, those above it, those below it.

    Recognition puts a 小計 into the row of another program now and then, and a heading of another
    kind stands over pages that are none of its own, so that the programs next to it under one
    heading, the outermost or all of them, are candidates as well.
    """
    rows = [p for p in programs if p.year == total.year]
    at = rows.index(total)
    above = list(takewhile(lambda p: not is_sum(p), reversed(rows[:at])))[::-1]
    below = list(takewhile(lambda p: not is_sum(p), rows[at + 1 :]))
    inside = [p for p in rows if total.section and _is_inside(p, total.section)]
    outermost, innermost = (_part(above[::-1], outer)[::-1] for outer in (True, False))
    for members in (inside, innermost, above, below, outermost, _part(below, True)):
        leaves = leaves_of(members)
        yield leaves
        yield [p for p in leaves if not p.is_repeated]


def leaves_of(rows: list[Program]) -> list[Program]:
    """The rows without those that others of them are counted in, and without sums and shares."""
    inside = set(map(id, rows))
    parents = {id(p.parent) for p in rows if p.parent is not None and id(p.parent) in inside}
    return [p for p in rows if id(p) not in parents and not is_sum(p) and not p.is_share]


def is_sum(program: Program) -> bool:
    """A 小計 or 合計 of a table, not a heading that states an amount."""
    return program.level == "total" or (program.level == "subtotal" and is_total(program.name))


def _is_inside(program: Program, section: tuple[str, ...]) -> bool:
    return program.section[: len(section)] == section


def _part(rows: list[Program], outermost: bool) -> list[Program]:
    """The leading rows under one heading: the same outermost, or all headings the same."""
    depth = 1 if outermost else None
    return list(takewhile(lambda p: p.section[:depth] == rows[0].section[:depth], rows))


def _holds(program: Program, key: Key, members: list[Program]) -> bool:
    stated = program.sum(key)
    return bool(stated) and _distance(program, key, members) == 0


def _distance(program: Program, key: Key, members: list[Program]) -> Decimal:
    sums = [member.sum(key) or Decimal(0) for member in members]
    return abs(sum(sums, Decimal(0)) - (program.sum(key) or Decimal(0)))


def _unnamed_shares(program: Program, key: Key, members: list[Program]) -> list[Key]:
    """Shares that members print and the row does not: they are in its rest (県・事業者負担分)."""
    if key.source not in _REST:
        return []
    named = {k.source for k in program.amounts}
    total = Key("total", key.kind, key.years)
    shares = {k for member in members for k in member.parts(total) if k.source not in named}
    return sorted(shares)


def _all_known(keys: list[Key], members: list[Program]) -> bool:
    """Whether shares that a member does not print are nought, not merely left out."""
    if keys[0].source == "total":
        return True
    total = Key("total", keys[0].kind, keys[0].years)
    return all(any(key in m.amounts for key in keys) or m.is_complete(total) for m in members)


def _member_cells(member: Program, keys: list[Key]) -> Iterator[Cell]:
    found = [cell for key in keys for cell in member.amounts.get(key, ())]
    if not found and keys[0].years == 0:
        column = _COLUMNS.get(keys[0].kind, "").format(source=keys[0].source)
        if column and member.row.get(column) is None:  # nought, and no amount of another kind
            yield Cell(member.row, column, member.row)
    yield from found
