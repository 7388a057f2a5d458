"""The columns of two parts of a table, matched by the stretches that their text stands in.

Where nothing draws the columns, their edges move from page to page with the length of the texts.
What stays are the stretches: no text of one column reaches under another, and each column keeps
its left edge, its right edge (amounts) or its middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine

_OVERLAP = 0.5  # points: stretches that overlap by less stand beside each other
_SAME = 2.0  # points: edges of the text of one column
_MOST = 0.6  # part of the lines of a column that must share an edge
_SHARED = 0.6  # part of the columns that both parts must have
_ALIGNED = 0.7  # part of the shared columns that must keep an edge or their middle


class Extent(NamedTuple):
    """The stretch that the text of a column stands in, and the left edge, the right edge and the
    middle of most of its lines (None where most have no common one). told: there is text."""

    low: float
    high: float
    anchors: tuple[float | None, float | None, float | None]
    told: bool = True


Pair = tuple[int | None, int | None]  # a column of the upper and one of the lower part


def grid_to_extents(grid: PieceGrid, inside: bool = False) -> list[Extent]:
    """The extent of each column, by the rows below the head where they have text there; inside
    leaves out lines that reach over an edge of their column (titles between the rows)."""
    body: list[list[PieceLine]] = [[] for _ in range(grid.column_count)]
    head: list[list[PieceLine]] = [[] for _ in range(grid.column_count)]
    for cell in grid.cells:
        if cell.column_span == 1:
            part = head if cell.row < (grid.head_rows or 0) else body
            low, high = grid.columns[cell.column] - _SAME, grid.columns[cell.column + 1] + _SAME
            part[cell.column].extend(
                line
                for line in cell.lines
                if not line.margin and (not inside or _within(line, low, high))
            )
    edges = pairwise(grid.columns)
    return [
        lines_to_extent(rows or heads) if rows or heads else _untold(low, high)
        for rows, heads, (low, high) in zip(body, head, edges, strict=True)
    ]


def _within(line: PieceLine, low: float, high: float) -> bool:
    return low <= line.box.x0 and line.box.x1 <= high


def lines_to_extent(lines: Sequence[PieceLine]) -> Extent:
    boxes = [line.box for line in lines]
    anchors = (
        _anchor([box.x0 for box in boxes]),
        _anchor([box.x1 for box in boxes]),
        _anchor([(box.x0 + box.x1) / 2 for box in boxes]),
    )
    return Extent(min(box.x0 for box in boxes), max(box.x1 for box in boxes), anchors)


def _untold(low: float, high: float) -> Extent:
    """A column without text: around its middle."""
    quarter = (high - low) / 4
    return Extent(low + quarter, high - quarter, (None, None, None), told=False)


def _anchor(places: Sequence[float]) -> float | None:
    """The place that most of places lie at; None where they differ."""
    ordered = sorted(places)
    count = max(1, -int(-_MOST * len(ordered) // 1))  # rounded up
    spans = [(ordered[i + count - 1] - ordered[i], i) for i in range(len(ordered) - count + 1)]
    width, first = min(spans)
    return ordered[first + count // 2] if width <= 2 * _SAME else None


def match_columns(upper: Sequence[Extent], lower: Sequence[Extent]) -> list[Pair] | None:
    """The columns of both parts from left to right, those without text on one side included;
    None where they are columns of two tables."""
    pairs = _paired(upper, lower)
    if pairs is None:
        return None
    both = [
        (upper[i], lower[j])
        for i, j in pairs
        if i is not None and j is not None and upper[i].told and lower[j].told
    ]
    most = max(sum(extent.told for extent in part) for part in (upper, lower))
    if len(both) < max(2, _SHARED * most):
        return None
    aligned = sum(are_aligned(a, b) for a, b in both)
    return pairs if aligned >= _ALIGNED * len(both) else None


def _paired(upper: Sequence[Extent], lower: Sequence[Extent]) -> list[Pair] | None:
    """Extents that overlap are one column; None where one overlaps two of the other part."""
    ordered = sorted(
        (extent.low, extent.high, side, place)
        for side, part in enumerate((upper, lower))
        for place, extent in enumerate(part)
    )
    groups: list[list[list[int]]] = []
    end = 0.0
    for low, high, side, place in ordered:
        if not groups or low > end - _OVERLAP:
            groups.append([[], []])
            end = high
        groups[-1][side].append(place)
        end = max(end, high)
    if any(len(side) > 1 for group in groups for side in group):
        return None
    return [(a[0] if a else None, b[0] if b else None) for a, b in groups]


def are_aligned(first: Extent, second: Extent) -> bool:
    """Both keep the same left edge, right edge or middle."""
    return any(
        a is not None and b is not None and abs(a - b) <= _SAME
        for a, b in zip(first.anchors, second.anchors, strict=True)
    )


def widen_columns(
    edges: Sequence[float], lower: Sequence[Extent], pairs: Sequence[Pair]
) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """The column edges of a grid with the columns that only the lower part has text in, and the
    new place of each of its own columns. lower are the extents of the lower part."""
    new, moved = [edges[0]], []
    for place, (own, other) in enumerate(pairs):
        if own is not None:
            moved.append(place)
            new.append(edges[own + 1])
        elif other is not None:
            if place == 0:
                new[0] = min(new[0], lower[other].low)
            new.append(max(lower[other].high, new[-1]))
    return tuple(new), tuple(moved)
