"""Characters: widths and look-alike code points folded, wraps joined, letter spacing removed.

`normalize` keeps a map back to the source characters. It is neither NFKC, which turns ① into 1
and leaves the radicals supplement alone, nor jaconv.normalize, which turns ～ and － into ー: marks
that mean something in tables (～ 〜 － ― △ ▲ ① ➀) stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import jaconv

from normalizers.vocabulary import cached, load, remembered

_KEPT_WIDE = "～－"  # ranges and nil marks, not a tilde and a hyphen
_HALF_KANA = re.compile("[\uff61-\uff9f]+")
_COMPOSED = re.compile("[\uff61-\uff9f]+|[ぁ-ヿ][\u3099\u309a]")
_LOOK_ALIKE = re.compile("[\u2e80-\u2fdf\u00a0\u2002-\u200a\u2027\u202f\u2215]")
_BLANKS = " \t\u3000\u00a0\u2002-\u200a\u202f"


@dataclass(frozen=True, slots=True)
class Mapped:
    """Normalised text that knows where each of its characters stood in the source.

    starts[i] and ends[i] are the source offsets of text[i]; a slice keeps the source's offsets.
    """

    text: str
    starts: Sequence[int] = field(repr=False)
    ends: Sequence[int] = field(repr=False)

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, key: slice) -> Mapped:
        return Mapped(self.text[key], self.starts[key], self.ends[key])

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The source characters of text[start:end]; an empty piece has an empty source.

        Raises IndexError when the piece does not lie in the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"{start}:{end} is not in a text of {len(self.text)} characters")
        if start == end:
            at = self.starts[start] if start < len(self.text) else self._end()
            return at, at
        return self.starts[start], self.ends[end - 1]

    def _end(self) -> int:
        return self.ends[-1] if self.ends else 0


@cached
def fold_table() -> dict[int, str]:
    """One character to one character: what `normalize` does without changing any offset."""
    wide = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F) if chr(c) not in _KEPT_WIDE}
    kangxi = {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    compatible = {
        c: folded
        for low, high in ((0xF900, 0xFB00), (0x2F800, 0x2FA20))
        for c in range(low, high)
        if len(folded := unicodedata.normalize("NFKC", chr(c))) == 1 and folded != chr(c)
    }
    radicals = load("radicals")
    given = {ord(pair[0]): pair[1] for key in ("supplement", "japanese") for pair in radicals[key]}
    blanks = dict.fromkeys((0x3000, 0xA0, *range(0x2002, 0x200B), 0x202F), " ")
    return wide | kangxi | compatible | given | blanks | {0xFFE5: "¥"}


@cached
def _look_alikes() -> dict[int, str]:
    radicals = range(0x2E80, 0x2FE0)
    table = {code: text for code, text in fold_table().items() if code in radicals}
    blanks = dict.fromkeys((0xA0, *range(0x2002, 0x200B), 0x202F), " ")
    return table | blanks | {0x2003: "\u3000", 0x2027: "・", 0x2215: "／"}


def unify_look_alikes(text: str) -> str:
    """Radicals, blanks, points and strokes that a converter wrote in place of the characters they
    look like (⽀援, 富士‧東部, １∕２), one for one: no offset changes."""
    return text.translate(_look_alikes()) if _LOOK_ALIKE.search(text) else text


def normalize(text: str) -> Mapped:
    """Fold widths, half-width kana, radicals and compatibility ideographs; keep the offsets.

    ASCII and blanks become half-width, kana full-width (dakuten and combining marks composed),
    radicals and compatibility ideographs unified. Nothing else is changed: circled numbers, range
    and nil marks, brackets 「」 and line breaks stay.
    """
    folded = text.translate(fold_table())
    if not _COMPOSED.search(folded):
        offsets = range(len(text) + 1)
        return Mapped(folded, offsets[:-1], offsets[1:])
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for match in _COMPOSED.finditer(folded):
        _keep(folded, at, match.start(), pieces, starts, ends)
        for start, end in _clusters(folded, match.start(), match.end()):
            kana = _to_kana(folded[start:end])
            pieces.append(kana)
            starts.extend([start] * len(kana))
            ends.extend([end] * len(kana))
        at = match.end()
    _keep(folded, at, len(folded), pieces, starts, ends)
    return Mapped("".join(pieces), starts, ends)


def _keep(
    text: str, start: int, end: int, pieces: list[str], starts: list[int], ends: list[int]
) -> None:
    pieces.append(text[start:end])
    starts.extend(range(start, end))
    ends.extend(range(start + 1, end + 1))


def _clusters(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Each kana with the voicing mark behind it."""
    result: list[tuple[int, int]] = []
    for at in range(start, end):
        if result and text[at] in "ﾞﾟ\u3099\u309a" and _composes(text[result[-1][0] : at + 1]):
            result[-1] = (result[-1][0], at + 1)
        else:
            result.append((at, at + 1))
    return result


