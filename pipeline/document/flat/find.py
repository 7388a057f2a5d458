"""Where in a run of lines the flattened tables are."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from pipeline.document.flat.below.find import SOURCES
from pipeline.document.flat.below.found import Found
from pipeline.document.flat.below.marked import marked_begin, take_marked
from pipeline.document.flat.blocks import blocks_begin, take_blocks
from pipeline.document.flat.columns.grids import accounts_apart, cites_to_grid, partly_taken
from pipeline.document.flat.columnwise import columnwise_begin, is_sum_of_column, take_columnwise
from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.lines.find import lines_begin, take_lines
from pipeline.document.flat.open_heads import without_doubt
from pipeline.document.flat.rates.answers import FORMS
from pipeline.document.flat.rates.bracketed import BRACKETED
from pipeline.document.flat.rates.cross import cross_begins, take_cross
from pipeline.document.flat.rates.cross_heads import cross_heads_begin, take_cross_heads
from pipeline.document.flat.rates.labels import BARS, LABELS
from pipeline.document.flat.rates.one_line import one_line_begins, take_one_line
from pipeline.document.flat.rates.shares import shares_begin, take_shares
from pipeline.document.flat.records.begin import may_begin, records_begin
from pipeline.document.flat.records.find import (
    take_closed_records,
    take_lines_of_records,
    take_numbered_records,
    take_sure_records,
)
from pipeline.document.flat.records.heads import gather_head
from pipeline.document.flat.sound import is_sound
from pipeline.document.flat.stacked import stacked_begin, take_stacked
from pipeline.document.flat.stray_heads import is_stray_head
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row
from pipeline.document.flat.two_level import without_upright
from pipeline.document.model import Grid

_SIGN = re.compile(r"[①-⑳➀-➉]\s*[^\s①-⑳➀-➉]")
_FEWEST_SIGNS = 2

Finder = Callable[[Sequence[Row], int], tuple[Found, int] | None]


def find_tables(rows: Sequence[Row]) -> list[Found]:
    """The tables of a run of lines, in order; they do not overlap.

    Where a reading as a table would leave characters out, it is no table.
    """
    rows = without_upright(rows)
    found: list[Found] = []
    gone: set[int] = set()
    by_index = {row.line.index: row for row in rows}
    end = 0  # of the last table
    for at, finders in sorted(_where_to_look(rows).items()):
        if at < end or rows[at].line.index in gone or _is_legend_above(rows, at):
            continue
        for finder in finders:
            result = finder(rows, at)
            if result is None or _cuts_head(result[0], rows, at):
                continue
            result[0].grids = [accounts_apart(grid) for grid in result[0].grids]
            if _is_whole(result[0], by_index, gone):
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


def _cuts_head(found: Found, rows: Sequence[Row], at: int) -> bool:
    """Whether rows of a table hold words of the head that begins at rows[at]: 事業費 / 基金 above
    負担額 / 県 / 負担額, where 基金 alone is a head as well."""
    head = gather_head(rows, at) if may_begin(rows, at) else None
    if head is None or head.end == at + 1 or not head.is_known:
        return False
    lines = {row.line.index for row in rows[at : head.end]}
    return any(
        cell.row >= (grid.head_rows or 0) and any(span.line in lines for span in cell.cite.spans)
        for grid in found.grids
        for cell in grid.cells
    )


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
        heads = [row for row in (table.above, table.head) if row]
        grid = cites_to_grid(rows[at].line.page, heads, table.rows)
        first = rows[at].line.index if table.first is None else table.first
        return Found(first, [grid]), table.end

    return find


# Where a table could begin, and its finder: the first that finds one has it.
_FINDERS: tuple[tuple[Callable[[Sequence[Row]], list[int]], Finder], ...] = (
    (blocks_begin, _one_grid(take_blocks)),
    (cross_heads_begin, _one_grid(take_cross_heads)),
    *((form.begins, _one_grid(form.take)) for form in (*FORMS, *BRACKETED, BARS, LABELS)),
    (one_line_begins, _one_grid(take_one_line)),
    (cross_begins, _one_grid(take_cross)),
    (shares_begin, _one_grid(take_shares)),
    (marked_begin, take_marked),
    (columnwise_begin, _one_grid(take_columnwise)),
    (lines_begin, _one_grid(take_lines)),
    (stacked_begin, _one_grid(take_stacked)),
    (records_begin, _records(take_numbered_records)),
    (records_begin, _records(take_sure_records)),
    *((source.begins, source.take) for source in SOURCES),
    (records_begin, _records(take_lines_of_records)),
    (records_begin, _records(take_closed_records)),
)
