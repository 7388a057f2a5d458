"""What tells that two parts of a table on two pages are one: their heads and what their columns
hold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid
from pipeline.document.pdf.text.chunks import is_number

_TITLE = 16  # characters: heads are not longer
_NUMBER = re.compile(r"[△▲(（]?\d+[,，]\d{3}|[△▲(（]?\d+(?:※.*)?$")  # an amount, no year of a head
_LABELS = 4  # rows: forms that are filled in once a page have more
_STRONG = ("fill", "bold", "vertical")


def row_key(
    grid: PieceGrid, row: int, under: Sequence[range] | None = None
) -> list[tuple[int, str]]:
    return [
        (under[cell.column].start if under else cell.column, _folded(cell))
        for cell in grid.row(row)
        if cell.text
    ]


def repeated_rows(upper: PieceGrid, lower: PieceGrid, under: Sequence[range]) -> int:
    """How many leading rows of lower say the same as those of upper."""
    count = 0
    most = min(upper.row_count, lower.row_count - 1, 4)
    while count < most and row_key(upper, count) == row_key(lower, count, under):
        count += 1
    while count and not any(row_key(upper, row) for row in range(count)):
        count -= 1
    return count


def repeated_texts(upper: PieceGrid, lower: PieceGrid) -> int:
    """How many leading rows of lower have the texts of those of upper, in whatever columns."""
    most = min(upper.head_rows or 0, lower.row_count - 1)
    return most if most and _texts(upper, most) == _texts(lower, most) else 0


def _texts(grid: PieceGrid, rows: int) -> list[str]:
    """What stands in the first rows, whatever its place: a head over several columns may be told
    over others on the next page."""
    return sorted(_folded(cell) for row in range(rows) for cell in grid.row(row) if cell.text)


def has_other_head(upper: PieceGrid, lower: PieceGrid) -> bool:
    """Both tables have a head of their own and the heads differ; or rows of short words above
    the numbers fill the columns of lower, where no rule tells that it is the same table."""
    signs = upper.head_sign in _STRONG and lower.head_sign in _STRONG
    return signs if lower.drawn else opens_with_head(lower, least=0.0 if signs else 0.75)


def opens_with_head(lower: PieceGrid, least: float = 0.75) -> bool:
    """The first rows are told to be a head, and short words without numbers fill the columns, at
    least that part of them."""
    if not lower.head_rows:
        return False
    heads = [cell for cell in lower.cells if cell.row < (lower.head_rows or 0) and cell.text]
    if any(cell.text.endswith("。") or _NUMBER.match(_folded(cell)) for cell in heads):
        return False
    filled = sum(cell.column_span for cell in heads if len(_folded(cell)) <= _TITLE)
    return filled >= least * lower.column_count


def is_headed(upper: PieceGrid, rows: PieceGrid) -> bool:
    """The first row has words in all columns of numbers, or in those where it has text, if they
    are two or more."""
    numbers = number_columns(upper)
    first = [cell for cell in rows.row(0) if cell.text and cell.column in numbers]
    enough = len(first) > 1 or len(first) == len(numbers) > 0
    return enough and not any(is_number(cell.text) for cell in first)


def is_form(upper: PieceGrid, lower: PieceGrid, head: int) -> bool:
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


def kinds_differ(
    upper: PieceGrid, lower: PieceGrid, pairs: Sequence[tuple[int | None, int | None]]
) -> bool:
    """More than a fourth of the columns have numbers in one part and words in the other."""
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    shares = _number_shares(upper), _number_shares(lower)
    unlike = sum(
        a in shares[0] and b in shares[1] and abs(shares[0][a] - shares[1][b]) >= 0.7
        for a, b in both
    )
    return unlike > 0.25 * len(both)


def number_columns(grid: PieceGrid) -> set[int]:
    """The columns of a grid that have numbers in their rows."""
    return {column for column, share in _number_shares(grid).items() if share >= 0.8}


def _number_shares(grid: PieceGrid) -> dict[int, float]:
    """The share of numbers among the texts of each column that has three or more of them."""
    texts: dict[int, list[bool]] = {}
    for cell in grid.cells:
        if cell.column_span == 1 and cell.row >= (grid.head_rows or 0) and cell.text:
            texts.setdefault(cell.column, []).append(is_number(cell.text))
    return {column: sum(t) / len(t) for column, t in texts.items() if len(t) > 2}


def _folded(cell: PieceCell) -> str:
    return "".join(cell.text.split())


def begins_again(upper: PieceGrid, lower: PieceGrid) -> bool:
    """The labels down the first column of lower are those that upper begins with, each in a row
    of its own and with other words beside the first: a form that is filled in once more."""
    count = min(upper.row_count, lower.row_count)
    first = [_label(upper, row) for row in range(count)]
    if count < _LABELS or first != [_label(lower, row) for row in range(count)]:
        return False
    if not all(first) or len(set(first)) < count or any(is_number(label) for label in first):
        return False
    return len(row_key(upper, 0)) == len(row_key(lower, 0)) > 1


def _label(grid: PieceGrid, row: int) -> str:
    return next((text for column, text in row_key(grid, row) if column == 0), "")
