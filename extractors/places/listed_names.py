"""Names of facilities in a line of a list, with what stands behind them: ○○病院（東浜市）（120床）,
△△医院【電話】12-3456, □□病院<外部リンク>, ××病院☆（令和５年４月１日）."""

from __future__ import annotations

import re
from dataclasses import replace

import regex

from extractors.places.addresses import is_ward_of_a_city, municipality_of
from extractors.shared.kinds import (
    is_complete_name,
    is_designation,
    is_type,
    kind_of_name,
    names_a_kind,
)
from normalizers.patterns import compiled
from normalizers.prefecture import prefectures
from normalizers.printed_years import ERA, GREGORIAN, LETTER, NUMBER
from normalizers.value import value
from pipeline.document.model import Cite

_SEPARATOR = compiled(r"[、，,／/▽▼]|[\s　]+(?:[・･][\s　]*)?")
_BEDS = re.compile(r"[（(][\s　]*(?P<beds>[0-9０-９][0-9０-９,，]*)[\s　]*床[\s　]*[)）]$")
_PLACE = compiled(r"[（(][\s　]*(?P<place>[\p{Han}\p{Hiragana}\p{Katakana}ー]{2,14})[\s　]*[)）]$")
_OPERATOR = compiled(  # its name stands before that of the place, a blank between
    r"\S*(?:法人|財団|社団)\S*|\S+(?:組合|連合会|協会|機構|事業団|厚生連|大学|学園)"
)
_NUMBERED = re.compile(r"[0-9０-９]|番地|丁目")
_BRACKET = compiled(r"[\s　]*[（(〔](?P<told>[^（()）〔〕]{1,24})[)）〕][\s　]*$")
_WARD = compiled(r"(?:\p{Han}{1,6}区)?")
_TYPE = compiled(r"[\s　]*(?P<type>\p{Han}{1,6}型)(?=[\s　・、]|$)")
_PLANNED = re.compile(r"予定$|(?:指定|運営|開設|開始)[^、。]{0,6}$")
_YEAR = rf"(?:(?:{ERA}|{LETTER})[\s　]*{NUMBER}|{GREGORIAN})[\s　]*[年.．/／]"
_BEHIND = compiled(  # ☆（令和５年４月１日）: the mark of a legend, the day of a designation
    rf"[\s　]*(?:[☆★○●◎◇◆□■△▲▽▼※＊*]|[（(][\s　]*{_YEAR}[^（()）]{{0,16}}[)）])+[\s　]*$"
)
_CELL = compiled(
    r"[0-9０-９][0-9０-９,，]*[\s　]*(?:床|人|名|チーム)?|[○◯〇●◎×✕△－—―-]"
    rf"|{_YEAR}[^（()）、。]{{0,8}}"
)
_LINK = compiled(
    r"[\s　]*[<＜(（\[［](?:外部(?:リンク|サイト)|(?:別|新しい)ウ[イィ]ンドウ|PDF|ＰＤＦ"
    r"|エクセル|ワード|Excel|Word)[^>＞)）\]］]*[>＞)）\]］][\s　]*$"
)
_CALLED = re.compile("電話|TEL|Tel|ＴＥＬ|℡|☎")
_CONTACT = compiled(
    r"[\s　]*(?:【電話(?:番号)?】|電話(?:番号)?|TEL|Tel|ＴＥＬ|℡|☎)[\s　:：.．]*"
    r"[(（]?[0-9０-９][0-9０-９()（）\-－‐ー―]{4,}.*$"
)
KINDS = {"hospital", "clinic", "dental_clinic", "pharmacy", "nursing_station", "center"}
TREATING = KINDS - {"center"}


@value
class Named:
    """One facility of a line: its name, its beds, and where it says that it is."""

    name: Cite
    beds: Cite | None = None
    place: Cite | None = None
    owner: Cite | None = None  # its prefecture


@value
class Parted:
    """A name without the bracket behind it, and what the bracket told: the type of the place
    (基幹型), where it stands, its prefecture, or since when it is one."""

    name: Cite
    tier: Cite | None = None
    place: Cite | None = None
    owner: Cite | None = None
    note: Cite | None = None


def parted(cite: Cite) -> Parted:
    """A name and what a bracket behind it tells; as it is where this may be a part of the name."""
    found = _BRACKET.search(cite.text)
    if found is None or not is_complete_name(cite.text[: found.start()]):
        return Parted(cite)
    name, told = cite.part(0, found.start()), cite.part(*found.span("told"))
    if told.text in prefectures():
        return Parted(name, owner=told)
    place = municipality_of(told)
    if place and _WARD.fullmatch(told.text.removeprefix(place.text)):
        return Parted(name, place=None if is_ward_of_a_city(place.text) else place)
    if named := _TYPE.match(told.text):
        return Parted(name, tier=told.part(*named.span("type")))
    if is_type(told.text):
        return Parted(name, tier=told)
    dated = regex.match(_YEAR, told.text) and _PLANNED.search(told.text)
    return Parted(name, note=told) if dated else Parted(cite)


