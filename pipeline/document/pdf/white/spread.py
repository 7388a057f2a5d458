"""Which columns a chunk of text belongs to, and which cells level rules leave joined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Chunk, Row, has_amount
from pipeline.document.pdf.text.rivers import River

_HEADS = 4  # rows: heads are not higher
Span = tuple[int, int, list[Chunk]]  # first and last column, the text


def rows_to_spans(
    groups: Sequence[Sequence[Row]],
    columns: Sequence[float],
    rivers: Sequence[River],
    rules: Sequence[Segment],
) -> list[list[Span]]:
    """The cells of each row from left to right, one for every column without text as well.

    A head counts for all columns that the partial rule below it runs over; without such a rule
    for those below it that it is centred over.
    """
    below = [_partial_rules(upper, lower, columns, rules) for upper, lower in pairwise(groups)]
    heads = _head_count(groups)
    result = []
    for number, group in enumerate(groups):
        spans: list[Span] = []
        for row in group:
            for chunk in row.chunks:
                _merge(spans, *chunk_to_columns(chunk, columns[1:-1], rivers), chunk)
        if number < heads and number < len(below):
            spans = _widened_by_rules(spans, below[number], columns)
            if not below[number] and number + 1 < heads:
                spans = _widened_by_centre(spans, groups[number + 1 : heads], columns, rivers)
        taken = {c for first, last, _ in spans for c in range(first, last + 1)}
        spans.extend((c, c, []) for c in range(len(columns) - 1) if c not in taken)
        result.append(sorted(spans, key=lambda span: span[0]))
    return result


def joined_below(
    upper: Sequence[Row],
    lower: Sequence[Row],
    columns: Sequence[float],
    rules: Sequence[Segment],
) -> list[bool]:
    """For each column: does the rule between two rows leave it out, so that its cells are one?"""
    between = _rules_between(upper, lower, rules)
    middles = [(low + high) / 2 for low, high in pairwise(columns)]
    if not between:
        return [False] * len(middles)
    return [not any(rule.low <= at <= rule.high for rule in between) for at in middles]


def rules_part_rows(groups: Sequence[Sequence[Row]], rules: Sequence[Segment]) -> bool:
    """Whether rules part the rows, one from the other: a rule here and there is a line under the
    numbers that are summed up, and tells nothing of the columns that it leaves out."""
    body = [group for group in groups if any(has_amount(row) for row in group)]
    parted = sum(bool(_rules_between(upper, lower, rules)) for upper, lower in pairwise(body))
    return 2 * parted > len(body) - 1


def chunk_to_columns(
    chunk: Chunk, inner: Sequence[float], rivers: Sequence[River]
) -> tuple[int, int]:
    """The first and the last column of a chunk: several where it reaches across a river into
    them, both banks where it floats on the middle of a river (a head over two columns)."""
    for i, (low, high) in enumerate(rivers):
        if low <= chunk.x0 and chunk.x1 <= high:
            left, right = chunk.x0 - low, high - chunk.x1
            if min(left, right) > 0.4 * max(left, right):
                return i, i + 1
            return (i, i) if left < right else (i + 1, i + 1)
    slack = 0.8 * chunk.line.size
    first = sum(edge <= chunk.x0 for edge in inner)
    last = sum(edge < chunk.x1 for edge in inner)
    if last > first and inner[first] - chunk.x0 > slack and chunk.x1 - inner[last - 1] > slack:
        return first, last
    middle = sum(edge < (chunk.x0 + chunk.x1) / 2 for edge in inner)
    return middle, middle


def _merge(spans: list[Span], first: int, last: int, chunk: Chunk) -> None:
    """Add a text to the cells of a row; one across several cells makes them one."""
    chunks: list[Chunk] = []
    for low, high, own in [span for span in spans if first <= span[1] and last >= span[0]]:
        spans.remove((low, high, own))
        first, last = min(low, first), max(high, last)
        chunks += own
    spans.append((first, last, [*chunks, chunk]))


def _head_count(groups: Sequence[Sequence[Row]]) -> int:
    """Rows above the first amount, where there are few."""
    for number, group in enumerate(groups[: _HEADS + 1]):
        if any(has_amount(row) for row in group):
            return number
    return 0


def _rules_between(
    upper: Sequence[Row], lower: Sequence[Row], rules: Sequence[Segment]
) -> list[Segment]:
    top = max(row.middle for row in upper)
    bottom = min(row.middle for row in lower)
    return [rule for rule in rules if top <= rule.at < bottom]  # cells are cut the same way


def _partial_rules(
    upper: Sequence[Row],
    lower: Sequence[Row],
    columns: Sequence[float],
    rules: Sequence[Segment],
) -> list[Segment]:
    """Rules between two rows that run over some of the columns only."""
    between = _rules_between(upper, lower, rules)
    whole = columns[-1] - columns[0]
    if any(rule.high - rule.low > 0.97 * whole for rule in between):
        return []
    return between


def _widened_by_rules(
    spans: list[Span], rules: Sequence[Segment], columns: Sequence[float]
) -> list[Span]:
    """The only text above a partial rule is the head of all columns that the rule covers."""
    middles = [(low + high) / 2 for low, high in pairwise(columns)]
    for rule in rules:
        under = [c for c, at in enumerate(middles) if rule.low <= at <= rule.high]
        above = [
            i
            for i, (_, _, chunks) in enumerate(spans)
            if all(rule.low - 4 <= c.x0 and c.x1 <= rule.high + 4 for c in chunks)
        ]
        if len(under) < 2 or len(above) != 1:
            continue
        others = [span for i, span in enumerate(spans) if i not in above]
        if all(last < under[0] or first > under[-1] for first, last, _ in others):
            spans[above[0]] = (under[0], under[-1], spans[above[0]][2])
    return spans


def _widened_by_centre(
    spans: list[Span],
    lower: Sequence[Sequence[Row]],
    columns: Sequence[float],
    rivers: Sequence[River],
) -> list[Span]:
    """A head over columns with heads of their own counts for those that it is centred over."""
    own: dict[int, list[Chunk]] = {}
    for chunk in (chunk for group in lower for row in group for chunk in row.chunks):
        first, last = chunk_to_columns(chunk, columns[1:-1], rivers)
        if first == last:
            own.setdefault(first, []).append(chunk)
    taken = {c: i for i, span in enumerate(spans) for c in range(span[0], span[1] + 1)}
    for i, (first, last, chunks) in enumerate(spans):
        free = [c for c in own if taken.get(c, i) == i]
        best = _best_extent(first, last, chunks, free, own)
        if best != (first, last):
            spans[i] = (*best, chunks)
            taken.update(dict.fromkeys(range(best[0], best[1] + 1), i))
    return spans


def _best_extent(
    first: int, last: int, chunks: Sequence[Chunk], free: Sequence[int], own: dict[int, list[Chunk]]
) -> tuple[int, int]:
    """The stretch of free columns around first and last whose middle lies nearest."""
    middle = (min(c.x0 for c in chunks) + max(c.x1 for c in chunks)) / 2

    def distance(low: int, high: int) -> float:
        left = min(chunk.x0 for chunk in own[low])
        return abs((left + max(chunk.x1 for chunk in own[high])) / 2 - middle)

    stretches = [
        (low, high)
        for low in range(first, -1, -1)
        for high in range(last, max(free, default=-1) + 1)
        if all(c in free for c in range(low, high + 1))
    ]
    return min(stretches, key=lambda s: distance(*s), default=(first, last))
