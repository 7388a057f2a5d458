"""What the search for numbers carries along a text, and the quantity that it yields."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from normalizers.scan.lexicon import LETTERS, Lexicon
from normalizers.scan.note import notes_of
from normalizers.unit import Unit


class Quantity(NamedTuple):
    """One numeric expression of a text: text[start:end] == raw.

    value is in the base unit of its dimension (yen, percent, km2; a Gregorian year; otherwise the
    unit itself); value_to is the upper end of a range. value is None for dates, identifiers and
    years whose era nobody stated. date is ISO 8601 to the precision stated. dimension is one of
    money, count, percent, ratio, area, capacity, duration, year, date, time, ordinal, identifier,
    structure.
    """

    start: int
    end: int
    raw: str
    value: Decimal | None
    value_to: Decimal | None
    unit: str | None
    date: str | None
    dimension: str
    qualifier: str | None


class Scan:
    """A text under search: folded one to one, what was found, the year spoken of last."""

    __slots__ = (
        "_notes",
        "end",
        "found",
        "given",
        "gregorian",
        "lex",
        "noted",
        "refused",
        "source",
        "text",
        "year",
    )

    def __init__(
        self,
        source: str,
        text: str,
        lex: Lexicon,
        given: Unit | None,
        near: int | None,
        noted: Unit | None = None,
    ) -> None:
        self.source = source
        self.text = text
        self.lex = lex
        self.given = given
        self.noted = noted
        self.year = near
        self.found: list[Quantity] = []
        self.gregorian: bool | None = None  # whether its years are Gregorian; None before asked
        self.end = 0  # end of the last quantity
        self._notes: list[tuple[int, Unit | None]] | None = None
        self.refused = 0  # end of the last run of digits that was no letter-spaced number

    def add(
        self,
        start: int,
        end: int,
        value: Decimal | None,
        dimension: str,
        unit: str | None = None,
        value_to: Decimal | None = None,
        date: str | None = None,
    ) -> int:
        """Note a quantity and return its end."""
        self.end = end
        qualifier = None
        if dimension != "structure" and dimension != "identifier":
            qualifier = self.qualifier(start, end)
        raw = self.source[start:end]
        self.found.append(
            Quantity(start, end, raw, value, value_to, unit, date, dimension, qualifier)
        )
        return end

    def qualifier(self, start: int, end: int) -> str | None:
        """The words around a number that qualify it, the ones before it first."""
        text, lex = self.text, self.lex
        words: list[str] = []
        while word := self._word_before(start):
            words.insert(0, word)
            start -= len(word)
        at = end + 1 if text[end : end + 1] == "\n" else end
        if "余" in text[start:end]:
            words.append("余")  # 500余名
        candidates = lex.after.get(text[at : at + 1])
        if candidates:
            for word in candidates:
                if text.startswith(word, at):
                    if len(word) > 1 or word == "末" or not is_kanji(text[at + 1 : at + 2]):
                        words.append(word)
                    break
        return " ".join(words) if words else None

    def _word_before(self, at: int) -> str | None:
        for length, known in self.lex.before:
            if at >= length and (word := self.text[at - length : at]) in known:
                late = word == "延" and self.text[max(0, at - 2) : at - 1] in ("遅", "順")
                return None if late else word  # 工事の遅延 3億円
        return None

    def qualified_at(self, at: int) -> bool:
        """Whether a word that qualifies the number before it begins at a position."""
        text = self.text
        return text.startswith(self.lex.after.get(text[at : at + 1], ("\0",)), at)

    def noted_at(self, at: int) -> Unit | None:
        """The unit that the last note before a position gives to bare numbers, None for none."""
        if self._notes is None:
            self._notes = notes_of(self.text)
        index = bisect_right(self._notes, at, key=itemgetter(0)) - 1
        return self._notes[index][1] if index >= 0 else self.noted

    def line_start(self, at: int) -> bool:
        """Whether only blanks and a bullet stand between the start of a line or cell and `at`."""
        text = self.text
        while at > 0 and text[at - 1] in " ・○●◆◇■□*•-【[「<":
            at -= 1
        return at == 0 or text[at - 1] in "\n\t|"

    def begins_word(self, at: int) -> bool:
        """Whether a word that begins as a unit does, and is none, stands at a position."""
        return self.text.startswith(self.lex.not_units.get(self.text[at : at + 1], ("\0",)), at)

    def unit_at(self, at: int) -> tuple[int, Unit] | None:
        """The longest unit that begins at a position, and where it ends."""
        text, lex = self.text, self.lex
        first = text[at : at + 1]
        candidates = lex.units.get(first)
        if candidates is None:
            return None
        for spelling, unit in candidates:
            if text.startswith(spelling, at):
                end = at + len(spelling)
                if spelling[-1] in LETTERS and text[end : end + 1] in LETTERS and end < len(text):
                    return None
                for word in lex.not_units.get(first, ()):
                    if len(word) <= len(spelling):
                        break
                    if text.startswith(word, at):
                        return None
                return end, unit
        return None


def is_kanji(character: str) -> bool:
    return "㐀" <= character <= "鿿" or character == "々"
