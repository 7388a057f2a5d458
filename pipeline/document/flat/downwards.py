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
from collections.abc import Callable, Iterator, Sequence
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
_MOST_LINES = 3  # of a cell, its notes included
_VALUES = frozenset({"number", "counted", "nil"})


@dataclass(slots=True)
class Stanza:
    """Lines of words, and the numbers that follow them."""

    words: list[Row]
    numbers: list[Token]
    end: int


def lines_to_stanzas(
    rows: Sequence[Row], at: int, are_numbers: Callable[[Row], bool], most: int
) -> Iterator[Stanza]:
    """Lines of words, so many at most, and lines of numbers in turns; the first may have no
    words."""
    words: list[Row] = []
    numbers: list[Token] = []
    for number in range(at, len(rows)):
        row = rows[number]
        if are_numbers(row):
            numbers.extend(row.tokens)
            continue
        if numbers:
            yield Stanza(words, numbers, number)
            words, numbers = [], []
        words.append(row)
        if len(words) > most:
            return
    if numbers:
        yield Stanza(words, numbers, len(rows))


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
    found: list[list[Cite]] = []
    end, words = at, 0
    for stanza in lines_to_stanzas(rows, at, _is_number, _MOST_LINES * len(kinds)):
        texts, numbers = _with_notes(stanza.words), stanza.numbers
        if not found:
            words = len(texts)
            if not words or words + len(numbers) != len(kinds) or "number" in kinds[:words]:
                break
        if len(numbers) != len(kinds) - words or not 0 < len(texts) <= words:
            break
        found.append(_place(texts, [t.cite for t in numbers], words))
        end = stanza.end
    full = sum(all(row) for row in found)
    return (found, end) if full >= _FEWEST_ROWS else ([], at)


def _is_number(row: Row) -> bool:
    return len(row.tokens) == 1 and row.kinds[0] in _VALUES


def _with_notes(rows: Sequence[Row]) -> list[Cite]:
    """Lines of words, notes with the line above."""
    cites: list[Cite] = []
    for row in rows:
        cite = row.line.cite()
        if cites and _NOTE.fullmatch(cite.text):
            cites[-1] = Cite.join([cites[-1], cite])
        else:
            cites.append(cite)
    return cites


def _place(texts: Sequence[Cite], numbers: Sequence[Cite], words: int) -> list[Cite]:
    """The cells of a row in their columns; the words that it lacks are those at its left."""
    missing = [EMPTY] * (words - len(texts))
    if _SUM.fullmatch(folded(texts[0].text)):
        return [texts[0], *missing, *texts[1:], *numbers]
    return [*missing, *texts, *numbers]
