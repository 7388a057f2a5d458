"""Sentences that are told in English and in Japanese: what is said apart from how it is said."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ENGLISH, JAPANESE = LANGUAGES = ("en", "ja")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or a part of one: its key in sentences.toml and what fills its places.

    places: numbers, names in the document's words, and other parts, each put into every language.
    """

    key: str
    places: Mapping[str, object]

    def __str__(self) -> str:
        return say(self, ENGLISH)


def told(key: str, **places: object) -> Told:
    """A sentence, or a part of one, by its key."""
    return Told(key, places)


def named(kind: str, name: str) -> Told | str:
    """What a code of the tables is called (kind source, name fund: 基金); a code that no sentence
    names stays as it is."""
    key = f"{kind}_{name}"
    return Told(key, {}) if key in _sentences(ENGLISH) else name


def joined(key: str, parts: Sequence[Told | str]) -> Told:
    """Parts one behind the other: key joins a first to what follows it (both, comma, and_also)."""
    whole, *others = parts
    for part in others:
        whole = told(key, first=whole, then=part)
    return whole if isinstance(whole, Told) else told("as_is", text=whole)


def say(what: object, language: str) -> str:
    """A sentence in one of LANGUAGES; text stays as it is. Raises KeyError for an unknown key."""
    if not isinstance(what, Told):
        return str(what)
    places = {
        name: say(place, language) if isinstance(place, Told) else place
        for name, place in what.places.items()
    }
    return _sentences(language)[what.key].format(**places)


@cache
def _sentences(language: str) -> dict[str, str]:
    text = Path(__file__).with_name("sentences.toml").read_text("utf-8")
    sentences: dict[str, str] = tomllib.loads(text)[language]
    return sentences
