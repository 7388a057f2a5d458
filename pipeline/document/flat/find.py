"""Where in a run of lines the flattened tables are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from pipeline.document.flat.amounts import take_amounts
from pipeline.document.flat.answers import BARS, BEFORE, BRACKETED, LINES, UNSIGNED
from pipeline.document.flat.blocks import blocks_begin, take_blocks
from pipeline.document.flat.body import Body, take_body
from pipeline.document.flat.centred import LINES as LINES_OF_CENTRED
from pipeline.document.flat.centred import centred_begin, centred_heads
from pipeline.document.flat.column_sums import proved_by_sums
from pipeline.document.flat.columnwise import (
    columnwise_begin,
    is_sum_of_column,
    take_columnwise,
)
from pipeline.document.flat.cross import cross_begins, take_cross
from pipeline.document.flat.found import Found, found_below, is_misread
from pipeline.document.flat.grids import (
    cites_to_grid,
    partly_taken,
)
from pipeline.document.flat.grouped import grouped_begin, take_grouped
from pipeline.document.flat.heads import (
    HeadCell,
    complete_heads,
    divided_heads,
    head_lines,
    head_score,
    row_to_heads,
    scattered_heads,
)
from pipeline.document.flat.labels import labels_begin, take_labels
from pipeline.document.flat.lines import lines_begin, take_lines
from pipeline.document.flat.record_heads import records_begin
from pipeline.document.flat.records import take_closed_records, take_numbered_records
from pipeline.document.flat.shares import shares_begin, take_shares
from pipeline.document.flat.sound import is_sound, without_doubt
from pipeline.document.flat.stacked import stacked_begin, take_stacked
from pipeline.document.flat.stray_heads import is_stray_head
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import TYPED, Row
from pipeline.document.flat.torn import further_head, torn_begin, torn_heads
from pipeline.document.flat.turns import take_turns
from pipeline.document.flat.two_level import two_level_heads
from pipeline.document.flat.unithead import unit_heads
from pipeline.document.flat.vertical import take_stacked_head, take_vertical_head, vertical_begins
from pipeline.document.model import Grid

_HEAD_LINES = 5  # lines that one head may have below its first
_SCATTERED_LINES = 14
_RUN = 4  # rows alike, below a head whose words are scattered; two of many numbers will do
_MANY_NUMBERS = 4


_SIGN = re.compile(r"[①-⑳➀-➉]\s*[^\s①-⑳➀-➉]")
_FEWEST_SIGNS = 2
_NO_HEAD = frozenset({"number", "counted", "mark", "nil"})

Finder = Callable[[Sequence[Row], int], tuple[Found, int] | None]


def find_tables(rows: Sequence[Row]) -> list[Found]:
    """The tables of a run of lines, in order; they do not overlap.

    Where a reading as a table would leave characters out, it is no table.
    """
    found: list[Found] = []
    gone: set[int] = set()
    by_index = {row.line.index: row for row in rows}
    end = 0  # of the last table
    for at, finders in sorted(_where_to_look(rows).items()):
        if at < end or rows[at].line.index in gone or _is_legend_above(rows, at):
            continue
        for finder in finders:
            result = finder(rows, at)
            if result is not None and _is_whole(result[0], by_index, gone):
                gone |= result[0].lines
                result[0].grids = [without_doubt(grid) for grid in result[0].grids]
                found.append(result[0])
                end = result[1]
                break
    return found


def _is_legend_above(rows: Sequence[Row], at: int) -> bool:
    """Whether a line explains the signs of a column (財源 ①基金 ②県単) whose head is below it."""
    if at + 1 >= len(rows) or len(_SIGN.findall(rows[at].text)) < _FEWEST_SIGNS:
        return False
    heads = row_to_heads(rows[at + 1]) or []
    return any("funding" in head.roles for head in heads)


def _where_to_look(rows: Sequence[Row]) -> dict[int, list[Finder]]:
    """The finders of the tables that could begin at a line, for the lines where one could."""
    places = {begins: begins(rows) for begins in dict.fromkeys(b for b, _ in _FINDERS)}
    look: dict[int, list[Finder]] = {}
    for begins, finder in _FINDERS:
        for at in places[begins]:
            look.setdefault(at, []).append(finder)
    return look


def _is_whole(found: Found, rows: Mapping[int, Row], gone: set[int]) -> bool:
    """Whether the cells take all of their lines, and none that stands in another table.

    A head line apart from the table may serve it in part (it gives the unit) and stays a line, as
    does a sum whose word the table has once; the tables of a page may share one.
    """
    lines = {index: rows[index].line for index in found.lines}
    shared = partly_taken(found.grids, lines) | (gone & found.lines)
    if not all(is_stray_head(rows[index]) or is_sum_of_column(rows[index]) for index in shared):
        return False
    return all(is_sound(grid, rows) for grid in found.grids)


def _below_head_line(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A head line whose words are known, perhaps completed by lines below, and its rows."""
    heads = row_to_heads(rows[at])
    if heads is None:
        return None
    best: tuple[int, Body, list[HeadCell]] | None = None
    for extra in range(_HEAD_LINES):
        start = at + 1 + extra
        body = take_body(rows, start, heads) if start < len(rows) else None
        if body is not None and not is_misread(rows, start, body, heads):
            best = start, body, heads
        completed = None
        if start < len(rows):
            ways = (divided_heads, complete_heads, unit_heads, further_head)
            completed = next((more for way in ways if (more := way(heads, rows[start]))), None)
        if completed is None:
            break
        heads = completed
    return found_below(rows, at, *best) if best else None


