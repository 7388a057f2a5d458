"""Tables below a head: the ways to read a head from lines, and the one to read the rows below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.flat.below.amounts import take_amounts
from pipeline.document.flat.below.body import Body, take_body
from pipeline.document.flat.below.centred import LINES as LINES_OF_CENTRED
from pipeline.document.flat.below.centred import centred_begin, centred_heads
from pipeline.document.flat.below.found import Found, found_below, is_misread, is_shifted
from pipeline.document.flat.below.turns import take_turns
from pipeline.document.flat.below.unithead import unit_heads
from pipeline.document.flat.below.vertical import (
    take_stacked_head,
    take_vertical_head,
    vertical_begins,
)
from pipeline.document.flat.columns.column_sums import proved_by_sums
from pipeline.document.flat.heads import (
    HeadCell,
    complete_heads,
    divided_heads,
    head_lines,
    head_score,
    row_to_heads,
    scattered_heads,
)
from pipeline.document.flat.tokens import TYPED, Row
from pipeline.document.flat.torn import further_head, torn_begin, torn_heads
from pipeline.document.flat.two_level import (
    attached_heads,
    grouped_heads,
    heads_beside,
    total_above,
    two_level_heads,
    under_years,
    with_shares,
)

_HEAD_LINES = 5  # lines that one head may have below its first
_SCATTERED_LINES = 14
_RUN = 4  # rows alike, below a head whose words are scattered; two of many numbers will do
_MANY_NUMBERS = 4
_NO_HEAD = frozenset({"number", "counted", "mark", "nil"})

BodyReader = Callable[[Sequence[Row], int, list[HeadCell]], Body | None]


class Way(NamedTuple):
    """A way to read a head: its first line, the line behind it, its cells."""

    first: int
    end: int
    heads: list[HeadCell]


class Source(NamedTuple):
    """Where heads of a kind could begin, the ways to read one there, the best first, and the
    readers of rows below it, of which the first that finds some has them."""

    begins: Callable[[Sequence[Row]], list[int]]
    ways: Callable[[Sequence[Row], int], Iterator[Way]]
    bodies: tuple[BodyReader, ...] = (take_body,)

    def take(self, rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
        """The table below the first head that begins at rows[at] and has rows."""
        for way in self.ways(rows, at):
            lines = with_shares(rows, way.heads)
            for read in self.bodies:
                body = read(lines, way.end, way.heads) if way.end < len(lines) else None
                if body and not is_shifted(body, way.heads):
                    return found_below(lines, way.first, way.end, body, way.heads)
        return None


def _body_of_line(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    body = take_body(rows, at, heads)
    return None if body and is_misread(rows, at, body, heads) else body


def _sure_body(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    """Rows of which most stand on a line each: cells that wrap need a proof that the heads are
    right."""
    body = take_body(rows, at, heads)
    if body and (body.on_lines * 2 > len(body.rows) or proved_by_sums(body.rows, body.shape)):
        return body
    return None


def _line_heads(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """A head line whose words are known, completed by as many lines below as complete it."""
    if proved := total_above(rows, at):
        yield Way(at, at + 2, proved)
    if beside := heads_beside(rows, at):
        yield Way(at - 1, at + 2, beside)
    if at + 1 < len(rows) and (grouped := grouped_heads(rows[at], rows[at + 1])):
        yield Way(at, at + 2, grouped)
    heads = row_to_heads(rows[at])
    found: list[Way] = []
    while heads is not None:
        found.append(Way(at, at + 1 + len(found), heads))
        heads = _completed(rows, found[-1]) if len(found) < _HEAD_LINES else None
    yield from reversed(found)


def _completed(rows: Sequence[Row], way: Way) -> list[HeadCell] | None:
    if way.end >= len(rows):
        return None
    ways = (_years_over, attached_heads, divided_heads, complete_heads, unit_heads, further_head)
    return next((more for add in ways if (more := add(way.heads, rows[way.end]))), None)


def _years_over(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    return under_years(heads, [HeadCell((token,)) for token in row.tokens])


def _centred_heads(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """Heads in the middle of their cells, on three lines."""
    if heads := centred_heads(rows, at):
        yield Way(at, at + LINES_OF_CENTRED, heads)


def _vertical_heads(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """Heads written downwards; rows with fewer numbers keep them in columns without a head."""
    if head := take_vertical_head(rows, at) or take_stacked_head(rows, at):
        yield Way(head.first, head.end, [head.label, *head.columns])


def _scattered_begin(rows: Sequence[Row]) -> list[int]:
    """Where rows alike could begin: two lines with as many tokens, two of these numbers."""
    return [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if 2 < len(row.kinds) == len(below.kinds) and sum(map(TYPED.__contains__, row.kinds)) > 1
    ]


def _scattered_heads(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """Rows alike in number and kinds of tokens, below lines that hold their heads in pieces."""
    kinds = _signature(rows[at])
    typed = sum(k in TYPED for k in kinds)
    run = _RUN if typed < _MANY_NUMBERS else 2
    if len(kinds) < 3 or typed < 2 or len(rows) < at + run:
        return
    if not _are_alike(rows[at : at + run]):
        return
    yield from _two_levels(rows, at, len(kinds))
    label = kinds[0] == "text"
    best: tuple[float, Way] | None = None
    for count in (len(kinds), len(kinds) - 1)[: 1 + label]:
        for first in range(at - 1, max(-1, at - 1 - _SCATTERED_LINES), -1):
            heads = scattered_heads(rows[first:at], count)
            score = sum(head_score(h.text) for h in heads) / count if heads else 0.0
            if heads and (best is None or score > best[0]):
                best = score, Way(first, at, heads)
    if best:
        yield best[1]


def _heads_above_rows_alike(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """The same from the first line of the heads, before another reader begins within them."""
    last = len(rows) if row_to_heads(rows[at]) else 0
    for start in range(at + 1, min(last, at + 1 + _SCATTERED_LINES)):
        if not _NO_HEAD.isdisjoint(rows[start].kinds):
            yield from (way for way in _scattered_heads(rows, start) if way.first == at)
            return


def _torn_heads(rows: Sequence[Row], at: int) -> Iterator[Way]:
    """Heads whose words stand on several lines."""
    for end, heads in torn_heads(rows, at):
        yield Way(at, end, heads)


def _two_levels(rows: Sequence[Row], at: int, count: int) -> Iterator[Way]:
    """Rows that add up, below the words of heads of which some stand under 財源内訳."""
    if at < 2 or len(rows[at - 1].tokens) < 2:
        return
    for first in range(at - 2, max(-1, at - 1 - _SCATTERED_LINES), -1):
        if not _NO_HEAD.isdisjoint(rows[first].kinds):
            return
        if heads := two_level_heads(rows[first:at], rows[at : at + _SCATTERED_LINES], count):
            yield Way(first, at, heads)


def _are_alike(rows: Sequence[Row]) -> bool:
    """Whether the tokens of some rows are of the same kinds, column by column; a nil mark can
    stand in a column of any kind."""
    first = _signature(rows[0])
    if all(_signature(row) == first for row in rows[1:]):
        return True
    if any(len(row.tokens) != len(first) for row in rows):
        return False
    columns = zip(*([_plain_kind(t.kind) for t in row.tokens] for row in rows), strict=True)
    return all(len({*kinds} - {"nil"}) == 1 for kinds in columns)


def _plain_kind(kind: str) -> str:
    return "text" if kind == "tagged" else kind


def _signature(row: Row) -> tuple[str, ...]:
    """The kinds of a row's tokens; a nil mark is what the row has more of, marks or numbers."""
    filler = "mark" if any(t.kind == "mark" for t in row.tokens) else "number"
    return tuple(filler if t.kind == "nil" else _plain_kind(t.kind) for t in row.tokens)


SOURCES = (
    Source(vertical_begins, _vertical_heads, (take_body, take_turns)),
    Source(centred_begin, _centred_heads),
    Source(head_lines, _line_heads, (_body_of_line, take_amounts)),
    Source(head_lines, _heads_above_rows_alike),
    Source(_scattered_begin, _scattered_heads),
    Source(torn_begin, _torn_heads, (_sure_body,)),
)
