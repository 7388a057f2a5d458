"""The rules of a table, drawn in the ways that programs draw them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from tests.layouts.ink import Box, Frame, Ink, Stroke
from tests.layouts.style import Style
from tests.layouts.traits import Traits

# at, from, to: the height of a level line and its ends, or the x of an upright one and its ends
Line = tuple[float, float, float]


class Edge(Protocol):
    """What the rules need to know of a cell."""

    @property
    def frame(self) -> Frame: ...
    @property
    def head(self) -> bool: ...
    @property
    def group(self) -> bool: ...
    @property
    def strong(self) -> bool: ...
    @property
    def open_top(self) -> bool: ...
    @property
    def open_bottom(self) -> bool: ...


def borders(cells: Sequence[Edge], traits: Traits, style: Style) -> Iterator[Ink]:
    """The rules around the cells of one part of a table."""
    if traits.rules in ("zebra", "none"):
        return
    if traits.rules == "headline":
        level, upright = list(_head_lines(cells)), []
    else:
        closed = traits.breaks != "row cut"
        level = list(_level(cells, closed))
        upright = list(_upright(cells)) if traits.rules == "full" else []
    if traits.edges == "open":
        left, right = _ends(cells)
        upright = [line for line in upright if line[0] not in (left, right)]
    if traits.strokes == "boxes" and traits.edges == "closed" and traits.breaks != "row cut":
        yield from (Box(cell.frame, None, style.rule) for cell in cells)
        return
    if traits.strokes != "cells":
        level, upright = _joined(level), _joined(upright)
    yield from _drawn(level, upright, cells, traits, style)


def _level(cells: Sequence[Edge], closed: bool) -> Iterator[Line]:
    for cell in cells:
        x0, top, x1, bottom = cell.frame
        if closed or not cell.open_top:
            yield (top, x0, x1)
        if closed or not cell.open_bottom:
            yield (bottom, x0, x1)


def _upright(cells: Sequence[Edge]) -> Iterator[Line]:
    for cell in cells:
        x0, top, x1, bottom = cell.frame
        yield (x0, top, bottom)
        yield (x1, top, bottom)


def _head_lines(cells: Sequence[Edge]) -> Iterator[Line]:
    """Above and below the head, below heads over several columns, above sums, at the end."""
    left, right = _ends(cells)
    heads = [cell.frame for cell in cells if cell.head]
    if heads:
        yield (min(f.top for f in heads), left, right)
        low = max(f.bottom for f in heads)
        yield (low, left, right)
        for cell in cells:
            if cell.group and cell.frame.bottom < low - 1:
                yield (cell.frame.bottom, cell.frame.x0 + 2, cell.frame.x1 - 2)
    if not any(cell.open_bottom for cell in cells):
        yield (max(cell.frame.bottom for cell in cells), left, right)


def _ends(cells: Sequence[Edge]) -> tuple[float, float]:
    return min(cell.frame.x0 for cell in cells), max(cell.frame.x1 for cell in cells)


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Lines that touch on one height as one line."""
    groups: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for at, low, high in lines:
        groups[round(at, 2)].append((low, high))
    result = []
    for at, pieces in sorted(groups.items()):
        pieces.sort()
        low, high = pieces[0]
        for start, end in pieces[1:]:
            if start > high + 0.05:
                result.append((at, low, high))
                low, high = start, end
            high = max(high, end)
        result.append((at, low, high))
    return result


def _drawn(
    level: Sequence[Line],
    upright: Sequence[Line],
    cells: Sequence[Edge],
    traits: Traits,
    style: Style,
) -> Iterator[Ink]:
    width = style.rule
    left, right = _ends(cells)
    top, bottom = min(c.frame.top for c in cells), max(c.frame.bottom for c in cells)
    for is_level, lines in ((True, level), (False, upright)):
        outer = (top, bottom) if is_level else (left, right)
        for at, low, high in lines:
            if traits.strokes == "bars":
                half = width / 2
                frame = (
                    Frame(low - half, at - half, high + half, at + half)
                    if is_level
                    else Frame(at - half, low - half, at + half, high + half)
                )
                yield Box(frame, 0.0)
                continue
            inner = all(abs(at - end) > 0.1 for end in outer)
            dash = 2.0 if traits.strokes == "dashed" and inner else 0.0
            drawn = width if inner else style.outer
            if is_level:
                yield Stroke(low, at, high, at, drawn, dash)
            else:
                yield Stroke(at, low, at, high, drawn, dash)
    below_head = max((cell.frame.bottom for cell in cells if cell.head), default=None)
    if traits.strokes == "double" and below_head is not None:
        at = below_head - 2.0
        yield Stroke(left, at, right, at, width)
