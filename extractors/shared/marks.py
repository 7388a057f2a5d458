"""Marks that stand with the name of a program: （再掲）, 【新規】, 新, signs that a legend explains
(凡例 ◎：新規 ☆：再掲), and that of a note: ※."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, once

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
    rf"[\s　]?{_WORD}(?=[\s　\n])|{_WORD}[○◯〇](?=[\s　\n])"  # a ring around the word
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
_SIGN = r"[◎○◯〇●★☆◆◇■□▲△▽※◉]"
_EXPLAINED = compiled(
    rf"(?P<sign>{_SIGN})[\s　]*(?:印|の印)?[\s　]*(?:[:：=＝…－]|は、?|が)?[\s　]*[「『（(【]?"
    rf"(?:{_WORD}|主要)(?:事業|施策|取組)?(?=[」』）)】]|[\s　、，,。・]|$|を|で|の)"
)
_OTHER_LIST = compiled(r"継続|拡充|拡大|再掲|※|。")


@once
def signs_of_document(document: Document) -> dict[str, str]:
    """What signs before names say (new, repeated, other), where lines of the document explain two
    of them or more side by side."""
    found: dict[str, str] = {}
    for line in document.lines:
        matches = list(_EXPLAINED.finditer(line.text)) if "新" in line.text else []
        if len({match["sign"] for match in matches}) > 1:
            for match in matches:
                told = "new" if match["new"] else "repeated" if match["repeated"] else "other"
                found.setdefault(match["sign"], told)
    return found


def split_marks(
    name: Cite, signs: Mapping[str, str] | None = None
) -> tuple[Cite, Cite | None, Cite | None]:
    """A name without its marks, the mark that says new, and the mark that says repeated; signs:
    what those that the document explains say."""
    new: Cite | None = None
    repeated: Cite | None = None
    while signs and (told := signs.get(name.text[:1])) and len(name.text) > 1:
        new = name.part(0, 1) if told == "new" else new
        repeated = name.part(0, 1) if told == "repeated" else repeated
        name = name.part(len(name.text) - len(name.text[1:].lstrip()))
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
