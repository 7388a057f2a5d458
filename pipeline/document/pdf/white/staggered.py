"""Rows of a table whose cells are centred: told apart by the white that runs across the page.

The lines of such a row stand on levels of their own in every column; what parts two rows is
more white than what parts two lines of one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.document.pdf.text.chunks import Chunk, Row, is_amount
from pipeline.document.pdf.text.rivers import River
from pipeline.document.pdf.white.grouping import rows_to_groups

_MORE = 1.5  # points: the white between two rows is wider than that between two lines


def levels_to_groups(
    rows: Sequence[Row], rivers: Sequence[River], keyed: bool, centred: bool = False
) -> list[list[Row]]:
    """Levels gathered into rows of the table, from top to bottom; keyed: the first column has
    cells over several rows; centred: so are the cells of the table."""
    if not (centred or _are_staggered(rows)):
        return rows_to_groups(rows, rivers)
    columns = _columns_of(rows, rivers)
    counted = [c for i, column in enumerate(columns) for c in column if not (keyed and i == 0)]
    if not counted:
        return rows_to_groups(rows, rivers)
    limits = _limits(counted, _line_gap(columns))
    groups: list[list[Row]] = [[] for _ in range(len(limits) + 1)]
    for row in rows:
        parts: dict[int, list[Chunk]] = {}
        for chunk in row.chunks:
            middle = (chunk.line.box.top + chunk.line.box.bottom) / 2
            parts.setdefault(sum(limit < middle for limit in limits), []).append(chunk)
        for number, chunks in parts.items():
            groups[number].append(replace(row, chunks=chunks))
    if any(_numbered_twice(group, rivers) for group in groups):
        return rows_to_groups(rows, rivers)
    return [group for group in groups if group]


def _numbered_twice(group: Sequence[Row], rivers: Sequence[River]) -> bool:
    """Two amounts below each other are two rows."""
    columns = _columns_of(group, rivers)
    return any(sum(is_amount(chunk.text) for chunk in column) > 1 for column in columns)


def _are_staggered(rows: Sequence[Row]) -> bool:
    """Two levels overlap: the lines of a cell stand half a line below those of another."""
    return any(lower.top < upper.bottom - 0.15 * lower.size for upper, lower in pairwise(rows))


def _columns_of(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Chunk]]:
    columns: list[list[Chunk]] = [[] for _ in range(len(rivers) + 1)]
    for chunk in (chunk for row in rows for chunk in row.chunks):
        columns[sum(chunk.x0 >= high - 0.5 for _, high in rivers)].append(chunk)
    return columns


def _line_gap(columns: Sequence[Sequence[Chunk]]) -> float:
    """The white between two lines of one cell: the least in any column."""
    gaps = [
        max(lower.line.box.top - upper.line.box.bottom, 0.0)
        for column in columns
        for upper, lower in pairwise(sorted(column, key=lambda c: c.line.box.top))
        if lower.line.box.top > upper.line.box.top + 0.5 * upper.line.size
    ]
    return min(gaps, default=0.0)


def _limits(chunks: Sequence[Chunk], line_gap: float) -> list[float]:
    """The middles of the white that runs across all columns and is wider than between lines."""
    limits: list[float] = []
    end = None
    for chunk in sorted(chunks, key=lambda c: c.line.box.top):
        box = chunk.line.box
        if end is not None and box.top - end > line_gap + _MORE:
            limits.append((end + box.top) / 2)
        end = box.bottom if end is None else max(end, box.bottom)
    return limits
