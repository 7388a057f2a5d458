"""Where in a run of lines the flattened tables are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.document.flat.body import Body, take_body
from pipeline.document.flat.grids import cites_to_grid, heads_to_cites, placed_to_cites
from pipeline.document.flat.heads import HeadCell, complete_heads, row_to_heads, scattered_heads
from pipeline.document.flat.labels import take_labels
from pipeline.document.flat.stanza import is_stray_head, stanzas_to_grid, take_stanzas
from pipeline.document.flat.tokens import TYPED, Row
from pipeline.document.flat.vertical import take_vertical_head
from pipeline.document.model import Grid, Line

_HEAD_LINES = 4  # lines that one head may have below its first
_SCATTERED_LINES = 14
_RUN = 4  # rows alike, below a head whose words are scattered


@dataclass(slots=True)
class Found:
    """A table: its place, the items that stand there instead, the lines that it used up."""

    first: int
    items: list[Line | Grid]
    lines: set[int]


Finder = Callable[[Sequence[Row], int], tuple[Found, int] | None]


def find_tables(rows: Sequence[Row]) -> list[Found]:
    """The tables of a run of lines, in order; they do not overlap."""
    found: list[Found] = []
    gone: set[int] = set()
    at = 0
    while at < len(rows):
        if rows[at].line.index in gone or rows[at].line.margin:
            at += 1
            continue
        for finder in _FINDERS:
            result = finder(rows, at)
            if result is not None:
                found.append(result[0])
                gone |= result[0].lines
                at = result[1]
                break
        else:
            at += 1
    return found


def _below_head_line(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A head line whose words are known, perhaps completed by lines below, and its rows."""
    heads = row_to_heads(rows[at])
    if heads is None:
        return None
    best: tuple[int, Body, list[HeadCell]] | None = None
    for extra in range(_HEAD_LINES):
        start = at + 1 + extra
        body = take_body(rows, start, heads) if start < len(rows) else None
        if body is not None:
            best = start, body, heads
        completed = complete_heads(heads, rows[start]) if start < len(rows) else None
        if completed is None:
            break
        heads = completed
    return _found(rows, at, *best) if best else None


def _below_scattered_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Rows alike in number and kinds of tokens, below lines that hold their heads in pieces."""
    kinds = _signature(rows[at])
    if len(kinds) < 3 or sum(k in TYPED for k in kinds) < 2:
        return None
    if len(rows) < at + _RUN or any(_signature(r) != kinds for r in rows[at : at + _RUN]):
        return None
    for first in range(at - 1, max(-1, at - 1 - _SCATTERED_LINES), -1):
        heads = scattered_heads(rows[first:at], len(kinds))
        if heads and (body := take_body(rows, at, heads)):
            return _found(rows, first, at, body, heads)
    return None


def _signature(row: Row) -> tuple[str, ...]:
    return tuple(
        "mark" if t.kind == "nil" else "text" if t.kind == "tagged" else t.kind for t in row.tokens
    )


def _found(
    rows: Sequence[Row], first: int, start: int, body: Body, heads: list[HeadCell]
) -> tuple[Found, int]:
    grid = cites_to_grid(
        rows[first].line.page,
        [heads_to_cites(heads, body.label)],
        [placed_to_cites(p) for p in body.rows],
        body.captions,
    )
    kept = {r.line.index for r in body.kept}
    lines = {r.line.index for r in rows[first : body.end]} - kept
    return Found(rows[first].line.index, [grid], lines), body.end


def _below_vertical_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Heads written downwards; rows with fewer numbers keep them in columns without a head."""
    head = take_vertical_head(rows, at)
    if head is None:
        return None
    heads = [head.label, *head.columns]
    body = take_body(rows, head.end, heads)
    return _found(rows, head.first, head.end, body, heads) if body else None


def _stanzas(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Rows that fell apart into stanzas; their head lines are gathered from the whole page."""
    table = take_stanzas(rows, at)
    if table is None:
        return None
    strays = [*table.strays, *_strays_near(rows, at, table.end)]
    strays = sorted({r.line.index: r for r in strays}.values(), key=lambda r: r.line.index)
    page = rows[at].line.page
    ordinal = sum(r.line.page == page and _heads_amounts(r) for r in rows[:at]) if page else 0
    grid = stanzas_to_grid(table, strays, ordinal)
    kept = {r.line.index for r in table.kept}
    lines = {r.line.index for r in [*rows[at : table.end], *strays]} - kept
    return Found(rows[at].line.index, [grid], lines), table.end


def _strays_near(rows: Sequence[Row], at: int, end: int) -> list[Row]:
    """Head lines of the table's page; without pages, those right before and behind the table."""
    page = rows[at].line.page
    if page is not None:
        return [r for r in rows if r.line.page == page and is_stray_head(r)]
    first, last = at, end
    while first and is_stray_head(rows[first - 1]):
        first -= 1
    while last < len(rows) and is_stray_head(rows[last]):
        last += 1
    return [*rows[first:at], *rows[end:last]]


def _heads_amounts(row: Row) -> bool:
    return not is_stray_head(row) and bool(row_to_heads(row))


def _chart_labels(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A chart's labels as a grid without a head: words and percentage."""
    labels = take_labels(rows, at)
    if not labels:
        return None
    grid = cites_to_grid(rows[at].line.page, [], [[x.words, x.percent] for x in labels])
    end = labels[-1].end
    return Found(rows[at].line.index, [grid], {r.line.index for r in rows[at:end]}), end


_FINDERS: tuple[Finder, ...] = (
    _chart_labels,
    _below_vertical_head,
    _below_head_line,
    _stanzas,
    _below_scattered_head,
)
