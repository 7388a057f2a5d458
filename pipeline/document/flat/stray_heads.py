"""Heads that stand apart from their list, often at the foot of the page: those of name and
description, and the unit of all amounts, where a line above the rows has the heads of amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads
from pipeline.document.flat.tokens import Row

T = TypeVar("T")
V = TypeVar("V")

_UNIT = re.compile(r"[（(](?:千|百万|億)?円")
_MOST_WORDS = 3  # heads of words on a line
_MOST_BETWEEN = 40  # lines between amounts of the lists that follow one another
_TEXT_ROLES = {"name", "description", "implementer", "department"}
_AMOUNTS = frozenset({"number", "nil"})


def stray_heads(rows: Sequence[Row], at: int, end: int) -> tuple[list[HeadCell], HeadCell | None]:
    """The heads of words and of the unit for the list rows[at:end], by its place among those of
    its page; empty and None where none stand apart."""
    near = [*filter(is_stray_head, rows[at + 1 : end]), *_strays_near(rows, at, end)]
    others = {row.line.index: row for row in near}
    names, units = _words_and_units([others[index] for index in sorted(others)])
    page = rows[at].line.page
    ordinal = sum(r.line.page == page and _heads_amounts(r) for r in rows[:at]) if page else 0
    return _nth(names, ordinal, []), _nth(units, ordinal, None)


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
    return bool(_UNIT.search(text)) and head_score(text) == 3 and "amount" in head.roles


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
    """The line of the heads that stand behind the lists that follow one another; the end of the
    first where none do."""
    last = end
    for number in range(end, len(rows)):
        row = rows[number]
        if is_stray_head(row):
            return number
        if _AMOUNTS.issuperset(row.kinds) or _heads_amounts(row):
            last = number
        if number - last > _MOST_BETWEEN:
            break
    return end


def _heads_amounts(row: Row) -> bool:
    return not is_stray_head(row) and bool(row_to_heads(row))


def _words_and_units(strays: Sequence[Row]) -> tuple[list[list[HeadCell]], list[HeadCell]]:
    names: list[list[HeadCell]] = []
    units: list[HeadCell] = []
    for row in strays:
        heads = row_to_heads(row) or [HeadCell((row.tokens[0],))]
        units += filter(_is_unit_head, heads)
        found = [h for h in heads if not _is_unit_head(h)]
        if 0 < len(found) <= _MOST_WORDS:
            names.append(found)
    return names, units


def _nth(items: list[T], ordinal: int, missing: V) -> T | V:
    """The item of a table by its place on the page; the last one serves the tables behind it."""
    return items[min(ordinal, len(items) - 1)] if items else missing
