"""Answers of a survey with their percentages in brackets, as they are written on the form.

Q1 週に何日歩きますか。この中から１つ選んでください。(N=1,203)
(44.4)(ア)毎日                       1.毎日(44.4%)
(34.1)(イ)週に３日ほど              2.週に３日ほど(34.1%)
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.answers import Answer, answers_to_table, is_asked
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token, display_width, folded

_RATE = r"\(\s*(?:\d{1,3}\.\d+\s*%?|\d{1,3}\s*%)\s*\)"  # (44.4), (44%); (1) numbers a list
_OPTION = r"\d{1,2}[.)、]|[①-⑳]|\([ア-ンa-z]\)"
_BEFORE = re.compile(rf"(?P<rate>{_RATE})\s*(?P<number>{_OPTION})?\s*(?P<words>[^\s\d].*)")
_BEHIND = re.compile(rf"(?P<number>{_OPTION}|\d{{1,2}} )\s*(?P<words>\S.*?)\s*(?P<rate>{_RATE})")
_ALONE = re.compile(rf"(?P<number>)(?P<words>[^\s\d].*?)\s*(?P<rate>{_RATE})")
_WIDEST, _WIDEST_ALONE = 70, 30
_FEWEST = 3


def bracketed_begin(rows: Sequence[Row]) -> list[int]:
    """Where such answers could begin: lines with a rate and a bracket at one end."""
    return [
        at
        for at, row in enumerate(rows)
        if (row.bare[0] == "(" or row.bare[-1] == ")") and ("%" in row.bare or "." in row.bare)
    ]


def take_bracketed(rows: Sequence[Row], at: int) -> Table | None:
    """The answers from rows[at] on, below a line that asks, or None.

    Their numbers, where they have any, go up from 1: 1.5時間(20.0%) is no answer １.
    """
    for first, further in ((_BEFORE, (_BEFORE,)), (_BEHIND, (_BEHIND, _ALONE))):
        answer = _take_answer(rows, at, (first,))
        if answer is None or not is_asked(rows, at):
            continue
        found = [answer]
        while (answer := _take_answer(rows, found[-1].end, further)) is not None:
            found.append(answer)
        if len(found) >= _FEWEST and _count_up(found):
            return answers_to_table(found)
    return None


def _take_answer(rows: Sequence[Row], at: int, forms: Sequence[re.Pattern[str]]) -> Answer | None:
    if at >= len(rows):
        return None
    line = rows[at].line
    shown = line.text.strip()
    if not (shown[0] in "（(" or shown[-1] in "）)") or len(shown) > _WIDEST or "。" in shown:
        return None
    text = folded(line.text)
    bare = text.strip()
    found = next((m for form in forms if (m := form.fullmatch(bare))), None)
    widest = _WIDEST_ALONE if found and found.re is _ALONE else _WIDEST
    if found is None or display_width(bare) > widest:
        return None
    lead = len(text) - len(text.lstrip())

    def token(name: str) -> Token:
        start, end = found.span(name)
        return Token(line, lead + start, lead + end, "text")

    number = token("number") if found["number"] else None
    return Answer(number, (token("words"),), None, token("rate"), at + 1)


def _count_up(answers: Sequence[Answer]) -> bool:
    digits = [re.sub(r"\D", "", folded(a.number.text)) for a in answers if a.number]
    numbers = [int(d) for d in digits if d]
    return numbers == list(range(1, len(numbers) + 1))