def _below_torn_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Heads whose words stand on several lines, and rows of which most stand on one each: cells
    that wrap need a proof that the heads are right."""
    for end, heads in torn_heads(rows, at):
        body = take_body(rows, end, heads)
        if body is None:
            continue
        if body.on_lines * 2 > len(body.rows) or proved_by_sums(body.rows, body.shape):
            return found_below(rows, at, end, body, heads)
    return None


def _below_centred_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Heads in the middle of their cells, on three lines."""
    heads = centred_heads(rows, at)
    body = take_body(rows, at + LINES_OF_CENTRED, heads) if heads else None
    if heads is None or body is None:
        return None
    return found_below(rows, at, at + LINES_OF_CENTRED, body, heads)


def _scattered_begin(rows: Sequence[Row]) -> list[int]:
    """Where rows alike could begin: two lines with as many tokens, two of these numbers."""
    return [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if 2 < len(row.kinds) == len(below.kinds) and sum(map(TYPED.__contains__, row.kinds)) > 1
    ]


def _below_scattered_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Rows alike in number and kinds of tokens, below lines that hold their heads in pieces."""
    kinds = _signature(rows[at])
    typed = sum(k in TYPED for k in kinds)
    run = _RUN if typed < _MANY_NUMBERS else 2
    if len(kinds) < 3 or typed < 2 or len(rows) < at + run:
        return None
    if not _are_alike(rows[at : at + run]):
        return None
    if found := _below_two_levels(rows, at, len(kinds)):
        return found
    label = kinds[0] == "text"
    best: tuple[float, int, list[HeadCell]] | None = None
    for count in (len(kinds), len(kinds) - 1)[: 1 + label]:
        for first in range(at - 1, max(-1, at - 1 - _SCATTERED_LINES), -1):
            heads = scattered_heads(rows[first:at], count)
            score = sum(head_score(h.text) for h in heads) / count if heads else 0.0
            if heads and (best is None or score > best[0]):
                best = score, first, heads
    body = take_body(rows, at, best[2]) if best else None
    return found_below(rows, best[1], at, body, best[2]) if best and body else None


def _above_rows_alike(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """The same from the first line of the heads, before another reader begins within them."""
    last = len(rows) if row_to_heads(rows[at]) else 0
    for start in range(at + 1, min(last, at + 1 + _SCATTERED_LINES)):
        if not _NO_HEAD.isdisjoint(rows[start].kinds):
            found = _below_scattered_head(rows, start)
            return found if found and found[0].first == rows[at].line.index else None
    return None


def _below_two_levels(rows: Sequence[Row], at: int, count: int) -> tuple[Found, int] | None:
    """Rows that add up, below the words of heads of which some stand under 財源内訳."""
    if at < 2 or len(rows[at - 1].tokens) < 2:
        return None
    for first in range(at - 2, max(-1, at - 1 - _SCATTERED_LINES), -1):
        if not _NO_HEAD.isdisjoint(rows[first].kinds):
            break
        heads = two_level_heads(rows[first:at], rows[at : at + _SCATTERED_LINES], count)
        body = take_body(rows, at, heads) if heads else None
        if heads and body:
            return found_below(rows, first, at, body, heads)
    return None


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


def _below_vertical_head(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Heads written downwards; rows with fewer numbers keep them in columns without a head."""
    head = take_vertical_head(rows, at) or take_stacked_head(rows, at)
    if head is None:
        return None
    heads = [head.label, *head.columns]
    body = take_body(rows, head.end, heads)
    if body is not None:
        return found_below(rows, head.first, head.end, body, heads)
    turns = take_turns(rows, head.end, len(head.columns))
    if turns is None:
        return None
    found, end = turns
    first = rows[head.first].line
    return Found(first.index, [cites_to_grid(first.page, [[h.cite for h in heads]], found)]), end


def _records(take: Callable[[Sequence[Row], int], tuple[Grid, int, int] | None]) -> Finder:
    """Rows that fell apart into lines, below a head gathered from several."""

    def find(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
        table = take(rows, at)
        return (Found(table[2], [table[0]]), table[1]) if table else None

    return find


def _one_grid(take: Callable[[Sequence[Row], int], Table | None]) -> Finder:
    def find(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
        table = take(rows, at)
        if table is None:
            return None
        heads = [table.head] if table.head else []
        grid = cites_to_grid(rows[at].line.page, heads, table.rows)
        first = rows[at].line.index if table.first is None else table.first
        return Found(first, [grid]), table.end

    return find


# Where a table could begin, and its finder: the first that finds one has it.
_FINDERS: tuple[tuple[Callable[[Sequence[Row]], list[int]], Finder], ...] = (
    (blocks_begin, _one_grid(take_blocks)),
    *((form.begins, _one_grid(form.take)) for form in (LINES, BEFORE, UNSIGNED, *BRACKETED)),
    (cross_begins, _one_grid(take_cross)),
    (labels_begin, _one_grid(take_labels)),
    (shares_begin, _one_grid(take_shares)),
    (grouped_begin, _one_grid(take_grouped)),
    (BARS.begins, _one_grid(BARS.take)),
    (columnwise_begin, _one_grid(take_columnwise)),
    (lines_begin, _one_grid(take_lines)),
    (stacked_begin, _one_grid(take_stacked)),
    (vertical_begins, _below_vertical_head),
    (head_lines, _one_grid(take_amounts)),
    (records_begin, _records(take_numbered_records)),
    (centred_begin, _below_centred_head),
    (head_lines, _below_head_line),
    (head_lines, _above_rows_alike),
    (records_begin, _records(take_closed_records)),
    (_scattered_begin, _below_scattered_head),
    (torn_begin, _below_torn_head),
)
