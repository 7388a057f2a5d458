"""A table as its reader found it: cells by rows, and where it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.document.model import Cite

SPANNED = Cite("", ())  # a position of a head row that the cell on its left covers


@dataclass(slots=True)
class Table:
    """head is the one head row, empty where the table has none; end is the number of the row of
    tokens behind the table.

    first: the index of the line where it stands, if that is not where it was looked for. above: a
    head row over the one of head, if there is one.
    """

    head: list[Cite]
    rows: list[list[Cite]]
    end: int
    first: int | None = None
    above: list[Cite] = field(default_factory=list)
