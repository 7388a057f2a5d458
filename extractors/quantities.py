"""quantities: the ledger of every numeric expression of a document, each exactly once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.context import Context
from extractors.row import Given, Row, Value
from extractors.shared.edition import near_year
from extractors.shared.heads import columns_of
from normalizers.quantity import Quantity, find_quantities
from pipeline.document.model import Cite, Document, Grid, Line, Span

_SENTENCE_END = regex.compile(r"[。；;]|\n(?=\s*[・○●◆■□①-⑳※]|\s*[（(][0-9０-９ア-ン])")
_LONGEST_CONTEXT = 120  # characters on either side of an expression


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text that is read in one go: a cell with the unit of its head, or lines that may wrap."""

    cite: Cite
    unit: str | None = None
    margin: bool = False


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The ledger in the order of the lines; an expression that wraps stands at its first line."""
    near = near_year(document)
    found: list[tuple[Span, Row]] = []
    for chunk in document_to_chunks(document):
        for quantity in find_quantities(chunk.cite.text, unit=chunk.unit, near=near):
            cite = _exactly(chunk.cite, quantity)
            found.append((cite.spans[0], _quantity_to_row(quantity, cite, chunk)))
    found.sort(key=lambda pair: pair[0])
    for _, row in found:
        yield row


def document_to_chunks(document: Document) -> Iterator[Chunk]:
    """Every visible character of the document in exactly one chunk."""
    covered: dict[int, list[tuple[int, int]]] = {}
    for grid in document.grids:
        yield from _grid_to_chunks(document, grid, covered)
    run: list[Cite] = []
    page: int | None = None
    for line in document.lines:
        pieces = _uncovered(line, covered.get(line.index, ()))
        whole = line.index not in covered and not line.margin
        if run and (not whole or line.page != page):
            yield Chunk(Cite.join(run))
            run = []
        if whole:
            run.extend(pieces)
            page = line.page
        else:
            for piece in pieces:
                yield Chunk(piece, margin=line.margin)
    if run:
        yield Chunk(Cite.join(run))


def _grid_to_chunks(
    document: Document, grid: Grid, covered: dict[int, list[tuple[int, int]]]
) -> Iterator[Chunk]:
    columns = columns_of(document, grid)
    for cell in grid.cells:
        if not cell.cite:
            continue
        for span in cell.cite.spans:
            covered.setdefault(span.line, []).append((span.start, span.end))
        data = cell.row >= columns.first and cell.column < len(columns.heads)
        yield Chunk(cell.cite, columns.unit_of(cell.column) if data else None)


def _uncovered(line: Line, covered: list[tuple[int, int]] | tuple) -> list[Cite]:
    pieces, at = [], 0
    for start, end in [*sorted(covered), (len(line.text), len(line.text))]:
        if start > at and (piece := line.cite(at, start)):
            pieces.append(piece)
        at = max(at, end)
    return pieces


def _exactly(chunk: Cite, quantity: Quantity) -> Cite:
    """The characters of an expression, inner line breaks kept."""
    return chunk.part(quantity.start, quantity.end)


def _quantity_to_row(quantity: Quantity, cite: Cite, chunk: Chunk) -> Row:
    start = cite.spans[0].start
    dimension = "structure" if chunk.margin else quantity.dimension
    cells: dict[str, Value | None] = {
        "start": Given(start),
        "end": Given(start + len(cite.text)),
        "raw": cite,
        "value": _given(quantity.value),
        "value_to": _given(quantity.value_to),
        "unit": _given(quantity.unit),
        "date": _given(quantity.date),
        "dimension": _given(dimension),
        "qualifier": _given(quantity.qualifier),
        "context": _context(chunk.cite, quantity),
    }
    return Row("quantities", {k: v for k, v in cells.items() if v is not None}, cite)


def _given(value: object) -> Given | None:
    return None if value is None else Given(value)


def _context(chunk: Cite, quantity: Quantity) -> Cite:
    """The sentence, list item or cell around an expression."""
    low = max(0, quantity.start - _LONGEST_CONTEXT)
    high = min(len(chunk.text), quantity.end + _LONGEST_CONTEXT)
    for match in _SENTENCE_END.finditer(chunk.text, low, quantity.start):
        low = match.end()
    behind = _SENTENCE_END.search(chunk.text, quantity.end, high)
    return chunk.part(low, behind.end() if behind else high)
