"""Answers of a survey whose rates stand in brackets, before or behind them, or behind a leader of
dots (・家族 ........ 71.9％).

Q1 何日歩きますか(N=1,203)    Q2 何年になりますか    Q3 していますか    問４ 何日歩きますか
(44.4)(ア)毎日                (8.1) ２年未満         (48)している       1.毎日(44.4%)
(34.1)(イ)週に３日ほど        (91.9) ２年以上        (52)していない     2.週に３日ほど(34.1%)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from pipeline.document.flat.rates.answers import WIDEST, Answer, Form
from pipeline.document.flat.tokens import Row, display_width, folded
from pipeline.document.model import EMPTY

_RATE = r"\(\s*(?:\d{1,3}\.\d+\s*%?|\d{1,3}\s*%)\s*\)"  # (44.4), (44%); (1) numbers a list
_OPTION = r"\d{1,2}[.)、]|[①-⑳]|\([ア-ンa-z]\)"
_BEFORE = re.compile(
    rf"(?P<rate>{_RATE})\s*(?P<number>{_OPTION}|\(\d{{1,2}}\))?"
    r"\s*(?P<words>[^\s\d].*|\d[\d,]*[^\s\d.,:%()].*)"  # ２年未満
)
_WHOLE = re.compile(r"(?P<rate>\(\s*\d{1,3}\s*\))(?P<number>)\s*(?P<words>[^\s\d(].*)")
_BEHIND = re.compile(rf"(?P<number>{_OPTION}|\d{{1,2}} )\s*(?P<words>\S.*?)\s*(?P<rate>{_RATE})")
_ALONE = re.compile(rf"(?P<number>)(?P<words>[^\s\d].*?)\s*(?P<rate>{_RATE})")
_LED = re.compile(  # behind dots that lead from the words to the rate
    rf"(?P<number>{_OPTION}|[・○●]?)\s*(?P<words>[^\s\d.…‥][^.…‥]*?)\s*(?:[.…‥]{{3,}}|[…‥]+)\s*"
    r"(?P<rate>\d{1,3}(?:\.\d+)?\s*%)"
)
_WIDEST_ALONE = 30
_WIDEST_BEFORE = 100  # a rate in brackets tells where the words begin
_PAIR = 2
_ALL = range(99, 102)  # rates of one answer each add up to 100, give or take roundings


def _have_brackets(rows: Sequence[Row]) -> list[int]:
    """Lines with a rate and a bracket at one end."""
    return [
        at
        for at, row in enumerate(rows)
        if (row.bare[0] == "(" or row.bare[-1] == ")") and ("%" in row.bare or "." in row.bare)
    ]


def _begin_with_whole(rows: Sequence[Row]) -> list[int]:
    """Lines with a whole number in brackets, and another below that is not the next: no list."""
    numbers = [_whole(row) for row in rows]
    return [
        at
        for at, (number, below) in enumerate(pairwise(numbers))
        if number is not None and below is not None and below != number + 1
    ]


def _whole(row: Row) -> int | None:
    found = _WHOLE.match(row.bare) if row.bare[0] == "(" else None
    return int(re.sub(r"\D", "", found["rate"])) if found else None


def _end_with_led_rate(rows: Sequence[Row]) -> list[int]:
    """Lines that end with a rate, dots before it."""
    return [
        at
        for at, row in enumerate(rows)
        if row.bare[-1] == "%" and any(dots in row.bare for dots in ("...", "…", "‥"))
    ]


def _bracketed(
    *forms: re.Pattern[str],
) -> Callable[[Sequence[Row], int], Answer | None]:
    """A line with its rate in brackets, as one of these forms has it."""

    def read(rows: Sequence[Row], at: int) -> Answer | None:
        bare = rows[at].bare if at < len(rows) else ""
        if not bare or len(bare) > _WIDEST_BEFORE or "。" in bare:
            return None
        if not (bare[0] == "(" or bare[-1] in ")%"):
            return None
        found = next((m for form in forms if (m := form.fullmatch(bare))), None)
        if found is None or display_width(bare) > _widest(found):
            return None
        whole = rows[at].line.cite()
        number, words, rate = (
            whole.part(*found.span(name)) if found[name] else EMPTY
            for name in ("number", "words", "rate")
        )
        return Answer(number, words, EMPTY, rate, at + 1)

    return read


def _widest(found: re.Match[str]) -> int:
    wide = {_ALONE: _WIDEST_ALONE, _BEFORE: _WIDEST_BEFORE, _LED: _WIDEST_BEFORE}
    return wide.get(found.re, WIDEST)


def _add_up(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    """Whether whole numbers in brackets are shares: (1), (2) number a list."""
    return sum(int(re.sub(r"\D", "", folded(a.percent.text))) for a in answers) in _ALL


def _are_all(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    """Several answers, or two that make 100 together: (85.3) ある, (14.7) ない."""
    rates = [float(re.sub(r"[^\d.]", "", folded(a.percent.text))) for a in answers]
    return _count_up(rows, answers) and (len(rates) > _PAIR or round(sum(rates)) in _ALL)


def _count_up(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    """The numbers, where there are any, go up from 1: 1.5時間(20.0%) is no answer １."""
    digits = [re.sub(r"\D", "", folded(a.number.text)) for a in answers]
    numbers = [int(d) for d in digits if d]
    return numbers == list(range(1, len(numbers) + 1))


BRACKETED = (
    Form(_have_brackets, _bracketed(_BEFORE), _bracketed(_BEFORE), fewest=2, holds=_are_all),
    Form(_have_brackets, _bracketed(_BEHIND), _bracketed(_BEHIND, _ALONE), holds=_count_up),
    Form(_end_with_led_rate, _bracketed(_LED), _bracketed(_LED)),
    Form(_begin_with_whole, _bracketed(_WHOLE), _bracketed(_WHOLE), fewest=2, holds=_add_up),
)
