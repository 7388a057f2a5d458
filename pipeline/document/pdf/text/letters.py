"""Words whose letters are spread over the width of their column (均等割付), put together again.

事 業 費, 原 水 及 び 浄 水 費 and 雑 支 出 begin and end at the same places, and their letters
stand evenly between these: their gaps part no columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.document.pdf.text.chunks import Chunk, Row

_LETTER = re.compile(r"[々〆぀-ヿ㐀-鿿豈-﫿]")
_FIRST = re.compile(
    r"(?:[（(]?[0-9０-９]{1,2}[)）.．]?\s*|[ｱ-ﾝア-ン][.．]?|第[0-9０-９一二三四五六七八九十]+[款項目節]\s*)?"
    r"[々〆぀-ヿ㐀-鿿豈-﫿]"
)
_EVEN = 0.25  # of the distance of two letters
_NEAR = 0.6  # em: ends of words that end at the same place
_SEVERAL = 3  # letters whose distances can be compared
_DISTINCT = 5  # letters at least of which words are made; marks (有, 無) are few


@dataclass(frozen=True, slots=True)
class _Word:
    """Chunks first to end of a row: single letters that stand evenly."""

    row: int
    first: int
    end: int
    text: str
    x0: float
    x1: float


def join_letters(rows: Sequence[Row]) -> list[Row]:
    """The rows with the letters of spread words joined to one chunk each."""
    words = [
        word
        for number, row in enumerate(rows)
        if len(row.chunks) > 1
        for word in _words(number, row)
    ]
    if not words:
        return list(rows)
    spread = [word for word in words if _is_word(word, words, rows[word.row].size)]
    joined = list(rows)
    for word in sorted(spread, key=lambda word: -word.first):
        row = joined[word.row]
        whole = row.chunks[word.first]._replace(
            end=row.chunks[word.end - 1].end, x1=row.chunks[word.end - 1].x1
        )
        chunks = [*row.chunks[: word.first], whole, *row.chunks[word.end :]]
        joined[word.row] = replace(row, chunks=chunks)
    return joined


def _words(number: int, row: Row) -> Iterator[_Word]:
    """The stretches of two and more letters of a row that may be a spread word."""
    at = 0
    while at < len(row.chunks):
        end = at + 1
        if _FIRST.fullmatch(row.chunks[at].text):
            while end < len(row.chunks) and _goes_on(row.chunks[at:end], row.chunks[end]):
                end += 1
        if end - at > 1:
            own = row.chunks[at:end]
            text = "".join(chunk.text[-1] for chunk in own)
            yield _Word(number, at, end, text, own[0].x0, own[-1].x1)
        at = end


def _goes_on(before: Sequence[Chunk], chunk: Chunk) -> bool:
    """Is a chunk the next letter of a word, as far from the last one as those from each other?"""
    if chunk.line is not before[0].line or not _LETTER.fullmatch(chunk.text):
        return False
    steps = [b.x1 - a.x1 for a, b in pairwise([*before, chunk])]
    return max(steps) - min(steps) <= _EVEN * min(steps)


def _is_word(word: _Word, words: Sequence[_Word], size: float) -> bool:
    """Do words of other lengths, or other letters at the same places, end where this one ends?"""
    alike = [w for w in words if abs(w.x1 - word.x1) <= _NEAR * size]
    if len(word.text) < _SEVERAL:
        alike = [w for w in alike if abs(w.x0 - word.x0) <= _NEAR * size or w.x0 < word.x0]
    firm = [w for w in alike if len(w.text) >= _SEVERAL]
    letters = "".join(w.text for w in firm)
    if len(set(letters)) < max(_DISTINCT, 0.5 * len(letters)):
        return False
    if len({len(w.text) for w in firm}) > 1:
        return True
    columns = list(zip(*(w.text for w in firm), strict=True))
    return len(firm) > 1 and all(len(set(column)) == len(column) for column in columns)
