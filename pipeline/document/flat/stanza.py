"""Tables whose rows fell apart into stanzas: name lines, description lines, a line of amounts.

The head of such a table stands in pieces: the amounts' heads above the first row, those of name
and description and the unit above or below, often at the foot of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads
from pipeline.document.flat.tokens import Row, Token, display_width
from pipeline.document.model import EMPTY, Cell, Cite, Grid

T = TypeVar("T")

_UNIT = re.compile(r"[（(](?:千|百万|億)?円")
_MOST_LINES = 40  # lines of one row
_MOST_TITLES = 4  # lines between two tables of one kind
_NARROW = 0.62  # a line of a name, measured by the widest line of a description
_SLACK = 2
_TEXT_ROLES = {"name", "description"}


@dataclass(slots=True)
class Stanza:
    """One row: its lines of text and its amounts."""

    lines: list[Row]
    amounts: list[Token]


@dataclass(slots=True)
class StanzaTable:
    rows: list[Stanza]
    texts: list[HeadCell]  # heads of name and description where the head line has them
    amounts: list[HeadCell]
    end: int
    strays: list[Row] = field(default_factory=list)  # head lines between the rows


def take_stanzas(rows: Sequence[Row], at: int) -> StanzaTable | None:
    """The stanzas below a head line that ends with heads of amounts, or None."""
    heads = row_to_heads(rows[at])
    if heads is None:
        return None
    texts = [h for h in heads if not _is_amount(h)]
    amounts = heads[len(texts) :]
    if not all(map(_is_amount, amounts)) or len(texts) > 2 or len(amounts) < (1 if texts else 2):
        return None
    table = StanzaTable([], texts, amounts, at + 1)
    while (end := _take_row(rows, table.end, table)) is not None:
        table.end = end
    return table if table.rows else None


def _is_amount(head: HeadCell) -> bool:
    return "amount" in head.roles


def _take_row(rows: Sequence[Row], at: int, table: StanzaTable) -> int | None:
    """The end of the stanza from rows[at] on, which is added to the table; None where none is."""
    count = len(table.amounts)
    lines: list[Row] = []
    strays: list[Row] = []
    for number in range(at, min(len(rows), at + _MOST_LINES)):
        row = rows[number]
        if lines and are_amounts(row.tokens, count):
            table.rows.append(Stanza(lines, row.tokens))
            table.strays += strays
            return number + 1
        if is_stray_head(row):
            strays.append(row)
        elif row_to_heads(row) or _ends_with_amounts(row, count):
            return None
        else:
            lines.append(row)
    return None


def are_amounts(tokens: Sequence[Token], count: int) -> bool:
    """So many amounts, at least one of them a number."""
    kinds = {t.kind for t in tokens}
    return len(tokens) == count and "number" in kinds and kinds <= {"number", "nil"}


def _ends_with_amounts(row: Row, count: int) -> bool:
    """A group with its own amounts, or a row of numbers of another table."""
    return count > 1 and len(row.tokens) >= count and row.kinds[-count:] == ("number",) * count


def is_stray_head(row: Row) -> bool:
    """A head line without amounts of its own, or the unit of the amounts (金額（千円）)."""
    if len(row.tokens) == 1:
        return _is_unit_head(HeadCell((row.tokens[0],)))
    heads = row_to_heads(row)
    if not heads or not all(head_score(h.text) == 3 for h in heads):
        return False
    return all(_is_unit_head(h) or h.roles & _TEXT_ROLES for h in heads)


def _is_unit_head(head: HeadCell) -> bool:
    text = head.text
    return bool(_UNIT.search(text)) and head_score(text) == 3 and _is_amount(head)


def stanzas_to_grid(rows: Sequence[Row], at: int, table: StanzaTable) -> Grid:
    """The grid of the table below rows[at]; its head lines are gathered from the whole page."""
    near = [*table.strays, *_strays_near(rows, at, table.end)]
    others = {r.line.index: r for r in near if r is not rows[at]}
    names, units = _stray_heads(sorted(others.values(), key=lambda r: r.line.index))
    page = rows[at].line.page
    # the place of the table among those of its page
    ordinal = sum(r.line.page == page and _heads_amounts(r) for r in rows[:at]) if page else 0
    texts = [h.cite for h in table.texts] or _nth(names, ordinal, [EMPTY, EMPTY])
    unit = _nth(units, ordinal, EMPTY)
    width = _name_width(table)
    grid_rows = [
        [*_texts_of(stanza, width, len(texts)), *(t.cite for t in stanza.amounts)]
        for stanza in table.rows
    ]
    return _to_grid(texts, unit, [h.cite for h in table.amounts], grid_rows, table)


def _strays_near(rows: Sequence[Row], at: int, end: int) -> list[Row]:
    """Head lines of the table's page, or else of the nearest page that has any; without pages,
    those right before the table, and those behind it and the tables of its kind that follow."""
    page = rows[at].line.page
    if page is not None:
        own = [r for r in rows if r.line.page == page and is_stray_head(r)]
        return own or _strays_of_the_nearest_page(rows, page)
    first = at
    while first and is_stray_head(rows[first - 1]):
        first -= 1
    last = _behind_tables(rows, end)
    end = last
    while last < len(rows) and is_stray_head(rows[last]):
        last += 1
    return [*rows[first:at], *rows[end:last]]


def _strays_of_the_nearest_page(rows: Sequence[Row], page: int) -> list[Row]:
    strays = [(abs((r.line.page or page) - page), r) for r in rows if is_stray_head(r)]
    nearest = min((away for away, _ in strays), default=0)
    return [row for away, row in strays if away == nearest]


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


def _to_grid(
    texts: list[Cite],
    unit: Cite,
    amounts: list[Cite],
    rows: list[list[Cite]],
    table: StanzaTable,
) -> Grid:
    deep = 2 if unit else 1
    cells = [Cell(0, c, cite, row_span=deep) for c, cite in enumerate(texts) if cite]
    if unit:
        cells.append(Cell(0, len(texts), unit, column_span=len(amounts)))
    cells += [Cell(deep - 1, len(texts) + c, cite) for c, cite in enumerate(amounts)]
    for number, row in enumerate(rows):
        cells += [Cell(deep + number, c, cite) for c, cite in enumerate(row) if cite]
    page = table.amounts[0].tokens[0].line.page
    width = len(texts) + len(amounts)
    return Grid(page, cells, deep + len(rows), width, "flat", head_rows=deep)


def _stray_heads(strays: Sequence[Row]) -> tuple[list[list[Cite]], list[Cite]]:
    names, units = [], []
    for row in strays:
        heads = row_to_heads(row) or [HeadCell((row.tokens[0],))]
        units += [h.cite for h in heads if _is_unit_head(h)]
        found = [h.cite for h in heads if not _is_unit_head(h)]
        if 0 < len(found) <= 2:
            names.append(found)
    return names, units


def _nth(items: list[T], ordinal: int, missing: T) -> T:
    """The item of a table by its place on the page; the last one serves the tables behind it."""
    return items[min(ordinal, len(items) - 1)] if items else missing


def _texts_of(stanza: Stanza, width: int, columns: int) -> list[Cite]:
    """The lines of a row as cells of text: name and description, or the name alone."""
    lines = stanza.lines
    cites = [row.line.cite() for row in lines]
    if columns == 1:
        return [Cite.join(cites)]
    cut = _cut(lines, width)
    return [Cite.join(cites[:cut]), Cite.join(cites[cut:])]


def _name_width(table: StanzaTable) -> int:
    """The width at which names wrap, from rows whose name stands apart by a blank line."""
    widest = max(row.width for s in table.rows for row in s.lines)
    widths = [
        max(row.width for row in s.lines[:cut])
        for s in table.rows
        if (cut := _first_gap(s.lines)) and cut < len(s.lines)
    ]
    narrow = [w for w in widths if w <= _NARROW * widest]
    return max(narrow, default=int(_NARROW * widest))


def _first_gap(lines: list[Row]) -> int | None:
    """Where a gap wider than those between the other lines parts the lines first."""
    gaps = [row.gap for row in lines[1:]]
    if not gaps or (max(gaps) == min(gaps) and len(gaps) > 1):
        return None
    if len(gaps) == 1:
        return 1 if gaps[0] else None
    return 1 + next(i for i, gap in enumerate(gaps) if gap > min(gaps))


def _cut(lines: list[Row], width: int) -> int:
    """How many of the lines are the name: the cut that gaps and widths speak for most."""
    smallest = min((row.gap for row in lines[1:]), default=0)

    def value(cut: int) -> float:
        name, below = lines[:cut], lines[cut]
        last = display_width(name[-1].text)
        narrow = sum(display_width(r.text) <= width + _SLACK for r in name) / cut
        return (
            3.0 * (below.gap > smallest)
            + 2.0 * narrow
            + 1.0 * (last < width - _SLACK)
            + 2.0 * (display_width(below.text) > width + _SLACK)
            - 0.1 * cut
        )

    return max(range(1, len(lines)), key=value, default=len(lines))
