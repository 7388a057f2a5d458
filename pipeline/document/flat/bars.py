"""The bars of a chart, words and numbers on lines of their own, between the marks of its axis.

図３ 相談した相手（複数回答）
n=256
0%
50%
家族
100%
71.9
友人・知人
…
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, display_width
from pipeline.document.model import Cite

_VALUE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?")
_TICK = re.compile(r"(?:\d|\d0|\d5|1[0-5]0)%?")
_ASKS = re.compile(r"回答|選択|問[ 　]?\d|[nN][ 　]?=|アンケート|調査")
_NO_ITEM = re.compile(r"[。]|[、，]$|[nN][ 　]?=|^(?:図|表|問|Q\d)|[%％]\s*[)）]?$")
_WIDEST = 60
_FEWEST = 3
_ABOVE = 6  # lines above that may ask, marks of the axis left out


def bars_begin(rows: Sequence[Row]) -> list[int]:
    """Where bars could begin: words with a number below, marks of the axis between them."""
    found: list[int] = []
    below = False  # a bar's number is next
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if row.kinds == ("number",):
            below = below if _TICK.fullmatch(row.bare) else bool(_VALUE.fullmatch(row.bare))
            continue
        if below and row.width <= _WIDEST:
            found.append(at)
        below = False
    return found


def take_bars(rows: Sequence[Row], at: int) -> Table | None:
    """The bars from rows[at] on; None where it cannot be told which words a number is of.

    Words come first and numbers last, one each, or the numbers could be of the words below them.
    """
    if (bar := _take_bar(rows, at)) is None or not _is_words(rows[at]) or not _is_asked(rows, at):
        return None
    bars: list[list[Cite]] = []
    while bar is not None:
        cells, number = bar
        bars.append(cells)
        bar = _take_bar(rows, number)
    if len(bars) < _FEWEST or (number < len(rows) and _is_words(rows[number])):
        return None
    return Table([], bars, number)


def _take_bar(rows: Sequence[Row], at: int) -> tuple[list[Cite], int] | None:
    """The words and the number of a bar, and where it ends."""
    first = _behind_ticks(rows, at)
    second = _behind_ticks(rows, first + 1)
    if second >= len(rows) or not _VALUE.fullmatch(rows[second].bare):
        return None
    if not _is_words(rows[first]):
        return None
    return [rows[first].line.cite(), rows[second].line.cite()], second + 1


def _behind_ticks(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and _TICK.fullmatch(rows[at].bare):
        at += 1
    return at


def _is_words(row: Row) -> bool:
    text = row.bare
    if display_width(text) > _WIDEST or _NO_ITEM.search(text) or is_caption(row.text):
        return False
    if is_heading(row.text) and not row.text.startswith(("・", "○")):
        return False
    return row.kinds[0] in ("text", "tagged") and any(c.isalpha() for c in text)


def _is_asked(rows: Sequence[Row], at: int) -> bool:
    """Whether one of the lines above says that these are answers."""
    seen = 0
    for row in reversed(rows[max(0, at - 20) : at]):
        text = row.bare
        if _TICK.fullmatch(text):
            continue
        if _VALUE.fullmatch(text) or seen == _ABOVE:
            return False
        if _ASKS.search(text):
            return True
        seen += 1
    return False
