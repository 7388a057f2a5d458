"""Labelled particulars of running text: where the labels stand, and what each is the label of.

【事業の実施主体】県内の病院      ・実施主体：県内の病院      事業の実施主体 県内の病院
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import regex

from normalizers.head import Head
from normalizers.label import label_begun, label_of, may_open
from normalizers.patterns import compiled
from normalizers.value import value
from normalizers.vocabulary import remembered
from pipeline.document.model import Cite

_LEAD = (
    r"[ 　]*(?:事例[ 　]?[0-9０-９]{1,2}[．.:：]?[ 　]+)?"
    r"(?:[・･•○◯〇●■□◆◇▶▷＊*-]|[①-⑳]|[0-9０-９]{1,2}[．.、 　]"
    r"|[（(][0-9０-９ア-ン]{1,2}[）)]|[ア-ン][ 　．.])?[ 　]*"
)
_NOTES = r"(?:[ 　]?[（(〔［\[][^（）()〔〕［］\[\]\n]{1,20}[）)〕］\]])*"
_HAN = "[⺀-⿕々〇〻㐀-鿿豈-﫿𠀀-𯿿]"
_COLON = compiled(r"[ 　]*[:：]?")
_BRACKETED = re.compile(
    r"[【＜<〈《≪〔［\[](?P<label>[^【】＜＞<>〈〉《》≪≫〔〕［］\[\]]{2,30})[】＞>〉》≫〕］\]]"
)
_OPENED = compiled(r"【(?P<label>[^【】\s]{2,20})(?=[ 　]*\n)")
# these three begin with a line
_TWO_LINES = re.compile(r"(?P<label>[^\s：:。]{4,14}\n[^\s：:。]{1,14})(?=\n|$)")
_LINE = re.compile(
    rf"{_LEAD}(?P<label>[^\s：:【】＜＞、。，「」（）()]{{2,24}}?{_NOTES}|{_HAN}(?:"
    rf"[ 　]{{1,2}}{_HAN}){{1,5}})"
    r"(?:[ 　]*[:：]|(?P<blank>[ 　]+)|(?P<end>(?=\n|$)))"
)
_BEFORE_NUMBER = re.compile(  # ・総事業費１２，０００千円
    rf"{_LEAD}(?P<label>[^\s：:【】＜＞、。，「」（）()0-9０-９]{{2,16}})(?=[△▲]?[0-9０-９])"
)
_VALUE_WITHIN = re.compile(r"[］\]〕].*[0-9０-９]")
_WITHIN = re.compile(
    rf"(?<=[ 　])(?P<label>[^\s：:【】＜＞、。，「」（）()0-9０-９]{{2,16}}{_NOTES})[ 　]*[:：]"
)
# beginnings of lines that the pattern of the name cannot match: most lines are prose, and this
# look takes a tenth of the time (a mark without blank has 3 characters, a label 24, 16 or 14)
_NOT_TWO_LINES = re.compile(r"[^\n]{15}|[^\n]{0,3}(?:\n|\Z)|[^\n\s：:。]{0,14}(?:[：:。 　]|\Z)")
_NOT_LINE = re.compile(r"[^ 　:：（(〔［\[\n]{28}|[^ 　:：（(〔［\[\n、。，「」]{3,27}[、。，「」]")
_NOT_BEFORE_NUMBER = re.compile(
    r"[^ 　（(0-9０-９\n]{21}|[^ 　（(0-9０-９\n]{0,20}(?:\n|\Z)"
    r"|[^ 　（(0-9０-９\n：:、。，「」]{3,20}[：:、。，「」]"
)
_TOKEN = re.compile(r"[^\s　]+")
_BESIDE = frozenset({"department", "funding", "start", "period", "implementer", "new"})
_BESIDE_OWNER = _BESIDE | {"name"}
_LONGEST_BESIDE = 8
_LINE_LENGTH = 100
_ENDS_BESIDE = frozenset("課室署班名源体関間度期先者分局別")
_FIRST_TOKEN = compiled(r"[^\s:：]+")
_AMOUNT_BEHIND = compiled(r"[ 　]*[0-9０-９][0-9０-９,，]*[ 　]*(?:千|百万)?円")


@dataclass(frozen=True, slots=True)
class Field:
    """A label and what stands behind it, up to the next label. Both may span several lines."""

    head: Head
    label: Cite
    value: Cite
    bracketed: bool = False

    @property
    def role(self) -> str:
        return self.head.role


@value
class _Place:
    start: int
    label: tuple[int, int]
    value: int
    head: Head
    bracketed: bool


def lines_to_fields(lines: Iterable[Cite]) -> list[Field]:
    """The labelled particulars of some lines, in order; what stands before the first is left."""
    return cite_to_fields(Cite.join(lines))


def cite_to_fields(cite: Cite, roles: Container[str] | None = None) -> list[Field]:
    """The labelled particulars of a text of some lines (of one program, not of a document).

    roles: those of the particulars that are wanted; all of them without it.
    """
    places = _places(cite.text)
    ends = [*(p.start for p in places[1:]), len(cite.text)]
    return [
        Field(p.head, cite.part(*p.label), cite.part(p.value, end), p.bracketed)
        for p, end in zip(places, ends, strict=False)
        if roles is None or p.head.role in roles
    ]


def has_fields(text: str) -> bool:
    """Whether a text has labelled particulars."""
    return bool(_places(text))


def opens_sheet(text: str) -> bool:
    """Whether a line begins with the label of a program's name, and is no head of a table."""
    return may_open(text) and any(p.head.role == "name" for p in _places(text))


