"""Titles of slides drawn as tables of one row: whose the program is, its name, who is in charge.

| △△県 | △△推進事業 | 健康政策課 |
"""

from __future__ import annotations

from dataclasses import dataclass

from extractors.facts.slides.card_titles import is_jurisdiction
from extractors.shared.program_names import names_a_program
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, once

_OFFICE = compiled(r"[課室局部班]$")
_NUMBER = compiled(r"(?:[NＮ][oｏ][.．]?|事例)?[\s　]*[0-9０-９]{1,3}")
_FEWEST = 2  # strips of a collection


@dataclass(slots=True, frozen=True)
class Strip:
    """One title: its place in the flow, its page, and what its cells say."""

    at: int
    page: int
    name: Cite
    owner: Cite
    department: Cite | None


@once
def title_strips(document: Document) -> list[Strip]:
    """The titles of a collection in order; none where fewer than two pages have one."""
    found = [s for at, item in enumerate(document.flow) if (s := _strip(at, item))]
    return found if len({strip.page for strip in found}) >= _FEWEST else []


def _strip(at: int, item: object) -> Strip | None:
    if not isinstance(item, Grid) or item.row_count != 1 or item.page is None:
        return None
    cites = item.row_cites(0)
    owners = [c for c in cites if is_jurisdiction(_joined(c))]
    names = [c for c in cites if c not in owners and names_a_program(_joined(c))]
    rest = [c for c in cites if c not in owners and c not in names]
    rest = [c for c in rest if not _NUMBER.fullmatch(c.text)]
    offices = [c for c in rest if _OFFICE.search(_joined(c))]
    if len(owners) != 1 or len(names) != 1 or len(offices) != len(rest) or len(rest) > 1:
        return None
    return Strip(at, item.page, names[0], owners[0], offices[0] if offices else None)


def _joined(cite: Cite) -> str:
    return "".join(cite.text.split())
