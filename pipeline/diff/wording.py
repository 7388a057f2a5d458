"""How two writings of a name differ: not at all, by a slip of recognition, or by a rename."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final, Literal, NamedTuple

from normalizers.name import identity
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER
from normalizers.vocabulary import cached, load

SAME: Final = "same"
SLIP: Final = "slip"
RENAMED: Final = "renamed"

_YEAR = re.compile(rf"(?:{ERA}|{LETTER.lower()}){NUMBER}(?:年度|年)?|{GREGORIAN}(?:年度|年)")
_KANJI = re.compile(r"[㐀-鿿豈-﫿𠀀-𯿿]+")
_SLIP_LENGTH = 2  # characters that a slip may lose, add or change in one place
_SLIP_PLACES = 2  # places of a name that may be slips
_BETWEEN = 2  # characters that two pieces shown as one may have in common
_LONG_ENOUGH = 5  # characters: below, one other character makes another name


@dataclass(frozen=True, slots=True)
class Difference:
    """Two writings of a name compared: what differs in their folded forms, piece by piece."""

    kind: Literal["same", "slip", "renamed"]
    pieces: tuple[tuple[str, str], ...] = ()
    only_year: bool = False  # equal but for the fiscal year that stands in the name


class Spellings:
    """What an edition writes.

    A slip is told from a rename by what its own edition writes elsewhere: 医療のケア児 stands
    once where every other text of the list says 医療的ケア児.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = {folded for text in texts if (folded := folded_name(text))}
        self._whole = "\n".join(sorted(self._texts))

    def has(self, piece: str) -> bool:
        """Whether some text of the edition writes the characters."""
        return piece in self._whole

    def has_besides(self, piece: str, text: str) -> bool:
        """Whether a text of the edition other than this one (folded) writes the characters."""
        if text not in self._texts or piece not in text:
            return piece in self._whole
        return any(piece in other for other in self._texts if other != text)


def compare_names(before: str, after: str, old: Spellings, new: Spellings) -> Difference:
    """What makes two names differ; widths, variant characters and blanks are no difference."""
    left, right = folded_name(before), folded_name(after)
    if left == right:
        return Difference(SAME)
    if _YEAR.sub("", left) == _YEAR.sub("", right):
        return Difference(SAME, _year_pieces(left, right), only_year=True)
    pieces = _pieces(left, right)
    slips = len(pieces) <= _SLIP_PLACES and all(
        _is_slip(left, right, piece, old, new) for piece in pieces
    )
    shown = tuple((left[a:b], right[c:d]) for a, b, c, d in _joined(pieces))
    return Difference(SLIP if slips else RENAMED, shown)


@lru_cache(maxsize=65_536)
def folded_name(text: str) -> str:
    """The form of a name that is compared (normalizers.name.identity), remembered."""
    return identity(text)


@cached
def _generic() -> re.Pattern[str]:
    words = {identity(word) for word in load("renames")["generic"]}
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def name_core(name: str) -> str:
    """What of a folded name is its own: the words that many names share are left out."""
    return _generic().sub("", folded_name(name))


@cached
def _lookalikes() -> frozenset[frozenset[str]]:
    return _groups_to_pairs(load("renames")["confusable"])


def _groups_to_pairs(groups: Iterable[str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(group, 2))


@cached
def _opposites() -> frozenset[frozenset[str]]:
    return _groups_to_pairs(load("renames")["opposed"])


def are_opposed(left: str, right: str) -> bool:
    """Whether folded names differ in a character that makes another thing: 小学校費, 中学校費."""
    pairs = ((left[a:b], right[c:d]) for a, b, c, d in _pieces(left, right))
    return any(frozenset(pair) in _opposites() for pair in pairs)


Piece = tuple[int, int, int, int]  # left from, to; right from, to


def _pieces(left: str, right: str) -> list[Piece]:
    from rapidfuzz.distance import Levenshtein

    pieces: list[Piece] = []
    for op in Levenshtein.opcodes(left, right):
        if op.tag == "equal":
            continue
        found = (op.src_start, op.src_end, op.dest_start, op.dest_end)
        if pieces and pieces[-1][1] == found[0] and pieces[-1][3] == found[2]:
            found = (pieces[-1][0], found[1], pieces[-1][2], found[3])
            pieces.pop()
        pieces.append(found)
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Pieces with hardly anything between them as one, for showing: 対応する → 応じた."""
    joined: list[Piece] = []
    for a, b, c, d in pieces:
        if joined and a - joined[-1][1] <= _BETWEEN and c - joined[-1][3] <= _BETWEEN:
            a, _, c, _ = joined.pop()
        joined.append((a, b, c, d))
    return joined


def _is_slip(left: str, right: str, piece: Piece, old: Spellings, new: Spellings) -> bool:
    a, b, c, d = piece
    lost, gained = left[a:b], right[c:d]
    if _covered(left, a, b) and _covered(right, c, d):
        return False  # one known word in the place of another
    if len(lost) == len(gained) and all(map(_look_alike, lost, gained)):
        return True
    if max(len(lost), len(gained)) > _SLIP_LENGTH or min(len(left), len(right)) < _LONG_ENOUGH:
        return False
    if set(lost + gained) & set(load("renames")["meant"]):
        return False
    # The characters around the piece belong to it: 療成 is odd where 療養成 was meant.
    one = _Written(left, lost, left[max(a - 1, 0) : b + 1], old)
    other = _Written(right, gained, right[max(c - 1, 0) : d + 1], new)
    return _is_odd(one, other) or _is_odd(other, one)


class _Written(NamedTuple):
    """A place of a name: the name, the characters that differ, these with their neighbours."""

    name: str
    part: str
    around: str
    edition: Spellings


def _is_odd(written: _Written, meant: _Written) -> bool:
    """Whether nothing else is spelled as this name is there, and what was meant stands to
    reason: a character was lost, or the same edition writes it otherwise."""

    def elsewhere(piece: str) -> bool:
        editions = (written.edition, meant.edition)
        return any(edition.has_besides(piece, written.name) for edition in editions)

    if elsewhere(written.around):
        return False
    if not written.part:
        if _generic().fullmatch(meant.part):
            return False  # a word of its own was added
        return len(meant.part) == 1 or written.edition.has(meant.around)
    if not meant.part:
        return False  # nothing is read where nothing stands
    kanji = _KANJI.fullmatch(written.part) and _KANJI.fullmatch(meant.part)
    if kanji and any(map(elsewhere, written.part)):
        return False  # another word, of characters that the lists use
    spelled = meant.edition.has_besides(meant.around, meant.name)
    return spelled or written.edition.has(meant.around)


def _covered(name: str, start: int, end: int) -> bool:
    """Whether a generic word of more than one character covers a piece of the name."""
    return start < end and any(
        match.start() <= start and end <= match.end() and len(match[0]) > 1
        for match in _generic().finditer(name)
    )


def _look_alike(one: str, other: str) -> bool:
    return frozenset((one, other)) in _lookalikes()


def _year_pieces(left: str, right: str) -> tuple[tuple[str, str], ...]:
    found = zip(_YEAR.findall(left), _YEAR.findall(right), strict=False)
    return tuple(pair for pair in found if pair[0] != pair[1])
