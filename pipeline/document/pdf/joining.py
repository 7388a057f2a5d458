"""Tables that go on over the end of a page become one grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.pdf.pieces import PageReading, PieceCell, PieceGrid, PieceLine

_SAME = 4.0  # points: column edges of one table on two pages
_MOVED = 24.0  # points: column edges that only the text tells
_SENTENCE_END = ("。", "」", "）", ")", ".", "．")


def join_grids(readings: Sequence[PageReading]) -> None:
    """Join grids that are the last piece of a page and the first of the next.

    The rows go to the grid of the first page; a repeated head goes nowhere, its lines stay
    lines of their page.
    """
    open_grid: PieceGrid | None = None
    for reading in readings:
        body = [p for p in reading.pieces if not (isinstance(p, PieceLine) and p.margin)]
        first, last = (body[0], body[-1]) if body else (None, None)
        if open_grid is not None and isinstance(first, PieceGrid) and _join(open_grid, first):
            first.goes_on = open_grid
            if last is first:
                continue
        open_grid = last if isinstance(last, PieceGrid) else None


def _join(upper: PieceGrid, lower: PieceGrid) -> bool:
    """Append the rows of lower to upper; False where they are two tables."""
    places = _column_places(upper, lower)
    if places is None:
        return False
    head = _repeated_rows(upper, lower, places)
    if not head and _has_other_head(upper, lower):
        return False
    if head and _is_form(upper, lower, head):
        return False
    broken = _broken_row(upper, lower, head, places)
    shift = upper.row_count - head - broken
    for cell in lower.cells:
        first = places[cell.column]
        if cell.row < head:
            continue
        if broken and cell.row == head:
            _append_text(upper, first, cell)
            continue
        span = places[cell.column + cell.column_span] - first
        upper.cells.append(replace(cell, row=cell.row + shift, column=first, column_span=span))
    upper.row_count += lower.row_count - head - broken
    upper.closed_bottom = lower.closed_bottom
    if head:
        upper.head_rows = head
    return True


def _column_places(upper: PieceGrid, lower: PieceGrid) -> list[int] | None:
    """For each column edge of lower its place among the edges of upper; None where they are
    tables of different columns. Columns may shift a little where the same head stands above."""
    ruled = upper.origin == "rules" and lower.origin == "rules"
    unmoved = list(range(len(upper.columns)))
    if not ruled:  # the text tells the edges: they move with it
        close = len(lower.columns) == len(unmoved) and all(
            abs(a - b) <= _MOVED for a, b in zip(upper.columns, lower.columns, strict=True)
        )
        return unmoved if close and upper.origin == lower.origin else None
    if any(abs(upper.columns[end] - lower.columns[end]) > _SAME for end in (0, -1)):
        return None
    places = []
    for edge in lower.columns:
        near = min(range(len(upper.columns)), key=lambda i: abs(upper.columns[i] - edge))
        if abs(upper.columns[near] - edge) > _SAME:
            break
        places.append(near)
    distinct = len(set(places)) == len(lower.columns)
    if distinct and len(places) >= 0.6 * len(upper.columns):
        return places
    unmoved = list(range(len(upper.columns)))
    if (
        len(lower.columns) == len(unmoved)
        and len(_row_key(upper, 0)) > 1
        and (_row_key(upper, 0) == _row_key(lower, 0))
    ):
        return unmoved
    return None


def _folded(cell: PieceCell) -> str:
    return "".join(cell.text.split())


def _row_key(grid: PieceGrid, row: int, places: Sequence[int] | None = None) -> list[object]:
    return [
        (places[cell.column] if places else cell.column, _folded(cell))
        for cell in grid.row(row)
        if cell.text
    ]


def _repeated_rows(upper: PieceGrid, lower: PieceGrid, places: Sequence[int]) -> int:
    """How many leading rows of lower say the same as those of upper."""
    count = 0
    most = min(upper.row_count, lower.row_count - 1, 4)
    while count < most and _row_key(upper, count) == _row_key(lower, count, places):
        count += 1
    while count and not any(_row_key(upper, row) for row in range(count)):
        count -= 1
    return count


def _has_other_head(upper: PieceGrid, lower: PieceGrid) -> bool:
    """Both tables have a head of their own and the heads differ."""
    strong = ("fill", "bold", "vertical")
    return upper.head_sign in strong and lower.head_sign in strong


def _is_form(upper: PieceGrid, lower: PieceGrid, head: int) -> bool:
    """The same sheet filled in again: as many rows, the same labels in front of most of them.
    One name that stands in both parts of a list makes no form."""
    labels = [
        {cell.row: _folded(cell) for cell in grid.cells if cell.column == 0 and cell.row >= head}
        for grid in (upper, lower)
    ]
    if upper.row_count != lower.row_count:
        return False
    same = {text for row, text in labels[0].items() if text and labels[1].get(row) == text}
    filled = sum(bool(text) for text in labels[0].values())
    return len(same) >= 2 and len(same) >= 0.6 * filled


def _broken_row(upper: PieceGrid, lower: PieceGrid, head: int, places: Sequence[int]) -> int:
    """1 where the first row of lower is the rest of upper's last row: text only below text that
    has not ended, nothing in the columns that name a row."""
    rest = [cell for cell in lower.row(head) if cell.text]
    last = {cell.column: cell for cell in upper.row(upper.row_count - 1) if cell.text}
    if not rest or not last or lower.row_count - head < 1:
        return 0
    over = [last.get(places[cell.column]) for cell in rest]
    if any(cell is None for cell in over) or len(rest) > len(last) / 2:
        return 0
    names = min(last)
    if any(places[cell.column] == names for cell in rest):
        return 0
    ended = all(cell is not None and cell.text.endswith(_SENTENCE_END) for cell in over)
    return 0 if ended and upper.closed_bottom else 1


def _append_text(upper: PieceGrid, column: int, cell: PieceCell) -> None:
    for over in upper.cells:
        if over.row == upper.row_count - 1 and over.column == column:
            over.lines = [*over.lines, *cell.lines]
            return
