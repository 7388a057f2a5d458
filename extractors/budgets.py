"""budgets: every amount of a program, one a row, an amount that is printed once once."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.context import Context
from extractors.facts.gather import facts_of
from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.row import Amount, Given, Row, Value
from extractors.shared.jurisdiction import owner_of
from pipeline.document.model import Cite, Document

NEEDS = ("programs",)


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The amounts of all facts in document order, each linked to its row of programs."""
    rows = document.memo.get("program_rows", {})
    assert isinstance(rows, dict)
    for fact in facts_of(document):
        for amount in fact.amounts:
            row = _amount_to_row(fact, amount, owner_of(document, fact.jurisdiction))
            if (program := rows.get(id(fact))) is not None:
                row.links = {"program_row_id": program}
            yield row


def _amount_to_row(fact: ProgramFact, amount: AmountFact, owner: str) -> Row:
    source = owner if amount.source == "own" else amount.source
    cells: dict[str, Value | None] = {
        "program": Given(fact.label, fact.name) if fact.label else fact.name,
        "jurisdiction": fact.jurisdiction,
        "fiscal_year": None if amount.year is None else Given(amount.year, amount.stated),
        "measure": Given(amount.measure),
        "source": Given(source),
        "series": amount.series,
        "amount_yen": Amount(amount.cite, amount.unit),
        "amount_raw": amount.cite,
        "note": amount.note,
    }
    return Row("budgets", cells, _source(amount))


def _source(amount: AmountFact) -> Cite:
    return Cite.join([c for c in (amount.cite, amount.note) if c])
