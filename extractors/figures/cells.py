"""Figures that fill a cell of a table: what their row and column say they are."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.figures.find import Figure
from extractors.figures.ledger import Chunk, Numeral
from extractors.figures.sketch import is_figure
from extractors.figures.times import When, numerals_to_when
from extractors.figures.words import folded, words
from extractors.shared.heads import columns_of, is_numeric
from normalizers.head import read_heads
from normalizers.patterns import compiled
from normalizers.unit import unit_of
from pipeline.document.model import Cite, Document, Grid

_TWO_LETTERS = compiled(r"[\p{Han}\p{Katakana}A-Za-z]{2}")
_AROUND = compiled(r"[\s()（）約延べ計]*")
_AMOUNT = compiled(r"(?:[（(][A-ZＡ-Ｚ][)）])?[\s△▲-]*[0-9０-９][0-9０-９,，.．兆億万]*")
_NUMBER = compiled(r"[\s△▲-]*[0-9０-９]")
_OF_WORDS = frozenset(("name", "department", "description", "implementer"))
_LONGEST = 60  # characters of a cell that names its row
_MOST = 3  # cells that name a row


def fills_cell(chunk: Chunk, numerals: list[Numeral]) -> bool:
    """Whether a cell is one number and nothing else."""
    if chunk.grid is None or len(numerals) != 1:
        return False
    quantity = numerals[0].quantity
    text = chunk.text
    return bool(
        _AROUND.fullmatch(text, 0, quantity.start) and _AROUND.fullmatch(text, quantity.end)
    )


def cell_to_figure(
    document: Document, numeral: Numeral, by_cell: dict[tuple[int, int, int], list[Numeral]]
) -> Figure | None:
    """The figure of a cell, labelled by its row and its column's head; None without a label."""
    chunk = numeral.chunk
    grid = chunk.grid
    if grid is None or not is_figure(numeral):
        return None
    head = head_of(document, chunk)
    if folded(head.text).strip().lower() in words().numbering:
        return None
    head = Cite("") if _is_of_others(head, numeral) else head
    label = [*row_names(grid, chunk.row, chunk.column), *([head] if head else [])]
    if not _TWO_LETTERS.search("".join(c.text for c in label)):
        return None
    return Figure(numeral, tuple(label), when=_when(document, chunk, by_cell))


def _is_of_others(head: Cite, numeral: Numeral) -> bool:
    """Whether a head is that of words, or of money over a share: the row stands in other columns
    than its head, as one does whose first cell spanned several."""
    heads = read_heads(head.text) if head else []
    share = numeral.quantity.dimension == "percent"
    return any(
        (h.role in _OF_WORDS and h.is_exact) or (share and h.role == "amount" and h.fit > 1)
        for h in heads
    )


def head_of(document: Document, chunk: Chunk) -> Cite:
    """The head of a cell's column; empty for a cell of a head.

    A first row of words that no vocabulary knows is a head where nothing else is.
    """
    grid = chunk.grid
    assert grid is not None
    columns = columns_of(document, grid)
    if columns.first:
        data = chunk.row >= columns.first and chunk.column < len(columns.cites)
        return columns.cites[chunk.column] if data else Cite("")
    if chunk.row == 0 or any(_NUMBER.match(grid.own(0, c).text) for c in range(grid.column_count)):
        return Cite("")
    return grid.cite(0, chunk.column)


def row_names(grid: Grid, row: int, column: int) -> Iterator[Cite]:
    """The cells left of a column that name the row, a merged one for every row it covers."""
    found = 0
    seen: set[int] = set()
    for left in range(column):
        cell = grid.cell(row, left)
        if cell is None or id(cell) in seen or found == _MOST:
            continue
        seen.add(id(cell))
        if cell.cite and len(cell.text) <= _LONGEST and not _is_value(cell.text):
            found += 1
            yield cell.cite


def _is_value(text: str) -> bool:
    """Whether a cell is a number and no name: 1,200, 325百万円, 12.5％; not 65歳 or 二次救急."""
    if is_numeric(text):
        return True
    number = _AMOUNT.match(text)
    if number and number.end() == len(text):
        return True  # (A) 463,679
    unit = unit_of(text[number.end() :].strip()) if number else None
    return unit is not None and unit.dimension in ("money", "percent")


def _when(
    document: Document, chunk: Chunk, by_cell: dict[tuple[int, int, int], list[Numeral]]
) -> When | None:
    """The year or date in the head of the column, else in a cell that names the row."""
    grid = chunk.grid
    assert grid is not None
    first = columns_of(document, grid).first
    above = [(row, chunk.column) for row in range(min(first, chunk.row))]
    for row, column in [*above, *((chunk.row, left) for left in range(chunk.column))]:
        cell = grid.cell(row, column)
        found = by_cell.get((id(grid), cell.row, cell.column), []) if cell else []
        dates = [n for n in found if n.is_date]
        if dates and (when := numerals_to_when(dates[:1])):
            return when
    return None
