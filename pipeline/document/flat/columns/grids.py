"""Rebuilt rows as Grid objects."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.table import SPANNED
from pipeline.document.model import EMPTY, Cell, Cite, Grid, Line

ORIGIN = "flat"

_LOSS = re.compile(r"[^\s,、，:：.．…‥■□▨▧▩▤▥▦]")  # separators, leaders, colours of a legend


def cites_to_grid(
    page: int | None,
    heads: Sequence[Sequence[Cite]],
    rows: Sequence[Sequence[Cite]],
    captions: Sequence[Cite] = (),
) -> Grid:
    """A grid from head rows, rows and captions (each a row of one cell over all columns).

    Rows longer than the heads hold numbers whose column the text does not tell: these stand in
    columns without a head. SPANNED in a head row belongs to the cell on its left.
    """
    width = max((len(r) for r in (*heads, *rows)), default=0)
    cells = [
        Cell(number, column, cite, column_span=_span(row, column))
        for number, row in enumerate((*heads, *rows))
        for column, cite in enumerate(row)
        if cite
    ]
    count = len(heads) + len(rows)
    for caption in captions:
        cells.append(Cell(count, 0, caption, column_span=width))
        count += 1
    return Grid(page, cells, count, width, ORIGIN, head_rows=len(heads))


def _span(row: Sequence[Cite], column: int) -> int:
    span = 1
    while column + span < len(row) and row[column + span] is SPANNED:
        span += 1
    return span


def divided_groups(heads: list[HeadCell], label: bool) -> list[Cite]:
    """The row of the head that others stand under: 財源内訳 over 国, 県 and その他."""
    if not any(h.over for h in heads):
        return []
    cites = [EMPTY] * label
    for before, head in pairwise([None, *heads]):
        if head is None or head.over is None:
            cites.append(EMPTY)
        else:
            cites.append(SPANNED if before and before.over is head.over else head.over)
    return cites


def period_of(heads: list[HeadCell]) -> int:
    """The number of columns after which the heads repeat: half tables stand side by side."""
    texts = [h.text for h in heads]
    for period in range(2, len(texts) // 2 + 1):
        if len(texts) % period == 0 and texts == texts[:period] * (len(texts) // period):
            return period
    return len(texts)


def split_side_by_side(grid: Grid, period: int) -> Iterator[Grid]:
    """One grid for each half table of `period` columns, their captions at the first."""
    for start in range(0, grid.column_count, period):
        cells = [
            replace(cell, column=cell.column - start, column_span=min(cell.column_span, period))
            for cell in grid.cells
            if start <= cell.column < start + period
        ]
        yield Grid(grid.page, cells, grid.row_count, period, ORIGIN, head_rows=grid.head_rows)


def partly_taken(grids: Iterable[Grid], lines: Mapping[int, Line]) -> set[int]:
    """The lines (by index) that stand in cells, but with characters that no cell takes.

    Blanks, and the commas and colons between a chart's words and numbers, are no loss.
    """
    taken: dict[int, list[tuple[int, int]]] = {}
    for grid in grids:
        for cell in grid.cells:
            for line, start, end in cell.cite.spans:
                taken.setdefault(line, []).append((start, end))
    return {line for line, places in taken.items() if _is_left(lines[line].text, places)}


def _is_left(text: str, places: list[tuple[int, int]]) -> bool:
    """Whether a character stands outside these places."""
    at = 0
    for start, end in sorted(places):
        if _LOSS.search(text, at, start):
            return True
        at = max(at, end)
    return bool(_LOSS.search(text, at))


def placed_to_cites(placed: Placed) -> list[Cite]:
    """The cells of a row, numbers without a column behind the last column; a heading over rows
    is one cell over all columns."""
    if placed.division is not None:
        return [placed.division, *[SPANNED] * (len(placed.parts) - 1)]
    return [
        *(Cite.join(t.cite for t in parts) for parts in placed.parts),
        *(t.cite for t in placed.loose),
    ]


def heads_to_cites(heads: Sequence[HeadCell], label: bool) -> list[Cite]:
    return [EMPTY] * label + [h.cite for h in heads]


def accounts_apart(grid: Grid) -> Grid:
    """A grid with 款, 項 and the name behind them each in its own column, where lines without
    amounts were put to them by their width: every row has a line for each, or all but the 款."""
    last = (grid.head_rows or 0) - 1
    heads = {"".join(c.text.split()): c.column for c in grid.cells if c.row == last}
    first = heads.get("款", -1)
    if first < 0 or heads.get("項") != first + 1:
        return grid
    words = range(first, first + 3)
    kept = [c for c in grid.cells if c.row <= last or c.column not in words]
    if any(c.column == first for c in grid.cells if c.row > last):
        return grid
    for row in range(last + 1, grid.row_count):
        cites = (grid.own(row, column) for column in words)
        pieces = [
            Cite(t, (s,)) for c in cites for t, s in zip(c.text.split("\n"), c.spans, strict=False)
        ]
        accounts = pieces[:-1]
        if len(accounts) not in (1, 2) or not all(c.text.endswith("費") for c in accounts):
            return grid
        kept += [Cell(row, n, c) for n, c in zip(words[-len(pieces) :], pieces, strict=True)]
    count, head_rows = grid.column_count, grid.head_rows
    return Grid(grid.page, kept, grid.row_count, count, grid.origin, head_rows=head_rows)
