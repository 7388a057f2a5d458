"""quantities: the ledger of every numeric expression of a document, each exactly once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

from extractors.context import Context
from extractors.figures.explain import explanations
from extractors.figures.ledger import Chunk, Numeral, ledger_of
from extractors.row import Given, Row, Value
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

_SENTENCE_END = re.compile(r"[。；;]|\n(?=(?P<sign>\s*[・○●◆■□①-⑳※]|\s*[（(][0-9０-９ア-ン]))")
_LONGEST_CONTEXT = 120  # characters on either side of an expression


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The ledger in the order of the lines; an expression that wraps stands at its first line."""
    reasons = explanations(document, context)
    found = [pair for chunk, numerals in ledger_of(document) for pair in _contexts(chunk, numerals)]
    found.sort(key=lambda pair: pair[0].cite.spans[0])
    for numeral, context_of in found:
        yield _numeral_to_row(numeral, context_of, reasons.get(id(numeral)))


def _numeral_to_row(numeral: Numeral, context: Cite, reason: str | None) -> Row:
    quantity, cite = numeral.quantity, numeral.cite
    start = cite.spans[0].start
    dimension = "structure" if numeral.chunk.margin else quantity.dimension
    cells: dict[str, Value | None] = {
        "start": _given(start),
        "end": _given(start + len(cite.text)),
        "unit": _given(quantity.unit),
        "dimension": _given(dimension),
        "qualifier": _given(quantity.qualifier),
        "explained": _given(reason),
        "value": None if quantity.value is None else Given(quantity.value),
        "value_to": None if quantity.value_to is None else Given(quantity.value_to),
        "date": None if quantity.date is None else Given(quantity.date),
        "raw": cite,
        "context": context,
    }
    return Row("quantities", cells, cite)


@lru_cache(1 << 12)
def _given(value: int | str | None) -> Given | None:
    """One object for all the rows that say the same: a long document has a hundred thousand."""
    return None if value is None else Given(value)


def _contexts(chunk: Chunk, numerals: list[Numeral]) -> Iterator[tuple[Numeral, Cite]]:
    """Each expression of a chunk with the sentence, list item or cell around it."""
    text = chunk.text
    ends = list(_SENTENCE_END.finditer(text)) if numerals else []
    places = [end.start() for end in ends]
    shown = [max(end.end(), end.end("sign")) for end in ends]  # where it is seen to be one
    for numeral in numerals:
        start, stop = numeral.quantity.start, numeral.quantity.end
        low, high = max(0, start - _LONGEST_CONTEXT), min(len(text), stop + _LONGEST_CONTEXT)
        before, behind = bisect_right(shown, start) - 1, bisect_left(places, stop)
        if before >= 0 and places[before] >= low:
            low = places[before] + 1
        if behind < len(places) and shown[behind] <= high:
            high = places[behind] + 1
        yield numeral, chunk.cite_of(low, high)
