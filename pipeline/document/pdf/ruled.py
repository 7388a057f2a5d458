"""Tables with level rules only: rules of one width above each other, text in columns between."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pdf.aligned import (
    River,
    column_of,
    has_digit,
    is_prose,
    lasting_rivers,
)
from pipeline.document.pdf.build import rows_to_grid, rows_to_groups
from pipeline.document.pdf.chunks import Chunk, Row
from pipeline.document.pdf.ink import Segment
from pipeline.document.pdf.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.stacks import SAME


def stack_to_grid(
    page: int,
    stack: Sequence[Segment],
    rules: Sequence[Segment],
    rows: Sequence[Row],
    upright: Sequence[PieceLine] = (),
    origin: str = "rules",
) -> PieceGrid | None:
    """The table of the text (rows, and lines of 縦書き) between the first and the last rule of a
    stack; None where it does not stand in columns.

    Rules shorter than the stack's part the rows of a head, and those of merged cells. Where
    only head and end are ruled, each line that is no second line of the one above is a row.
    """
    low, high = stack[0].low - SAME, stack[0].high + SAME
    inside = [*rows, *(Row([_whole(line)], *line.box[1::2], line.size) for line in upright)]
    inside.sort(key=lambda row: row.middle)
    within = [
        r for r in rules if low <= r.low and r.high <= high and stack[0].at < r.at < stack[-1].at
    ]
    rivers, head = _rivers(inside, stack)
    several = [row for row in inside[head:] if len(row.chunks) > 1]
    bands = _bands(inside[head:], [rule.at for rule in within])
    filled = sum(len(_taken(band, rivers)) > 1 for band in bands)
    if not rivers or len(several) < 2 or filled < 0.4 * len(bands):
        return None
    if len(several) < 0.4 * len(inside[head:]) and len(stack) < 4:
        return None
    columns = [
        [chunk for row in several for chunk in row.chunks if a < chunk.x0 < b]
        for a, b in zip(
            [low - 1, *(r[1] - 1 for r in rivers)], [r[0] for r in rivers] + [high], strict=True
        )
    ]
    if is_prose(columns):
        return None
    cuts = sorted({rule.at for rule in within})
    if len(stack) <= 3:
        cuts = [*cuts, *_line_cuts(inside, stack, rivers)]
    grid = rows_to_grid(page, inside, rivers, origin, sorted(cuts), within)
    if len(stack) == 3 and head and grid.head_rows is None:
        grid.head_rows = sum(cell.column == 0 for cell in grid.cells if cell.box.bottom < cuts[0])
    return grid


def _whole(line: PieceLine) -> Chunk:
    return Chunk(line, 0, len(line.text), line.box.x0, line.box.x1)


def _bands(rows: Sequence[Row], cuts: Sequence[float]) -> list[list[Row]]:
    """Rows gathered by the stretches between rules."""
    bands: dict[int, list[Row]] = {}
    for row in rows:
        bands.setdefault(sum(cut < row.middle for cut in cuts), []).append(row)
    return list(bands.values())


def _taken(band: Sequence[Row], rivers: Sequence[River]) -> set[int]:
    return {column_of(chunk, rivers) for row in band for chunk in row.chunks}


def _rivers(rows: Sequence[Row], stack: Sequence[Segment]) -> tuple[list[River], int]:
    """The rivers of the rows below the head, where they have more than those with the head."""
    whole = lasting_rivers(rows)
    head = sum(row.middle < stack[1].at for row in rows) if len(stack) > 2 else 0
    if head and not any(has_digit(row) for row in rows[:head]):
        below = lasting_rivers(rows[head:])
        if len(below) > len(whole):
            return below, head
    return whole, 0


def _line_cuts(
    rows: Sequence[Row], stack: Sequence[Segment], rivers: Sequence[River]
) -> list[float]:
    """Heights between the rows of a table that is ruled only around its head and at its end."""
    body = [row for row in rows if len(stack) < 3 or row.middle > stack[1].at]
    groups = rows_to_groups(body, rivers)
    return [min(row.top for row in group) - 0.1 for group in groups[1:]]
