"""Names of programs, facilities, departments and municipalities."""

from __future__ import annotations

import re

from normalizers.errors import NormalizationError
from normalizers.prefecture import prefectures
from normalizers.text import fold, join_wraps, normalize, unspace
from normalizers.vocabulary import cached, load, remembered

_QUOTED = re.compile(r"[「『“\"]([^「」『』]*)[」』”\"]\Z")
_LONG_VOWEL = re.compile(r"(?<=[ァ-ヺ])－(?![0-9０-９])")  # センタ－: a dash for a long vowel
_MANY_BLANKS = re.compile(r"[ \t]{2,}")
_BLANK_AT_MARK = re.compile(r"\s+(?=[、。，．・）」』】)\]])|(?<=[（「『【(\[、。])\s+")


@remembered(8192)
def clean_name(text: str) -> str:
    """A name as it is written to a table.

    Line wraps joined, widths folded, letter spacing removed, 「」 or 『』 around the whole dropped.
    Single blanks between words of a line stay. Raises NormalizationError when nothing is left.
    """
    lines = "\n".join(unspace(line) for line in text.split("\n"))  # 給付金 / 給 付 事 業 費
    joined = _LONG_VOWEL.sub("ー", unspace(join_wraps(lines)))
    folded = _MANY_BLANKS.sub(" ", _BLANK_AT_MARK.sub("", normalize(joined).text)).strip()
    quoted = _QUOTED.match(folded)
    name = (quoted[1] if quoted else folded).strip()
    if not name:
        raise NormalizationError(text, "a name", "empty")
    return name


@cached
def _variants() -> tuple[dict[int, str], re.Pattern[str], dict[str, str]]:
    variants = load("variants")
    characters = {ord(c): group[0] for group in variants["characters"] for c in group[1:]}
    words = {
        fold(form).translate(characters): fold(group[0]).translate(characters)
        for group in variants["words"]
        for form in group[1:]
    }
    longest = sorted(map(re.escape, words), key=len, reverse=True)
    return characters, re.compile("|".join(longest) or r"(?!)"), words


@remembered(8192)
def identity(name: str) -> str:
    """A form of a name that is equal in two editions of a document when the name is the same.

    Folded (widths, case, blanks, brackets, punctuation, long vowel marks), variant characters and
    spellings unified (data/variants.toml). Not for showing; empty for a name of signs alone.
    """
    characters, pattern, words = _variants()
    return pattern.sub(lambda m: words[m[0]], fold(name).translate(characters))


_IN_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_SEPARATOR = re.compile(r"[、,，・･·•;；/／→]|及び|並びに|および|ならびに|(?<=[市区町村])と")
_COMPLETE = re.compile(r"\S+[市区町村]\Z")
_COUNTY = re.compile(r"\A[^市区町村]{1,5}郡(?=[^郡]+[町村]\Z)")
_MUNICIPALITY = re.compile(r"[々ぁ-んァ-ヶー一-鿿𠮷]{1,7}[市区町村]\Z")
# 本市 alone is the author's own; 熊本市 and 島本町 are names
_NO_NAME = re.compile(r"市区?町村\Z|(?:全|各|他|同|当|\A本|[0-9])[市区町村]\Z|町村\Z")


def split_municipalities(text: str) -> list[str]:
    """The municipalities of a cell, in order, each once.

    '甲野市、乙川町、 丙山町'; names may be wrapped ('東丁\\n浜町') and carry notes in brackets,
    which are dropped ('甲野市(旧乙町)'); a county's brackets hold its members. Prefecture and
    county before a name are dropped. Raises NormalizationError when a piece is no municipality.
    """
    folded = normalize(text).text
    bare = _IN_BRACKETS.sub(lambda m: _members(folded, m), folded)
    names: list[str] = []
    for piece in _SEPARATOR.split(bare):
        for name in _complete_names(piece):
            names.append(_checked(name, text))
    if not names:
        raise NormalizationError(text, "a list of municipalities", "empty")
    return list(dict.fromkeys(names))


def _members(folded: str, match: re.Match[str]) -> str:
    """What stands in brackets counts only behind a county's name."""
    if folded[: match.start()].rstrip().endswith("郡"):
        return "、" + (match[1] or match[2])
    return " "


def _complete_names(piece: str) -> list[str]:
    """Parts of a name put together until they end as a municipality's name does."""
    names: list[str] = []
    open_part = ""
    for part in piece.split():
        if names and not open_part and re.fullmatch(r"[市区町村]", part):
            names[-1] += part
            continue
        open_part += part
        if _COMPLETE.match(open_part):
            names.append(open_part)
            open_part = ""
    if open_part and not open_part.endswith("郡"):
        names.append(open_part)
    return names


def _checked(name: str, text: str) -> str:
    for prefecture in prefectures():
        if name.startswith(prefecture) and len(name) > len(prefecture):
            name = name[len(prefecture) :]
            break
    name = _COUNTY.sub("", name)
    if not _MUNICIPALITY.match(name) or _NO_NAME.search(name):
        raise NormalizationError(text, "a list of municipalities", f"{name} is none")
    return name
