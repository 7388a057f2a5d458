"""The vocabulary of figures (normalizers/data/figures.toml) in the forms that the stages need."""

from __future__ import annotations

import re
from dataclasses import dataclass

import regex

from normalizers.patterns import compiled
from normalizers.text import fold_table
from normalizers.vocabulary import cached, load, remembered

FIGURE = "\ue000"  # stands for every character of a figure in the skeleton of a text
DATE = "\ue001"  # ... of a date or year


@dataclass(frozen=True, slots=True)
class Words:
    """bare: matched backwards from a figure; the sets hold folded words."""

    bare: regex.Pattern[str]
    kinds: re.Pattern[str]
    per: re.Pattern[str]
    empty: re.Pattern[str]
    set_phrases: re.Pattern[str]
    weak: frozenset[str]
    dependent: frozenset[str]
    nowhere: frozenset[str]
    measures: tuple[str, ...]
    measured: tuple[str, ...]
    counters: dict[str, str | None]
    holders: tuple[str, ...]
    calls: tuple[str, ...]
    parts: tuple[str, ...]
    numbering: frozenset[str]
    paging: frozenset[str]
    legal: frozenset[str]
    legal_units: frozenset[str]


@cached
def words() -> Words:
    """The words, made once for a vocabulary."""
    listed = load("figures")
    sums = rf"(?:(?<!(?:{_any(load('totals')['other'])})[ ]?)|(?<=総|累))計"  # 一般会計 12億円
    totals = r"(?<![遅順])延"  # 工事の遅延 12億円
    bare = "|".join((_any([w for w in listed["bare"] if w not in "計延"]), sums, totals))
    return Words(
        bare=compiled(rf"(?r)(?:[ ]*(?:{bare}))+[ ]*"),
        kinds=re.compile(
            rf"[ 　]*([^\s、。:()]{{0,12}}(?:{_any(listed['kinds'])})(?:\([^()]{{1,16}}\))?)"
            r"(?=[\s:]|$)"
        ),
        per=re.compile(rf"[ ]*(?:{_any(listed['per'])})"),
        empty=re.compile(rf"[ ]*(?:{_any(listed['empty'])})"),
        set_phrases=re.compile(_any(listed["set_phrases"])),
        weak=frozenset(map(folded, listed["weak"])),
        dependent=frozenset(map(folded, listed["dependent"])),
        nowhere=frozenset(map(folded, listed["nowhere"])),
        measures=tuple(map(folded, listed["measures"])),
        measured=tuple(map(folded, listed["measured"])),
        counters={folded(w): unit or None for w, unit in listed["counters"].items()},
        holders=tuple(listed["holders"]),
        calls=tuple(map(folded, listed["calls"])),
        parts=tuple(map(folded, listed["parts"])),
        numbering=_heads(listed["number_heads"] + listed["page_heads"]),
        legal=frozenset(map(folded, listed["legal"])),
        legal_units=frozenset(map(folded, listed["legal_units"])),
        paging=_heads(listed["page_heads"]),
    )


def _heads(listed: list[str]) -> frozenset[str]:
    return frozenset(folded(word).lower() for word in listed)


@remembered(1024)
def folded(text: str) -> str:
    """A text with widths folded, one character to one, so that offsets stay."""
    return text.translate(fold_table())


def _any(listed: list[str]) -> str:
    return "|".join(map(re.escape, sorted(map(folded, listed), key=len, reverse=True)))
