"""Forms that name their one program in a row below a head of columns, and label the rest.

課室名: 地域医療課
番号 事 業 名 会計 説 明 事 業
B52 離島診療確保事業費 一般会計 衛生費 医薬費
事業
期間
平成18年度～
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from extractors.shared.fields import Field, cite_to_fields, lines_to_fields
from extractors.shared.outline import marker_of
from extractors.shared.program_names import names_a_program
from normalizers.head import read_heads
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line

_ROW = re.compile(
    r"^[\s　]*(?P<code>[A-ZＡ-Ｚ]{0,2}[0-9０-９]{1,5}(?:[-－][0-9０-９]+)?)[\s　]+"
    r"(?P<name>[^\s　]{4,60})[\s　]+[^\s　0-9０-９]"
)
_CODE = re.compile(r"^[\s　]*[A-ZＡ-Ｚ]{0,2}[0-9０-９]{1,5}[\s　]+[^\s　0-9０-９]")
_COST = compiled(r"(?:費|金)(?:[（(][^（()）]*[)）])?$")
_BLANKS = compiled(r"[\s　]+")
_ABOVE = 5  # lines above the head that may say whose program it is
_BELOW = 20  # lines below the row that may label its particulars


def form_rows(
    document: Document, taken: Container[int]
) -> Iterator[tuple[Cite, list[Field], int, int]]:
    """Name, particulars, and first and last flow item of each such form.

    taken: flow items that something else was read from.
    """
    flow = document.flow
    for at, item in enumerate(flow[:-1]):
        row = flow[at + 1]
        if not isinstance(item, Line) or not isinstance(row, Line) or at in taken:
            continue
        if (match := _ROW.match(row.text)) is None or not _is_head(item.text):
            continue
        following = flow[at + 2] if at + 2 < len(flow) else None
        if isinstance(following, Line) and _CODE.match(following.text):
            continue  # a list has more rows
        name = row.cite(*match.span("name"))
        if not (names_a_program(name.text) or _COST.search(name.text)):
            continue
        above = [x for x in flow[max(0, at - _ABOVE) : at] if isinstance(x, Line)]
        end = _end(document, at + 2)
        below = [x for x in flow[at + 2 : end] if isinstance(x, Line)]
        fields = [f for x in above for f in cite_to_fields(x.cite()) if f.role == "department"]
        yield name, [*fields, *lines_to_fields(x.cite() for x in below)], at, end


def _is_head(text: str) -> bool:
    """番号 事業名 会計 …: heads of a number, of names and of more, without blanks between."""
    words = _BLANKS.sub("", text)
    if not 6 <= len(words) <= 40:
        return False
    for first in range(2, 6):
        if not _names(words[:first], "number"):
            continue
        for second in range(first + 2, min(len(words), first + 8)):
            rest = _names(words[second : second + 2], "account") or len(words) > second + 3
            if _names(words[first:second], "name") and rest:
                return True
    return False


def _names(words: str, role: str) -> bool:
    return any(h.role == role and h.is_exact for h in read_heads(words))


def _end(document: Document, start: int) -> int:
    """Where the labelled particulars end: at the first numbered heading or sentence."""
    for at in range(start, min(len(document.flow), start + _BELOW)):
        item = document.flow[at]
        if not isinstance(item, Line) or marker_of(item.text) or "。" in item.text:
            return at
    return min(len(document.flow), start + _BELOW)
