"""One row of changes, whatever table it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pipeline.telling import Told

TypedRow = dict[str, Any]  # column -> value, as it was read from Parquet

EDITION = "edition"  # the document of another year, or another issue of it, says something else
EXTRACTOR = "extractor"  # the same bytes were read by another version of this program


@dataclass(slots=True)
class Change:
    """Two rows that are the same thing, or one that came or went, and what differs.

    Amounts are whole yen. delta_yen is what the row adds to the difference of the net totals of
    the two lists: None where an amount is not stated, and for rows that other rows count (a
    measure whose programs state amounts, an amount of budgets whose program does); a row that
    several share (split, merged) is counted with the first of them.
    """

    table: str
    before: TypedRow | None
    after: TypedRow | None
    kinds: list[str]
    score: float
    evidence: Told
    columns: list[str] = field(default_factory=list)
    name_from: str | None = None
    name_to: str | None = None
    total_yen_from: int | None = None
    total_yen_to: int | None = None
    delta_yen: int | None = None
    repeated: bool = False
    jurisdiction: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    cause: str = EDITION

    @property
    def is_change(self) -> bool:
        """Whether anything differs."""
        return self.kinds != ["unchanged"] or bool(self.columns)
