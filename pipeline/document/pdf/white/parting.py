"""Level rules of one width parted into tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalizers.unit import is_unit_caption
from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Row, has_amount, is_number
from pipeline.document.pdf.text.within import SAME, rows_in_band, rows_in_stack

_LEAST = 3  # rules of a table: its ends and that below its head


def without_others(
    stack: Sequence[Segment], stacks: Sequence[Sequence[Segment]], rows: Sequence[Row]
) -> list[list[Segment]]:
    """The stack parted where the table of another one lies between two of its rules: one that
    begins as far left, ends earlier, and has nothing right of it."""
    parts = [[stack[0]]]
    for upper, lower in pairwise(stack):
        if any(_holds(upper, lower, other, rows) for other in stacks):
            parts.append([])
        parts[-1].append(lower)
    return parts


def _holds(upper: Segment, lower: Segment, other: Sequence[Segment], rows: Sequence[Row]) -> bool:
    first, last = other[0], other[-1]
    if len(other) < _LEAST or not upper.at < first.at or not last.at < lower.at:
        return False
    if abs(first.low - upper.low) > SAME or first.high > upper.high - SAME:
        return False
    inside = rows_in_stack([first._replace(high=upper.high), last], rows)[0]
    return all(row.chunks[-1].x1 <= first.high + SAME for row in inside)


def stack_to_parts(
    stack: Sequence[Segment], rows: Sequence[Row], fills: Sequence[Box] = ()
) -> list[list[Segment]]:
    """Cut a stack at prose, and where amounts are followed by white or a title, and that by a
    head; what stands above the first row of several chunks is no part of a table. fills may be
    heads, without a rule above them."""
    bands = [rows_in_band(upper, lower, rows) for upper, lower in pairwise(stack)]
    parts = [[stack[0]]]
    amounts = False
    for number, band in enumerate(bands):
        below = bands[number + 1] if number + 1 < len(bands) else []
        title = all(is_caption(row) for row in band)
        opening = len(parts[-1]) == 1 and (not band or (title and _is_title(band, stack)))
        headed = amounts and (
            (title and is_head(below)) or _is_filled_head(stack[number : number + 2], band, fills)
        )
        if opening or headed or _is_prose(band, stack):
            parts.append([])
            amounts = False
        parts[-1].append(stack[number + 1])
        amounts = amounts or any(has_amount(row) for row in band)
    return parts


def _is_filled_head(ends: Sequence[Segment], band: Sequence[Row], fills: Sequence[Box]) -> bool:
    """Whether a title stands between two rules, and below it a filled head; the first row may
    follow."""
    upper, lower = ends
    for box in fills:
        if box.bottom > lower.at + SAME or box.top < upper.at + SAME:
            continue
        if abs(box.x0 - lower.low) > SAME or abs(box.x1 - lower.high) > SAME:
            continue
        above = [row for row in band if row.middle < box.top]
        head = [row for row in band if box.top <= row.middle < box.bottom]
        if above and all(is_caption(row) for row in above) and is_head(head):
            return True
    return False


def is_caption(row: Row) -> bool:
    """One string, or a title and the unit of the amounts."""
    return len(row.chunks) < 2 or (len(row.chunks) == 2 and is_unit_caption(row.chunks[-1].text))


def _is_title(band: Sequence[Row], stack: Sequence[Segment]) -> bool:
    """Titles and prose begin where the table does, heads over several columns do not."""
    upright = any(chunk.line.vertical for row in band for chunk in row.chunks)
    return not upright and any(row.chunks[0].x0 < stack[0].low + 4 * row.size for row in band)


def _is_prose(band: Sequence[Row], stack: Sequence[Segment]) -> bool:
    """Several lines, one of them as wide as no cell is."""
    low, high = stack[0].low, stack[0].high
    return len(band) > 1 and any(
        len(row.chunks) == 1
        and row.chunks[0].x0 < low + 4 * row.size
        and row.chunks[0].x1 - row.chunks[0].x0 > 0.85 * (high - low)
        for row in band
    )


def is_head(band: Sequence[Row]) -> bool:
    several = sum(len(row.chunks) for row in band) > 2
    return several and not any(is_number(c.text) for row in band for c in row.chunks[1:])
