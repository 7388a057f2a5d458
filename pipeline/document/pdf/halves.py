"""A table set in two halves side by side, where nothing but white parts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.model import Box
from pipeline.document.pdf.pieces import PieceCell, PieceGrid

_LEAST = 2  # columns of a half


def part_halves(grid: PieceGrid) -> list[PieceGrid]:
    """The halves of a grid whose head says the same twice, each a grid; else the grid alone."""
    half, odd = divmod(grid.column_count, 2)
    if odd or half < _LEAST or not grid.head_rows or _across(grid.cells, half):
        return [grid]
    heads = [_heads(grid, column) for column in range(grid.column_count)]
    if heads[:half] != heads[half:] or not all(heads) or len(set(heads[:half])) < half:
        return [grid]
    return [_part(grid, 0, half), _part(grid, half, grid.column_count)]


def _across(cells: Sequence[PieceCell], column: int) -> bool:
    """Does a cell lie across the edge in front of a column?"""
    return any(cell.column < column < cell.column + cell.column_span for cell in cells)


def _heads(grid: PieceGrid, column: int) -> str:
    """The texts over a column, from top to bottom."""
    over = [
        cell
        for cell in grid.cells
        if cell.row < (grid.head_rows or 0)
        and cell.column <= column < cell.column + cell.column_span
    ]
    return "".join("".join(cell.text.split()) for cell in sorted(over, key=lambda cell: cell.row))


def _part(grid: PieceGrid, first: int, end: int) -> PieceGrid:
    """Columns first to end of a grid, without rows at the end that are empty there."""
    cells = [
        replace(cell, column=cell.column - first)
        for cell in grid.cells
        if first <= cell.column < end
    ]
    count = max((cell.row + cell.row_span for cell in cells if cell.text), default=grid.row_count)
    columns = grid.columns[first : end + 1]
    return replace(
        grid,
        cells=[cell for cell in cells if cell.row < count],
        row_count=count,
        columns=columns,
        box=Box(columns[0], grid.box.top, columns[-1], grid.box.bottom),
    )
