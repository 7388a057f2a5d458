"""Lines outside of boxes: the tables among them, and the lines that stay."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pdf.aligned import common_rivers, rows_to_runs
from pipeline.document.pdf.build import rows_to_grid
from pipeline.document.pdf.chunks import Row, lines_to_rows
from pipeline.document.pdf.ink import Fill, Segment
from pipeline.document.pdf.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.ruled import rules_to_stacks, stack_to_grid
from pipeline.document.pdf.settings import Settings
from pipeline.document.pdf.tables import flag_fills


def lines_to_tables(
    page: int,
    lines: Sequence[PieceLine],
    rules: Sequence[Segment],
    stripes: Sequence[Fill],
    settings: Settings,
) -> tuple[list[PieceGrid], list[PieceLine]]:
    """Tables of level rules, of stripes and of nothing but alignment, and the other lines."""
    if len(lines) < 2:
        return [], list(lines)
    rows = lines_to_rows(lines, settings.column_gap)
    grids: list[PieceGrid] = []
    for stack in rules_to_stacks(rules):
        found = stack_to_grid(page, stack, rules, rows)
        if found:
            grids.append(found[0])
            rows = [row for row in rows if row not in found[1]]
    left: list[PieceLine] = []
    runs = rows_to_runs(rows, settings)
    for run in runs:
        inside = rows[run.start : run.end]
        if run.prose:
            left.extend(chunk.piece() for row in inside for chunk in row.chunks)
            continue
        cuts = _stripe_cuts(inside, stripes)
        grid = rows_to_grid(page, inside, run.rivers, "fills" if cuts else "alignment", cuts)
        flag_fills(grid, stripes)
        grids.append(grid)
    if not grids and not runs:
        return [], list(lines)
    inner = {i for run in runs for i in range(run.start, run.end)}
    kept = {id(c.line) for i, row in enumerate(rows) if i not in inner for c in row.chunks}
    return grids, left + [line for line in lines if line.vertical or id(line) in kept]


def _stripe_cuts(rows: Sequence[Row], stripes: Sequence[Fill]) -> list[float]:
    """The edges of stripes that lie behind the rows."""
    if not common_rivers(rows):
        return []
    top, bottom = rows[0].top, rows[-1].bottom
    left, right = rows[0].chunks[0].x0, rows[0].chunks[-1].x1
    behind = [
        fill.box
        for fill in stripes
        if fill.box.x0 <= right
        and fill.box.x1 >= left
        and fill.box.bottom > top
        and fill.box.top < bottom
    ]
    return sorted(y for box in behind for y in (box.top, box.bottom)) if len(behind) > 1 else []
