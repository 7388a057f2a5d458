"""Tables that no extractor took: nothing is dropped silently, and a user can teach the words."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.row import Row
from extractors.shared.heads import columns_of
from pipeline.claims import LEDGER
from pipeline.convert import TypedRow
from pipeline.document.model import Document, Grid

_LEAST = 3  # numbers without an owner that make a table worth a line
_LOOSE = ("indicators-",)  # rows of single figures: the table as such is still not understood

Owners = dict[int, dict[int, bool]]  # line and start of a number -> whether a row took it


@dataclass(frozen=True, slots=True)
class UnreadTable:
    """A table whose numbers no table of the output holds: where it is and what heads it has."""

    source_file: str
    page: int | None
    line: int | None
    heads: tuple[str, ...]
    numbers: int
    unclaimed: int

    def __str__(self) -> str:
        page = f", page {self.page}" if self.page is not None else f", line {self.line}"
        heads = " | ".join(self.heads) or "no heads"
        return (
            f"{self.source_file}{page}: {self.unclaimed} of {self.numbers} numbers of a table "
            f"stand in no table of the output; its heads: {heads}"
        )


def unread_tables(
    document: Document, ledger: list[Row], typed: dict[str, list[TypedRow]]
) -> list[UnreadTable]:
    """The grids most of whose numbers belong to no row of a table."""
    owners: Owners = {}
    for row, values in zip(ledger, typed.get(LEDGER, ()), strict=True):
        owner = str(values.get("claimed_by") or "")
        line, start, _ = row.source.spans[0]
        owners.setdefault(line, {})[start] = bool(owner) and not owner.startswith(_LOOSE)
    found = []
    for grid in document.grids:
        numbers, unclaimed = _count(grid, owners)
        if unclaimed >= _LEAST and unclaimed * 2 > numbers:
            found.append(_grid_to_unread(document, grid, numbers, unclaimed))
    return found


def _count(grid: Grid, owners: Owners) -> tuple[int, int]:
    """How many numbers stand in a grid, and how many of them no row took."""
    by_line: dict[int, list[tuple[int, int]]] = {}
    for cell in grid.cells:
        for span in cell.cite.spans:
            by_line.setdefault(span.line, []).append((span.start, span.end))
    inside = [
        taken
        for line, places in by_line.items()
        for start, taken in owners.get(line, {}).items()
        if any(low <= start < high for low, high in places)
    ]
    return len(inside), inside.count(False)


def _grid_to_unread(document: Document, grid: Grid, numbers: int, unclaimed: int) -> UnreadTable:
    columns = columns_of(document, grid)
    row = [grid.own(0, column).text for column in range(grid.column_count)]
    first = columns.texts if columns.first else row
    heads = tuple(" ".join(text.split()) for text in first if text)
    line = document.lines[grid.first_line]
    return UnreadTable(document.source_file, grid.page, line.number, heads, numbers, unclaimed)
