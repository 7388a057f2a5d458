"""What the head of a table column means: role, measure, funding source, fiscal year and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from normalizers import vocabulary
from normalizers.era import find_fiscal_years
from normalizers.text import fold
from normalizers.unit import find_unit

_YEAR_WORD = re.compile(r"^(?:年度|度)")
_UNIT_NOTE = re.compile(r"[(（\[［]\s*(?:単位)?[:：]?\s*[^()（）\[\]［］]{1,6}\s*[)）\]］]")
_PHRASE = re.compile(r"[（(][^（()）]*[はをがでの][^（()）]*[)）]$")  # （数字は相談員数）
_EXACT = 3
_OF_WHICH = re.compile(r"(?:うち|内訳[:：]?)(?=.)")
_LETTER = r"[（(\[［]?[A-HＡ-Ｈ①-⑨][）)\]］]?"
_FORMULA = rf"{_LETTER}(?:[-－―−‐+＋/／÷=＝]{_LETTER})*"
_SIGNED = re.compile(rf"{_FORMULA}$|^{_LETTER}の")  # 予算額Ａ, 増減Ａ－Ｂ, Ａの財源内訳


@dataclass(frozen=True, slots=True)
class Head:
    """A column head as understood.

    role is a role of data/columns.toml; measure and source are values of the budgets table where
    the words say them; fiscal_year is Gregorian; unit as printed (千円, 円, ％ …); fit says how
    the word matched: 3 exactly, 2 at one end, 1 within.
    """

    role: str
    text: str
    measure: str | None = None
    source: str | None = None
    fiscal_year: int | None = None
    unit: str | None = None
    fit: int = 3

    @property
    def is_exact(self) -> bool:
        """Whether the text is a word of the vocabulary, and does not only hold one."""
        return self.fit == _EXACT

    @property
    def share(self) -> str | None:
        """Who bears the amount; None for a whole cost, or where nobody is named."""
        return None if self.source == "total" else self.source


@vocabulary.cached
def _entries() -> dict[str, list[tuple[str, str | None, str | None]]]:
    words: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for entry in vocabulary.load("columns")["entry"]:
        for word in entry["words"]:
            reading = (entry["role"], entry.get("measure"), entry.get("source"))
            words.setdefault(fold(word), []).append(reading)
    return words


@vocabulary.remembered(4096)
def read_heads(text: str) -> tuple[Head, ...]:
    """Every meaning of a head's text (区分 is a division of programs or a tier of hospitals)."""
    if not text.strip():
        return ()
    years = find_fiscal_years(text)
    year = years[0][2] if years else None
    bare = text
    for start, end, _ in reversed(years):
        bare = bare[:start] + bare[end:]
    unit = find_unit(text)
    words = _entries()
    for beside in (_PHRASE, _SIGNED):
        told = beside.sub("", bare)
        bare = told if told != bare and fold(told).removeprefix("度") in words else bare
    whole = fold(bare)  # 基金（国）: what stands in brackets may be of the word
    bare = whole if whole in words else fold(_UNIT_NOTE.sub("", bare)) or whole
    bare = _YEAR_WORD.sub("", bare)
    if not bare and year is not None:  # nothing but a year: the amounts of that year
        return (Head("amount", text, None, "total", year, unit, 2),)
    if not bare and unit != "%":  # ○, －: ％ alone is a word of no letter
        return ()
    for fit, key in _candidates(bare, words):
        return tuple(
            Head(role, text, measure, source, year, unit, fit)
            for role, measure, source in words[key]
        )
    return ()


def _candidates(bare: str, words: dict[str, list]) -> list[tuple[int, str]]:
    if bare in words:
        return [(3, bare)]
    if "の" in bare[:-1] and (joined := bare.replace("の", "")) in words:  # 派遣の規模: 派遣規模
        return [(3, joined)]
    tail = _OF_WHICH.split(bare)[-1]
    if tail != bare and tail:
        return [(min(fit, 2), key) for fit, key in _candidates(tail, words)]
    if end := _longest_at_an_end(bare, words):
        return [(2, end)]
    if within := _longest_within(bare):
        return [(1, within)]
    return []


def _longest_at_an_end(bare: str, words: dict[str, list]) -> str:
    """The longest word of two characters or more that a text ends or begins with, empty for none;
    looked up by its length, for most heads are met once and there are hundreds of words."""
    for length in range(min(_longest(), len(bare)), 1, -1):
        for word in (bare[-length:], bare[:length]):
            if word in words:
                return word
    return ""


def _longest_within(bare: str) -> str:
    """The longest word of three characters or more that stands in a text, empty for none; of two
    as long, the one that the vocabulary has first."""
    begun = _by_beginning()
    found = (
        (length, -order, word)
        for at in range(len(bare) - 2)
        for length, order, word in begun.get(bare[at : at + 3], ())
        if bare.startswith(word, at)
    )
    return max(found, default=(0, 0, ""))[2]


@vocabulary.cached
def _by_beginning() -> dict[str, list[tuple[int, int, str]]]:
    """The words by their first three characters, each with its length and its place."""
    begun: dict[str, list[tuple[int, int, str]]] = {}
    for order, word in enumerate(_entries()):
        if len(word) > 2:
            begun.setdefault(word[:3], []).append((len(word), order, word))
    return begun


@vocabulary.cached
def _longest() -> int:
    return max(map(len, _entries()), default=0)


def is_column_sign(text: str) -> bool:
    """Whether a text names a column by a letter, or says how it is computed: Ａ, (A), Ａ－Ｂ."""
    return bool(re.fullmatch(_FORMULA, text))


def is_word(folded: str) -> bool:
    """Whether a text that `fold` has gone over is a word of the vocabulary, all of it."""
    return folded in _entries()


def read_head(text: str) -> Head | None:
    """The first meaning of a head's text, or None for a head that no vocabulary knows."""
    found = read_heads(text)
    return found[0] if found else None


def read_nested(parts: list[str]) -> tuple[Head, ...]:
    """The meanings of a head of several rows, outermost first (財源内訳 > 国).

    The innermost part decides; year, unit, measure and, failing that, role come from the parts
    around it.
    """
    parts = [p for p in parts if p.strip()]
    found: tuple[Head, ...] = ()
    for part in reversed(parts):
        found = tuple(h for h in read_heads(part) if h.role != "over")
        if found:
            break
    if not found:
        found = read_heads("".join(parts))
    if any(_is_part_of_own(head, parts) for head in found):
        return ()
    return tuple(_inherit(head, parts) for head in found)


def _is_part_of_own(head: Head, parts: list[str]) -> bool:
    """一般財源 > その他: a part of the general revenue, and no source beside it."""
    outer = (h for part in parts for h in read_heads(part)[:1] if h.text != head.text)
    return head.share not in (None, "own") and any(h.source == "own" and h.is_exact for h in outer)


def _inherit(head: Head, parts: list[str]) -> Head:
    for part in reversed(parts):
        for outer in read_heads(part)[:1]:
            head = replace(
                head,
                measure=head.measure or (outer.measure if outer.role == "amount" else None),
                fiscal_year=head.fiscal_year or outer.fiscal_year,
                unit=head.unit or outer.unit,
            )
        if head.unit is None:
            head = replace(head, unit=find_unit(part))
    return head
