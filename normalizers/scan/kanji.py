"""Kanji numerals in running text: numbers only where a unit or their form says so."""

from __future__ import annotations

from decimal import Decimal

from normalizers.errors import NormalizationError
from normalizers.number import parse_number
from normalizers.scan import calendar
from normalizers.scan.lexicon import KANJI_RUN
from normalizers.scan.number import read_measured, unit_behind
from normalizers.scan.state import Scan, is_kanji
from normalizers.unit import Unit


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
        return max(word, run.end())
    behind = unit_behind(scan, at, run.end())
    value = _value(run[0])
    if value is None or not _is_number(scan, at, run[0], behind):
        return run.end()
    if at and text[at - 1] == "第" and at > scan.end:
        return _add_ordinal(scan, at, run.end(), value, behind)
    return read_measured(scan, at, run.end(), value, behind, len(str(value)))


def _word_end(scan: Scan, at: int) -> int | None:
    """The end of the word that the numeral is part of, None when it may be a number."""
    text, lex = scan.text, scan.lex
    if at and text[at - 1 : at + 1] in lex.inside:
        return at + 1
    for word in lex.kanji_words.get(text[at], ()):
        if text.startswith(word, at):
            end = at + len(word)
            if text.startswith(lex.unless.get(word, ("\0",)), end):
                return None
            return end
    return None


def _value(run: str) -> Decimal | None:
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
    unit_end, unit = behind
    spelled = text[end:unit_end]
    if text[unit_end : unit_end + 1] in "市町村郡" and unit_end < len(text) and len(spelled) == 1:
        return False
    return not (spelled in scan.lex.single and len(run) == 1 and is_kanji(text[unit_end : unit_end + 1]))


def _goes_on(text: str, end: int) -> bool:
    following = text[end : end + 1]
    return is_kanji(following) or "ァ" <= following <= "ヿ"


def _add_ordinal(
    scan: Scan, at: int, end: int, value: Decimal, behind: tuple[int, Unit] | None
) -> int:
    unit_end, unit = (behind[0], behind[1].symbol) if behind else (end, None)
    return scan.add(at - 1, unit_end, value, "ordinal", unit)
