"""Amounts of money in whole yen, exact."""

from __future__ import annotations

import re

from normalizers.errors import NormalizationError
from normalizers.measure import LONGEST
from normalizers.number import CIRCLED, KANJI_NUMERALS, is_nil, parse_number
from normalizers.text import fold_table
from normalizers.unit import Unit, unit_of, units
from normalizers.vocabulary import cached, load, remembered

_BLANKS_WITHIN = re.compile(r"(?<=[^0-9])\s+(?=[^0-9])|\s+(?=[千百十万億兆]*円)")

EXPECTED = "an amount of money"
_ENCLOSED = re.compile(r"[(\[〔【](.*)[)\]〕】]\Z", re.DOTALL)
_SCALE_ONLY = re.compile(r"[百千万億兆]+\Z")
_LARGE_SCALE = re.compile(r"[万億兆]")
_NUMERAL = re.compile(rf"[0-9{KANJI_NUMERALS}]")


@remembered(8192)
def parse_yen(text: str, unit: str | None = None) -> int:
    """An amount in whole yen; `unit` is the unit of the head above a cell ('千円').

    A unit printed in the text wins over `unit`. Words that qualify an amount (約, の内数, 上限,
    以内 …: data/amounts.toml) and brackets around the whole are dropped; ゼロ予算 is 0.
    Raises NormalizationError for a nil mark (reason 'nil mark'), a number without any unit, a
    fraction of a yen, and everything that is no amount.
    """
    if is_nil(text):
        raise NormalizationError(text, EXPECTED, "nil mark")
    if len(text) > LONGEST:
        raise NormalizationError(text, EXPECTED, "too long for an amount")
    folded = _unwrapped("".join(text.translate(fold_table()).strip().splitlines()))
    if folded in _zero_words():
        return 0
    digits, printed = _split_unit(_bare(folded))
    given = printed or _given_unit(text, unit)
    _refuse_other_than_amounts(digits, given, text)
    try:
        value = parse_number(digits) * given.factor
    except NormalizationError as error:
        raise NormalizationError(text, EXPECTED, error.reason) from error
    if value != value.to_integral_value():
        raise NormalizationError(text, EXPECTED, "a fraction of a yen")
    return int(value)


def _refuse_other_than_amounts(digits: str, given: Unit, text: str) -> None:
    if digits in CIRCLED:
        raise NormalizationError(text, EXPECTED, "a circled number")
    if _SCALE_ONLY.match(digits):
        raise NormalizationError(text, EXPECTED, "a unit without a number")
    if given.factor > 1 and _LARGE_SCALE.search(digits):
        raise NormalizationError(text, EXPECTED, f"a scale in the number and {given.symbol}")


def _given_unit(text: str, unit: str | None) -> Unit:
    """The unit of the head, which has to be one of money."""
    if unit is None:
        raise NormalizationError(text, EXPECTED, "unit not known")
    given = unit_of(unit)
    if given is None or given.dimension != "money":
        raise NormalizationError(text, EXPECTED, f"{unit} is no unit of money")
    return given


def _unwrapped(folded: str) -> str:
    match = _ENCLOSED.match(folded)
    return match[1].strip() if match else folded


@cached
def _zero_words() -> frozenset[str]:
    return frozenset(load("amounts")["zero"])


@cached
def _qualifiers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the words before and behind an amount."""
    words = load("amounts")
    before, after = (
        "|".join(sorted(map(re.escape, words[key]), key=len, reverse=True))
        for key in ("before", "after")
    )
    return re.compile(rf"(?:(?:{before})[\s:]*)+"), re.compile(rf"(?:\s*(?:{after})){{1,4}}\Z")


def _bare(folded: str) -> str:
    """The amount without the words that qualify it."""
    before, after = _qualifiers()
    match = before.match(folded)
    if match and (match.end() == len(folded) or not _is_word_cut(folded, match.end())):
        folded = folded[match.end() :]
    match = after.search(folded)
    return folded[: match.start()].strip() if match and match.start() else folded.strip()


def _is_word_cut(folded: str, at: int) -> bool:
    """Whether what follows a qualifier is no amount."""
    return not (_NUMERAL.match(folded[at]) or folded[at] in "△▲－−-¥(")


def _split_unit(bare: str) -> tuple[str, Unit | None]:
    """The digits and the unit of money printed behind them (or ¥ before them)."""
    if bare[:1] in ("¥", "\\"):
        return bare[1:].strip(), units()["円"]
    compact = _BLANKS_WITHIN.sub("", bare)
    for length in range(min(4, len(compact)), 0, -1):
        unit = units().get(compact[-length:])
        if unit is not None and unit.dimension == "money" and len(compact) > length:
            digits = compact[:-length].strip()
            if _is_plain(digits) or length == 1:
                return digits, unit
    return bare, None


_PLAIN = re.compile(r"(?:[△▲]\s*|[－−+-])?[0-9][0-9,. ]*\Z")


def _is_plain(digits: str) -> bool:
    """Whether the digits have no scale of their own: 12億3,456万円 ends in 円, not in 万円."""
    return bool(_PLAIN.match(digits))
