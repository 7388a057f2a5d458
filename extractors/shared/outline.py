"""The outline of a document: which headings a line or a table stands under.

Ranks follow the order that public documents number in (公用文作成の考え方: 第１, １, (1), ア,
(ア)), with the marks that plans put between them (＜＞, 【】, ①, ○).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from extractors.shared.page_titles import title_size
from normalizers.label import label_of
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER
from pipeline.document.model import Cite, Document, Grid, Line, once

_CLOSER = compiled(r"[＞>〉》≫】]")
_PUNCTUATION = compiled(r"[。、：:（(]")
_DIGIT = "[0-9０-９]"
_CIRCLED = "[①-⑳㉑-㉟㊱-㊿➀-➉❶-❿⓵-⓾]"
_LATIN_ROMAN = r"(?:I{1,3}|I?V|VI{1,3}|IX)(?=[\s．.、])"  # as converters write Ⅱ
_MARKERS = [  # (class, rank, pattern of the marker)
    ("hash", 0, r"#\s+"),
    ("hash", 1, r"##\s+"),
    ("hash", 2, r"###\s+"),
    ("hash", 4, r"####+\s+"),
    ("annex", 0, r"[（(]?(?:別表|別紙|別添|別冊)\s*[0-9０-９一二三四五]?[）)]?\s*(?=$|\s|[:：])"),
    ("chapter", 0, rf"第\s*(?:{_DIGIT}|[一二三四五六七八九十])+\s*[章節部編]?\s*(?![回条次期号])"),
    ("roman", 1, rf"(?:[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+|{_LATIN_ROMAN})\s*[．.、]?\s*"),
    (
        "number",
        2,
        rf"(?![0０]){_DIGIT}{{1,2}}(?:[．.、](?!{_DIGIT})\s*"
        rf"|[ 　]+(?!(?:百万|[千万億])?円)(?={_DIGIT}*[^0-9０-９\s]))",
    ),
    ("bracketed number", 3, rf"[（(]\s*{_DIGIT}{{1,2}}\s*[）)]\s*"),
    ("angle", 4, r"[＜<〈《≪](?=.*[＞>〉》≫]\s*$)"),
    ("square", 5, r"【(?![^】：:]{2,8}[：:][^】]*円[^】]*】\s*$)"),  # 【総事業費：５億円】
    ("bracketed kana", 6, r"[（(]\s*[ア-ンァ-ヶあ-んa-zａ-ｚ]\s*[）)]\s*"),
    ("kana", 7, r"[ア-ン][ 　．.、]\s*"),
    ("circled", 8, rf"{_CIRCLED}\s*"),
    ("bullet", 9, r"[○◯〇●◎■□◆◇▶▷]\s*"),
]
_MARKER = compiled("|".join(f"(?P<m{i}>{p})" for i, (_, _, p) in enumerate(_MARKERS)))
_SENTENCE = re.compile(r"[。、，,]\s*$|。.|[はがをにでと]$")
_UNIT_TAIL = compiled(r"\s*[（(]\s*単位\s*[:：]?[^（）()]*[）)]\s*$")
_AMOUNT_TAIL = compiled(r"(?:[ 　]+[△▲－-]?[0-9０-９][0-9０-９,，]*)+\s*$")
_ANNEX_TAIL = compiled(
    r"(?<=\S)[\s　]*(?P<mark>[（(【](?:別表|別紙|別添)\s*[0-9０-９一二三四五]?[）)】])\s*$"
)
_FAR_NOTE = compiled(r"[ 　]{3,}[（(［\[〔【][^（()）［］\[\]〔〕【】]{2,30}[）)］\]〕】][ 　]*$")
_PERIOD_TAIL = compiled(  # （平成24年度～）, （H23～H25）
    rf"[ 　]*[（(][ 　]*(?:{ERA}[ 　]*|{LETTER})?(?:[0-9０-９]{{1,4}}|元)[ 　]*(?:年度?)?"
    r"[ 　]*[～〜~][^（）()。]{0,12}[）)]\s*$"
)
_MONEY_TAIL = compiled(  # （総事業費 12,000千円、うち基金 9,000千円）
    r"[ 　]*[（(][^（）()。0-9０-９]{2,12}[0-9０-９][^（）()。]*[0-9０-９億万][ 　]*"
    r"(?:百万|[千万億])?円[ 　]*[）)]\s*$"
)
_COST_TAIL = compiled(  # 災害医療の充実　　総事業費 5億円（…）
    r"(?<=[^ 　])[ 　]+(?:総事業費|事業総額|事業費総額|全体事業費)[ 　:：]*"
    r"[0-9０-９][^。]*円(?:[^。]*[）)])?\s*$"
)
_TAILS = {  # what can stand behind a title, by its last character
    **dict.fromkeys("0123456789０１２３４５６７８９,，", (_AMOUNT_TAIL,)),
    **dict.fromkeys("）)", (_UNIT_TAIL, _COST_TAIL, _FAR_NOTE, _PERIOD_TAIL, _MONEY_TAIL)),
    "円": (_COST_TAIL,),
    **dict.fromkeys("］]〕】", (_FAR_NOTE,)),
}
_CHOICE = re.compile(r"[☑☐✓✔]|□[^／/]*[／/]")  # □継続 ／ ☑終了 is a box to tick
# ア 入院 616 人 イ 外来 945 人: items that a converter put on one line head nothing, nor do the
# numbers of columns (Ⅰ Ⅱ Ⅲ)
_ITEMS_ON_LINE = compiled(r"ア[ 　].*[0-9０-９].*[ 　]イ[ 　]|[Ⅰ-ⅫIVX]+(?:[\s　]+[Ⅰ-ⅫIVX]+)+$")
_LONGEST_LABEL = 16  # with the blanks of a letter-spaced one (補 助 率)
_VALUE_BEHIND = re.compile(r"[ 　]*[:：][ 　]*|[ 　]+(?=[^ 　])")
_NUMBERED = ("hash", "chapter", "roman", "number", "bracketed number")
_LONGEST = 60


@dataclass(slots=True, eq=False)
class Heading:
    """A heading: its title without marker, its rank (0 outermost), the flow item it stands at."""

    title: Cite
    rank: int
    kind: str
    at: int  # index in Document.flow
    parent: Heading | None = None
    children: list[Heading] = field(default_factory=list)

    @property
    def path(self) -> tuple[Heading, ...]:
        return (*(self.parent.path if self.parent else ()), self)

    @property
    def titles(self) -> tuple[Cite, ...]:
        """The titles of the headings that it stands under, outermost first, and its own."""
        return tuple(heading.title for heading in self.path)


@dataclass(slots=True)
class Outline:
    headings: list[Heading]
    above: list[Heading | None]  # for each flow item the innermost heading above it

    def at(self, index: int) -> Heading | None:
        return self.above[index]


@lru_cache(maxsize=8192)
def marker_of(text: str) -> tuple[str, int, int] | None:
    """Class, rank and length of the heading marker that a text begins with."""
    stripped = text.lstrip()
    match = _MARKER.match(stripped)
    if not match or not match.group():
        return None
    kind, rank, _ = _MARKERS[int(str(match.lastgroup)[1:])]
    return kind, rank, len(text) - len(stripped) + match.end()


@once
def outline_of(document: Document) -> Outline:
    """Every heading of a document, and which one each item of its flow stands under."""
    width, marks = _full_width(document), _annex_marks(document)
    stack: list[Heading] = []
    headings: list[Heading] = []
    above: list[Heading | None] = []
    body_since = True  # whether text has followed the last heading
    in_annex = False
    page: int | None = None
    for index, item in enumerate(document.flow):
        found: list[tuple[Cite, int, str]] = []
        if isinstance(item, Line) and not item.margin:
            first = item.page is not None and item.page != page
            page = item.page
            found = _headings_of(item, width, marks, index, first and in_annex)
            if first and not found and stack:
                _close(stack, document, title_size(item, document))
        for title, rank, kind in found:
            in_annex = (in_annex and rank > 0) or kind == "annex"
            while stack and stack[-1].rank > rank:
                stack.pop()
            if stack and stack[-1].rank == rank and not _goes_inside(kind, body_since):
                stack.pop()
            heading = Heading(title, rank, kind, index, stack[-1] if stack else None)
            if stack:
                stack[-1].children.append(heading)
            stack.append(heading)
            headings.append(heading)
        above.append(stack[-1] if stack else None)
        if found:
            body_since = False
        elif isinstance(item, Grid) or len(item.text.strip()) > 12:
            body_since = True
    return Outline(headings, above)


def _close(stack: list[Heading], document: Document, size: float) -> None:
    """Close the headings that are set no larger than the title of a page."""
    while stack and isinstance(opened := document.flow[stack[-1].at], Line):
        if not size or not opened.size or opened.size > size:
            return
        stack.pop()


def _goes_inside(kind: str, body_since: bool) -> bool:
    """A second ＜＞ or 【】 right below the first goes inside it; numbered ones do not."""
    return not body_since and kind in ("angle", "square")


def _headings_of(
    line: Line, width: int, marks: dict[int, Line], index: int, opens_annex_page: bool
) -> list[tuple[Cite, int, str]]:
    tail = _ANNEX_TAIL.search(line.text) if "別" in line.text else None
    if tail and marker_of(line.text) is None:
        title = line.cite(0, tail.start())
        return [(line.cite(*tail.span("mark")), 0, "annex"), (title, 1, "plain")]
    if (mark := marks.get(index)) is not None:
        return [(mark.cite(), 0, "annex"), (_without_amounts(line), 1, "plain")]
    if index - 1 in marks:
        return []
    if opens_annex_page and marker_of(line.text) is None and _is_label(line.text.strip()):
        return [(_without_amounts(line), 1, "plain")]
    found = _heading_of(line, width)
    return [found] if found else []


def _without_amounts(line: Line) -> Cite:
    tail = _AMOUNT_TAIL.search(line.text)
    return line.cite(0, tail.start() if tail else None)


def _heading_of(line: Line, width: int) -> tuple[Cite, int, str] | None:
    text = line.text
    bare = text.strip()
    marker = marker_of(text)
    if marker is None or _CHOICE.search(bare) or _ITEMS_ON_LINE.match(bare):
        return None
    kind, rank, end = marker
    tails = (pattern.search(text, end) for pattern in _TAILS.get(bare[-1:], ()))
    tail = next((found for found in tails if found), None)
    bare = text[: tail.start()].strip() if tail and tail.re in (_FAR_NOTE, _UNIT_TAIL) else bare
    stop = tail.start() if tail else len(text)
    if len(bare) > _LONGEST:
        return None
    if kind == "annex" and not text[end:stop].strip():
        return line.cite(), rank, kind
    closed = bare.endswith(("）", ")")) and "、" not in bare  # a title, and no line that goes on
    full = len(bare) > width - 3 and not closed
    if (full and tail is None) or _SENTENCE.search(text[end:stop].strip()):
        return None
    if kind in ("angle", "square") and (close := _CLOSER.search(text[end:stop])):
        if kind == "angle" or not text[end + close.end() : stop].strip():
            inner = line.cite(end, end + close.start())
            return None if _names_a_particular(inner.text, kind) else (inner, rank, kind)
        end -= 1  # 【プロジェクト３】 is part of a title that goes on behind it
    title = line.cite(end, stop)
    if not title or _names_a_particular(title.text, kind) or _states_one(title.text, kind):
        return None
    return title, rank, kind


def _names_a_particular(title: str, kind: str) -> bool:
    """【総事業費】, ① 事業の目的: the label of a particular heads nothing; １ 現状 is a heading."""
    head = label_of(title)
    if head is None or head.role in ("division", "jurisdiction", "note"):
        return False
    if head.role == "particular":
        return kind not in _NUMBERED
    return head.role != "amount" or (len(title) > 2 and head.source == "total")


def _states_one(title: str, kind: str) -> bool:
    """○総事業費 12,000千円, ◯ 補助率 １／２: a particular with its value, and no heading."""
    if kind not in ("bullet", "circled"):
        return False
    for cut in _VALUE_BEHIND.finditer(title, 0, _LONGEST_LABEL):
        if _names_a_particular("".join(title[: cut.start()].split()), kind):
            return True
    return False


def _is_label(text: str) -> bool:
    return len(_AMOUNT_TAIL.sub("", text)) <= 20 and not _PUNCTUATION.search(text)


def _annex_marks(document: Document) -> dict[int, Line]:
    """災害対策 / （別表）: the mark of an annex stands below its title; by the item of that."""
    found: dict[int, Line] = {}
    for at, (item, following) in enumerate(pairwise(document.flow)):
        if isinstance(item, Grid) or isinstance(following, Grid) or "別" not in following.text:
            continue
        marker = marker_of(following.text)
        if not marker or marker[0] != "annex" or marker[2] < len(following.text.rstrip()):
            continue
        if not marker_of(item.text) and _is_label(item.text.strip()):
            found[at] = following
    return found


def _full_width(document: Document) -> int:
    """How many characters a full line of the running text has."""
    lengths = sorted(len(i.text.strip()) for i in document.flow if isinstance(i, Line))
    return max(20, lengths[int(len(lengths) * 0.95)]) if lengths else 40
