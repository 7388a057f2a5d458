"""Level rules above each other: which of them belong to one table, and the text between them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalizers.unit import is_unit_caption
from pipeline.document.model import Box
from pipeline.document.pdf.drawn.stripes import Stripe, stripes_to_columns
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Row, has_amount, is_number
from pipeline.document.pdf.text.rivers import lasting_rivers, narrow
from pipeline.document.pdf.text.within import SAME, rows_between, rows_in_band, rows_in_stack
from pipeline.document.pdf.white.parting import is_caption, is_head, stack_to_parts, without_others


def rules_to_stacks(
    rules: Sequence[Segment], rows: Sequence[Row], fills: Sequence[Box] = ()
) -> list[list[Segment]]:
    """Two or more rules with the same ends, from top to bottom; parted where a table ends and
    the next begins. fills may be heads of tables."""
    stacks: list[list[Segment]] = []
    for rule in sorted(rules):
        for stack in stacks:
            first = stack[0]
            if abs(first.low - rule.low) <= SAME and abs(first.high - rule.high) <= SAME:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    several = [stack for stack in stacks if len(stack) > 1]
    return [
        part
        for stack in _with_merged(several)
        for own in without_others(stack, several, rows)
        for part in stack_to_parts(own, rows, fills)
        if len(part) > 1
    ]


def with_open_end(
    stack: list[Segment], rows: Sequence[Row], rules: Sequence[Segment] = ()
) -> list[Segment]:
    """The stack with the end of the row below its last rule, where the end of the page cuts it:
    its lines stand in the columns of the rows between the rules, and nothing stands below. rules
    are all that may part its rows, those that leave merged cells out included."""
    headless = any(has_amount(row) for row in rows_in_band(stack[0], stack[1], rows))
    inner = [
        rule
        for rule in rules
        if stack[0].low + SAME < rule.low < rule.high
        and abs(rule.high - stack[0].high) <= SAME
        and stack[1].at < rule.at < stack[-1].at
    ]
    if len(stack) + len(inner) < (3 if headless else 4):
        return stack
    low, high, last = stack[0].low, stack[0].high, stack[-1].at
    inside = rows_in_stack(stack, rows)[0]
    rivers = lasting_rivers([r for r in inside if headless or r.middle > stack[1].at])
    below = rows_between(last, 1e9, Box(low, 0, high, 0), rows)
    end = last
    for number, row in enumerate(below):
        if row.top - end > (1.5 if number == 0 else 0.9) * row.size:
            break
        if len(narrow(rivers, row, 0.8 * row.size)) < len(rivers):
            return stack
        end = row.bottom
    left = [row for row in below if row.middle > end]
    if not rivers or end == last or len(left) > 2 or not _is_row(below[: -len(left) or None]):
        return stack
    return [*stack, Segment(end + 0.5, low, high)]


def with_open_start(stack: list[Segment], rows: Sequence[Row]) -> list[Segment]:
    """The stack with the start of the head above its first rule, where nothing is drawn above it:
    the first row between the rules has amounts, and the lines right above have several texts
    within the table, and no numbers. At the top of a page they may be the rest of a row."""
    low, high, first = stack[0].low, stack[0].high, stack[0].at
    band = rows_in_band(stack[0], stack[1], rows)
    if len(stack) < 4 or not any(has_amount(row) for row in band):
        return stack
    above = [row for row in rows if row.middle < first]
    levels = _levels_above(first, above)
    while len(levels) > 1 and _lies_over(levels[0], levels[1:]):  # a title
        levels = levels[1:]
    texts = max((len(row.chunks) for row in levels), default=0)
    columns = max(len(row.chunks) for row in band)
    beside = any(c.x0 < low - SAME or c.x1 > high + SAME for row in levels for c in row.chunks)
    if texts < 2 or 2 * texts < columns or beside or len(levels) == len(above):
        return stack
    return [Segment(min(row.top for row in levels) - 0.5, low, high), *stack]


def with_filled_start(
    stack: list[Segment], bands: Sequence[Box], rows: Sequence[Row]
) -> list[Segment]:
    """The stack with the filled head above its first rule, which is the one below the head or
    below the first row: as wide, with several texts in it (half as many as the row below, one
    of two is a title with its unit) and no amounts, and nothing but that row (a filled title
    perhaps) between them."""
    low, high, first = stack[0].low, stack[0].high, stack[0].at
    above = [
        band
        for band in bands
        if abs(band.x0 - low) <= SAME and abs(band.x1 - high) <= SAME and band.bottom < first + SAME
    ]
    if len(stack) < 3 or not above:
        return stack
    head = max(above, key=lambda band: band.bottom)
    touching = [band for band in above if abs(band.bottom - head.top) <= SAME]
    if touching and _is_title_band(head, rows):
        head = touching[0]
    heads = rows_between(head.top, head.bottom, head, rows)
    inside = rows_between(head.bottom, first, head, rows)
    texts = _beside_each_other(heads)
    below = [len(row.chunks) for row in (inside or rows_in_band(stack[0], stack[1], rows))]
    if texts < 2 or 2 * texts < max(below, default=0) or any(has_amount(row) for row in heads):
        return stack
    if not inside and first - head.bottom <= SAME:
        return [Segment(head.top, low, high), *stack]
    edges = [head.bottom, *(y for row in inside for y in (row.top, row.bottom)), first]
    near = max(b - a for a, b in zip(edges[::2], edges[1::2], strict=True)) < rows[0].size
    titled = len(inside) == 1 and touching
    if not near or not (titled or any(len(row.chunks) > 1 for row in inside)):
        return stack
    return [Segment(head.top, low, high), Segment(head.bottom, low, high), *stack]


def _beside_each_other(rows: Sequence[Row]) -> int:
    """How many texts stand beside each other, those above each other counted once."""
    count, end = 0, -1e9
    for chunk in sorted((c for row in rows for c in row.chunks), key=lambda c: c.x0):
        count += chunk.x0 > end
        end = max(end, chunk.x1)
    return count


def _is_title_band(band: Box, rows: Sequence[Row]) -> bool:
    inside = rows_between(band.top, band.bottom, band, rows)
    return len(inside) == 1 and len(inside[0].chunks) == 1


def _levels_above(bottom: float, above: Sequence[Row]) -> list[Row]:
    """The lines without numbers that stand close above each other, and above a rule."""
    levels: list[Row] = []
    for row in sorted(above, key=lambda row: -row.middle):
        near = bottom - row.bottom <= (0.9 if levels else 0.6) * row.size
        if not near or is_unit_caption(row.chunks[-1].text):
            break
        if any(is_number(chunk.text) for chunk in row.chunks):
            break
        levels, bottom = [row, *levels], min(bottom, row.top)
    return levels


def _lies_over(row: Row, below: Sequence[Row]) -> bool:
    """Whether a line is one text that lies over several of the texts below it from the left."""
    starts = sorted(chunk.x0 for r in below for chunk in r.chunks)
    if len(row.chunks) > 1 or len(starts) < 2:
        return False
    return row.chunks[0].x0 < starts[0] + row.size and row.chunks[0].x1 > starts[1]


def _is_row(levels: Sequence[Row]) -> bool:
    """Levels that begin with several texts; with one where the cells are centred: the next stands
    less than a line below it, and has several."""
    first, *others = levels
    if len(first.chunks) > 1:
        return True
    near = bool(others) and others[0].top - first.bottom < 0.5 * first.size
    return near and any(len(row.chunks) > 1 for row in others)


def _with_merged(stacks: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Rules that leave the first columns out (their cells are merged over rows) belong to the
    wider stack beside them; a table cut by the page may begin or end with such rules."""
    inner: set[int] = set()
    result = []
    for stack in stacks:
        low, high = stack[0].low, stack[0].high
        ends = list(stack)
        for number, other in enumerate(stacks):
            narrow = low + SAME < other[0].low and abs(other[0].high - high) <= SAME
            if narrow and other[0].at < stack[-1].at and other[-1].at > stack[0].at:
                inner.add(number)
                ends += [Segment(end.at, low, high) for end in (other[0], other[-1])]
        outer = [e for e in ends[len(stack) :] if not stack[0].at <= e.at <= stack[-1].at]
        result.append(sorted([*stack, *outer]))
    return [stack for number, stack in enumerate(result) if number not in inner]


