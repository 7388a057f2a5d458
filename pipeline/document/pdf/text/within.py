"""What of a page lies between level rules: the part of its rows, and its lines of 縦書き."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceLine
from pipeline.document.pdf.text.chunks import Chunk, Row, row_of

SAME = 4.0  # points: rules that end this near each other have one width


def rows_in_band(upper: Segment, lower: Segment, rows: Sequence[Row]) -> list[Row]:
    """The part of each row that stands between two rules."""
    return rows_in_stack([upper, lower], rows)[0]


def rows_in_stack(stack: Sequence[Segment], rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The part of each row that stands within a stack of rules, and what stays outside."""
    low, high = stack[0].low - SAME, stack[0].high + SAME
    top, bottom = stack[0].at, stack[-1].at
    inside, outside = [], []
    for row in rows:
        if not top < row.middle < bottom:
            outside.append(row)
            continue
        own = [chunk for chunk in row.chunks if low <= chunk.x0 and chunk.x1 <= high]
        if not own:
            outside.append(row)
            continue
        if len(own) == len(row.chunks):
            inside.append(row)
            continue
        inside.append(row_of(own))
        outside.append(row_of([chunk for chunk in row.chunks if chunk not in own]))
    return sorted(inside, key=lambda row: row.middle), outside


def upright_to_row(line: PieceLine) -> Row:
    """A line of 縦書き as a row of its own."""
    chunk = Chunk(line, 0, len(line.text), line.box.x0, line.box.x1)
    return Row([chunk], line.box.top, line.box.bottom, line.size)


def upright_in_stack(stack: Sequence[Segment], lines: Sequence[PieceLine]) -> list[PieceLine]:
    """The lines of 縦書き within a stack of rules."""
    low, high = stack[0].low - SAME, stack[0].high + SAME
    top, bottom = stack[0].at, stack[-1].at
    return [
        line
        for line in lines
        if line.vertical
        and low <= line.box.x0
        and line.box.x1 <= high
        and top < (line.box.top + line.box.bottom) / 2 < bottom
    ]


def rows_between(top: float, bottom: float, box: Box, rows: Sequence[Row]) -> list[Row]:
    """The part within a box's width of the rows of a stretch of the page."""
    stack = [Segment(top, box.x0, box.x1), Segment(bottom, box.x0, box.x1)]
    return rows_in_stack(stack, rows)[0]
