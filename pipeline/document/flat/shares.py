"""Charts whose bars are 100% each: people with their number, shares, and the answers as a legend.

全体(n=1,234)            全体(n=1,234) 45.2 50.5 4.3        いる いない 無回答
男性(n=534)              男性(n=534) 40.2 55.5 4.3          全体(n=1,234)
45.2                     いる いない 無回答                 45.2 50.5 4.3
40.2
50.5
…
いる いない 無回答
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

BASE = re.compile(r"[(\[]?\s*n\s*=\s*[\d,]+\s*(?:人|件)?\s*[)\]]?", re.IGNORECASE)
_SHARE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?|\d{1,3}%")
TICK = re.compile(r"(?:\d|\d0|100)%?")
NO_WORDS = re.compile(r"[。]|^(?:図|表|問|設問|[QＱ]\d|※|注|資料|出典)|[?？]$")
_WIDEST = 40
_MOST_ABOVE = 9  # lines down to the first label, itself included
_MOST_LINES, _MOST_GROUPS, _MOST_ANSWERS = 90, 30, 12


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line of a chart: a label with n=, shares, both, or words."""

    row: Row
    label: Cite | None
    shares: tuple[Token, ...]
    words: tuple[Token, ...]


def shares_begin(rows: Sequence[Row]) -> list[int]:
    """Where a chart could begin: a label with n=, or words of a legend with one right below."""
    found: list[int] = []
    reach = 0  # lines above that could be of a legend
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if "=" in row.bare and BASE.search(row.bare):
            reach = 0 if NO_WORDS.search(row.bare) else _MOST_ABOVE
        elif reach:
            reach = reach - 1 if _is_words(row) else 0
        if reach:
            found.append(at)
    return found


def take_shares(rows: Sequence[Row], at: int) -> Table | None:
    """The chart that begins at rows[at], or None: the answers, and for each group of people its
    label and shares; of one group without a name, answers and shares.

    The shares of each group add up to 100, which tells the order of numbers that stand on lines
    of their own; where that proves no order, or two, it is no table.
    """
    pieces: list[_Piece] = []
    labels = shares = words = 0
    for number in range(at, min(len(rows), at + _MOST_LINES)):
        piece = _read(rows[number])
        if piece is None or labels > _MOST_GROUPS or words > _MOST_ANSWERS:
            break
        pieces.append(piece)
        labels += piece.label is not None
        shares += len(piece.shares)
        words += bool(piece.words)
        if not (labels and shares and words) or shares % labels:
            continue
        if (found := _prove(pieces)) and not _goes_on(rows, number + 1):
            head, body = found
            first = min(s.line for cells in (head, *body) for cite in cells for s in cite.spans)
            return Table(head, body, number + 1, first)
    return None


def _goes_on(rows: Sequence[Row], at: int) -> bool:
    """Whether the next line has shares or a label too: what is proved so far is not all."""
    piece = _read(rows[at]) if at < len(rows) else None
    return piece is not None and bool(piece.shares or piece.label)


def _read(row: Row) -> _Piece | None:
    """The parts of a line, read once; None for a line that ends a chart."""
    if "shares" not in row.memo:
        row.memo["shares"] = _read_piece(row)
    return row.memo["shares"]  # type: ignore[return-value]


def _read_piece(row: Row) -> _Piece | None:
    """A piece without label, shares and words is a mark of the axis."""
    text = row.bare
    if all(TICK.fullmatch(folded(t.text)) for t in row.tokens):
        return _Piece(row, None, (), ())
    based = BASE.search(text)
    tokens = list(row.tokens)
    shares: list[Token] = []
    while tokens and _SHARE.fullmatch(folded(tokens[-1].text)):
        shares.insert(0, tokens.pop())
    if not tokens:
        return _Piece(row, None, tuple(shares), ())
    if based:
        label = merge(tokens)
        wide = display_width(label.text) > _WIDEST
        return None if wide or NO_WORDS.search(text) else _Piece(row, label.cite, tuple(shares), ())
    return _Piece(row, None, (), tuple(tokens)) if not shares and _is_words(row) else None


def _is_words(row: Row) -> bool:
    text = row.bare
    if NO_WORDS.search(text) or is_caption(row.text) or is_heading(row.text):
        return False
    return all(t.kind in ("text", "tagged", "counted") for t in row.tokens)


def _prove(pieces: Sequence[_Piece]) -> tuple[list[Cite], list[list[Cite]]] | None:
    """The answers and the rows of a chart, where they are all there and add up to 100."""
    labels = [p.label for p in pieces if p.label is not None]
    shares = [t for p in pieces for t in p.shares]
    words = [p.words for p in pieces if p.words]
    if not labels or len(shares) < 2 or len(shares) % len(labels):
        return None
    count = len(shares) // len(labels)
    legend = _legend(words, count)
    if count < 2 or legend is None:
        return None
    size = len(labels)
    inline = [p for p in pieces if p.label is not None and p.shares]
    by_row = [shares[n * count : (n + 1) * count] for n in range(size)]
    by_answer = [shares[n::size] for n in range(size)]
    proved = [o for o in ([by_row] if inline or size == 1 else [by_row, by_answer]) if _whole(o)]
    if len(proved) != 1 or (inline and any(len(p.shares) != count for p in inline)):
        return None
    if size == 1 and BASE.fullmatch(folded(labels[0].text)):
        return [], [[w, t.cite] for w, t in zip(legend, shares, strict=True)]  # n=300 is of all
    rows = [
        [label, *(t.cite for t in group)] for label, group in zip(labels, proved[0], strict=True)
    ]
    return [EMPTY, *legend], rows


def _legend(words: Sequence[tuple[Token, ...]], count: int) -> list[Cite] | None:
    """The answers: a line each, or one line of them all."""
    if len(words) == count and all(merge(list(w)).width <= _WIDEST for w in words):
        return [merge(list(w)).cite for w in words]
    if len(words) == 1 and len(words[0]) == count:
        return [t.cite for t in words[0]]
    return None


def _whole(groups: Sequence[Sequence[Token]]) -> bool:
    """Whether each group's shares add up to 100, give or take their roundings."""
    for group in groups:
        texts = [folded(t.text).rstrip("%") for t in group]
        rounding = 0.05 if all("." in t for t in texts) else 0.5
        if abs(sum(map(float, texts)) - 100) > rounding * len(texts) + 1e-6:
            return False
    return True
