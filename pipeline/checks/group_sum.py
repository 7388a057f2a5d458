"""The programs of a group add up to it, and those of a section to its 小計.

Which rows a group is the sum of is not always what stands under it: a plan's measure may have
programs of an earlier plan under it, or may state how much of it is new (うち今回拡充分). The rows
that add up are taken; where none do, those that stand under it in its own fiscal year.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.equation import Equation, equations_to_findings
from pipeline.checks.finding import Finding
from pipeline.checks.members import best_members, column_to_equation, is_sum, section_of
from pipeline.checks.program_rows import Program, programs_of
from pipeline.convert import TypedRow

RULE = "group_sum"


def check(tables: dict[str, list[TypedRow]]) -> Iterator[Finding]:
    """A finding for every column of a group, of a share of it and of a 小計."""
    programs = programs_of(tables)
    equations: list[Equation] = []
    for program in programs:
        section = program.level == "subtotal" and is_sum(program) and not program.children
        candidates = section_of(program, programs) if section else _below_or_beside(program)
        members = best_members(program, candidates, nearest=section)
        for key in program.keys if members else ():
            equation = column_to_equation(program, key, members, RULE, "of_it", sure=section)
            if equation is not None:
                equations.append(equation)
    yield from equations_to_findings(equations)


def _below_or_beside(program: Program) -> Iterator[list[Program]]:
    if program.is_share:
        yield from _siblings(program)
    elif program.level != "total":
        yield from _below(program)


def _below(program: Program) -> Iterator[list[Program]]:
    """The rows under a group: of its own year, all of them, and those in its own section."""
    children = [c for c in program.children if c.level != "total" and not c.is_share]
    yield [c for c in children if c.year == program.year]
    yield children
    inside = (*program.section, program.name)
    yield [c for c in children if c.section[: len(inside)] == inside]


def _siblings(share: Program) -> Iterator[list[Program]]:
    """What a share of a group may be the sum of: the other rows under the group."""
    if share.parent is None:
        return
    for members in _below(share.parent):
        yield [c for c in members if c.year == share.year]
        yield [c for c in members if c.order > share.order]
