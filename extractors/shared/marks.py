"""Marks that stand with the name of a program: （再掲）, 【新規】, 新, and that of a note: ※."""

from __future__ import annotations

from collections.abc import Iterable

from normalizers.patterns import compiled
from pipeline.document.model import Cite

_NEW = r"新規事業|新規|一部新規|新"
_REPEATED = r"再掲"
_OTHER = (
    r"重点|主要|拡充|一部新|一部拡|一部拡充|拡大|拡|継続|継|見直し|組替|中止|廃止|休止|終了|完了"
)
_WORD = rf"(?:(?P<new>{_NEW})|(?P<repeated>{_REPEATED})|(?:{_OTHER}))"
_COMPOUND = r"[人生型設築興任卒潟]"  # 新 / 人看護職員: a word torn at a line end, no mark
_CELL = r"(?P<new>新規?)|拡充?|継続?"  # a mark that stood in a cell of its own before the name
_APART = rf"(?!{_COMPOUND}|[規大充続張散声幹児薬春たし])[^\s　]{{4}}"
_FRONT = compiled(
    rf"^[\s　]*(?:[（(【\[〔［＜<][\s　]*{_WORD}[\s　]*[）)】\]〕］＞>]|[○◯〇◎★☆※]"
    rf"[\s　]?{_WORD}(?=[\s　\n])"
    rf"|(?!新\n{_COMPOUND}){_WORD}[\s　]*(?=[\n　])|(?:{_CELL})(?= {_APART})"
    rf"|(?P<new>[\U0001F21F㊟]))[\s　]*"
)
_BACK = compiled(
    rf"(?:[\s　]+{_WORD}|[\s　]*\*\*[\s　]*[（(【\[]?{_WORD}[）)】\]]?[\s　]*\*\*)[\s　]*$"
    rf"|[\s　]*(?:[（(【\[〔［＜<][\s　]*{_WORD}[\s　]*[）)】\]〕］＞>]|※[\s　]?"
    rf"(?P<repeated>再掲))[\s　]*$"
    r"|[\s　]*(?:[（(][※＊][0-9０-９]{0,2}[）)]|[※＊][0-9０-９]{0,2})[\s　]*$"  # of a note below
    r"|[\s　]*[（(](?:令和|平成|[RHＲＨ])[元0-9０-９]{1,2}(?:年度?)?(?:から)?"
    r"(?:新規|開始|創設|拡充)(?:事業)?[）)][\s　]*$"
)
_NEW_LIST = compiled(
    r"(?:(?P<mark>新規)(?:の|計上の?)?|(?P<mark>新)(?:規|た)に(?:取り組む|実施する|開始する|始める|計上した))"
    r"(?:主な|主要な?)?(?:事業|施策|取組)"
)
_OTHER_LIST = compiled(r"継続|拡充|拡大|再掲|※|。")


def split_marks(name: Cite) -> tuple[Cite, Cite | None, Cite | None]:
    """A name without its marks, the mark that says new, and the mark that says repeated."""
    new: Cite | None = None
    repeated: Cite | None = None
    while True:
        found = _FRONT.match(name.text) or _BACK.search(name.text)
        if found is None or found.end() - found.start() == len(name.text):
            return name, new, repeated
        if found.group("new"):
            new = new or name.part(*found.span("new"))
        if found.group("repeated"):
            repeated = repeated or name.part(*found.span("repeated"))
        name = name.part(found.end()) if found.start() == 0 else name.part(0, found.start())


def list_of_new(caption: Iterable[Cite]) -> Cite | None:
    """The word 新規 in the title of a list that holds new programs only (主な新規事業)."""
    for cite in caption:
        found = _NEW_LIST.search(cite.text)
        if found and not _OTHER_LIST.search(cite.text):
            return cite.part(*found.span("mark"))
    return None
