"""Lines that end a table: headings, notes, captions, the next head."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.tokens import TYPED, Row

_HEADING = re.compile(
    r"^(?:[（(][0-9０-９一二三四五六七八九十ア-ンa-zａ-ｚ]{1,3}[）)]|[0-9０-９]{1,2}[．.、]\D"
    r"|第[0-9０-９一二三四五六七八九十]+|[①-⑳➀-➉]|[【＜〈《≪■◆●◎□◇▶➢・･•○〇]|[ア-ン][ 　．]"
    r"|事例[ 　]?[0-9０-９]{1,2}(?:[ 　．.:：]|$)|[※＊]|[（(]?注[0-9０-９]?[）):：]"
    r"|(?:資料|出典)[:：])"
)
_ROMAN = re.compile(r"^[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[ 　．.、]*[^\d\s０-９]")
_ORDINAL = re.compile(r"[0-9０-９]{1,2}")
_COUNTER = re.compile(r"[年月日時週回人名件床台歳割位%％]|[かヵヶケ箇]所|病院|施設|千円|以[上下]")
_SENTENCE = re.compile(r"[。、，]")
_UNIT_BEHIND = re.compile(r"\S.{4,}\S[ 　]*[（(]単位[ 　:：]*\S{1,5}[）)]$")
_LONGEST_CAPTION = 80  # characters
_HEAD_BELOW = 3  # lines between a caption and the head of its table
_CAPTION = re.compile(r"^[「『].*(?:調査|アンケート|統計|資料).*[」』]|^(?:資料|出典)[:：]")
# 図表２－１ 相談した相手: the title of the next table, with words behind a blank
_TITLED = re.compile(
    r"[図表]{1,2}[ 　]?[0-9０-９]{1,2}(?:[-－―‐.．][0-9０-９]{1,2})*[ 　:：]+[^\d\s]"
)


_QUESTION = re.compile(
    r"(?:設?問|[QＱ])[ 　]?[0-9０-９]{1,2}(?:[-－―‐.．(（][0-9０-９]{1,2}[)）]?)?[ 　.．:：]+\D"
)


def is_heading(text: str) -> bool:
    """A line that begins as headings, list items and notes begin."""
    return bool(_HEADING.match(text))


def is_caption(text: str) -> bool:
    """A survey's or source's name in 「」, or 資料：…"""
    return bool(_CAPTION.match(text))


def opens_next(rows: Sequence[Row], at: int) -> bool:
    """Whether a line is the caption of the next table: words with the unit behind them, and a
    head right below."""
    text = rows[at].text
    if "単位" not in text or len(text) > _LONGEST_CAPTION or not _UNIT_BEHIND.search(text):
        return False
    return any(row_to_heads(row) for row in rows[at + 1 : at + 1 + _HEAD_BELOW])


def ends_table(row: Row) -> bool:
    """Another head, a heading, a note or a caption; a row of numbers may begin with a marker."""
    text = row.text
    if (text[:1] in ("図", "表") and _TITLED.match(text)) or row_to_heads(row):
        return True
    if text[:1] in "設問QＱ" and _QUESTION.match(text):
        return True
    point = row.kinds[0] == "mark" and bool(_SENTENCE.search(text))  # ○ 本県では、…
    typed = any(kind in TYPED for kind in row.kinds[point:])
    return not typed and (is_caption(text) or is_heading(text) or bool(_ROMAN.match(text)))


def is_numbered(row: Row) -> bool:
    """２　救急医療: a heading, where the table's first column has no numbers; not 24 時間体制."""
    if row.kinds != ("number", "text") or not _ORDINAL.fullmatch(row.tokens[0].text):
        return False
    return not _COUNTER.match(row.tokens[1].text)


def is_circled(row: Row) -> bool:
    """○ 救急医療の充実: a heading, where no column of the table holds marks."""
    return row.kinds[:2] == ("mark", "text") and not any(k in TYPED for k in row.kinds[1:])


def is_head_of_years(row: Row) -> bool:
    """A head whose years stand where rows have their amounts: 事業名 令和2年度 令和3年度; so are
    the years behind words that no vocabulary knows."""
    if "date" not in row.kinds:
        return False
    typed = [kind for kind in row.kinds if kind in TYPED]
    return bool(row_to_heads(row)) or (len(typed) > 1 and {*typed} == {"date"})


def same_head(row: Row, heads: list[HeadCell]) -> bool:
    """The head again, at the top of the next page."""
    again = row_to_heads(row)
    first = next(t for h in heads for t in h.tokens)  # the labels may have no head
    if not again or row.line.page == first.line.page:
        return False
    return [h.text for h in again] == [h.text for h in heads]


def without_caption(row: Row, count: int) -> Row:
    """The row without a caption of the table that stands at its left."""
    if len(row.tokens) > count and is_caption(row.tokens[0].text):
        return Row(row.line, row.tokens[1:], row.gap)
    return row
