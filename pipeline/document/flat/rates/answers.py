"""Answers of a survey below their question, without a head: words and a rate each.

問３ 相談相手（単数回答 n=420）    意識調査では次のとおりである。
１ 家族 231 55.0%                  （単位：％）
２ かかりつけの医師や看護 121 28.8% 家族 71.9
師                                 友人 20.3
３ その他 68 16.2%
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.limits import is_caption
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

ASKS = r"回答|選択|問[ 　]?\d|[nN][ 　]?=|アンケート|調査"
_ASKING = re.compile(rf"{ASKS}|選んで|お答え|○[はを]|[でまし](?:た|す)か")
_COUNTED = 2  # rows with counts
_FURTHEST = 20  # lines above that are looked at

_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
_SIGNED = re.compile(rf"{_PERCENT.pattern} ")
_COMPARED = re.compile(r"[以未程増減超の、]")  # 50% 以上
_COUNT = re.compile(r"\d[\d,]*(?:人|名|件|票|社|施設|か所)?")
_NUMBERING = re.compile(r"\d{1,2}[.)、]?|[①-⑳]|[ア-ン]|[・○●]|[-－―]")
_SENTENCE = re.compile(r"[。「」]|[、，]$")
WIDEST = 70  # columns that an answer takes


VALUE = re.compile(r"(?:\d{1,2}\.\d|100\.0)%?")
_UNIT = re.compile(r"[(\[]?(?:単位)?[ 　:・]*%[)\]]?")


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


def _never(answers: Sequence[Answer]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Form:
    """A way to print answers: where they could begin, how the first and how a further one is
    read, what must hold of all, and of which no more could make it hold; lines above, so many,
    that ask or say that there are answers, before one that answers, if any must; lines between
    that are passed over."""

    begins: Callable[[Sequence[Row]], list[int]]
    first: Callable[[Sequence[Row], int], Answer | None]
    further: Callable[[Sequence[Row], int], Answer | None]
    near: int = 4
    asks: re.Pattern[str] | None = _ASKING
    answers: re.Pattern[str] = re.compile(rf"(?:.*\s)?{_PERCENT.pattern}")
    passed: re.Pattern[str] | None = None
    fewest: int = 3  # rows without counts
    holds: Callable[[Sequence[Row], Sequence[Answer]], bool] = _always
    lost: Callable[[Sequence[Answer]], bool] = _never

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
            if _is_power_of_two(len(found)) and self.lost(found):
                return None  # looked at seldom: reading stays linear
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


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def _end_with_percent(rows: Sequence[Row]) -> list[int]:
    return [at for at, row in enumerate(rows) if row.bare[-1] == "%" and len(row.tokens) > 1]


def _end_with_decimal(rows: Sequence[Row]) -> list[int]:
    return [
        at
        for at, row in enumerate(rows)
        if len(row.tokens) > 1 and row.bare[-2:-1] == "." and row.kinds[0] != "number"
    ]


def _below_unit(rows: Sequence[Row]) -> list[int]:
    """Lines that end with a decimal below a unit on a line of its own: （単位：％）."""
    return [at for at in _end_with_decimal(rows) if _is_below_unit(rows, at)]


def _is_below_unit(rows: Sequence[Row], at: int) -> bool:
    return at > 0 and bool(_UNIT.fullmatch(rows[at - 1].bare))


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


_signed, _unsigned = partial(_line_with, _PERCENT), partial(_line_with, VALUE)
LINES = Form(_end_with_percent, _signed, _signed)
BEFORE = Form(_begin_with_percent, _rate_to_answer, _rate_to_answer)
UNSIGNED = Form(  # the line above asks, and has the sign for all
    _end_with_decimal,
    _unsigned,
    _unsigned,
    near=1,
    asks=re.compile(rf"^(?=.*(?:{ASKS})).*%\s*\)$"),
    answers=re.compile(rf"(?:.*\s)?{VALUE.pattern}"),
)
BELOW_UNIT = Form(  # a survey is told of above the unit, and behind the source of another table
    _below_unit,
    lambda rows, at: _unsigned(rows, at) if _is_below_unit(rows, at) else None,
    _unsigned,
    asks=re.compile(ASKS),
    answers=re.compile(rf"(?:.*\s)?{VALUE.pattern}|[(]?(?:資料|出典|注).*"),
    passed=_UNIT,
)
FORMS = (LINES, BEFORE, UNSIGNED, BELOW_UNIT)
