"""The words that the search for numbers needs, indexed for lookups at a position of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.number import CIRCLED, KANJI_NUMERALS
from normalizers.text import fold_table
from normalizers.unit import Unit, units
from normalizers.vocabulary import cached, load

KANJI_START = "〇一二三四五六七八九十壱弐参"
DIGITS = frozenset("0123456789")
LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
TRIGGER = re.compile(f"[0-9{''.join(CIRCLED)}{KANJI_START}元]")
_RANGE = re.compile("[～〜]")
_DASH = re.compile("[－−‐‑–—―]")
KANJI_RUN = re.compile(rf"[〇一二三四五六七八九十壱弐参][{KANJI_NUMERALS}]*")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Vocabularies by first character or by length; strings longest first."""

    units: dict[str, tuple[tuple[str, Unit], ...]]
    not_units: dict[str, tuple[str, ...]]
    not_units_heading: tuple[str, ...]
    before: tuple[tuple[int, frozenset[str]], ...]
    after: dict[str, tuple[str, ...]]
    kanji_words: dict[str, tuple[str, ...]]
    unless: dict[str, tuple[str, ...]]
    inside: frozenset[str]
    after_ordinal: tuple[str, ...]
    names: tuple[str, ...]
    names_spaced: tuple[str, ...]
    captions: tuple[str, ...]
    captions_spaced: tuple[str, ...]
    grades: tuple[str, ...]
    single: frozenset[str]


def to_scan(folded: str) -> str:
    """A folded text as it is searched, one character to one: ranges are ~, dashes are -."""
    return _DASH.sub("-", _RANGE.sub("~", folded))


@cached
def lexicon() -> Lexicon:
    words, qualifiers = load("kanji_words"), load("qualifiers")
    known = units()
    return Lexicon(
        units={c: tuple((s, known[s]) for s in v) for c, v in _by_first(known).items()},
        not_units=_by_first(words["not_units"]),
        not_units_heading=tuple(words["not_units_heading"]),
        before=_by_length(qualifiers["before"]),
        after=_by_first(qualifiers["after"]),
        kanji_words=_by_first(words["words"]),
        unless={k: tuple(v) for k, v in words["unless"].items()},
        inside=frozenset(words["inside"]),
        after_ordinal=tuple(words["after_ordinal"]),
        names=tuple(words["names"] + words["names_spaced"]),
        names_spaced=tuple(words["names_spaced"]),
        captions=tuple(words["captions"] + words["captions_spaced"]),
        captions_spaced=tuple(words["captions_spaced"]),
        grades=tuple(words["grades"]),
        single=frozenset(words["single"]),
    )


def _by_first(words: object) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in words:  # type: ignore[attr-defined]
        folded = to_scan(word.translate(fold_table()))
        found.setdefault(folded[0], []).append(folded)
    return {c: tuple(sorted(v, key=len, reverse=True)) for c, v in found.items()}


def _by_length(words: list[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    lengths = sorted({len(w) for w in words}, reverse=True)
    return tuple((n, frozenset(w for w in words if len(w) == n)) for n in lengths)
