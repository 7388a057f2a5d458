"""Who carries a program out, where only its description says so.

    …工事を行う△△赤十字病院に対して支援を行う     the organisation that is supported
    △△市医師会が医療職や介護職の…                the organisation that acts
    （公益社団法人△△県看護協会委託）              the organisation that is commissioned

A kind of organisation (病院, 郡市医師会) is no implementer: a name has a part of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from normalizers import vocabulary
from normalizers.patterns import compiled
from normalizers.text import fold
from pipeline.document.model import Cite

_AFTER = [  # what follows the name of the one that acts, strongest evidence first
    r"(?:に対し(?:て)?|へ|に)(?:の|、)?(?:[^。、]{0,12}を)?(?:支援|補助|助成|委託)",
    r"(?:に|へ)?委託",
    r"が[、，]?(?!必要|重要|増え|増加|多[いくか]|少な|不足|課題|生じ|求め|でき|進[むみん]|減|可能)",
    r"等?の[^。、]{0,24}?(?:研修|事業|講習|取組|活動)[^。、]{0,12}?を?(?:に対して)?支援",
    r"では[、，]",
    r"における[^。]{0,120}?(?:整備|事業)[^。]{0,10}支援",
    r"に[^。、がはを]{0,20}を?設置する[^。]{0,10}?事業",
    r"の[^。、]{0,20}?機能(?:や[^。、]{0,20}?機能)?を強化",
]
_WRAP = re.compile("[\n 　]")
_COMMISSIONED = compiled(r"[（(](?P<name>[^（()）]{3,30}?)(?:に|へ)?委託[）)]")
_OWN_PROJECT = compiled(r"^[^。]{0,30}?(?P<name>\p{Han}{1,4}[都道府県市町村])事業として")


_BY_CONTRACT = [
    compiled(r"[【（(](?P<name>[^【】（()）、。]{3,24}?)(?:に|へ)の?委託[】）)]"),
    compiled(
        r"(?:^|\n)[\s　]*(?:[・○●ア-ンa-z][\s　]*)?委託先[\s　]*[:：\n][\s　]*"
        r"(?P<name>[^\s、。]{3,30})"
    ),
    compiled(
        r"受託者は(?:[^、。（(\n]{0,6}とも)?[\s　]*"
        r"(?P<name>[（(]?株?[）)]?[^\s、。（()）]{2,20})"
    ),
    compiled(r"(?<=を)(?P<name>[^\s、。をにがは]{3,20})に委託(?:して|し、|する)"),
]


def commissioned_in(text: Cite) -> tuple[Cite, ...]:
    """The organisations that a slide names as commissioned (委託先, …へ委託), each once."""
    if "委託" not in text.text and "受託" not in text.text:
        return ()
    hollow = _patterns().hollow
    found: dict[str, Cite] = {}
    for pattern in _BY_CONTRACT:
        for match in pattern.finditer(text.text):
            if not hollow.match(fold(match.group("name"))):
                found.setdefault(fold(match.group("name")), text.part(*match.span("name")))
    return tuple(found.values())


class _Deed(NamedTuple):
    """A name and what follows it.

    ends is the pattern of its kind (病院) and of what follows, without the words that a name may
    begin with: the whole name stands where ends does, or nowhere, and ends is found much faster.
    """

    ends: regex.Pattern[str]
    whole: regex.Pattern[str]


class _Patterns(NamedTuple):
    """kinds: the words that one of must stand in a text for any deed to match."""

    kinds: re.Pattern[str]
    deeds: list[_Deed]
    hollow: regex.Pattern


_LONGEST_BEGINNING = 45  # characters of a name before its kind: hira and body


@vocabulary.cached
def _patterns() -> _Patterns:
    data = vocabulary.load("organisations")
    ends = "|".join(sorted(data["suffixes"], key=len, reverse=True))
    opens = "|".join(sorted(data["open_suffixes"], key=len, reverse=True))
    body = r"[\p{Han}\p{Katakana}ーA-Za-zＡ-Ｚａ-ｚ々ヶ・]{0,30}?"
    hira = (  # こころの相談センター, 県こころの相談センター
        r"(?:(?<=^|[。、]|する|を行う|いる)(?:\p{Han}{0,4}[都道府県市])?"
        r"\p{Hiragana}{2,8}の\p{Han}{1,6})?"
    )
    tail = r"(?:[\p{Hiragana}ー\p{Katakana}]{2,8}?|[\p{Han}]{1,8}?)?"
    legal = rf"(?:{'|'.join(data['legal_forms'])})[\p{{Han}}\p{{Katakana}}ー・]{{2,16}}?"
    # behind a verb: 移す△△のぞみ病院
    mixed = r"(?<=[うくすつぬぶむるぐ])\p{Han}{1,8}\p{Hiragana}{2,5}"
    name = (
        rf"(?P<name>{mixed}(?:{ends})|{hira}(?:{body}(?:{opens}){tail}"
        rf"|{body}(?:{ends})|{body}{legal}))"
    )
    end = rf"(?:(?:{opens}){tail}|(?:{ends})|{legal})"
    behind = [(r"等?" if "支援" in after else "") + after for after in _AFTER]
    deeds = [_Deed(compiled(end + after), compiled(name + after)) for after in behind]
    generic = sorted((fold(w) for w in data["generic"]), key=len, reverse=True)
    hollow = compiled("^(?:" + "|".join(map(regex.escape, generic)) + ")*$")
    kinds = "|".join((ends, opens, *data["legal_forms"]))
    return _Patterns(re.compile(kinds), deeds, hollow)


def implementer_in(description: Cite) -> Cite | None:
    """The organisation that a description names as the one that acts; None where it names none.

    Line breaks within the description are wraps.
    """
    flat = _WRAP.sub("", description.text)
    for pattern in (_COMMISSIONED, _OWN_PROJECT):
        if match := pattern.search(flat):
            return _part(description, *match.span("name"))
    kinds, deeds, hollow = _patterns()
    if not kinds.search(flat):
        return None
    for deed in deeds:
        for match in _deeds(deed, flat):
            start, end = match.span("name")
            start = _cut_front(flat, start, end)
            if not hollow.match(fold(flat[start:end])):
                if flat[end : end + 1] == "等" and "の" in flat[end + 1 : end + 2]:
                    end += 1
                return _part(description, start, end)
    return None


def _deeds(deed: _Deed, flat: str) -> Iterator[regex.Match]:
    """The matches of a deed from left to right, as finditer gives them."""
    at = 0
    while near := deed.ends.search(flat, at):
        match = deed.whole.search(flat, max(at, near.start() - _LONGEST_BEGINNING))
        if match is None:
            return
        yield match
        at = match.end()


def _part(cite: Cite, start: int, end: int) -> Cite:
    """The characters start to end of a cite, wraps not counted."""
    wraps = {match.start() for match in _WRAP.finditer(cite.text)}
    places = [place for place in range(len(cite.text)) if place not in wraps]
    return cite.part(places[start], places[end - 1] + 1)


def _cut_front(text: str, start: int, end: int) -> int:
    """A name does not begin with a mark of enumeration."""
    while start < end and text[start] in "・、":
        start += 1
    return start
