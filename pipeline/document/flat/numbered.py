"""Lists whose rows fell apart into lines: a running number and the name, text, a line of amounts.

事業名及び概要 事業費 一般財源
41 一般 保健師活動事業
家庭を訪ねる。
1,260 1,260
42 政策 巡回診療事業
648 324
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.stanza import are_amounts
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, folded, merge
from pipeline.document.model import EMPTY, Cite

_NUMBER = re.compile(r"\d{1,4}")
_FEWEST = 3  # rows whose numbers follow one another
_MOST_LINES = 12  # of one row
_MOST_BETWEEN = 6  # lines between the head and the first row
_MOST_KINDS = 0.5  # different words that sort the rows, of the rows
_FEW_KINDS = 3
_LONGEST_KIND = 4


@dataclass(slots=True)
class Item:
    """A row of the list: its number, the words behind it, the lines of text, the amounts."""

    number: int
    first: list[Token]
    text: list[Row]
    amounts: list[Token]


def take_numbered(rows: Sequence[Row], at: int) -> Table | None:
    """The list below a head line that ends with heads of amounts, or None."""
    heads = row_to_heads(rows[at])
    if heads is None:
        return None
    count = next((n for n, h in enumerate(reversed(heads)) if "amount" not in h.roles), len(heads))
    if not 0 < count < len(heads):
        return None
    start = next((n for n in _places(rows, at) if _number(rows[n]) is not None), None)
    items, end = _take_items(rows, start, count) if start is not None else ([], at)
    apart = sum(item.amounts[0].line is not item.first[0].line for item in items)
    if len(items) < _FEWEST or apart * 2 < len(items):
        return None
    return _items_to_table(heads, count, items, end)


def _places(rows: Sequence[Row], at: int) -> range:
    return range(at + 1, min(len(rows), at + 2 + _MOST_BETWEEN))


def _take_items(rows: Sequence[Row], start: int, count: int) -> tuple[list[Item], int]:
    """The rows from a numbered line on, and where they end; lines between rows stay lines."""
    items: list[Item] = []
    end = at = start
    while at < len(rows) and at - end <= _MOST_BETWEEN:
        number = _number(rows[at])
        if number is None or (items and number != items[-1].number + 1):
            if row_to_heads(rows[at]) or number is not None:
                break
            at += 1
            continue
        taken = _take_item(rows, at, number, count)
        if taken is None:
            break
        items.append(taken[0])
        end = at = taken[1]
    return items, end


def _take_item(rows: Sequence[Row], at: int, number: int, count: int) -> tuple[Item, int] | None:
    tokens = rows[at].tokens[1:]
    if are_amounts(tokens[-count:], count) and len(tokens) > count:
        return Item(number, tokens[:-count], [], tokens[-count:]), at + 1
    for place in range(at + 1, min(len(rows), at + _MOST_LINES)):
        row = rows[place]
        if are_amounts(row.tokens, count):
            return Item(number, tokens, list(rows[at + 1 : place]), row.tokens), place + 1
        if _number(row) == number + 1 or row_to_heads(row):
            return None
    return None


def _number(row: Row) -> int | None:
    """The running number that a line begins with, in front of words."""
    if len(row.tokens) < 2 or row.tokens[1].kind not in ("text", "tagged"):
        return None
    text = folded(row.tokens[0].text)
    return int(text) if _NUMBER.fullmatch(text) else None


def _items_to_table(heads: list[HeadCell], count: int, items: list[Item], end: int) -> Table:
    """Number, the word that sorts the rows where there is one, name, text, amounts."""
    sorted_by = _have_kinds(items)
    name = Cite.join(h.cite for h in heads[:-count])
    head = [*([EMPTY] * (1 + sorted_by)), name, EMPTY, *(h.cite for h in heads[-count:])]
    rows = []
    for item in items:
        words = item.first[1:] if sorted_by else item.first
        line = item.first[0].line
        number = line.cite(0, item.first[0].start)
        kind = [item.first[0].cite] if sorted_by else []
        text = Cite.join(row.line.cite() for row in item.text)
        rows.append([number, *kind, merge(words).cite, text, *(t.cite for t in item.amounts)])
    return Table(head, rows, end)


def _have_kinds(items: list[Item]) -> bool:
    """Whether a word that few kinds of rows share stands before each name (一般, 政策)."""
    if any(len(item.first) < 2 for item in items):
        return False
    kinds = Counter(item.first[0].text for item in items)
    few = len(kinds) <= max(_FEW_KINDS, _MOST_KINDS * len(items)) and len(kinds) < len(items)
    return few and all(len(kind) <= _LONGEST_KIND for kind in kinds)
