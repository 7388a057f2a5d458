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
from dataclasses import dataclass

from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.tokens import Row, display_width, folded
from pipeline.document.model import Cite

_VALUE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?")
_TICK = re.compile(r"(?:\d|\d0|\d5|1[0-5]0)%?")
_ASKS = re.compile(r"回答|選択|問[ 　]?\d|[nN][ 　]?=|アンケート|調査")
_NO_ITEM = re.compile(r"[。]|[、，]$|[nN][ 　]?=|^(?:図|表|問|Q\d)|[%％]\s*[)）]?$")
_WIDEST = 60
_FEWEST = 3
_ABOVE = 6  # lines above that may ask, marks of the axis left out


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it is of, and how long it is."""

    words: Cite
    percent: Cite
    end: int


def take_bars(rows: Sequence[Row], at: int) -> list[Bar]:
    """The bars from rows[at] on; empty where it cannot be told which words a number is of.

    Words come first and numbers last, one each, or the numbers could be of the words below them.
    """
    if (bar := _take_bar(rows, at)) is None or not _is_words(rows[at]) or not _is_asked(rows, at):
        return []
    bars: list[Bar] = []
    while bar is not None:
        bars.append(bar)
        bar = _take_bar(rows, number := bar.end)
    if len(bars) < _FEWEST or (number < len(rows) and _is_words(rows[number])):
        return []
    return bars


def _take_bar(rows: Sequence[Row], at: int) -> Bar | None:
    first = _behind_ticks(rows, at)
    second = _behind_ticks(rows, first + 1)
    if second >= len(rows) or not _VALUE.fullmatch(folded(rows[second].text)):
        return None
    if not _is_words(rows[first]):
        return None
    return Bar(rows[first].line.cite(), rows[second].line.cite(), second + 1)


def _behind_ticks(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and _TICK.fullmatch(folded(rows[at].text)):
        at += 1
    return at


def _is_words(row: Row) -> bool:
    text = folded(row.text)
    if display_width(text) > _WIDEST or _NO_ITEM.search(text) or is_caption(row.text):
        return False
    if is_heading(row.text) and not row.text.startswith(("・", "○")):
        return False
    return row.kinds[0] in ("text", "tagged") and any(c.isalpha() for c in text)


def _is_asked(rows: Sequence[Row], at: int) -> bool:
    """Whether one of the lines above says that these are answers."""
    seen = 0
    for row in reversed(rows[max(0, at - 20) : at]):
        text = folded(row.text)
        if _TICK.fullmatch(text):
            continue
        if _VALUE.fullmatch(text) or seen == _ABOVE:
            return False
        if _ASKS.search(text):
            return True
        seen += 1
    return False
