"""Departments that head the programs of a list instead of standing in a column: 【危機管理課】."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extractors.facts.shared.fact import ProgramFact
from normalizers.patterns import compiled
from normalizers.vocabulary import cached, load
from normalizers.wording import any_of
from pipeline.document.model import Cite

_FEWEST = 2  # different offices: one heading alone may be a subject (在宅歯科医療連携室)


def set_departments(facts: Iterable[ProgramFact]) -> None:
    """Give programs without a department the office that heads them, where every one of them
    stands below one."""
    programs = [f for f in facts if f.level == "program" and f.listed]
    if not programs or any(f.department for f in programs):
        return
    offices = [_office_above(f) for f in programs]
    if None in offices or len({o.text for o in offices if o}) < _FEWEST:
        return
    for fact, office in zip(programs, offices, strict=True):
        fact.department = (office,) if office else ()


def _office_above(fact: ProgramFact) -> Cite | None:
    """The innermost of the headings above a program that is an office and no more."""
    return next((t for t in reversed(fact.section) if _office().fullmatch(t.text.strip())), None)


@cached
def _office() -> regex.Pattern[str]:
    ends = load("offices")
    return compiled(
        rf"(?:\S{{1,12}}{any_of(ends['departments'])}[\s　]+)?"
        rf"[^\s　、。・（()）0-9０-９]{{1,14}}{any_of(ends['heading'])}"
    )