def stripes_to_rules(
    stripes: Sequence[Stripe], rows: Sequence[Row]
) -> list[tuple[list[Segment], tuple[float, ...]]]:
    """The edges of the stripes of each table as rules, and the edges of its columns if they tell
    them; a last row without a stripe ends below its text."""
    groups: dict[tuple[int, int], list[Stripe]] = {}
    for stripe in stripes:
        groups.setdefault((round(stripe.box.x0 / 3), round(stripe.box.x1 / 3)), []).append(stripe)
    stacks = []
    for group in groups.values():
        group.sort(key=lambda fill: fill.box.top)
        for fills in _tables(group, rows) if len(group) > 1 else ():
            if len(fills) < 2:
                continue  # a filled head
            x0, x1 = fills[0].box.x0, fills[0].box.x1
            heights = sorted(y for fill in fills for y in (fill.box.top, fill.box.bottom))
            kept = [y for i, y in enumerate(heights) if not i or y - heights[i - 1] > 3]
            start = _start_of_text(kept[0], x0, x1, rows)
            end = _end_of_text(kept[-1], x0, x1, rows)
            edges = [Segment(y, x0, x1) for y in (start, *kept, end) if y is not None]
            if len(edges) > 1:
                stacks.append((edges, stripes_to_columns(fills)))
    return stacks


