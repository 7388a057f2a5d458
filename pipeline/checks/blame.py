"""Which number is to blame for sums that do not hold, and what would make them hold.

A failed sum alone says that one of its numbers is wrong and not which. Numbers that other sums
bear out are taken as right. Where that leaves one number, or where two failed sums hold with the
same other reading of one number, the message names that number and its row is contradicted
instead of the row of the sum. A number that is not printed at all (an empty cell among filled
ones) contradicts no row: what it would have to be is said, and it stays empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.checks.finding import Cell, Finding, rows_of
from pipeline.checks.program_rows import amount_told
from pipeline.telling import Told, named, told

CellKey = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A number of a failed sum, and what it would have to be for the sum to hold."""

    cell: Cell
    needed: Decimal

    @property
    def claim(self) -> tuple[CellKey, Decimal]:
        return self.cell.key, self.needed

    @property
    def is_missing(self) -> bool:
        return self.cell.number is None


def find_culprits(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, the failed ones with the number that is to blame where it can be told."""
    findings = list(findings)
    sure = {cell.key for f in findings if f.passed and f.expected for cell in f.cells}
    suspects = [_suspects(f, sure) if not f.passed else [] for f in findings]
    claims: dict[tuple[CellKey, Decimal], int] = defaultdict(int)
    for of_finding in suspects:
        for suspect in of_finding:
            claims[suspect.claim] += 1
    return [
        _name_culprit(finding, _culprit(of_finding, claims), claims)
        for finding, of_finding in zip(findings, suspects, strict=True)
    ]


def _suspects(finding: Finding, sure: set[CellKey]) -> list[Suspect]:
    """The numbers that no other sum bears out, with what each would have to be."""
    found = []
    change = finding.expected - finding.actual
    for number, cell in enumerate(finding.cells):
        if cell.key in sure:
            continue
        needed = finding.actual if number == 0 else (cell.number or Decimal(0)) + cell.sign * change
        if number == 0 or needed > 0 or (needed == 0 and cell.number is not None):
            found.append(Suspect(cell, needed))
    return found


def _culprit(suspects: list[Suspect], claims: dict[tuple[CellKey, Decimal], int]) -> Suspect | None:
    """The one number that is left, or the one that most failed sums agree about.

    An empty cell goes before printed numbers, but only where two sums ask for the same.
    """
    agreed = [s for s in suspects if claims[s.claim] > 1]
    empty = [s for s in agreed if s.is_missing]
    for choice in (empty, agreed):
        if len(choice) == 1:
            return choice[0]
    most = max((claims[s.claim] for s in agreed), default=0)
    best = [s for s in agreed if claims[s.claim] == most]
    if most > 2 and len(best) == 1:
        return best[0]
    printed = [s for s in suspects if not s.is_missing]
    return suspects[0] if len(suspects) == 1 and printed and not agreed else None


def _name_culprit(
    finding: Finding, culprit: Suspect | None, claims: dict[tuple[CellKey, Decimal], int]
) -> Finding:
    if culprit is None:
        return finding
    others = claims[culprit.claim] - 1
    key = "would_hold_with_others" if others > 1 else "would_hold_with_another"
    then = told(key if others else "would_hold", count=others, what=_what(culprit))
    blamed = () if culprit.is_missing else rows_of(culprit.cell)
    return replace(
        finding, message=told("and_then", first=finding.message, then=then), blamed=blamed
    )


def _what(culprit: Suspect) -> Told:
    cell, needed = culprit.cell, culprit.needed
    name = cell.row.get("program") or cell.row.get("name") or told("a_row")
    if culprit.is_missing:
        return told("were_printed", name=name, needed=needed)
    which = amount_told(cell.row) if "amount_raw" in cell.row else named("column", cell.column)
    return told("were_instead", which=which, name=name, needed=needed, number=cell.number)
