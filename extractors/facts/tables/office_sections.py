"""Departments that head the programs of a list instead of standing in a column: 【危機管理課】, or
that the sum of their programs names: 危機管理課計."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import regex

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.tables.settle import total_of
from normalizers.patterns import compiled
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite

_FEWEST = 2  # different offices: one heading alone may be a subject (在宅歯科医療連携室)


def set_departments(facts: Iterable[ProgramFact]) -> None:
    """Give programs without a department the office that heads them, where every one of them
    stands below one, or the one whose sum they are, where every one of them is in one, or has it
    (a cell merged over the programs of an office stands beside the first of them)."""
    facts = list(facts)
    programs = [f for f in facts if f.level == "program" and f.listed]
    if not programs:
        return
    if any(f.department for f in programs):
        _fill_departments(programs, dict(_offices_of_sums(facts)))
        return
    offices = [_office_above(f) for f in programs]
    if None in offices:
        summed = dict(_offices_of_sums(facts))
        offices = [summed.get(id(f)) for f in programs]
    if None in offices or len({o.text for o in offices if o}) < _FEWEST:
        return
    for fact, office in zip(programs, offices, strict=True):
        fact.department = (office,) if office else ()


def _fill_departments(programs: Sequence[ProgramFact], summed: dict[int, Cite]) -> None:
    """Give the office of a sum to those of its programs that name none, where the others of all
    sums name the same."""
    lacking = [f for f in programs if not f.department]
    named = [f for f in programs if f.department and id(f) in summed]
    if not named or any(_plain(f.department) != _plain([summed[id(f)]]) for f in named):
        return
    for fact in lacking:
        fact.department = (summed[id(fact)],) if id(fact) in summed else ()


def _plain(cites: Iterable[Cite]) -> str:
    return "".join("".join(cite.text.split()) for cite in cites)


def _office_above(fact: ProgramFact) -> Cite | None:
    """The innermost of the headings above a program that is an office and no more."""
    return next((t for t in reversed(fact.section) if _office().fullmatch(t.text.strip())), None)


def _offices_of_sums(facts: Sequence[ProgramFact]) -> Iterator[tuple[int, Cite]]:
    """The programs (their ids) that the sum of an office is of, each with the office: those above
    it since the last sum, or below it where each sum of the table leads its programs."""
    tables: dict[int, list[ProgramFact]] = defaultdict(list)
    for fact in facts:
        if fact.listed and fact.level in ("program", "subtotal", "total"):
            tables[fact.at].append(fact)
    for rows in tables.values():
        block: list[ProgramFact] = []
        for fact in reversed(rows) if rows[0].level != "program" else rows:
            if fact.level == "program":
                block.append(fact)
                continue
            found = _office_sum().fullmatch(fact.name.text)
            if found and block and total_of(block) == total_of([fact]) is not None:
                office = fact.name.part(*found.span("office"))
                yield from ((id(program), office) for program in block)
            block = []


@cached
def _office_sum() -> regex.Pattern[str]:
    name = rf"[^\s　、。・（()）0-9０-９]{{1,14}}{any_of(load('offices')['heading'])}"
    sums = any_of([*load("totals")["whole"], *load("totals")["part"]])
    return compiled(rf"[\s　【〔［\[（(]*+(?P<office>{name})[\s　】〕］\]）)]*+{sums}[\s　]*+")


@cached
def _office() -> regex.Pattern[str]:
    ends = load("offices")
    return compiled(
        rf"(?:\S{{1,12}}{any_of(ends['departments'])}[\s　]+)?"
        rf"[^\s　、。・（()）0-9０-９]{{1,14}}{any_of(ends['heading'])}"
    )
