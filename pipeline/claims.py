"""Which row took which number of the ledger: characters that a row was read from are claimed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.row import Amount, Given, Row
from pipeline.convert import TypedRow
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


def claim_quantities(
    rows: dict[str, list[Row]], ids: dict[Row, str], typed: dict[str, list[TypedRow]]
) -> None:
    """Fill claimed_by of the ledger's rows with the row_id of the narrowest cell around them.

    An amount in a cell of its own beats the description that quotes it; of two tables that
    read the same characters the first in the order of tables takes them. What the extractor
    explained stays; numbers of the dimension structure, those that the document tells of itself
    (title, day of issue) and those in no cell that have a reason are structure; others in no cell
    stay null. The reason (explained) is kept for structure alone.
    """
    owners = _claims_to_owners(_all_claims(rows, ids))
    for row, values in zip(rows.get(LEDGER, ()), typed.get(LEDGER, ()), strict=True):
        if values.get("dimension") == STRUCTURE:
            values["claimed_by"] = STRUCTURE
        elif values.get("claimed_by") is None:
            owner = _owner_of(_ledger_spans(row), owners)
            values["claimed_by"] = owner or (STRUCTURE if values.get("explained") else None)
        if values["claimed_by"] != STRUCTURE:
            values.pop("explained", None)


def _all_claims(rows: dict[str, list[Row]], ids: dict[Row, str]) -> dict[int, list[Claim]]:
    by_line: dict[int, list[Claim]] = defaultdict(list)
    for table, extracted in rows.items():
        if table == LEDGER:
            continue
        for row in extracted:
            owner = ids[row] if table_named(table).common else STRUCTURE
            for spans in _row_to_cells(row):
                width = sum(span.end - span.start for span in spans)
                for line, start, end in spans:
                    by_line[line].append(Claim(start, end, width, owner))
    return by_line


def _row_to_cells(row: Row) -> Iterator[tuple[Span, ...]]:
    for value in row.cells.values():
        if isinstance(value, Given | Amount):
            cites: Iterable[Cite | None] = (value.cite,)
        else:
            cites = (value,) if isinstance(value, Cite) else value
        yield from (cite.spans for cite in cites if cite)
    yield from ((span,) for span in row.claims)


def _claims_to_owners(claims: dict[int, list[Claim]]) -> dict[int, list[Claim | None]]:
    """For each line the claim of every character: wide ones first, narrow ones over them."""
    owners: dict[int, list[Claim | None]] = {}
    for line, of_line in claims.items():
        owner: list[Claim | None] = [None] * max(claim.end for claim in of_line)
        for claim in sorted(reversed(of_line), key=lambda c: -c.width):
            owner[claim.start : claim.end] = [claim] * (claim.end - claim.start)
        owners[line] = owner
    return owners


def _ledger_spans(row: Row) -> tuple[Span, ...]:
    raw = row.cells.get("raw")
    return raw.spans if isinstance(raw, Cite) and raw.spans else row.source.spans


def _owner_of(spans: tuple[Span, ...], owners: dict[int, list[Claim | None]]) -> str | None:
    found = [
        claim
        for line, start, end in spans
        for claim in owners.get(line, ())[start:end]
        if claim is not None
    ]
    return min(found, key=lambda c: c.width).owner if found else None
