"""Which row took which number of the ledger: characters that a row was read from are claimed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from extractors.row import Given, Row
from pipeline.document.model import Cite, Span
from pipeline.schemas import table_named

LEDGER = "quantities"
STRUCTURE = "structure"  # explained, but no fact: list markers, page numbers, title, day of issue


class Claim(NamedTuple):
    """Characters of one line that a row was read from; width: of the whole cell they are in.

    owner: the row_id of the row, or structure.
    """

    start: int
    end: int
    width: int
    owner: str


Owners = dict[int, list[Claim | None]]  # line -> the claim of each of its characters


def claim_quantities(rows: dict[str, list[Row]], ids: dict[Row, str]) -> None:
    """Give the ledger's rows claimed_by: the row_id of the narrowest cell around them.

    An amount in a cell of its own beats the description that quotes it; of two tables that
    read the same characters the first in the order of tables takes them. What the extractor
    explained stays; numbers of the dimension structure, those that the document tells of itself
    (title, day of issue) and those in no cell that have a reason are structure; others in no cell
    stay null. The reason (explained) is kept for structure alone.
    """
    ledger = rows.get(LEDGER, [])
    lines = {span.line for row in ledger if _is_open(row) for span in _ledger_spans(row)}
    owners = _claims_to_owners(_claims_on(lines, rows, ids))
    for row in ledger:
        owner = _owner(row, owners)
        if owner != STRUCTURE:
            row.cells.pop("explained", None)
        if owner is not None:
            row.cells["claimed_by"] = Given(owner)


def _owner(row: Row, owners: Owners) -> str | None:
    """Whose number it is: the row_id of a row, structure, or None."""
    if _given(row, "dimension") == STRUCTURE:
        return STRUCTURE
    if claimed := _given(row, "claimed_by"):
        return str(claimed)
    found = _owner_of(_ledger_spans(row), owners)
    return found or (STRUCTURE if _given(row, "explained") else None)


def _given(row: Row, column: str) -> object:
    """What structure gives a column of the ledger; None where it gives nothing."""
    value = row.cells.get(column)
    return value.value if isinstance(value, Given) else None


def _is_open(row: Row) -> bool:
    """Whether a number still has to find its owner."""
    return _given(row, "dimension") != STRUCTURE and _given(row, "claimed_by") is None


def _claims_on(
    lines: set[int], rows: dict[str, list[Row]], ids: dict[Row, str]
) -> dict[int, list[Claim]]:
    """What the rows were read from on some lines of the document."""
    by_line: dict[int, list[Claim]] = defaultdict(list)
    for table, extracted in rows.items():
        if table == LEDGER:
            continue
        for row in extracted:
            owner = ids[row] if table_named(table).common else STRUCTURE
            for spans in _row_to_cells(row):
                if lines.isdisjoint([span.line for span in spans]):
                    continue
                width = sum(span.end - span.start for span in spans)
                for line, start, end in spans:
                    by_line[line].append(Claim(start, end, width, owner))
    return by_line


def _row_to_cells(row: Row) -> Iterator[tuple[Span, ...]]:
    for value in row.cells.values():
        if isinstance(value, Cite):
            yield value.spans
        elif isinstance(value, tuple):
            for cite in value:
                yield cite.spans
        elif value.cite:
            yield value.cite.spans
    for span in row.claims:
        yield (span,)


def _claims_to_owners(claims: dict[int, list[Claim]]) -> Owners:
    """For each line the claim of every character: wide ones first, narrow ones over them."""
    owners: Owners = {}
    for line, of_line in claims.items():
        owner: list[Claim | None] = [None] * max(claim.end for claim in of_line)
        for claim in sorted(reversed(of_line), key=lambda c: -c.width):
            owner[claim.start : claim.end] = [claim] * (claim.end - claim.start)
        owners[line] = owner
    return owners


def _ledger_spans(row: Row) -> tuple[Span, ...]:
    raw = row.cells.get("raw")
    return raw.spans if isinstance(raw, Cite) and raw.spans else row.source.spans


def _owner_of(spans: tuple[Span, ...], owners: Owners) -> str | None:
    found = [
        claim
        for line, start, end in spans
        for claim in owners.get(line, ())[start:end]
        if claim is not None
    ]
    return min(found, key=lambda c: c.width).owner if found else None
