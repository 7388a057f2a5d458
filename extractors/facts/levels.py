"""Which facts are programs, which are groups of programs, and which are subtotals of groups."""

from __future__ import annotations

from collections import defaultdict

from extractors.facts.shared.fact import ProgramFact
from normalizers.text import fold
from pipeline.document.model import Cite


def settle_levels(facts: list[ProgramFact]) -> None:
    """Set parent and level of every fact, from what stands under what.

    A heading with amounts of its own is a group when programs stand under it (in the body or, by
    the same name, in an annex), a subtotal when groups do, and a program when nothing does.
    """
    by_name: dict[Cite, ProgramFact] = {f.name: f for f in facts if f.listed}
    holders = _names_above_programs(facts)
    children: dict[int, list[ProgramFact]] = defaultdict(list)
    for fact in facts:
        fact.parent = fact.parent or _nearest(fact, by_name)
        if fact.parent is not None and fact.listed:
            children[id(fact.parent)].append(fact)
    headings = [
        f
        for f in facts
        if (f.kind == "heading" or (f.kind == "item" and _is_sum(f, children[id(f)])))
        and f.listed
        and f.level in ("program", "group")
    ]
    for fact in sorted(headings, key=lambda f: -len(f.section)):
        below = [c for c in children[id(fact)] if c.level != "total"]
        if any(c.level in ("group", "subtotal") and not _is_share(c) for c in below):
            fact.level = "subtotal"
        elif below and fact.amounts:
            fact.level = "group"
        else:
            fact.level = "group" if fold(fact.name.text) in holders and fact.amounts else "program"
    _level_siblings(headings, children)
    _adopt_by_name(facts)


def _is_sum(fact: ProgramFact, below: list[ProgramFact]) -> bool:
    """Whether the total of a fact is that of the programs below it."""
    whole, parts = fact.amount("total"), [f.amount("total") for f in below]
    yen = [a.yen or 0 for a in parts if a]
    return whole is not None and bool(yen) and sum(yen) == whole.yen


def _is_table_program(fact: ProgramFact) -> bool:
    return fact.kind == "row" and fact.level == "program"


def _is_share(fact: ProgramFact) -> bool:
    return fold(fact.name.text).startswith("うち")


def _names_above_programs(facts: list[ProgramFact]) -> set[str]:
    return {fold(f.section[-1].text) for f in facts if _is_table_program(f) and f.section}


def _nearest(fact: ProgramFact, by_name: dict[Cite, ProgramFact]) -> ProgramFact | None:
    for title in reversed(fact.section):
        if (found := by_name.get(title)) is not None and found is not fact:
            return found
    return None


def _level_siblings(headings: list[ProgramFact], children: dict[int, list[ProgramFact]]) -> None:
    """Headings of one rank are of one level: beside a subtotal, a group of programs is one too."""
    families: dict[tuple[Cite, ...], list[ProgramFact]] = defaultdict(list)
    for fact in headings:
        families[fact.section].append(fact)
    for family in families.values():
        if any(f.level == "subtotal" for f in family):
            for fact in family:
                if fact.level == "group" and children[id(fact)]:
                    fact.level = "subtotal"


def _adopt_by_name(facts: list[ProgramFact]) -> None:
    """Programs of an annex whose heading states no amounts belong to the group of its name."""
    groups = {fold(f.name.text): f for f in facts if f.level == "group"}
    for fact in facts:
        if fact.parent is None and _is_table_program(fact) and fact.section:
            fact.parent = groups.get(fold(fact.section[-1].text))
