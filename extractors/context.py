"""What an extractor knows besides the document: the rows that others have read from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.row import Row


@dataclass(slots=True)
class Context:
    """The rows of the document so far, by table.

    An extractor finds there the tables that its module names in NEEDS (a table without rows is
    an empty list), and no promise of any other.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
