"""Tables that fell apart into one cell a line, as those of web pages do: the heads, then row by
row.

圏域名
構成市町
人口（人）
北部
青葉市、岬町
120,300
南部
…
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.heads import HeadCell, head_score
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, folded, merge
from pipeline.document.model import EMPTY, Cite

_NOTE = re.compile(r"[(（\[［][^()（）]{1,20}[)）\]］]")
_SUM = re.compile(r"(?:合|総|小)?[\s　]*計")
_SENTENCE = re.compile(r"[。、，]|^[・○●※◆■□【＜〈]")
_WIDEST_HEAD = 34
_MOST_HEADS = 12
_FEWEST_ROWS = 2
_VALUES = frozenset({"number", "counted", "nil"})


@dataclass(frozen=True, slots=True)
class _Cell:
    cite: Cite
    value: bool  # a number, not words


def downwards_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a table could begin: a head with another one below, notes between them."""
    found: list[int] = []
    below = False  # a head is next
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if _could_be_head(row) and head_score(row.text) > 1:
            if below:
                found.append(at)
            below = True
        else:
            below = below and bool(_NOTE.fullmatch(row.text))
    return found


def take_downwards(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose first head stands alone on rows[at], or None.

    Heads are known words; a last one may be unknown. Rows have words and numbers where the first
    of them has; words that a row lacks (a merged or a lost cell) are those at its left.
    """
    heads, number = _take_heads(rows, at)
    if len(heads) < 2:
        return None
    choices = [(heads, number)]
    if number < len(rows) and _could_be_head(rows[number]):
        choices.append(([*heads, HeadCell((_token(rows[number]),))], number + 1))
    for cells, start in choices:
        found, end = _take_rows(rows, start, [h.kind for h in cells])
        if found:
            return Table([h.cite for h in cells], found, end)
    return None


def _take_heads(rows: Sequence[Row], at: int) -> tuple[list[HeadCell], int]:
    """The heads from rows[at] on, with the notes below them: 既存病床数 / （４月１日現在）."""
    heads: list[HeadCell] = []
    number = at
    while number < len(rows) and len(heads) < _MOST_HEADS:
        row = rows[number]
        if heads and _NOTE.fullmatch(row.text):
            heads[-1] = heads[-1].with_token(_token(row))
        elif _could_be_head(row) and head_score(row.text) > 1:
            heads.append(HeadCell((_token(row),)))
        else:
            break
        number += 1
    return heads, number


def _token(row: Row) -> Token:
    """All of a line as one token."""
    return merge(row.tokens)


def _could_be_head(row: Row) -> bool:
    text = row.text
    if row.kinds[0] in _VALUES or row.width > _WIDEST_HEAD:
        return False
    return not _SENTENCE.search(text)


def _take_rows(rows: Sequence[Row], at: int, kinds: Sequence[str]) -> tuple[list[list[Cite]], int]:
    """The rows of a table from rows[at] on, and where they end."""
    cells, end = _take_row(rows, at)
    pattern = [cell.value for cell in cells]
    if len(pattern) != len(kinds) or pattern[0] or not any(pattern) or not _fits(pattern, kinds):
        return [], at
    words = pattern.index(True)
    if any(not value for value in pattern[words:]):
        return [], at  # numbers last: their end is the row's
    found: list[list[Cite]] = []
    while cells and (row := _place(cells, words, len(pattern))) is not None:
        found.append(row)
        at = end
        cells, end = _take_row(rows, at)
    full = sum(all(row) for row in found)
    return (found, at) if full >= _FEWEST_ROWS else ([], at)


def _fits(pattern: Sequence[bool], kinds: Sequence[str]) -> bool:
    """Whether the numbers stand under the heads of numbers."""
    return all(value or kind != "number" for value, kind in zip(pattern, kinds, strict=True))


def _take_row(rows: Sequence[Row], at: int) -> tuple[list[_Cell], int]:
    """The cells from rows[at] on, words and then numbers, up to the next words."""
    cells: list[_Cell] = []
    number = at
    while number < len(rows):
        row = rows[number]
        value = row.kinds[0] in _VALUES and len(row.tokens) == 1
        if not value and cells and cells[-1].value:
            break
        cite = row.line.cite()
        if cells and not value and _NOTE.fullmatch(cite.text):
            cells[-1] = _Cell(Cite.join([cells[-1].cite, cite]), False)
        else:
            cells.append(_Cell(cite, value))
        number += 1
        if len(cells) > _MOST_HEADS:
            break
    return cells, number


def _place(cells: Sequence[_Cell], words: int, width: int) -> list[Cite] | None:
    """The cells of a row in their columns; None for one that is no row of the table."""
    texts = [cell.cite for cell in cells if not cell.value]
    numbers = [cell.cite for cell in cells if cell.value]
    if len(numbers) != width - words or not 0 < len(texts) <= words:
        return None
    missing = [EMPTY] * (words - len(texts))
    if _SUM.fullmatch(folded(texts[0].text)):
        return [texts[0], *missing, *texts[1:], *numbers]
    return [*missing, *texts, *numbers]
