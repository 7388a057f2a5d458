"""Cross tables of a survey whose heads no vocabulary knows: words, and a rate for each answer.

年代 よく知っている 知らない 無回答      地域 n 知っている 知らない
20歳代 12.1% 84.0% 3.9%                  北部 702 40.1 59.9

Nothing but the rates below tells such heads; all other readers begin at words that they know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import TYPED, Row, Token, closed_up, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

_SIGNED = re.compile(r"\d{1,3}(?:\.\d+)?%")
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}|100(?:\.0+)?")
_NIL = re.compile(r"[-－―–]")
BASE = re.compile(r"[(\[]?\s*[nN]\s*=\s*[\d,]+\s*[)\]]?")
COUNTS = re.compile(r"[nN]|(?:回答|有効回答)?(?:者数|人数|件数|数)|実数|総数")
_COUNT = re.compile(r"\d[\d,]*")
RATES = re.compile(r"%|割合|構成比")
_ASKED = re.compile(
    r"^(?:設?問|q) ?\d.*\(.*(?:[○〇][はを]|回答|選択|つまで|いくつでも|[ms]a)", re.IGNORECASE
)
_NUMBERS = frozenset({"number", "nil"})
_WIDEST, _WIDEST_LABEL = 40, 60
_ROUNDING = 0.05  # of one share
_FEWEST = 2
_ASKING = 2  # lines above that may ask: what answers are numbers with decimals are their rates
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
    words, above = closed_up(rows[at].tokens), at
    heads = [t.cite for t in words]
    based = all(BASE.fullmatch(folded(t.text)) for t in words)
    if based and at and (names := _names_above(rows[at - 1], len(words))):
        above, words = at - 1, names
        behind = [EMPTY] * (len(names) - len(heads)) + heads
        heads = [Cite.join([t.cite, c]) for t, c in zip(names, behind, strict=True)]
    elif len({folded(t.text) for t in words}) == 1 < len(words):  # 平成29年 令和4年 / 調査 調査
        over = rows[at - 1].tokens if at else []
        if len(over) != len(words):
            return None
        above = at - 1
        heads = [Cite.join([t.cite, c]) for t, c in zip(over, heads, strict=True)]
    width = len(words)
    if width < 2 or any(t.kind in TYPED or t.width > _WIDEST for t in words):
        return None
    stated = based or any(RATES.search(r.bare) for r in rows[max(0, at - _NEAR) : at + 1])
    stated = stated or any(_ASKED.search(folded(r.text)) for r in rows[max(0, at - _ASKING) : at])
    if stated and at + 1 < len(rows) and (shares := _shares(rows[at + 1], width)):
        return Table([], [[w.cite, t.cite] for w, t in zip(words, shares, strict=True)], at + 2)
    counted = any(COUNTS.fullmatch(folded(t.text)) for t in words[:2])
    found, number = cross_rows(rows, at + 1, stated, counted)
    if counted and not found:  # 総数 63.2: of all who answered
        counted = False
        found, number = cross_rows(rows, at + 1, stated, counted)
    size = len(found[0]) if found else 0
    rates = size - 1 - counted
    if len(found) < _FEWEST or rates < 2 or width not in (size, size - 1):
        return None
    if row_to_heads(rows[at]) and not _all_signed(found):
        return None
    first = rows[above].line.index
    return Table(heads if width == size else [EMPTY, *heads], found, number, first)


def cross_rows(
    rows: Sequence[Row], at: int, stated: bool, counted: bool
) -> tuple[list[list[Cite]], int]:
    """The rows from rows[at] on that have as many cells, and the line behind them."""
    found: list[list[Cite]] = []
    while at < len(rows) and (cells := _row(rows[at], stated, counted)) is not None:
        if found and len(cells) != len(found[0]):
            break
        found.append(cells)
        at += 1
    return found, at


def _names_above(row: Row, count: int) -> list[Token]:
    """The words over the numbers of those asked, those over the labels included:
    課題 行っている 行っていない / （n=110） （n=221）."""
    words = closed_up(row.tokens)
    return words if len(words) in (count, count + 1) else []


def _shares(row: Row, count: int) -> list[Token]:
    """The rates of a line that has nothing else: one for each answer, all together 100."""
    tokens = row.tokens
    if len(tokens) != count or count <= _FEWEST or not all(_is_rate(t, True) for t in tokens):
        return []
    values = [float(folded(t.text).rstrip("%")) for t in tokens]
    return tokens if abs(sum(values) - 100) <= _ROUNDING * count + 1e-6 else []


def _row(row: Row, stated: bool, counted: bool) -> list[Cite] | None:
    """The words of a line, the number of those asked where a column has it, and its rates; such a
    number without a column of its own stays with the words."""
    tokens = row.tokens
    least = 1 + counted
    first = next((n for n, t in enumerate(tokens) if n >= least and _is_rate(t, stated)), 0)
    if not first or not all(_is_rate(t, stated) or _is_nil(t) for t in tokens[first:]):
        return None
    count = tokens[first - 1 : first] if counted else []
    if any(not _COUNT.fullmatch(folded(t.text)) for t in count):
        return None
    leading = tokens[: first - len(count)]
    words = merge(leading)
    plain = [t for t in leading if not BASE.fullmatch(folded(t.text))]
    if not plain or any(t.kind in ("number", "mark", "nil") for t in plain):
        return None
    if display_width(words.text) > _WIDEST_LABEL or words.text.endswith(("。", "、")):
        return None
    return [words.cite, *(t.cite for t in [*count, *tokens[first:]])]


def _is_rate(token: Token, stated: bool) -> bool:
    text = folded(token.text)
    return bool(_SIGNED.fullmatch(text)) or (stated and bool(_DECIMAL.fullmatch(text)))


def _is_nil(token: Token) -> bool:
    return bool(_NIL.fullmatch(folded(token.text)))


def _all_signed(rows: list[list[Cite]]) -> bool:
    return all(_SIGNED.fullmatch(folded(c.text)) for cells in rows for c in cells[1:])
