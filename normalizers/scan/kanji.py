"""Kanji numerals in running text: numbers only where a unit or their form says so."""

from __future__ import annotations

from decimal import Decimal

from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.scan import calendar
from normalizers.scan.counter import unit_behind
from normalizers.scan.lexicon import KANJI_RUN
from normalizers.scan.measured import Printed, read_measured
from normalizers.scan.number import add_ordinal
from normalizers.scan.state import Scan, is_kanji
from normalizers.unit import Unit

_PLACES = frozenset("市町村郡区県")


def read_kanji(scan: Scan, at: int) -> int:
    """The expression that the kanji numeral at a position begins, or the end of a word."""
    text = scan.text
    if at > scan.end and text[at - 1] in calendar.ERA_LAST:
        era = calendar.era_before(scan, at)
        if era and len(era[1]) > 1 and (end := calendar.read_era_year(scan, *era, at)):
            return end
    run = KANJI_RUN.match(text, at)
    if run is None:
        return at + 1
    word = _word_end(scan, at)
    if word:
        return run.end()
    behind = unit_behind(scan, at, run.end())
    value = _value(run[0])
    if value is None or not _is_number(scan, at, run[0], behind):
        return run.end()
    number = Printed(run.end(), value, len(str(value)))
    if at and text[at - 1] == "第" and at > scan.end:
        return add_ordinal(scan, at - 1, number, behind)
    return read_measured(scan, at, number, behind)


def _word_end(scan: Scan, at: int) -> int | None:
    """The end of the word that the numeral is part of, None when it may be a number."""
    text, lex = scan.text, scan.lex
    if at and text[at - 1 : at + 1] in lex.inside:
        return at + 1
    here = text[at : at + 8]
    if "\n" in here:
        here = here[0] + here[1:].replace("\n", "")  # a word may be wrapped: 十\n分
    for word in lex.kanji_words.get(here[0], ()):
        if here.startswith(word):
            goes_on = lex.unless.get(word)
            return None if goes_on and here.startswith(goes_on, len(word)) else at + 1
    return None


def _value(run: str) -> Decimal | None:
    """The number that a run of numerals is; 〇 alone is a bullet or a blank to fill in."""
    if run[0] == "〇":
        return None
    try:
        return parse_number(run)
    except NormalizationError:
        return None


def _is_number(scan: Scan, at: int, run: str, behind: tuple[int, Unit] | None) -> bool:
    text, end = scan.text, at + len(run)
    if at and text[at - 1] == "第":
        return behind is not None and not text.startswith(scan.lex.after_ordinal, end)
    if behind is None:
        return len(run) > 2 and not run.isdecimal() and not _goes_on(text, end)
    unit_end = behind[0]
    spelled, following = text[end:unit_end], text[unit_end : unit_end + 1]
    if following and following in _PLACES and len(spelled) == 1:
        return False  # a numeral that begins the name of a city
    if len(run) > 1:
        return spelled not in _PLACES  # a numeral inside the name of a town
    return not (spelled in scan.lex.single and is_kanji(following))


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return is_kanji(following) or "ァ" <= following <= "ヿ"
