"""What the report says, in the language asked for."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    phrases: sentences by key, with {places} to fill in. sources, measures: values of budgets.
    names: tables. labels: columns. What is missing in the last four keeps its own name.
    """

    language: str
    phrases: dict[str, str]
    sources: dict[str, str]
    measures: dict[str, str]
    names: dict[str, str]
    labels: dict[str, str]

    def say(self, key: str, **places: object) -> str:
        """A phrase with its places filled in; numbers get separators."""
        shown = {k: f"{v:,}" if isinstance(v, int) else v for k, v in places.items()}
        return self.phrases[key].format(**shown)

    def source(self, name: str) -> str:
        return self.sources.get(name, name)

    def measure(self, name: str) -> str:
        return self.measures.get(name, name)


def words_of(language: str) -> Words:
    """The words of a language of telling.LANGUAGES."""
    text = Path(__file__).with_name("words.toml").read_text("utf-8")
    entry = tomllib.loads(text)[language]
    phrases = {key: value for key, value in entry.items() if isinstance(value, str)}
    groups = (entry[g] for g in ("sources", "measures", "names", "labels"))
    return Words(language, phrases, *groups)