def _tables(group: Sequence[Stripe], rows: Sequence[Row]) -> list[list[Stripe]]:
    """Stripes of one width parted where the next table begins: at a head filled like the first
    one, or below a title where amounts end and a head follows."""
    parts = [[group[0]]]
    for upper, fill in pairwise(group):
        first = parts[-1][0]
        inside = rows_between(fill.box.top, fill.box.bottom, fill.box, rows)
        several = any(len(row.chunks) > 1 for row in inside)
        headed = len(parts[-1]) > 1 and first.colour not in (parts[-1][1].colour, upper.colour)
        if headed and fill.colour == first.colour and several:
            parts.append([])
        elif not headed and is_head(inside):
            white = rows_between(upper.box.bottom, fill.box.top, fill.box, rows)
            above = rows_between(first.box.top, fill.box.top, fill.box, rows)
            if white and is_caption(white[-1]) and any(has_amount(row) for row in above):
                parts.append([])
        parts[-1].append(fill)
    return parts


def _start_of_text(bottom: float, x0: float, x1: float, rows: Sequence[Row]) -> float | None:
    """Where the rows of several chunks right above a stripe begin: a head without a fill."""
    start = bottom
    for row in reversed(rows_between(-1e9, bottom, Box(x0, 0, x1, 0), rows)):
        title = len(row.chunks) < 2 and row.chunks[0].x0 < x0 + 4 * row.size
        if start - row.bottom > 0.9 * row.size or title or is_unit_caption(row.chunks[-1].text):
            break
        start = min(start, row.top)
    return start - 0.5 if start < bottom else None


def _end_of_text(top: float, x0: float, x1: float, rows: Sequence[Row]) -> float | None:
    """Where the text right below a stripe ends; None where none in columns stands there."""
    end, first = top, True
    for row in rows_between(top, 1e9, Box(x0, 0, x1, 0), rows):
        if row.top - end > (1.3 if first else 0.75) * row.size or (first and len(row.chunks) < 2):
            break
        end, first = max(end, row.bottom), False
    return None if first else end + 0.5
