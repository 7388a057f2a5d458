"""Patterns made of the words of a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from normalizers.patterns import compiled
from normalizers.text import fold, normalize


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of the words, longest first; latin letters and digits of either width.

    Raises ValueError for no words: their pattern would match everywhere.
    """
    listed = sorted({str(normalize(word)) for word in words if word}, key=lambda w: (-len(w), w))
    if not listed:
        raise ValueError("no words to make a pattern of")
    return f"(?:{'|'.join(''.join(map(_either_width, word)) for word in listed)})"


def made_of(before: Iterable[str], ends: Iterable[str]) -> regex.Pattern[str]:
    """What folded texts are that consist of words that may stand before, and of one that ends
    them (大規模 災害): names of nothing in particular."""
    return compiled(f"{any_of(map(fold, before))}*{any_of(map(fold, ends))}")


def _either_width(character: str) -> str:
    if "!" <= character <= "~":
        wide = chr(ord(character) + 0xFEE0)
        return f"[{regex.escape(character)}{wide}]"
    return regex.escape(character)
