"""Cross tables of a survey whose heads no vocabulary knows: words, and a rate for each answer.

年代 よく知っている 知らない 無回答
20歳代 12.1% 84.0% 3.9%

Nothing but the rates below tells such heads; all other readers begin at words that they know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import (
    TYPED,
    Row,
    Token,
    display_width,
    folded,
    is_single,
    merge,
)
from pipeline.document.model import EMPTY, Cite

_SIGNED = re.compile(r"\d{1,3}(?:\.\d+)?%")
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}|100(?:\.0+)?")
_NIL = re.compile(r"[-－―–]")
_BASE = re.compile(r"[(\[]?\s*[nN]\s*=\s*[\d,]+\s*[)\]]?")
_RATES = re.compile(r"%|割合|構成比")
_NUMBERS = frozenset({"number", "nil"})
_WIDEST, _WIDEST_LABEL = 40, 60
_ROUNDING = 0.05  # of one share
_FEWEST = 2
_NEAR = 4  # lines above that may say that the numbers are rates


def cross_begins(rows: Sequence[Row]) -> list[int]:
    """Where a cross table could begin: words, and two rates or more at the end of the next line."""
    return [
        at
        for at, (head, below) in enumerate(pairwise(rows))
        if len(head.tokens) > 1 and len(below.tokens) > 2 and _NUMBERS.issuperset(below.kinds[-2:])
    ]


def take_cross(rows: Sequence[Row], at: int) -> Table | None:
    """The cross table whose head line is rows[at], or None."""
    head = rows[at]
    words = _closed_up(head.tokens)
    width = len(words)
    if width < 2 or any(t.kind in TYPED or t.width > _WIDEST for t in words):
        return None
    stated = any(_RATES.search(r.bare) for r in rows[max(0, at - _NEAR) : at + 1])
    if stated and at + 1 < len(rows) and (shares := _shares(rows[at + 1], width)):
        return Table([], [[w.cite, t.cite] for w, t in zip(words, shares, strict=True)], at + 2)
    found: list[list[Cite]] = []
    number, rates = at + 1, 0
    while number < len(rows) and (cells := _row(rows[number], stated)) is not None:
        if found and len(cells) - 1 != rates:
            break
        rates = len(cells) - 1
        found.append(cells)
        number += 1
    if len(found) < _FEWEST or rates < 2 or width not in (rates, rates + 1):
        return None
    if row_to_heads(head) and not _all_signed(found):
        return None
    cites = [t.cite for t in words]
    return Table(cites if width > rates else [EMPTY, *cites], found, number)


def _closed_up(tokens: Sequence[Token]) -> list[Token]:
    """The words of a head; letters apart are one word (理 由)."""
    found: list[list[Token]] = []
    for token in tokens:
        if found and is_single(token) and is_single(found[-1][-1]):
            found[-1].append(token)
        else:
            found.append([token])
    return [merge(piece) for piece in found]


def _shares(row: Row, count: int) -> list[Token]:
    """The rates of a line that has nothing else: one for each answer, all together 100."""
    tokens = row.tokens
    if len(tokens) != count or count <= _FEWEST or not all(_is_rate(t, True) for t in tokens):
        return []
    values = [float(folded(t.text).rstrip("%")) for t in tokens]
    return tokens if abs(sum(values) - 100) <= _ROUNDING * count + 1e-6 else []


def _row(row: Row, stated: bool) -> list[Cite] | None:
    """The words of a line and its rates; a number of those asked stays with the words."""
    tokens = row.tokens
    first = next((n for n, t in enumerate(tokens) if n and _is_rate(t, stated)), 0)
    if not first or not all(_is_rate(t, stated) or _is_nil(t) for t in tokens[first:]):
        return None
    words = merge(tokens[:first])
    plain = [t for t in tokens[:first] if not _BASE.fullmatch(folded(t.text))]
    if not plain or any(t.kind in ("number", "mark", "nil") for t in plain):
        return None
    if display_width(words.text) > _WIDEST_LABEL or words.text.endswith(("。", "、")):
        return None
    return [words.cite, *(t.cite for t in tokens[first:])]


def _is_rate(token: Token, stated: bool) -> bool:
    text = folded(token.text)
    return bool(_SIGNED.fullmatch(text)) or (stated and bool(_DECIMAL.fullmatch(text)))


def _is_nil(token: Token) -> bool:
    return bool(_NIL.fullmatch(folded(token.text)))


def _all_signed(rows: list[list[Cite]]) -> bool:
    return all(_SIGNED.fullmatch(folded(c.text)) for cells in rows for c in cells[1:])
