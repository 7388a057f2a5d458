"""Lines that end a table: headings, notes, captions, the next head."""

from __future__ import annotations

import re

from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.tokens import TYPED, Row

_HEADING = re.compile(
    r"^(?:[（(][0-9０-９一二三四五六七八九十ア-ンa-zａ-ｚ]{1,3}[）)]|[0-9０-９]{1,2}[．.、]\D"
    r"|第[0-9０-９一二三四五六七八九十]+|[①-⑳➀-➉]|[【＜〈《≪■◆●◎□◇▶➢・･•○〇]|[ア-ン][ 　．]"
    r"|[※＊]|[（(]?注[0-9０-９]?[）):：]|(?:資料|出典)[:：])"
)
_ROMAN = re.compile(r"^[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[ 　．.、]*[^\d\s０-９]")
_CAPTION = re.compile(r"^[「『].*(?:調査|アンケート|統計|資料).*[」』]|^(?:資料|出典)[:：]")


def is_heading(text: str) -> bool:
    """A line that begins as headings, list items and notes begin."""
    return bool(_HEADING.match(text))


def is_caption(text: str) -> bool:
    """A survey's or source's name in 「」, or 資料：…"""
    return bool(_CAPTION.match(text))


def ends_table(row: Row) -> bool:
    """Another head, a heading, a note or a caption; a row of numbers may begin with a marker."""
    if row_to_heads(row):
        return True
    typed = any(t.kind in TYPED for t in row.tokens)
    text = row.text
    return not typed and (is_caption(text) or is_heading(text) or bool(_ROMAN.match(text)))


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
