"""Where in a run of lines the flattened tables are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pipeline.document.flat.body import Body, take_body
from pipeline.document.flat.cells import take_cells, take_spread
from pipeline.document.flat.grids import (
    SPANNED,
    cites_to_grid,
    heads_to_cites,
    partly_taken,
    placed_to_cites,
    split_side_by_side,
)
from pipeline.document.flat.headless import (
    Finder,
    Found,
    answers_table,
    bars_table,
    chart_labels_table,
    cross_table,
    downwards_table,
    one_grid,
    shares_table,
)
from pipeline.document.flat.heads import (
    HeadCell,
    complete_heads,
    divided_heads,
    head_score,
    row_to_heads,
    scattered_heads,
)
from pipeline.document.flat.numbered import numbered_to_grid, take_numbered
from pipeline.document.flat.sparse import take_sparse
from pipeline.document.flat.stanza import is_stray_head, stanzas_to_grid, take_stanzas
from pipeline.document.flat.tokens import TYPED, Row, display_width
from pipeline.document.flat.vertical import take_stacked_head, take_vertical_head
from pipeline.document.model import EMPTY, Cite

_SHORT = 60  # columns: a head or an answer on a line of its own
_HEAD_LINES = 4  # lines that one head may have below its first
_SCATTERED_LINES = 14
_RUN = 4  # rows alike, below a head whose words are scattered; two of many numbers will do
_MANY_NUMBERS = 4
_MOST_TITLES = 4  # lines between two tables of one kind


def find_tables(rows: Sequence[Row]) -> list[Found]:
    """The tables of a run of lines, in order; they do not overlap.

    Where a reading as a table would leave characters out, it is no table.
    """
    found: list[Found] = []
    gone: set[int] = set()
    by_index = {row.line.index: row for row in rows}
    at = 0
    while at < len(rows):
        if rows[at].line.index in gone:
            at += 1
            continue
        short = display_width(rows[at].text) <= _SHORT
        for finder in _FINDERS if short else _FINDERS_AT_LONG_LINES:
            result = finder(rows, at)
            if result is not None and _is_whole(result[0], by_index, gone):
                found.append(result[0])
                gone |= result[0].lines
                at = result[1]
                break
        else:
            at += 1
    return found


def _is_whole(found: Found, rows: Mapping[int, Row], gone: set[int]) -> bool:
    """Whether the cells take all of their lines, and none that stands in another table.

    A head line apart from the table may serve it in part (it gives the unit) and stays a line;
    the tables of a page may share one.
    """
    lines = {index: rows[index].line for index in found.lines}
    shared = partly_taken(found.grids, lines) | (gone & found.lines)
    return all(is_stray_head(rows[index]) for index in shared)


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
        completed = None
        if start < len(rows):
            completed = divided_heads(heads, rows[start]) or complete_heads(heads, rows[start])
        if completed is None:
            break
        heads = completed
    return _found(rows, at, *best) if best else None


def _below_scattered_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Rows alike in number and kinds of tokens, below lines that hold their heads in pieces."""
    kinds = _signature(rows[at])
    typed = sum(k in TYPED for k in kinds)
    run = _RUN if typed < _MANY_NUMBERS else 2
    if len(kinds) < 3 or typed < 2 or len(rows) < at + run:
        return None
    if any(_signature(r) != kinds for r in rows[at : at + run]):
        return None
    label = kinds[0] == "text"
    best: tuple[float, int, list[HeadCell]] | None = None
    for count in (len(kinds), len(kinds) - 1)[: 1 + label]:
        for first in range(at - 1, max(-1, at - 1 - _SCATTERED_LINES), -1):
            heads = scattered_heads(rows[first:at], count)
            score = sum(head_score(h.text) for h in heads) / count if heads else 0.0
            if heads and (best is None or score > best[0]):
                best = score, first, heads
    body = take_body(rows, at, best[2]) if best else None
    return _found(rows, best[1], at, body, best[2]) if best and body else None


def _signature(row: Row) -> tuple[str, ...]:
    """The kinds of a row's tokens; a nil mark is what the row has more of, marks or numbers."""
    filler = "mark" if any(t.kind == "mark" for t in row.tokens) else "number"
    return tuple({"nil": filler, "tagged": "text"}.get(t.kind, t.kind) for t in row.tokens)


