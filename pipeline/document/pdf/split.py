"""Rows of a ruled table that no rule parts: lines of numbers on one level are rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.chunks import is_number
from pipeline.document.pdf.pieces import PieceCell, PieceGrid, PieceLine

_BRACKETS = ("(", "（", "[", "［", "〔", "<", "＜")


def split_rows(grid: PieceGrid) -> None:
    """Split each row whose cells hold several entries, one below the other.

    That is so where three or more numbers stand below each other in a cell (two, where three
    cells have them) and every other cell has its lines on the same levels. Numbers in brackets
    (the year before, a part of the sum) stay with the number that they stand at.
    """
    rows = grid.rows()
    levels = [_levels(row) if all(cell.row_span == 1 for cell in row) else [] for row in rows]
    counts = [max(len(found), 1) for found in levels]
    starts = [sum(counts[:i]) for i in range(len(rows) + 1)]
    if starts[-1] == len(rows):
        return
    cells: list[PieceCell] = []
    for number, row in enumerate(rows):
        for cell in row:
            if levels[number]:
                cells.extend(_split_cell(cell, levels[number], starts[number]))
            else:
                span = starts[number + cell.row_span] - starts[number]
                cells.append(replace(cell, row=starts[number], row_span=span))
    grid.cells = sorted(cells, key=lambda cell: (cell.row, cell.column))
    grid.row_count = starts[-1]


def _levels(row: Sequence[PieceCell]) -> list[float]:
    """The levels of the entries of a row, from the cells with most numbers; [] for one entry."""
    stacks = [
        cell.lines
        for cell in row
        if len(cell.lines) > 1
        and all(is_number(line.text) and not line.text.startswith(_BRACKETS) for line in cell.lines)
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
    if not full or not all(_on_levels(cell.lines, levels) for cell in row if cell.lines):
        return []
    return levels


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
