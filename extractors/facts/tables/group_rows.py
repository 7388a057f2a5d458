"""Groups as rows of a table, above the programs they hold: Ⅰ 災害医療 | | | 246,900 | 171,600.

A heading row with amounts is a group where the table's own sums say so: its amount is that of the
programs below it, or its shares add up to it. Other numbers behind a heading stay unread.
"""

from __future__ import annotations

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.tables.row import TableRow
from extractors.facts.tables.sections import Sections


def heading_to_group(at: int, number: int, year: int | None, section: Sections) -> ProgramFact:
    """The group that the heading row just read would be, with the headings above it."""
    *path, name = section.headings()
    return ProgramFact(
        name=name,
        level="group",
        at=at,
        order=2 * number,
        kind="row",
        section=tuple(path),
        fiscal_year=year,
    )


def proved_groups(rows: list[TableRow]) -> list[TableRow]:
    """The rows, those groups left out that no sum of the table proves."""
    return [r for r in rows if r.fact.level != "group" or _is_proved(r.fact, rows)]


def _is_proved(group: ProgramFact, rows: list[TableRow]) -> bool:
    whole = group.amount("total")
    wanted = whole.yen if whole else None
    if wanted is None or whole is None:
        return False
    below = [r.fact for r in rows if r.fact.level == "program" and group.name in r.fact.section]
    parts = [f.amount("total", whole.measure) for f in below]
    if parts and sum(part.yen or 0 for part in parts if part) == wanted:
        return True
    shares = [a for a in group.amounts if a.source != "total" and a.measure == whole.measure]
    return bool(below) and len(shares) > 1 and sum(a.yen or 0 for a in shares) == wanted