def _found(
    rows: Sequence[Row], first: int, start: int, body: Body, heads: list[HeadCell]
) -> tuple[Found, int]:
    first, groups = _head_groups(rows, first, body, heads)
    groups = groups or _divided_groups(heads, body.label)
    head_rows = [heads_to_cites(heads, body.label)]
    grid = cites_to_grid(
        rows[first].line.page,
        [groups, *head_rows] if groups else head_rows,
        [placed_to_cites(p) for p in body.rows],
        body.captions,
    )
    period = _period(heads)
    whole = body.label or groups or period == len(heads)
    grids = [grid] if whole else list(split_side_by_side(grid, period))
    return Found(rows[first].line.index, grids), body.end


def _head_groups(
    rows: Sequence[Row], first: int, body: Body, heads: list[HeadCell]
) -> tuple[int, list[Cite]]:
    """Years above the heads that they hold for: 23年度 24年度 over 計画額 支出済額 each."""
    above = rows[first - 1].tokens if first else []
    columns = body.shape.typed
    size = len(columns) // len(above) if above else 0
    years = len(above) > 1 and all(t.kind == "date" for t in above)
    dated = any(t.kind == "date" for h in heads for t in h.tokens)
    if not years or dated or size < 2 or size * len(above) != len(columns):
        return first, []
    if columns != list(range(columns[0], columns[0] + len(columns))):
        return first, []
    return first - 1, [
        *([EMPTY] * columns[0]),
        *(c for t in above for c in (t.cite, *[SPANNED] * (size - 1))),
    ]


def _divided_groups(heads: list[HeadCell], label: bool) -> list[Cite]:
    """The row of the head that others stand under: 財源内訳 over 国, 県 and その他."""
    if not any(h.over for h in heads):
        return []
    cites = [EMPTY] * label
    for before, head in pairwise([None, *heads]):
        if head is None or head.over is None:
            cites.append(EMPTY)
        else:
            cites.append(SPANNED if before and before.over is head.over else head.over)
    return cites


def _period(heads: list[HeadCell]) -> int:
    """The number of columns after which the heads repeat: half tables stand side by side."""
    texts = [h.text for h in heads]
    for period in range(2, len(texts) // 2 + 1):
        if len(texts) % period == 0 and texts == texts[:period] * (len(texts) // period):
            return period
    return len(texts)


def _below_vertical_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Heads written downwards; rows with fewer numbers keep them in columns without a head."""
    head = take_vertical_head(rows, at) or take_stacked_head(rows, at)
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
    others = {r.line.index: r for r in strays if r is not rows[at]}
    strays = sorted(others.values(), key=lambda r: r.line.index)
    page = rows[at].line.page
    ordinal = sum(r.line.page == page and _heads_amounts(r) for r in rows[:at]) if page else 0
    grid = stanzas_to_grid(table, strays, ordinal)
    return Found(rows[at].line.index, [grid]), table.end


def _strays_near(rows: Sequence[Row], at: int, end: int) -> list[Row]:
    """Head lines of the table's page; without pages, those right before the table, and those
    behind it and the tables of its kind that follow."""
    page = rows[at].line.page
    if page is not None:
        return [r for r in rows if r.line.page == page and is_stray_head(r)]
    first = at
    while first and is_stray_head(rows[first - 1]):
        first -= 1
    last = _behind_tables(rows, end)
    end = last
    while last < len(rows) and is_stray_head(rows[last]):
        last += 1
    return [*rows[first:at], *rows[end:last]]


def _behind_tables(rows: Sequence[Row], end: int) -> int:
    """The end of the last of the stanza tables that follow one another, titles in between."""
    for number in range(end, min(len(rows), end + _MOST_TITLES)):
        if is_stray_head(rows[number]):
            return end if number == end else number
        if table := take_stanzas(rows, number):
            return _behind_tables(rows, table.end)
    return end


def _heads_amounts(row: Row) -> bool:
    return not is_stray_head(row) and bool(row_to_heads(row))


def _numbered(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A list of running numbers whose rows fell apart into lines."""
    found = take_numbered(rows, at)
    return (Found(rows[at].line.index, [numbered_to_grid(found)]), found.end) if found else None


_OF_SHORT_LINES = (one_grid(take_cells), bars_table, downwards_table)
_FINDERS: tuple[Finder, ...] = (
    _OF_SHORT_LINES[0],
    one_grid(take_sparse),
    answers_table,
    cross_table,
    chart_labels_table,
    shares_table,
    *_OF_SHORT_LINES[1:],
    _below_vertical_head,
    _numbered,
    _below_head_line,
    _stanzas,
    _below_scattered_head,
    one_grid(take_spread),
)
_FINDERS_AT_LONG_LINES = tuple(finder for finder in _FINDERS if finder not in _OF_SHORT_LINES)
