"""Answers of a survey below their question, without a head: words and a rate each.

問３ 相談相手（単数回答 n=420）    図３ 相談した相手（複数回答）
１ 家族 231 55.0%                  0%
２ かかりつけの医師や看護 121 28.8% 家族
師                                 100%
３ その他 68 16.2%                 71.9
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

_ASKS = r"回答|選択|問[ 　]?\d|[nN][ 　]?=|アンケート|調査"
_ASKING = re.compile(rf"{_ASKS}|選んで|お答え|○[はを]|[でまし](?:た|す)か")
_COUNTED = 2  # rows with counts
_FURTHEST = 20  # lines above that are looked at

_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
_SIGNED = re.compile(rf"{_PERCENT.pattern} ")
_COMPARED = re.compile(r"[以未程増減超の、]")  # 50% 以上
_COUNT = re.compile(r"\d[\d,]*(?:人|名|件|票|社|施設|か所)?")
_NUMBERING = re.compile(r"\d{1,2}[.)、]?|[①-⑳]|[ア-ン]|[・○●]|[-－―]")
_SENTENCE = re.compile(r"[。「」]|[、，]$")
WIDEST = 70  # columns that an answer takes


_VALUE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?")
_TICK = re.compile(r"(?:\d|\d0|\d5|1[0-5]0)%?")  # of the axis
_NO_ITEM = re.compile(r"[。]|[、，]$|[nN][ 　]?=|^(?:図|表|問|Q\d)|[%％]\s*[)）]?$")
_WIDEST_ITEM = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, the number of those who gave it, the percentage; comma: one parts
    the words from the percentage."""

    number: Cite  # of the answer: １ 家族
    words: Cite
    count: Cite
    percent: Cite
    end: int
    comma: bool = False


