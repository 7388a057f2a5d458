"""A row of a table of programs while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.facts.shared.fact import ProgramFact
from pipeline.document.model import Cite


@dataclass(slots=True)
class TableRow:
    """One row of a program table while it is read: its number, fact, and loose amounts."""

    number: int
    fact: ProgramFact
    values: list[Cite] = field(default_factory=list)  # numeric cells from left to right
    columns: list[int] = field(default_factory=list)  # the columns they were printed in
    brackets: dict[int, Cite] = field(default_factory=dict)  # amounts in brackets, by column
    sources: list[tuple[str, int]] = field(default_factory=list)  # rows below, one a source
