"""Lines outside of boxes: the tables among them, and the lines that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.stripes import Stripe, stripes_to_columns
from pipeline.document.pdf.drawn.strips import (
    Strip,
    strip_of_stack,
    strip_of_stripes,
    strip_to_stack,
    stripes_below_head,
)
from pipeline.document.pdf.drawn.tables import flag_fills
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Chunk, Row, chunks_to_lines, has_amount, lines_to_rows
from pipeline.document.pdf.text.letters import join_letters
from pipeline.document.pdf.text.rivers import common_rivers
from pipeline.document.pdf.text.within import rows_in_stack, upright_in_stack, upright_to_row
from pipeline.document.pdf.white.aligned import rows_to_runs
from pipeline.document.pdf.white.build import rows_to_grid
from pipeline.document.pdf.white.gaps import cut_touching
from pipeline.document.pdf.white.halves import rows_to_halves
from pipeline.document.pdf.white.narrow import with_narrow_rivers
from pipeline.document.pdf.white.ruled import stack_to_grid
from pipeline.document.pdf.white.stacks import (
    rules_to_stacks,
    stripes_to_rules,
    with_filled_start,
    with_open_end,
    with_open_start,
)

_FLUSH = 1.0  # points between a rule and the edge of a fill that are one
_CLOSE = 0.6  # em: a line under a sum is not further below it


def lines_to_tables(
    page: int,
    lines: Sequence[PieceLine],
    rules: Sequence[Segment],
    stripes: Sequence[Stripe],
    strips: Sequence[Strip],
    settings: Settings,
) -> tuple[list[PieceGrid], list[PieceLine]]:
    """Tables of level rules, of stripes, of filled heads and of nothing but alignment, and the
    other lines."""
    if len(lines) < 2:
        return [], list(lines)
    rows = cut_touching(join_letters(lines_to_rows(lines, settings.column_gap)))
    grids: list[PieceGrid] = []
    left: list[PieceLine] = []
    upright = [line for line in lines if line.vertical]
    everything = [*rows, *(upright_to_row(line) for line in upright)]
    bands = [strip.band for strip in strips]
    for frame in _frames(rules, stripes, strips, everything):
        if len(frame.stack) == 2 and frame.origin == "rules" and _sums_above(frame.stack[0], rows):
            continue
        inner, outer = rows_in_stack(frame.stack, rows)
        heads = upright_in_stack(frame.stack, upright)
        grid = stack_to_grid(
            page, frame.stack, frame.rules, inner, heads, frame.origin, frame.columns
        )
        if grid:
            flag_fills(grid, stripes)
            grids.append(grid)
            rows = outer
            upright = [line for line in upright if line not in heads]
        elif len(frame.stack) == 2:
            upper, lower = frame.stack
            bands.append(Box(upper.low, upper.at, upper.high, lower.at))
    found = [_rows_to_tables(page, part, rules, stripes, bands) for part in rows_to_halves(rows)]
    if not grids and not any(tables or prose for tables, prose, _ in found):
        return [], list(lines)
    for tables, prose, chunks in found:
        grids.extend(tables)
        left.extend([*prose, *chunks_to_lines(chunks)])
    return grids, [*left, *upright]


def _sums_above(rule: Segment, rows: Sequence[Row]) -> bool:
    """Whether a row of amounts stands right above a rule: the line under a sum, in the middle of
    a table, and not the upper end of one."""
    above = [row for row in rows if row.middle < rule.at]
    if not above or rule.at - above[-1].bottom > _CLOSE * above[-1].size:
        return False
    inside = [c for c in above[-1].chunks if rule.low - 2 <= c.x0 and c.x1 <= rule.high + 2]
    return len(inside) > 1 and has_amount(above[-1])


def _rows_to_tables(
    page: int,
    rows: Sequence[Row],
    rules: Sequence[Segment],
    stripes: Sequence[Stripe],
    bands: Sequence[Box],
) -> tuple[list[PieceGrid], list[PieceLine], list[Chunk]]:
    """Tables of nothing but alignment, the lines of text set in columns, and what is left."""
    grids: list[PieceGrid] = []
    prose: list[PieceLine] = []
    runs = rows_to_runs(rows, bands)
    for run in runs:
        inside, rivers = list(run.rows), run.rivers
        if run.prose:
            prose.extend(chunk.piece() for row in inside for chunk in row.chunks)
            continue
        cuts = _stripe_cuts(inside, stripes)
        origin = "fills" if cuts else "alignment"
        drawn = _rules_within(rules, inside)
        inside, rivers = with_narrow_rivers(inside, run.head, rivers)
        grid = rows_to_grid(page, inside, rivers, origin, cuts, drawn, run.head, zone=run.zone)
        flag_fills(grid, stripes)
        grids.append(grid)
    taken = {i for run in runs for i in range(run.start, run.end)}
    rest = [chunk for i, row in enumerate(rows) if i not in taken for chunk in row.chunks]
    return grids, prose, rest


def _rules_within(rules: Sequence[Segment], rows: Sequence[Row]) -> list[Segment]:
    """The rules between the first and the last of some rows."""
    x0 = min(row.chunks[0].x0 for row in rows) - 3 * rows[0].size
    x1 = max(row.chunks[-1].x1 for row in rows) + 3 * rows[0].size
    top, bottom = rows[0].middle, rows[-1].middle
    return [r for r in rules if top < r.at < bottom and x0 <= r.low and r.high <= x1]


class _Frame(NamedTuple):
    """Level rules (or edges of fills) of one width, all rules that may lie between them, and the
    edges of the columns if something tells them."""

    stack: list[Segment]
    rules: Sequence[Segment]
    origin: str
    columns: tuple[float, ...] = ()


def _frames(
    rules: Sequence[Segment],
    stripes: Sequence[Stripe],
    strips: Sequence[Strip],
    rows: Sequence[Row],
) -> Iterator[_Frame]:
    """Where tables may be: between rules, on stripes, below filled heads."""
    used: list[Strip] = []
    heads = [strip.band for strip in strips if strip.columns or not strip.rows]
    heads += [stripe.box for stripe in stripes]
    striped = stripes_to_rules(stripes, rows)
    for edges, _ in striped:  # first: rules beside them part merged cells of the same table
        strip = strip_of_stripes(edges, strips)
        if strip:
            used.append(strip)
            yield _Frame(*stripes_below_head(strip, edges, rules), "fills", strip.columns)
    for stack in rules_to_stacks(rules, rows, heads):
        stack = with_open_end(stack, rows, rules)
        headed = with_filled_start(stack, heads, rows)
        stack = with_open_start(stack, rows) if headed == stack else headed
        strip = strip_of_stack(stack, strips)
        if strip:
            used.append(strip)
        if strip:
            yield _Frame(stack, [*rules, *strip.partial], "rules", strip.columns)
        else:
            own = [fill for fill in stripes if abs(fill.box.top - stack[0].at) <= _FLUSH]
            yield _Frame(stack, rules, "rules", stripes_to_columns(own))
    for edges, columns in striped:
        if not strip_of_stripes(edges, strips):
            yield _Frame(edges, edges, "fills", columns)
    for strip in strips:
        if strip.columns and strip not in used:
            found = strip_to_stack(strip, rows)
            if found:
                yield _Frame(found, [*rules, *strip.partial, *found[1:-1]], "fills", strip.columns)


def _stripe_cuts(rows: Sequence[Row], stripes: Sequence[Stripe]) -> list[float]:
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