def _always(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Form:
    """A way to print answers: where they could begin, how the first and how a further one is
    read, what must hold of all; lines above, so many, that ask or say that there are answers,
    before one that answers, if any must; lines between that are passed over."""

    begins: Callable[[Sequence[Row]], list[int]]
    first: Callable[[Sequence[Row], int], Answer | None]
    further: Callable[[Sequence[Row], int], Answer | None]
    near: int = 4
    asks: re.Pattern[str] | None = _ASKING
    answers: re.Pattern[str] = re.compile(rf"(?:.*\s)?{_PERCENT.pattern}")
    passed: re.Pattern[str] | None = None
    fewest: int = 3  # rows without counts
    holds: Callable[[Sequence[Row], Sequence[Answer]], bool] = _always

    def take(self, rows: Sequence[Row], at: int) -> Table | None:
        """The answers from rows[at] on, below a line that asks, or None: numbers where there are
        any, words, counts where there are any, rates."""
        answer = self.first(rows, at)
        if answer is None or not self._is_asked(rows, at):
            return None
        found = [answer]
        counted = bool(answer.count)
        while (answer := self.further(rows, found[-1].end)) and bool(answer.count) is counted:
            found.append(answer)
        if len(found) < (_COUNTED if counted else self.fewest) or not self.holds(rows, found):
            return None
        numbered = any(a.number for a in found)
        cells = [
            [*([a.number] * numbered), a.words, *([a.count] * counted), a.percent] for a in found
        ]
        return Table([], cells, found[-1].end)

    def _is_asked(self, rows: Sequence[Row], at: int) -> bool:
        seen = 0
        if self.asks is None:
            return True
        for row in reversed(rows[max(0, at - _FURTHEST) : at]):
            if self.passed and self.passed.fullmatch(row.bare):
                continue
            if seen == self.near or self.answers.fullmatch(row.bare):
                return False
            if self.asks.search(row.bare):
                return True
            seen += 1
        return False


def _end_with_percent(rows: Sequence[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if row.bare[-1] == "%" and len(row.tokens) > 1]


def _end_with_decimal(rows: Sequence[Row]) -> list[int]:
    return [
        at
        for at, row in enumerate(rows)
        if len(row.tokens) > 1 and row.bare[-2:-1] == "." and row.kinds[0] != "number"
    ]


def _begin_with_percent(rows: Sequence[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if len(row.tokens) > 1 and _SIGNED.match(row.bare)]


def _rate_to_answer(rows: Sequence[Row], at: int) -> Answer | None:
    """A line with its rate before the words: 71.8% 家族."""
    tokens = rows[at].tokens if at < len(rows) else []
    if len(tokens) < 2 or not _PERCENT.fullmatch(folded(tokens[0].text)):
        return None
    if not _are_words(tokens[1:]) or _COMPARED.match(tokens[1].text):
        return None
    return Answer(EMPTY, merge(tokens[1:]).cite, EMPTY, tokens[0].cite, at + 1)


def _line_with(rate: re.Pattern[str], rows: Sequence[Row], at: int) -> Answer | None:
    """The answer that rows[at] holds, with the rest of its words from the line below."""
    if at >= len(rows):
        return None
    tokens = rows[at].tokens
    if len(tokens) < 2 or not rate.fullmatch(folded(tokens[-1].text)):
        return None
    *words, percent = tokens
    number = count = EMPTY
    if len(words) > 1 and _COUNT.fullmatch(folded(words[-1].text)):
        count = words.pop().cite
    if len(words) > 1 and _NUMBERING.fullmatch(folded(words[0].text)):
        number = words.pop(0).cite
    if not _are_words(words):
        return None
    whole = merge(words)
    end = at + 1
    if end == len(rows) or not _goes_on(rate, rows, end, whole):
        return Answer(number, whole.cite, count, percent.cite, end)
    both = Cite.join([whole.cite, rows[end].line.cite()])
    return Answer(number, both, count, percent.cite, end + 1)


def _are_words(tokens: list[Token]) -> bool:
    if not tokens or any(t.kind not in ("text", "tagged", "note") for t in tokens):
        return False
    text = merge(tokens).text
    return display_width(text) <= WIDEST and not _SENTENCE.search(text)


def _goes_on(rate: re.Pattern[str], rows: Sequence[Row], at: int, words: Token) -> bool:
    """A line of words alone, no wider than those above, before another answer or a wider gap."""
    row = rows[at]
    if row.gap > rows[at - 1].gap or not _are_words(row.tokens) or len(row.tokens) > 2:
        return False
    if row_to_heads(row) or is_caption(row.text) or _ASKING.search(row.bare):
        return False
    if row.width > words.width:
        return False
    below = rows[at + 1] if at + 1 < len(rows) else None
    return below is not None and bool(rate.fullmatch(folded(below.tokens[-1].text)))


def _over_values(rows: Sequence[Row]) -> list[int]:
    """Words with a number below, marks of the axis between them."""
    found: list[int] = []
    below = False  # a bar's number is next
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if row.kinds == ("number",):
            below = below if _TICK.fullmatch(row.bare) else bool(_VALUE.fullmatch(row.bare))
            continue
        if below and row.width <= _WIDEST_ITEM:
            found.append(at)
        below = False
    return found


def _bar(rows: Sequence[Row], at: int) -> Answer | None:
    """A bar of a chart: words and their number on lines of their own."""
    first = _behind_ticks(rows, at)
    second = _behind_ticks(rows, first + 1)
    if second >= len(rows) or not _VALUE.fullmatch(rows[second].bare):
        return None
    if not _is_item(rows[first]):
        return None
    words, percent = rows[first].line.cite(), rows[second].line.cite()
    return Answer(EMPTY, words, EMPTY, percent, second + 1)


def _behind_ticks(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and _TICK.fullmatch(rows[at].bare):
        at += 1
    return at


def _is_item(row: Row) -> bool:
    if display_width(row.bare) > _WIDEST_ITEM or _NO_ITEM.search(row.bare) or is_caption(row.text):
        return False
    if is_heading(row.text) and not row.text.startswith(("・", "○")):
        return False
    return row.kinds[0] in ("text", "tagged") and any(c.isalpha() for c in row.bare)


def _ends_with_number(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    """Words come first and numbers last, or the numbers could be of the words below them."""
    end = answers[-1].end
    return end == len(rows) or not _is_item(rows[end])


_signed, _unsigned = partial(_line_with, _PERCENT), partial(_line_with, _VALUE)
LINES = Form(_end_with_percent, _signed, _signed)
BEFORE = Form(_begin_with_percent, _rate_to_answer, _rate_to_answer)
UNSIGNED = Form(  # the line above asks, and has the sign for all
    _end_with_decimal,
    _unsigned,
    _unsigned,
    near=1,
    asks=re.compile(rf"^(?=.*(?:{_ASKS})).*%\s*\)$"),
    answers=re.compile(rf"(?:.*\s)?{_VALUE.pattern}"),
)
BARS = Form(
    _over_values,
    _bar,
    _bar,
    near=6,
    asks=re.compile(_ASKS),
    answers=_VALUE,
    passed=_TICK,
    holds=_ends_with_number,
)
FORMS = (LINES, BEFORE, UNSIGNED, BARS)
