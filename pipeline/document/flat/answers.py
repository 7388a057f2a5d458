"""Answers of a survey below their question, without a head: words, perhaps a count, a percentage.

問３ 主な相談相手はどなたですか。（単数回答 n=420）
１ 家族 231 55.0%
２ かかりつけの医師や看護 121 28.8%
師
３ その他 68 16.2%
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.limits import is_caption
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded, merge
from pipeline.document.model import EMPTY, Cite

_PERCENT = re.compile(r"\d{1,3}(?:\.\d+)?%")
_COUNT = re.compile(r"\d[\d,]*(?:人|名|件|票|社|施設|か所)?")
_NUMBERING = re.compile(r"\d{1,2}[.)、]?|[①-⑳]|[ア-ン]|[・○●]|[-－―]")
_ASKS = re.compile(
    r"回答|選択|選んで|お答え|○[はを]|問[ 　]?\d|[nN][ 　]?=|アンケート|調査|[でまし](?:た|す)か"
)
_SENTENCE = re.compile(r"[。「」]|[、，]$")
_WIDEST = 70
_NEAR = 4  # lines above that may ask
_FEWEST = {True: 2, False: 3}  # rows, with counts and without


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its words, the number of those who gave it, the percentage."""

    number: Token | None  # of the answer: １ 家族
    words: tuple[Token, ...]
    count: Token | None
    percent: Token
    end: int

    def cites(self, numbered: bool, counted: bool) -> list[Cite]:
        number = [self.number.cite if self.number else EMPTY] if numbered else []
        count = [self.count.cite if self.count else EMPTY] if counted else []
        return [*number, Cite.join(t.cite for t in self.words), *count, self.percent.cite]


def answers_begin(rows: Sequence[Row]) -> list[int]:
    """Where answers could begin: lines that end with a percentage."""
    return [at for at, row in enumerate(rows) if row.bare[-1] == "%" and len(row.tokens) > 1]


def take_answers(rows: Sequence[Row], at: int) -> Table | None:
    """The answers from rows[at] on, below a line that asks, or None."""
    first = _take_answer(rows, at)
    if first is None or not is_asked(rows, at):
        return None
    found = [first]
    while (following := _take_answer(rows, found[-1].end)) is not None:
        if (following.count is None) is not (first.count is None):
            break
        found.append(following)
    return answers_to_table(found) if len(found) >= _FEWEST[first.count is not None] else None


def answers_to_table(answers: Sequence[Answer]) -> Table:
    """Words, counts where there are any, rates; no head."""
    counted = answers[0].count is not None
    numbered = any(a.number for a in answers)
    return Table([], [a.cites(numbered, counted) for a in answers], answers[-1].end)


def is_asked(rows: Sequence[Row], at: int) -> bool:
    """Whether a line right above asks, or says that there are answers, behind other answers."""
    for row in reversed(rows[max(0, at - _NEAR) : at]):
        text = row.bare
        if _PERCENT.fullmatch(text.split()[-1]):
            return False
        if _ASKS.search(text):
            return True
    return False


def _take_answer(rows: Sequence[Row], at: int) -> Answer | None:
    """The answer that rows[at] holds, with the rest of its words from the line below."""
    if at >= len(rows):
        return None
    tokens = rows[at].tokens
    if len(tokens) < 2 or not _PERCENT.fullmatch(folded(tokens[-1].text)):
        return None
    *words, percent = tokens
    count = None
    if len(words) > 1 and _COUNT.fullmatch(folded(words[-1].text)):
        *words, count = words
    number = None
    if len(words) > 1 and _NUMBERING.fullmatch(folded(words[0].text)):
        number, *words = words
    if not _are_words(words):
        return None
    parts = [merge(words)]
    end = at + 1
    if end < len(rows) and _goes_on(rows, end, parts[0]):
        parts.append(merge(rows[end].tokens))
        end += 1
    return Answer(number, tuple(parts), count, percent, end)


def _are_words(tokens: list[Token]) -> bool:
    if not tokens or any(t.kind not in ("text", "tagged", "note") for t in tokens):
        return False
    text = merge(tokens).text
    return display_width(text) <= _WIDEST and not _SENTENCE.search(text)


def _goes_on(rows: Sequence[Row], at: int, words: Token) -> bool:
    """A line of words alone, no wider than those above, before another answer or a wider gap."""
    row = rows[at]
    if row.gap > rows[at - 1].gap or not _are_words(row.tokens) or len(row.tokens) > 2:
        return False
    if row_to_heads(row) or is_caption(row.text) or _ASKS.search(row.bare):
        return False
    if row.width > words.width:
        return False
    below = rows[at + 1] if at + 1 < len(rows) else None
    return below is not None and bool(_PERCENT.fullmatch(folded(below.tokens[-1].text)))
