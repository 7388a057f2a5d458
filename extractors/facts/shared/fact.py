"""The fact of a program: what a document states of a 事業, before it is split into rows of the
programs table (one a program) and of the budgets table (one an amount)."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.row import Amount, Given
from normalizers.errors import NormalizationError
from normalizers.money import parse_yen
from pipeline.document.model import Cite


@dataclass(slots=True, eq=False)
class AmountFact:
    """One printed amount. source and measure are values of the budgets table (source 'own' is
    一般財源, whose owner the jurisdiction decides); year is Gregorian, None where none is stated;
    wide: it is also the value of a column of the programs row."""

    cite: Cite
    source: str
    measure: str
    unit: str | None = None
    year: int | None = None
    series: Cite | None = None
    note: Cite | None = None
    wide: bool = True
    stated: Cite | None = None  # the characters that state the year

    @property
    def yen(self) -> int | None:
        """Whole yen; None for a nil mark or a number without a known unit."""
        return yen_of(self.cite, self.unit)


def yen_of(cite: Cite, unit: str | None) -> int | None:
    """Whole yen of a cell, None for a nil mark or a number without a known unit."""
    try:
        return parse_yen(cite.text, unit)
    except NormalizationError:
        return None


@dataclass(slots=True, eq=False)
class ProgramFact:
    """A program, group, subtotal or total as a document states it.

    at is the index of the flow item it stands in, order its place within that item. listed says
    whether it is a row of programs: what only states an amount of another program is not.
    """

    name: Cite
    level: str
    at: int
    order: int = 0
    kind: str = "heading"  # what it was read from: heading | row (of a table) | slide
    section: tuple[Cite, ...] = ()
    fiscal_year: int | None = None
    jurisdiction: Cite | None = None
    description: Cite | None = None
    department: tuple[Cite, ...] = ()
    implementer: tuple[Cite, ...] = ()
    funding: tuple[Cite, ...] = ()
    is_new: Cite | None = None
    is_repeated: Cite | None = None
    start: Cite | Given | None = None
    amounts: list[AmountFact] = field(default_factory=list)
    difference: Amount | None = None  # the change against the year before (増減) as printed
    parent: ProgramFact | None = None
    listed: bool = True
    label: str | None = None  # the name to give where the document prints none of its own
    used: list[Cite] = field(default_factory=list)  # further characters that were read

    def amount(self, source: str, measure: str | None = None) -> AmountFact | None:
        return next(
            (
                a
                for a in self.amounts
                if a.wide and a.source == source and (measure is None or a.measure == measure)
            ),
            None,
        )
