"""Tables with level rules only: rules of one width above each other, text in columns between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.document.pdf.drawn.strips import part_rows
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.text.chunks import Row, has_amount, is_amount, is_number
from pipeline.document.pdf.text.rivers import River, column_of, lasting_rivers
from pipeline.document.pdf.text.within import SAME, upright_to_row
from pipeline.document.pdf.white.aligned import is_prose
from pipeline.document.pdf.white.build import rows_to_grid
from pipeline.document.pdf.white.gaps import recut
from pipeline.document.pdf.white.grouping import rows_to_groups
from pipeline.document.pdf.white.narrow import with_narrow_rivers


def stack_to_grid(
    page: int,
    stack: Sequence[Segment],
    rules: Sequence[Segment],
    rows: Sequence[Row],
    upright: Sequence[PieceLine] = (),
    origin: str = "rules",
    columns: Sequence[float] = (),
) -> PieceGrid | None:
    """The table of the text (rows, and lines of 縦書き) between the first and the last rule of a
    stack; None where it does not stand in columns.

    columns are the edges of the columns where something tells them (a filled head).
    Rules shorter than the stack's part the rows of a head, and those of merged cells. Where
    only head and end are ruled, each line that is no second line of the one above is a row.
    """
    low, high = stack[0].low - SAME, stack[0].high + SAME
    inside = [*rows, *(upright_to_row(line) for line in upright)]
    if len(inside) < 2:
        return None
    inside.sort(key=lambda row: row.middle)
    within = [
        r for r in rules if low <= r.low and r.high <= high and stack[0].at < r.at < stack[-1].at
    ]
    head = _head_count(inside, stack)
    if origin == "fills" and not head:
        head, cut = _head_above_stripes(inside, stack)
        within = [*within, *cut]
    if not part_rows(columns, inside[head:]):
        columns = ()
    rivers = [(x, x) for x in columns[1:-1]]
    if rivers:
        inside = [recut(row, rivers, 0.5 if i < head else 0.0) for i, row in enumerate(inside)]
    else:
        inside, rivers = with_narrow_rivers(
            inside, head, lasting_rivers(inside[head:], inside[:head])
        )
        rivers = _with_merged_columns(rivers, within, stack, inside[head:])
    if len(stack) < 3 and not any(has_amount(row) for row in inside):
        return None  # a head whose table goes on below without rules
    several = [row for row in inside[head:] if len(row.chunks) > 1]
    bands = _bands(inside[head:], [rule.at for rule in within])
    lined = len(stack) < 4 and not _are_rows(bands, rivers)
    if lined:
        bands = rows_to_groups(inside[head:], rivers)
    filled = sum(len(_taken(band, rivers)) > 1 for band in bands)
    if not rivers or len(several) < 2 or filled < 0.4 * len(bands):
        return None
    texts = [
        [chunk for row in several for chunk in row.chunks if a < chunk.x0 < b]
        for a, b in zip(
            [low - 1, *(r[1] - 1 for r in rivers)], [r[0] for r in rivers] + [high], strict=True
        )
    ]
    if is_prose(texts):
        return None
    cuts = sorted({rule.at for rule in within})
    if lined:
        cuts = [*cuts, *_line_cuts(inside, stack, rivers)]
    ends = (stack[0].low, stack[0].high)
    zone = (stack[0].at, stack[1].at)
    return rows_to_grid(page, inside, rivers, origin, sorted(cuts), within, head, ends, zone)


def _with_merged_columns(
    rivers: Sequence[River],
    rules: Sequence[Segment],
    stack: Sequence[Segment],
    rows: Sequence[Row],
) -> list[River]:
    """The rivers, and where rules begin that leave the first columns out: their cells, merged over
    rows, often stand on no level of the other text."""
    edges = {
        rule.low
        for rule in rules
        if rule.low > stack[0].low + SAME and abs(rule.high - stack[0].high) <= SAME
    }
    found = list(rivers)
    for edge in sorted(edges):
        near = any(low - SAME <= edge <= high + SAME for low, high in found)
        chunks = [chunk for row in rows if len(row.chunks) > 1 for chunk in row.chunks]
        crossed = any(chunk.x0 < edge - 1 and chunk.x1 > edge + 1 for chunk in chunks)
        if not near and not crossed:
            found.append((edge, edge))
    return sorted(found)


def _bands(rows: Sequence[Row], cuts: Sequence[float]) -> list[list[Row]]:
    """Rows gathered by the stretches between rules."""
    bands: dict[int, list[Row]] = {}
    for row in rows:
        bands.setdefault(sum(cut < row.middle for cut in cuts), []).append(row)
    return list(bands.values())


def _are_rows(bands: Sequence[Sequence[Row]], rivers: Sequence[River]) -> bool:
    """Rules part the rows: there are several bands, each with one amount in its columns of
    amounts, or a title."""
    amounts = [
        Counter(
            column_of(chunk, rivers)
            for row in band
            for chunk in row.chunks[1:]
            if is_amount(chunk.text)
        )
        for band in bands
        if len(band) > 1 or len(band[0].chunks) > 1
    ]
    return len(bands) > 1 and all(max(count.values(), default=0) == 1 for count in amounts)


def _taken(band: Sequence[Row], rivers: Sequence[River]) -> set[int]:
    return {column_of(chunk, rivers) for row in band for chunk in row.chunks}


def _head_above_stripes(rows: Sequence[Row], stack: Sequence[Segment]) -> tuple[int, list[Segment]]:
    """How many rows are a head where neither it nor the first row below it is filled, and the
    edge between them."""
    first = [row for row in rows if row.middle < stack[1].at]
    head = next((i for i, row in enumerate(first) if has_amount(row)), 0)
    if not any(len(row.chunks) > 1 for row in first[:head]):
        return 0, []
    return head, [Segment(rows[head].top - 0.5, stack[0].low, stack[0].high)]


def _head_count(rows: Sequence[Row], stack: Sequence[Segment]) -> int:
    """How many rows are a head: those above the second rule, where none has an amount or counts
    on like the rows below."""
    if len(stack) < 3:
        return 0
    head = sum(row.middle < stack[1].at for row in rows)
    if not any(len(row.chunks) > 1 or row.chunks[0].line.vertical for row in rows[:head]):
        return 0
    if any(has_amount(row) for row in rows[:head]):
        return 0
    first = [is_number(row.chunks[0].text) for row in rows]
    return 0 if any(first[:head]) and sum(first[head:]) > 0.5 * len(first[head:]) else head


def _line_cuts(
    rows: Sequence[Row], stack: Sequence[Segment], rivers: Sequence[River]
) -> list[float]:
    """Heights between the rows of a table that is ruled only around its head and at its end."""
    body = [row for row in rows if len(stack) < 3 or row.middle > stack[1].at]
    groups = rows_to_groups(body, rivers)
    return [min(row.top for row in group) - 0.1 for group in groups[1:]]
