"""The words behind a figure that say what it counts: NのX, NがV, NをV, NV."""

from __future__ import annotations

import re

from extractors.figures.phrase import D, F, Label, Phrases
from extractors.figures.segments import Item
from extractors.figures.words import words
from normalizers.patterns import compiled

_AFTER = re.compile(
    r"(?:以上|以下|未満|以内|程度|前後|余り?|超|弱|強|ほど|まで|分(?=の|を|に|\)|$))?"
)
_PARTICLE = compiled(
    r"(?:での|への|との|からの|において|における|にて|により|によって|が|を|に|で|へ|と|も)"
)
_NOUN = compiled(
    rf"(?!うち)[^がをにではもへとの、。,;:()「」【】\s→⇒{F}{D}]+"
    rf"(?:の[^がをにではもへとの、。,;:()「」【】\s→⇒{F}{D}]+)*"
)
_CLAUSE = compiled(rf"[^、。,;()【】→⇒{F}{D}]+")
_WORD = compiled(
    rf"(?!中|分(?![野析担]))[\p{{Han}}\p{{Katakana}}ーA-Za-z][^、。,;:()「」【】\s→⇒{F}{D}]*"
)
_LONGEST_CLAUSE = 36  # characters


def add_words_behind(phrases: Phrases, item: Item, label: Label) -> None:
    """Add what stands behind a figure: the noun behind の, else the predicate of its clause."""
    text, sketch = phrases.text, phrases.sketch
    after = _AFTER.match(text, item.end)
    at = after.end() if after else item.end
    if text[at : at + 1] == "(" and at in sketch.closer:
        at = sketch.closer[at] + 1
        again = _AFTER.match(text, at)
        at = again.end() if again else at
    if text[at : at + 1] == "の":
        _add_noun(phrases, at + 1, label)
    elif particle := _PARTICLE.match(text, at):
        if not words().empty.match(text, at):
            _add_clause(phrases, particle.end(), label)
    elif text[at : at + 1] == "、" and phrases.is_weak(label):  # 月１回、会議を開く
        _add_clause(phrases, at + 1, label)
    elif (match := _WORD.match(text, at)) and len(match.group()) > 1:
        end = min(match.end(), at + _LONGEST_CLAUSE)
        label.firm = phrases.add(label, at, end) or label.firm


def _add_noun(phrases: Phrases, at: int, label: Label) -> None:
    """The noun phrase behind の; one that says little (者, 医療機関) with its predicate."""
    match = _NOUN.match(phrases.text, at)
    if match is None:
        return
    noun = match.group()
    end = match.end() - noun.endswith("ご")  # 地域ごと
    vague = len(noun) == 1 or noun in words().weak
    if vague and (clause := _CLAUSE.match(phrases.text, at)):
        end = min(clause.end(), at + _LONGEST_CLAUSE)
    label.firm = phrases.add(label, at, end) or label.firm


def _add_clause(phrases: Phrases, at: int, label: Label) -> None:
    if match := _CLAUSE.match(phrases.text, at):
        phrases.add(label, at, min(match.end(), at + _LONGEST_CLAUSE))