def names_of(cite: Cite, *, listed: bool = False) -> list[Named]:
    """The facilities that a text consists of; none where any piece of it is no name.

    listed: the text stands where a list has its names, so that 西山産婦人科 is one.
    """
    bare, called = _without_contact(_without_link(cite))
    called = called or listed
    bare = _without_marks(bare)  # a blank may stand before the brackets
    words = _pieces(bare)
    if in_row := _in_row(bare, words):
        return [in_row]
    if at_home := _with_address(words):
        return [at_home]
    found = [_named(piece, called) for piece in words]
    return found if all(_is_name(n.name.text, called) for n in found) else []


def _pieces(cite: Cite) -> list[Cite]:
    """What stands between separators; who runs a place is a part of the name behind a blank."""
    spans: list[tuple[int, int]] = []
    start, blank = 0, False
    for found in (*_SEPARATOR.finditer(cite.text), None):
        end = found.start() if found else len(cite.text)
        if cite.text[start:end].strip():
            runs = blank and _runs_places(cite.text[spans[-1][0] : spans[-1][1]])
            spans[-1:] = [(spans[-1][0], end)] if runs else [*spans[-1:], (start, end)]
        start, blank = (found.end(), not found[0].strip()) if found else (end, False)
        blank = blank and bool(spans)
    return [cite.part(*span) for span in spans]


def _runs_places(text: str) -> bool:
    return _OPERATOR.fullmatch(text) is not None and not is_complete_name(text)


def _in_row(cite: Cite, words: list[Cite]) -> Named | None:
    """The one facility of a row that lost its columns: ○○病院 ６床 東浜県, ○○病院 災害拠点病院."""
    if len(words) < 2 or "、" in cite.text or not all(_is_cell(w.text) for w in words[1:]):
        return None
    named = _named(words[0], False)
    if not _is_name(named.name.text, False):
        return None
    owner = next((w for w in words[1:] if w.text in prefectures()), None)
    return replace(named, owner=named.owner or owner)


def _is_cell(text: str) -> bool:
    """What a cell says of a facility beside its name."""
    return bool(_CELL.fullmatch(text)) or text in prefectures() or is_designation(text)


def _with_address(words: list[Cite]) -> Named | None:
    """The one facility of a line that goes on with its address: ○○病院 東浜市港町1-2 12-3456."""
    if len(words) < 2 or not _NUMBERED.search(words[1].text):
        return None
    named, place = _named(words[0], False), municipality_of(words[1])
    if place is None or not _is_name(named.name.text, False):
        return None
    alone = not any(is_complete_name(w.text) for w in words[1:])
    return Named(named.name, named.beds, place, named.owner) if alone else None


def name_alone(cite: Cite) -> Named | None:
    """The one place that treats which a text names, and nothing else; None for any other text."""
    if not could_name(cite.text):
        return None
    found = names_of(cite)
    return found[0] if len(found) == 1 and treats(found[0]) else None


def treats(named: Named) -> bool:
    """Whether people are treated at a place; a centre may be one for anything."""
    return kind_of_name(named.name.text) in TREATING


def is_dated(text: str) -> bool:
    """Whether a text is the name of one facility with the day of its designation behind it."""
    found = _BEHIND.search(text)
    return bool(found) and is_complete_name(text[: found.start()])


def could_name(text: str) -> bool:
    """Whether a text has what makes a name: the word of a kind, or a telephone number."""
    return names_a_kind(text) or has_contact(text)


def has_contact(text: str) -> bool:
    """Whether a telephone number stands behind the names."""
    return _CALLED.search(text) is not None and _CONTACT.search(text) is not None


def _named(piece: Cite, called: bool) -> Named:
    piece = _without_marks(piece)
    beds = _BEDS.search(piece.text)
    whole = parted(piece.part(0, beds.start()) if beds else piece)
    name = whole.name
    said = _PLACE.search(name.text) if called and whole.place is None else None
    if said:
        name = name.part(0, said.start())
    counted = piece.part(*beds.span("beds")) if beds else None
    return Named(name, counted, whole.place, whole.owner)


def _is_name(text: str, called: bool) -> bool:
    """A name of a kind; 西山整形外科 is one where a telephone number stands behind it."""
    if sum(map(text.count, "（(")) != sum(map(text.count, "）)")):
        return False  # 北部区域（東浜病院
    if called and 3 < len(text) <= 40 and kind_of_name(text) in TREATING:
        return not is_designation(text)
    return is_complete_name(text) and kind_of_name(text) in KINDS


def _without_link(cite: Cite) -> Cite:
    """A name without what a page of the web writes behind a link: <外部リンク>."""
    found = _LINK.search(cite.text)
    return cite.part(0, found.start()) if found else cite


def _without_marks(cite: Cite) -> Cite:
    """A name without the marks and the date of its designation behind it."""
    found = _BEHIND.search(cite.text)
    return cite.part(0, found.start()) if found else cite


def _without_contact(cite: Cite) -> tuple[Cite, bool]:
    found = _CONTACT.search(cite.text) if _CALLED.search(cite.text) else None
    return (cite.part(0, found.start()), True) if found else (cite, False)
