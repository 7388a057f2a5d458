"""How many rows of a grid are its head."""

from __future__ import annotations

import re
from collections.abc import Callable

from normalizers.unit import unit_of
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid
from pipeline.document.pdf.text.chunks import is_amount

_GROUP = re.compile(r"^\s*[0-9０-９]{1,3}\s*(?:歳児?|級|代|号)\s*$")
_MOST = 4  # rows: heads are not longer


def mark_head_rows(grid: PieceGrid) -> None:
    """Count the leading rows that are heads, by what sets them apart: a fill, bold type, 縦書き,
    or numbers that only stand below. head_rows stays None where nothing does."""
    rows = grid.rows()
    if not rows:
        return
    if sum(any(line.vertical for line in cell.lines) for cell in rows[0]) >= 2:
        grid.head_rows, grid.head_sign = _with_spans(grid, 1), "vertical"
    elif count := _leading(rows, _shade):
        grid.head_rows, grid.head_sign = _with_spans(grid, count), "fill"
    elif count := _leading(rows, _bold):
        grid.head_rows, grid.head_sign = _with_spans(grid, count), "bold"
    elif grid.head_rows is None:
        grid.head_rows, grid.head_sign = _by_numbers(grid, rows), "numbers"
    grid.head_rows = _without_sections(rows, grid.head_rows)


def _without_sections(rows: list[list[PieceCell]], count: int | None) -> int | None:
    """A row of one cell from the left edge right above the body parts the body (区分): no head,
    but for the second line of a head whose others are one cell each (二次保健 / 医療圏)."""
    while count:
        texts = [cell for cell in rows[count - 1] if cell.text]
        if len(texts) != 1 or texts[0].column or texts[0].row_span > 1:
            break
        above = (cell for row in rows[: count - 1] for cell in row if cell.text)
        if any(cell.row + cell.row_span >= count for cell in above):
            break
        count -= 1
    return count or None


def _leading(rows: list[list[PieceCell]], sign: Callable[[PieceCell], object]) -> int:
    """How many rows from the top on share the sign of the first in all their cells; 0 where all
    rows do, or too many for a head."""
    signs = {sign(cell) for cell in rows[0] if cell.text}
    if len(signs) != 1 or not next(iter(signs)):
        return 0
    count = 0
    for row in rows:
        texts = [cell for cell in row if cell.text]
        if any(sign(cell) not in signs for cell in texts) or (row and not texts):
            break
        count += 1
    if sum(_all_have(row, sign, signs) for row in rows[count:]) > 1:
        return 0  # stripes: the rows below take turns with the sign
    return count if count < len(rows) and count <= _MOST else 0


def _all_have(
    row: list[PieceCell], sign: Callable[[PieceCell], object], signs: set[object]
) -> bool:
    texts = [cell for cell in row if cell.text]
    return bool(texts) and all(sign(cell) in signs for cell in texts)


def _shade(cell: PieceCell) -> object:
    return cell.shade


def _bold(cell: PieceCell) -> object:
    return all(line.bold for line in cell.lines)


def _with_spans(grid: PieceGrid, count: int) -> int | None:
    """Cells that begin in the head pull the rows that they reach into with them."""
    end = count
    for cell in grid.cells:
        if cell.row < end and cell.text:
            end = max(end, cell.row + cell.row_span)
    return end if end <= _MOST and end < grid.row_count else count


def _by_numbers(grid: PieceGrid, rows: list[list[PieceCell]]) -> int | None:
    """Rows above the first number, where most rows below have numbers in the same columns."""
    count = next((i for i, row in enumerate(rows[: _MOST + 1]) if _number_columns(row)), 0)
    if not count or sum(bool(cell.text) for row in rows[:count] for cell in row) < 2:
        return None
    count = min(count, _whole_head(grid, rows, count))
    count = _with_spans(grid, count) or count
    body = [_number_columns(row) for row in rows[count:]]
    having = sum(bool(columns) for columns in body)
    headed = {
        column
        for row in rows[:count]
        for cell in row
        if cell.text
        for column in range(cell.column, cell.column + cell.column_span)
    }
    columns = set().union(*body) if body else set()
    return count if having >= 0.6 * len(body) and columns & headed else None


def _whole_head(grid: PieceGrid, rows: list[list[PieceCell]], count: int) -> int:
    """Where a head ends that has a text over every column: the first row of the body may have no
    number. Rows of nothing but units belong to the head."""
    first = [cell for cell in rows[0] if cell.text]
    over = sum(cell.column_span for cell in first)
    end = max(cell.row_span for cell in first) if first else count
    groups = any(cell.column_span > 1 and cell.row_span < end for cell in first)
    nested = any(cell.column_span > 1 for cell in first) and not groups
    if over < grid.column_count or nested:
        return count
    while end < count and all(unit_of(cell.text) for cell in rows[end] if cell.text):
        end += 1
    return end


def _number_columns(row: list[PieceCell]) -> set[int]:
    """The columns with a number, in the first one also that of a group (６級), which heads the
    others (０歳, １級)."""
    numbers = (cell for cell in row if is_amount(cell.text))
    return {cell.column for cell in numbers if not cell.column or not _GROUP.search(cell.text)}