@lru_cache(maxsize=256)
def _composes(pair: str) -> bool:
    return len(pair) == 2 and len(_to_kana(pair)) == 1


@lru_cache(maxsize=256)
def _to_kana(cluster: str) -> str:
    if _HALF_KANA.match(cluster):
        return jaconv.h2z(cluster, kana=True, ascii=False, digit=False)
    return unicodedata.normalize("NFC", cluster)


_FOLD_AWAY = re.compile(r"[\W_ー]+")


@remembered(8192)
def fold(text: str) -> str:
    """A form for comparing: NFKC, radicals unified, lower case, letters and digits only.

    Blanks, brackets, punctuation, dashes and long vowel marks are left out. Not for showing.
    """
    unified = unicodedata.normalize("NFKC", text.translate(fold_table()))
    return _FOLD_AWAY.sub("", unified).lower()


_LINE_END = re.compile(r"[\r\n\v\f\u2028]")
_WRAP = re.compile(rf"[{_BLANKS}]*(?:\r\n|[\r\n\v\f\u2028])[{_BLANKS}\r\n\v\f\u2028]*")


def join_wraps(text: str) -> str:
    """The lines of one cell or paragraph as one line.

    Between latin words a line break becomes one blank, elsewhere nothing: Japanese has no blanks.
    Blanks inside a line stay: they may part two names.
    """

    def joint(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        latin = before.isascii() and after.isascii() and before.isalpha() and after.isalpha()
        closing = before in tuple(",;:.!?)") and after.isascii() and after.isalnum()
        return " " if latin or (closing and before and after.isalpha()) else ""

    bare = text.strip()
    return _WRAP.sub(joint, bare) if _LINE_END.search(bare) else bare


_LETTER = r"[々〇ぁ-ヿ㐀-鿿豈-﫿]"
_SPACED = re.compile(rf"(?<!\w){_LETTER}(?:[{_BLANKS}]+{_LETTER}(?!\w))+")
_SPACED_DIGITS = re.compile(
    rf"(?<![\w,，.．])[0-9０-９](?:(?:[{_BLANKS}]*[,，][{_BLANKS}]*"
    rf"|[{_BLANKS}]*[.．][{_BLANKS}]+|[{_BLANKS}]+[.．]?)[0-9０-９](?![0-9０-９]))+(?![.．,，][0-9０-９])"
)
_BLANK_RUN = re.compile(rf"[{_BLANKS}]+")
_BLANK_BEHIND = re.compile(rf"(?<=[0-9０-９])[{_BLANKS}]+(?={_LETTER})")


def unspace(text: str) -> str:
    """Remove the letter spacing of a cell or head: '項 目' is 項目, '3 5 市町村' is 35市町村.

    A run of single Japanese letters, or of single digits with their separators, is one word;
    blanks between longer words stay, marks (○ △ ①) are never joined. For one cell: on a whole
    table line, '国 県' may be two columns.
    """
    spaced = _SPACED_DIGITS.sub(_close_up, text)
    if spaced != text:
        spaced = _BLANK_BEHIND.sub("", spaced)
    return _SPACED.sub(_close_up, spaced)


def _close_up(match: re.Match[str]) -> str:
    return _BLANK_RUN.sub("", match[0])


def line_places(text: str) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends, the line breaks left out."""
    places, at = [], 0
    for line in text.split("\n"):
        places.append((at, at + len(line)))
        at += len(line) + 1
    return places
