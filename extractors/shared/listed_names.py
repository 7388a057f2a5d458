"""Names of facilities in a line of a list, with what stands behind them: ○○病院（東浜市）（120床）,
△△医院【電話】12-3456, □□病院<外部リンク>, ××病院☆（令和５年４月１日）."""

from __future__ import annotations

import re

import regex

from extractors.shared.addresses import municipality_of
from extractors.shared.facility_names import pieces
from extractors.shared.kinds import is_complete_name, is_designation, kind_of_name, names_a_kind
from normalizers.value import value
from pipeline.document.model import Cite

_SEPARATOR = regex.compile(r"[、，,／/]|[\s　]+(?:[・･][\s　]*)?")
_BEDS = re.compile(r"[（(][\s　]*(?P<beds>[0-9０-９][0-9０-９,，]*)[\s　]*床[\s　]*[)）]$")
_PLACE = regex.compile(
    r"[（(][\s　]*(?P<place>[\p{Han}\p{Hiragana}\p{Katakana}ー]{2,14})[\s　]*[)）]$"
)
_YEAR = (
    r"(?:(?:昭和|平成|令和|[SHRＳＨＲ])[\s　]*(?:元|[0-9０-９]{1,2})"
    r"|(?:19|20|１９|２０)[0-9０-９]{2})[\s　]*[年.．/／]"
)
_BEHIND = regex.compile(  # ☆（令和５年４月１日）: the mark of a legend, the day of a designation
    rf"[\s　]*(?:[☆★○●◎◇◆□■△▲▽▼※＊*]|[（(][\s　]*{_YEAR}[^（()）]{{0,16}}[)）])+[\s　]*$"
)
_LINK = regex.compile(
    r"[\s　]*[<＜(（\[［](?:外部(?:リンク|サイト)|(?:別|新しい)ウ[イィ]ンドウ|PDF|ＰＤＦ"
    r"|エクセル|ワード|Excel|Word)[^>＞)）\]］]*[>＞)）\]］][\s　]*$"
)
_CALLED = re.compile("電話|TEL|Tel|ＴＥＬ|℡|☎")
_CONTACT = regex.compile(
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


def names_of(cite: Cite) -> list[Named]:
    """The facilities that a text consists of; none where any piece of it is no name."""
    bare, called = _without_contact(_without_link(cite))
    bare = _without_marks(bare)  # a blank may stand before the brackets
    found = [_named(piece, called) for piece in pieces(bare, _SEPARATOR)]
    return found if all(_is_name(n.name.text, called) for n in found) else []


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
    name = piece.part(0, beds.start()) if beds else piece
    said = _PLACE.search(name.text)
    place = municipality_of(name.part(*said.span("place"))) if said else None
    if said and (place or called):
        name = name.part(0, said.start())
    return Named(name, piece.part(*beds.span("beds")) if beds else None, place)


def _is_name(text: str, called: bool) -> bool:
    """A name of a kind; 西山整形外科 is one where a telephone number stands behind it."""
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
