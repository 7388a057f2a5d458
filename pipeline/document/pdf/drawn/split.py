"""Rows of a ruled table that no rule parts: lines of numbers on one level are rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.text.chunks import BRACKETS, is_number

_UNITS = frozenset(
    ("円", "千円", "万円", "百万円", "億円", "人", "名", "％", "%", "件", "床", "か所")
)
_ALIKE = 3  # columns of numbers that tell rows without a name
_HEADS = 4  # rows: heads are not longer


def split_rows(grid: PieceGrid) -> None:
    """Split each row whose cells hold several entries, one below the other.

    That is so where three or more numbers stand below each other in a cell (two, where three
    cells have them) and every other cell has its lines on the same levels, or where three columns
    have more than three on the same levels: what stands beside these then counts for all of them
    (a table of salaries, with the group of staff in its first column). Numbers in brackets
    (the year before, a part of the sum) stay with the number that they stand at.
    """
    _part_units(grid)
    rows = grid.rows()
    levels = [_levels(row) if all(cell.row_span == 1 for cell in row) else [] for row in rows]
    counts = [max(len(found), 1) for found in levels]
    starts = [sum(counts[:i]) for i in range(len(rows) + 1)]
    if starts[-1] == len(rows):
        return
    cells: list[PieceCell] = []
    for number, row in enumerate(rows):
        for cell in row:
            if levels[number] and cell.lines and not _on_levels(cell.lines, levels[number]):
                cells.append(replace(cell, row=starts[number], row_span=counts[number]))
            elif levels[number]:
                cells.extend(_split_cell(cell, levels[number], starts[number]))
            else:
                span = starts[number + cell.row_span] - starts[number]
                cells.append(replace(cell, row=starts[number], row_span=span))
    grid.cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    grid.row_count = starts[-1]


def _part_units(grid: PieceGrid) -> None:
    """Give the units that the first row of a body prints above its numbers (円, 千円) a row of
    their own, which ends the head."""
    rows = grid.rows()
    place = next((n for n, row in enumerate(rows[: _HEADS + 1]) if _starts_with_units(row)), None)
    if place is None or not place or any(cell.row_span > 1 for cell in rows[place]):
        return
    cells = []
    for cell in grid.cells:
        if cell.row != place:
            over = cell.row < place < cell.row + cell.row_span
            cells.append(
                replace(cell, row=cell.row + (cell.row > place), row_span=cell.row_span + over)
            )
            continue
        units = cell.lines[:1] if _is_unit(cell) else []
        edge = units[0].box.bottom if units else cell.box.top
        upper, lower = cell.box._replace(bottom=edge), cell.box._replace(top=edge)
        cells.append(replace(cell, box=upper, lines=units))
        cells.append(replace(cell, row=place + 1, box=lower, lines=cell.lines[len(units) :]))
    grid.cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    grid.row_count += 1


def _starts_with_units(row: Sequence[PieceCell]) -> bool:
    """Two cells or more begin with a unit, numbers or nothing below it."""
    units = [cell for cell in row if _is_unit(cell)]
    below = [line for cell in units for line in cell.lines[1:]]
    others = sum(is_number(cell.text) for cell in row)
    named = any(cell.lines and cell not in units for cell in row)
    told = bool(below) or (named and len(units) > 2)
    return told and len(units) > 1 + others and all(is_number(line.text) for line in below)


def _is_unit(cell: PieceCell) -> bool:
    return bool(cell.lines) and cell.lines[0].text.strip("()（）") in _UNITS


def _levels(row: Sequence[PieceCell]) -> list[float]:
    """The levels of the entries of a row, from the cells with most numbers; [] for one entry."""
    stacks = [
        cell.lines
        for cell in row
        if len(cell.lines) > 1
        and all(is_number(line.text) and not line.text.startswith(BRACKETS) for line in cell.lines)
    ]
    if not stacks:
        return []
    longest = max(stacks, key=len)
    levels = [_middle(line) for line in longest]
    same = [stack for stack in stacks if len(stack) == len(longest)]
    if len(longest) < 3 and len(same) < 3:
        return []
    names = [cell for cell in row if cell.lines and cell.lines not in stacks]
    full = [cell for cell in names if len(cell.lines) >= len(levels)]
    if full:
        return levels if all(_on_levels(cell.lines, levels) for cell in row if cell.lines) else []
    level = [stack for stack in stacks if _on_levels(stack, levels)]
    whole = len(level) == len(stacks) and len(same) >= _ALIKE and len(longest) > _ALIKE
    return levels if whole and not any(len(cell.lines) == 1 for cell in names) else []


def _on_levels(lines: Sequence[PieceLine], levels: Sequence[float]) -> bool:
    """Every line begins an entry or goes on below one; a cell with as many lines as there are
    levels or more has one on each."""
    near = [
        any(abs(_middle(line) - level) <= 0.4 * line.size for level in levels) for line in lines
    ]
    if len(lines) <= len(levels):
        return all(near)
    return sum(near) >= len(levels)


def _split_cell(cell: PieceCell, levels: Sequence[float], first: int) -> list[PieceCell]:
    bounds = [(a + b) / 2 for a, b in pairwise(levels)]
    edges = [cell.box.top, *bounds, cell.box.bottom]
    parts = [
        replace(
            cell,
            row=first + i,
            box=Box(cell.box.x0, edges[i], cell.box.x1, edges[i + 1]),
            lines=[],
        )
        for i in range(len(levels))
    ]
    for line in cell.lines:
        slack = 0.4 * line.size
        entry = sum(level <= _middle(line) + slack for level in levels)
        parts[max(entry - 1, 0)].lines.append(line)
    return parts


def _middle(line: PieceLine) -> float:
    return (line.box.top + line.box.bottom) / 2
