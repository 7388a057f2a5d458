"""quantities: the ledger of every numeric expression of a document, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from extractors.context import Context
from extractors.row import Given, Row, Value
from extractors.shared.explain import explanations
from extractors.shared.ledger import Chunk, Numeral, ledger_of
from pipeline.document.model import Cite, Document

NEEDS = (
    "programs",
    "budgets",
    "facilities",
    "dmat_deployments",
    "survey_percentages",
    "medical_areas",
    "indicators",
    "documents",
)

_SENTENCE_END = regex.compile(r"[。；;]|\n(?=\s*[・○●◆■□①-⑳※]|\s*[（(][0-9０-９ア-ン])")
_LONGEST_CONTEXT = 120  # characters on either side of an expression


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The ledger in the order of the lines; an expression that wraps stands at its first line."""
    reasons = explanations(document, context)
    found = [numeral for _, numerals in ledger_of(document) for numeral in numerals]
    found.sort(key=lambda numeral: numeral.cite.spans[0])
    for numeral in found:
        yield _numeral_to_row(numeral, reasons.get(id(numeral)))


def _numeral_to_row(numeral: Numeral, reason: str | None) -> Row:
    quantity, cite = numeral.quantity, numeral.cite
    start = cite.spans[0].start
    dimension = "structure" if numeral.chunk.margin else quantity.dimension
    often = {
        "start": start,
        "end": start + len(cite.text),
        "unit": quantity.unit,
        "dimension": dimension,
        "qualifier": quantity.qualifier,
        "explained": reason,
    }
    seldom = {"value": quantity.value, "value_to": quantity.value_to, "date": quantity.date}
    cells: dict[str, Value] = {k: _given(v) for k, v in often.items() if v is not None}
    cells |= {k: Given(v) for k, v in seldom.items() if v is not None}
    cells["raw"] = cite
    cells["context"] = _context(numeral.chunk, numeral)
    return Row("quantities", cells, cite)


@lru_cache(1 << 12)
def _given(value: int | str) -> Given:
    """One object for all the rows that say the same: a long document has a hundred thousand."""
    return Given(value)


def _context(chunk: Chunk, numeral: Numeral) -> Cite:
    """The sentence, list item or cell around an expression."""
    quantity, text = numeral.quantity, chunk.text
    low = max(0, quantity.start - _LONGEST_CONTEXT)
    high = min(len(text), quantity.end + _LONGEST_CONTEXT)
    if low < quantity.start:
        for match in _SENTENCE_END.finditer(text, low, quantity.start):
            low = match.end()
    behind = _SENTENCE_END.search(text, quantity.end, high) if quantity.end < high else None
    return chunk.cite_of(low, behind.end() if behind else high)
