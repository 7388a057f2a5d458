"""Tables with level rules only: rules of one width above each other, text in columns between."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pdf.aligned import River, common_rivers, has_digit, is_prose
from pipeline.document.pdf.build import rows_to_grid
from pipeline.document.pdf.chunks import Row
from pipeline.document.pdf.ink import Segment
from pipeline.document.pdf.pieces import PieceGrid

_SAME = 4.0  # points: rules that end this near each other have one width


def rules_to_stacks(rules: Sequence[Segment]) -> list[list[Segment]]:
    """Two or more rules with the same ends, from top to bottom."""
    stacks: list[list[Segment]] = []
    for rule in sorted(rules):
        for stack in stacks:
            first = stack[0]
            if abs(first.low - rule.low) <= _SAME and abs(first.high - rule.high) <= _SAME:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def stack_to_grid(
    page: int, stack: Sequence[Segment], rules: Sequence[Segment], rows: Sequence[Row]
) -> tuple[PieceGrid, list[Row]] | None:
    """The table between the first and the last rule of a stack and the rows that it takes;
    None where the text between them does not stand in columns.

    Rules shorter than the stack's part the rows of a head. Where only head and end are ruled,
    each line that is no second line of the one above is a row.
    """
    low, high = stack[0].low - _SAME, stack[0].high + _SAME
    inside = [
        row
        for row in rows
        if stack[0].at < row.middle < stack[-1].at
        and row.chunks[0].x0 >= low
        and row.chunks[-1].x1 <= high
    ]
    rivers, head = _rivers(inside, stack)
    several = [row for row in inside[head:] if len(row.chunks) > 1]
    if not rivers or len(several) < 2 or len(several) < 0.4 * len(inside[head:]):
        return None
    columns = [
        [chunk for row in several for chunk in row.chunks if a < chunk.x0 < b]
        for a, b in zip(
            [low - 1, *(r[1] - 1 for r in rivers)], [r[0] for r in rivers] + [high], strict=True
        )
    ]
    if is_prose(columns):
        return None
    cuts = [rule.at for rule in stack[1:-1]]
    part = [r.at for r in rules if r not in stack and low <= r.low and r.high <= high]
    cuts = sorted(cuts + [at for at in part if stack[0].at < at < stack[-1].at])
    if len(stack) <= 3:
        cuts = [*cuts, *_line_cuts(inside, stack, cuts)]
    grid = rows_to_grid(page, inside, rivers, "rules", sorted(cuts))
    if len(stack) == 3 and head and grid.head_rows is None:
        grid.head_rows = sum(cell.column == 0 for cell in grid.cells if cell.box.bottom < cuts[0])
    return grid, inside


def _rivers(rows: Sequence[Row], stack: Sequence[Segment]) -> tuple[list[River], int]:
    """The rivers of the rows below the head, where they have more than those with the head."""
    whole = common_rivers(rows)
    head = sum(row.middle < stack[1].at for row in rows) if len(stack) > 2 else 0
    if head and not any(has_digit(row) for row in rows[:head]):
        below = common_rivers(rows[head:])
        if len(below) > len(whole):
            return below, head
    return whole, 0


def _line_cuts(rows: Sequence[Row], stack: Sequence[Segment], cuts: Sequence[float]) -> list[float]:
    """Heights between the rows of a table that is ruled only around its head and at its end:
    above every line that begins a row, told by a chunk in the first column."""
    first = min(row.chunks[0].x0 for row in rows)
    begins = [
        row
        for row in rows
        if (len(stack) < 3 or row.middle > stack[1].at)
        and row.chunks[0].x0 - first < 1.5 * row.size
        and len(row.chunks) > 1
    ]
    return [row.top - 0.1 for row in begins if not any(abs(row.top - cut) < 2 for cut in cuts)]
