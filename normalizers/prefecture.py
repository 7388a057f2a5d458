"""The 47 prefectures and their codes (JIS X 0401)."""

from __future__ import annotations

import re

from normalizers.errors import NormalizationError
from normalizers.text import normalize
from normalizers.vocabulary import cached, load, remembered

_BRACKETS = re.compile(r"[\s()\[\]【】〔〕「」]")

EXPECTED = "a prefecture"


@cached
def prefectures() -> dict[str, str]:
    """Name to two-digit code, in the order of the codes."""
    return dict(load("prefectures")["codes"])


@cached
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, prefectures())))


@remembered(4096)
def find_prefecture(text: str) -> str | None:
    """The first prefecture that a text names in full (with 都, 道, 府 or 県), or None."""
    match = _pattern().search(normalize(text).text)
    return match[0] if match else None


def find_prefectures(text: str) -> list[str]:
    """Every prefecture that a text names in full, each once, in the order of the text."""
    return list(dict.fromkeys(_pattern().findall(normalize(text).text)))


def parse_prefecture(text: str) -> str:
    """A prefecture's full name from a cell that names it with or without 都, 道, 府 or 県.

    Blanks and brackets are dropped. Raises NormalizationError when the cell holds anything else.
    """
    bare = _BRACKETS.sub("", normalize(text).text)
    for name in prefectures():
        if bare == name or (bare == name[:-1] and bare):
            return name
    raise NormalizationError(text, EXPECTED)


def code(name: str) -> str:
    """The two-digit code of a prefecture's full name. Raises NormalizationError."""
    try:
        return prefectures()[name]
    except KeyError:
        raise NormalizationError(name, EXPECTED) from None
