"""Every numeric expression of a document and the text around it, read once for all extractors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from extractors.shared.columns import Columns
from extractors.shared.edition import near_year
from extractors.shared.heads import columns_of, is_numeric
from normalizers.era import find_fiscal_years
from normalizers.quantity import Quantity, find_quantities
from normalizers.text import fold_table
from normalizers.value import value
from pipeline.document.model import EMPTY, Cite, Document, Grid, Line, Span, once

_AT_ONCE = (0,)  # the starts of a text of one span


@value
class Chunk:
    """Text that is read in one go: a cell with the unit of its head, or lines that may wrap.

    starts: where in the text each of its spans begins; folded: the text with its widths folded,
    one character to one. grid, row and column: of a cell.
    """

    cite: Cite
    starts: tuple[int, ...]
    folded: str
    unit: str | None = None
    margin: bool = False
    grid: Grid | None = None
    row: int = 0
    column: int = 0
    noted: str | None = None  # the unit that the table's caption gives to what has separators

    @property
    def text(self) -> str:
        return self.cite.text

    def cite_of(self, start: int, end: int) -> Cite:
        """The characters start to end, outer blanks left out, in time that their number takes."""
        piece = self.cite.text[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        if not piece:
            return EMPTY
        end = start + len(piece)
        if start == 0 and end == len(self.cite.text):
            return self.cite  # most cells hold one number and nothing else
        place = bisect_right(self.starts, start) - 1
        line, first, last = self.cite.spans[place]
        begin = first - self.starts[place]
        if begin + end <= last:
            return Cite(piece, (Span(line, begin + start, begin + end),))
        spans: list[Span] = []
        for at in range(place, bisect_left(self.starts, end)):
            line, first, last = self.cite.spans[at]
            begin = self.starts[at]
            low = first + start - begin if start > begin else first
            high = min(last, first + end - begin)
            if low < high:
                spans.append(Span(line, low, high))
        return Cite(piece, tuple(spans))


@dataclass(slots=True, eq=False)
class Numeral:
    """One numeric expression: what it means and where it stands in its chunk and document."""

    chunk: Chunk
    quantity: Quantity
    cite: Cite

    @property
    def is_date(self) -> bool:
        return self.quantity.dimension in ("year", "date")


@once
def folded_lines(document: Document) -> list[str]:
    """Every line with its widths folded, one character to one, so that offsets stay."""
    table = fold_table()
    return [line.text.translate(table) for line in document.lines]


@once
def ledger_of(document: Document) -> list[tuple[Chunk, list[Numeral]]]:
    """Every chunk of a document with its numeric expressions in their order."""
    near = near_year(document)
    return [(chunk, list(_numerals(chunk, near))) for chunk in document_to_chunks(document)]


def _numerals(chunk: Chunk, near: int | None) -> Iterator[Numeral]:
    found = find_quantities(chunk.text, chunk.unit, near, chunk.noted, chunk.folded)
    for quantity in found:
        yield Numeral(chunk, quantity, chunk.cite_of(quantity.start, quantity.end))


def document_to_chunks(document: Document) -> Iterator[Chunk]:
    """Every visible character of the document in exactly one chunk."""
    folded = folded_lines(document)
    covered: dict[int, list[tuple[int, int]]] = {}
    for grid in document.grids:
        yield from _grid_to_chunks(document, grid, folded, covered)
    run: list[Cite] = []
    page: int | None = None
    for line in document.lines:
        pieces = _uncovered(line, covered.get(line.index, ()))
        whole = line.index not in covered and not line.margin
        if run and (not whole or line.page != page):
            yield _chunk(Cite.join(run), folded)
            run = []
        if whole:
            run.extend(pieces)
            page = line.page
        else:
            for piece in pieces:
                yield _chunk(piece, folded, margin=line.margin)
    if run:
        yield _chunk(Cite.join(run), folded)


def _chunk(
    cite: Cite,
    lines: list[str],
    unit: str | None = None,
    margin: bool = False,
    grid: Grid | None = None,
    row: int = 0,
    column: int = 0,
) -> Chunk:
    """The chunk of some characters; lines: those of the document, folded."""
    pieces = [lines[line][start:end] for line, start, end in cite.spans]
    if len(pieces) == 1:
        return Chunk(cite, _AT_ONCE, pieces[0], unit, margin, grid, row, column)
    starts = accumulate((len(piece) + 1 for piece in pieces[:-1]), initial=0)
    return Chunk(cite, tuple(starts), "\n".join(pieces), unit, margin, grid, row, column)


def _grid_to_chunks(
    document: Document,
    grid: Grid,
    folded: list[str],
    covered: dict[int, list[tuple[int, int]]],
) -> Iterator[Chunk]:
    columns = columns_of(document, grid)
    units = [columns.unit_of(c) or _unit_of_year(columns, c) for c in range(len(columns.heads))]
    for cell in grid.cells:
        if not cell.cite:
            continue
        for line, start, end in cell.cite.spans:
            covered.setdefault(line, []).append((start, end))
        data = cell.row >= columns.first and cell.column < len(columns.heads)
        unit = units[cell.column] if data else None
        chunk = _chunk(cell.cite, folded, unit, grid=grid, row=cell.row, column=cell.column)
        bare = data and unit is None and columns.noted is not None
        yield replace(chunk, noted=columns.noted) if bare else chunk


def _unit_of_year(columns: Columns, column: int) -> str | None:
    """The unit of the table's caption for all numbers below a year, where half of them have
    separators: those without one are amounts as well."""
    if columns.noted is None or len(find_fiscal_years(columns.texts[column])) != 1:
        return None
    texts = [t for t in columns.grid.column_texts(column)[columns.first :] if is_numeric(t)]
    parted = sum("," in t or "，" in t for t in texts)
    return columns.noted if parted > 1 and parted * 2 >= len(texts) else None


def _uncovered(line: Line, covered: list[tuple[int, int]] | tuple[()]) -> list[Cite]:
    if not covered:
        return [cite] if (cite := line.cite()) else []
    pieces, at = [], 0
    for start, end in [*sorted(covered), (len(line.text), len(line.text))]:
        if start > at and not line.text[at:start].isspace():
            pieces.append(line.cite(at, start))
        at = max(at, end)
    return pieces
