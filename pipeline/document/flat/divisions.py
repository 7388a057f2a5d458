"""Lines between the rows of a flattened table that divide it: a heading over the rows below.

番号 事業名 実施主体 事業費
【救急医療】
１ 救急電話相談事業 郡市団体 12,000
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.tokens import TYPED, Row, display_width, merge

_NOTE = re.compile(r"^(?:[※＊*]|[（(]?注|資料|出典|「|『)")
_MARKED = re.compile(
    r"^(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|I{1,3}|I?V|VI{1,3}|IX"
    r"|[0-9０-９]{1,2}(?:[-－―][0-9０-９]{1,2})?|[ア-ン])[ 　．.、]"
    r"|^[0-9０-９]{1,2}[ 　]?[款項目][ 　]"
    r"|^\S{0,4}(?:区分|柱|分野|項目|施策)[ 　]*[0-9０-９一二三四五六七八九十ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]"
)
_OUTER = re.compile(r"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[0-9０-９]{1,2})[.．]?[ 　]")
_INNER = re.compile(r"[（(][0-9０-９]{1,2}[）)][ 　]|[①-⑳][ 　]|[ア-ン][ 　]")
_ALONE = re.compile(r"[（(]?[0-9０-９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①-⑳ア-ン]{1,2}[）).．]?")
MARKED = "marked"  # in the memo of a row whose marker was put to its name
_FEWEST_INNER = 2
_FEWEST_MARKED = 3  # tokens: marker, name, amount
_UNFINISHED = re.compile(r"[。、，]$")
_WIDEST = 80
_MOST_TOKENS = 3
_MOST_LINES = 3  # headings that stand over one another
_SHORTEST = 6  # display width of a heading without a marker


def take_divisions(rows: Sequence[Row], at: int, kinds: Sequence[str]) -> int:
    """How many lines from rows[at] on are headings over the table's row below them; 0 for none.

    Each bears a marker of headings, and a row with all numbers of the table's columns follows.
    """
    for number in range(at, min(len(rows), at + _MOST_LINES + 1)):
        if not is_marked(rows[number]):
            return number - at if number > at and is_full_row(rows[number], kinds) else 0
    return 0


def join_markers(rows: Sequence[Row], at: int, heads: Sequence[HeadCell]) -> Sequence[Row]:
    """The rows with markers of two levels (１ over (1), Ⅰ over ①) before names as part of these,
    where no column is of numbers: 事業名 heads １ 救急医療の充実, then (1) 救急電話相談事業.

    Nothing else tells that the number of a level is no cell.
    """
    if not heads or "name" not in heads[0].roles or not _OUTER.match(rows[at].text):
        return rows
    marked = {n: row for n in range(at, len(rows)) if (row := _with_marker(rows[n]))}
    inner = sum(not _OUTER.match(row.text) for row in marked.values())
    if inner == len(marked) or inner < _FEWEST_INNER:
        return rows
    return [marked.get(n, row) for n, row in enumerate(rows)]


def _with_marker(row: Row) -> Row | None:
    """A row of amounts with its marker and the text behind it as one token."""
    if len(row.tokens) < _FEWEST_MARKED or row.kinds[1] in TYPED or row.kinds[-1] not in TYPED:
        return None
    if not (_OUTER.match(row.text) or _INNER.match(row.text)):
        return None
    if not _ALONE.fullmatch(row.tokens[0].text):
        return None
    return Row(row.line, [merge(row.tokens[:2]), *row.tokens[2:]], row.gap, {MARKED: True})


def opens_with_division(rows: Sequence[Row], at: int, kinds: Sequence[str]) -> bool:
    """Whether the first line below a head, without a marker, stands over a row that is whole:
    such a table may have further ones between its rows."""
    if at + 1 >= len(rows) or not could_divide(rows[at]):
        return False
    return len(rows[at + 1].tokens) == len(kinds) and is_full_row(rows[at + 1], kinds)


def could_divide(row: Row) -> bool:
    """One piece of text that may be a heading without a marker."""
    text = row.text
    return (
        len(row.tokens) == 1
        and row.tokens[0].kind == "text"
        and _SHORTEST <= display_width(text) <= _WIDEST
        and not (_UNFINISHED.search(text) or _NOTE.match(text))
    )


def goes_on(rows: Sequence[Row], at: int, kinds: Sequence[str]) -> bool:
    """Whether a line has the number of a row and the next one all of its amounts."""
    if kinds[0] != "number" or rows[at].kinds[0] != "number" or at + 1 == len(rows):
        return False
    row, below = rows[at].kinds, rows[at + 1].kinds
    if below[0] in TYPED or not TYPED.isdisjoint(row[1:]):
        return False
    wanted = sum(kind in TYPED for kind in kinds) - 1
    return 0 < wanted == sum(kind in TYPED for kind in below) < len(below)


def is_full_row(row: Row, kinds: Sequence[str]) -> bool:
    """A row with all the numbers, dates and marks of the columns, and a text at least."""
    wanted = sum(k in TYPED for k in kinds)
    found = sum(t.kind in TYPED for t in row.tokens)
    if not wanted or found < wanted or found == len(row.tokens) or row_to_heads(row):
        return False
    return len(row.tokens) == len(kinds) or (wanted > 1 and len(row.tokens) < len(kinds))


def is_marked(row: Row) -> bool:
    """A heading by its marker, no note and no sentence."""
    text = row.text
    if len(row.tokens) > _MOST_TOKENS or display_width(text) > _WIDEST:
        return False
    if _NOTE.match(text) or _UNFINISHED.search(text) or is_caption(text) or row_to_heads(row):
        return False
    if any(t.kind in TYPED for t in row.tokens[1:]):
        return False
    return has_marker(text)


def has_marker(text: str) -> bool:
    """Whether a text begins as headings do: １ 救急医療, (1) 搬送, 施策２, ア 相談."""
    return bool(_MARKED.match(text)) or is_heading(text)