def _places(text: str) -> Sequence[_Place]:
    return _places_in_line(text) if len(text) <= _LINE_LENGTH else _find_places(text)


@remembered(4096)
def _places_in_line(text: str) -> Sequence[_Place]:
    """Several readers ask for the labels of every line."""
    return _find_places(text)


def _find_places(text: str) -> Sequence[_Place]:
    found = sorted(_candidates(text), key=lambda p: (p.start, -p.label[1]))
    places: list[_Place] = []
    for place in found:
        if not places or place.start >= places[-1].value or place.start > places[-1].label[1]:
            places.append(place)
    return places


def _candidates(text: str) -> Iterator[_Place]:
    for match in _BRACKETED.finditer(text):
        if head := label_of(_flat(match.group("label"))):
            end = match.end() + _colon(text, match.end())
            yield _Place(match.start(), match.span("label"), end, head, True)
    opened = _OPENED.finditer(text) if "【" in text else ()
    for match in opened:  # the bracket closes behind what stands beside it
        if head := label_of(match.group("label")):
            yield _Place(match.start(), match.span("label"), match.end(), head, True)
    lines = list(accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    starts = lines[:-1]
    for match in _at(starts, _TWO_LINES, text, _NOT_TWO_LINES):
        first, second = match.group("label").split("\n")
        if not label_of(first) and not label_of(second) and (head := label_of(first + second)):
            yield _Place(match.start(), match.span("label"), match.end(), head, False)
    for match in _at(starts, _LINE, text, _NOT_LINE):
        if _VALUE_WITHIN.search(match.group("label")):  # ［事業期間］平成25年度～
            continue
        head = label_of(_flat(match.group("label")))
        if head is None and match.group("blank") is not None:
            head = label_begun(match.group("label"))
        if head and (head.role == "cost" or not _is_table_head(text, match, head)):
            yield _Place(match.start(), match.span("label"), match.end(), head, False)
            if match.group("blank") is not None and head.is_exact:
                yield from _beside(text, match.end(), head)
    within = (
        match
        for start, end in pairwise(lines)
        if text.find(":", start, end) > 0 or text.find("：", start, end) > 0
        for match in _WITHIN.finditer(text, start, end)
    )
    for match in chain(_at(starts, _BEFORE_NUMBER, text, _NOT_BEFORE_NUMBER), within):
        if head := label_of(match.group("label")):
            yield _Place(match.start(), match.span("label"), match.end(), head, False)


def _beside(text: str, start: int, first: Head) -> Iterator[_Place]:
    """The labels of the cells at the right of a form's row: 開始年度 平成25年度 財源 国１／２.

    A name stands beside whose it is (都道府県名 △△県 事業名 …), and beside nothing else.
    """
    roles = _BESIDE_OWNER if first.role == "jurisdiction" else _BESIDE
    stop = text.find("\n", start)
    tokens = list(_TOKEN.finditer(text, start, len(text) if stop < 0 else stop))
    for token, following in pairwise(tokens[1:]):
        if len(token[0]) > _LONGEST_BESIDE or token[0][-1] not in _ENDS_BESIDE:
            continue
        head, more = label_of(token[0]), label_of(following[0])
        if more and more.role not in ("amount", "new"):  # heads of a table; a fund is a source of
            continue  # money, 新規 the mark behind its label
        if head and head.role in roles and head.is_exact:
            yield _Place(token.start(), token.span(), token.end(), head, False)


def _at(
    starts: list[int], pattern: regex.Pattern[str], text: str, unless: re.Pattern[str]
) -> Iterator[regex.Match[str]]:
    """The matches that begin with a line; unless: what begins no line of the kind."""
    for start in starts:
        if not unless.match(text, start) and (match := pattern.match(text, start)):
            yield match


def _is_table_head(text: str, match: regex.Match[str], head: Head) -> bool:
    """事業名 総事業費 実施主体: words that a second label follows on the line name columns; one
    source behind 財源 is its value, and so are sources with their amounts (国庫 1,200千円)."""
    if match.group("blank") is None:
        return False
    following = _FIRST_TOKEN.match(text, match.end())
    if following is None or (more := label_of(following.group())) is None:
        return False
    alone = text[following.end() : following.end() + 1] in ("", "\n")
    stated = _AMOUNT_BEHIND.match(text, following.end())
    return not (head.role == "funding" and more.share and (alone or stated))


def _flat(text: str) -> str:
    return "".join(text.split())


def _colon(text: str, at: int) -> int:
    match = _COLON.match(text[at : at + 3])
    return match.end() if match else 0
