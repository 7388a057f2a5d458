"""The labels of a chart: words and a percentage each, broken over several short lines, or words
and a number on lines of their own, between the marks of the axis.

図３ 相談した相手（複数回答）
0%
家族
100%
71.9
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.total import ends_with_total
from pipeline.document.flat.limits import is_caption, is_heading
from pipeline.document.flat.rates.answers import ASKS, VALUE, Answer, Form
from pipeline.document.flat.tokens import Row, display_width
from pipeline.document.model import EMPTY, Cite

_PERCENT = re.compile(r"(?:^|(?<=[\s,，、:：]))[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?\s*[%％]?$")
_SIGN = re.compile(r"[%％]$")
_ENDS = frozenset("0123456789%")
_COMMA = re.compile(r"[,，、:：]\s*$")
_SENTENCE = re.compile(r"[。（(「『]|^[・○●◎■□◆※【＜]|^[図表][ 　]?[0-9０-９]")  # or a title
_COUNTED = re.compile(r"\s[0-9０-９][0-9０-９,，]*\s*$")
_WIDEST = 30
_MOST_PIECES = 8
_FEWEST_UNSIGNED = 3  # labels whose numbers have no sign: わからない, 0.8
_DECIMAL = re.compile(r"[.．]")
_SIGNED_ALONE = re.compile(r"[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?\s*[%％]")
_TICK = re.compile(r"(?:\d|\d0|\d5|1[0-5]0)%?")  # of the axis
_NO_ITEM = re.compile(r"[。]|[、，]$|[nN][ 　]?=|^(?:図|表|問|Q\d)|[%％]\s*[)）]?$")
_WIDEST_ITEM = 60
_WHOLE = range(97, 104)  # labels of one chart add up to 100, give or take roundings


def labels_begin(rows: Sequence[Row]) -> list[int]:
    """Where labels could begin: narrow lines down to one that ends with a number."""
    found: list[int] = []
    reach = 0  # lines above that the next number could be of
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if row.width > _WIDEST:
            reach = 0
        elif row.bare[-1] in _ENDS:
            reach = _MOST_PIECES
        elif reach:
            reach = reach - 1 if len(row.tokens) < 3 else 0
        if reach:
            found.append(at)
    return found


def _are_whole(rows: Sequence[Row], labels: Sequence[Answer]) -> bool:
    """Whether labels are marked by commas or a sum of 100; numbers without a sign need both."""
    signed = all(_SIGN.search(label.percent.text) for label in labels)
    if not signed and len(labels) < _FEWEST_UNSIGNED:
        return False
    whole = round(_sum(labels)) in _WHOLE
    return whole or (signed and len(labels) > 2 and all(x.comma for x in labels))


def _are_too_many(labels: Sequence[Answer]) -> bool:
    """Whether labels make more than 100, and are not marked by commas."""
    return _sum(labels) > _WHOLE.stop and not all(label.comma for label in labels)


def _sum(labels: Sequence[Answer]) -> float:
    return sum(float(_digits(label.percent.text)) for label in labels)


def _behind_sum(rows: Sequence[Row], at: int) -> int:
    """The line behind the sum of some labels that stands beside them: いない（計） / 42.3%."""
    if at + 1 < len(rows) and ends_with_total(rows[at].text):
        return at + 2 if _SIGNED_ALONE.fullmatch(rows[at + 1].text) else at
    return at


def _digits(text: str) -> str:
    return re.sub(
        r"[^0-9.]", "", text.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    )


def _further(rows: Sequence[Row], at: int) -> Answer | None:
    return _take_label(rows, _behind_sum(rows, at))


def _take_label(rows: Sequence[Row], at: int) -> Answer | None:
    pieces: list[Row] = []
    for number in range(at, min(len(rows), at + _MOST_PIECES)):
        row = rows[number]
        if row.width > _WIDEST:
            return None
        found = _PERCENT.search(row.line.text.rstrip())
        if found:
            return _finish(rows, number, pieces, found.start())
        if _SENTENCE.search(row.text) or len(row.tokens) > 2:
            return None
        pieces.append(row)
    return None


def _finish(rows: Sequence[Row], number: int, pieces: list[Row], start: int) -> Answer | None:
    """The label that ends with the number at rows[number], its sign perhaps on the next line."""
    line = rows[number].line
    before = line.cite(0, start)
    words = Cite.join([*(p.line.cite() for p in pieces), before])
    percent, end = line.cite(start), number + 1
    signed = bool(_SIGN.search(percent.text))
    if not signed and end < len(rows) and re.fullmatch(r"[%％]", rows[end].text):
        percent, end, signed = Cite.join([percent, rows[end].line.cite()]), end + 1, True
    if not signed and not (_COMMA.search(words.text) and _DECIMAL.search(percent.text)):
        return None
    if _COUNTED.search(before.text):  # 無回答 35 2.4%: a row of a table
        return None
    if not words or not _wraps_evenly([p.text for p in pieces] + [before.text] * bool(before)):
        return None
    comma = _COMMA.search(words.text)
    words = words.part(0, comma.start() if comma else None)
    return Answer(EMPTY, words, EMPTY, percent, end, bool(comma))


def _wraps_evenly(pieces: list[str]) -> bool:
    """All pieces but the last are as wide as the label's box, the last is no wider."""
    widths = [display_width(p.rstrip(",，、: ")) for p in pieces]
    box = max(widths)
    return all(w >= box - 2 for w in widths[:-1])


# at least two, or three whose numbers have no sign
LABELS = Form(
    labels_begin,
    _take_label,
    _further,
    asks=None,
    fewest=2,
    holds=_are_whole,
    lost=_are_too_many,
)


def _over_values(rows: Sequence[Row]) -> list[int]:
    """Words with a number below, marks of the axis between them."""
    found: list[int] = []
    below = False  # a bar's number is next
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if row.kinds == ("number",):
            below = below if _TICK.fullmatch(row.bare) else bool(VALUE.fullmatch(row.bare))
            continue
        if below and row.width <= _WIDEST_ITEM:
            found.append(at)
        below = False
    return found


def _bar(rows: Sequence[Row], at: int) -> Answer | None:
    """A bar of a chart: words and their number on lines of their own."""
    first = _behind_ticks(rows, at)
    second = _behind_ticks(rows, first + 1)
    if second >= len(rows) or not VALUE.fullmatch(rows[second].bare):
        return None
    if not _is_item(rows[first]):
        return None
    words, percent = rows[first].line.cite(), rows[second].line.cite()
    return Answer(EMPTY, words, EMPTY, percent, second + 1)


def _behind_ticks(rows: Sequence[Row], at: int) -> int:
    while at < len(rows) and _TICK.fullmatch(rows[at].bare):
        at += 1
    return at


def _is_item(row: Row) -> bool:
    if display_width(row.bare) > _WIDEST_ITEM or _NO_ITEM.search(row.bare) or is_caption(row.text):
        return False
    if is_heading(row.text) and not row.text.startswith(("・", "○")):
        return False
    return row.kinds[0] in ("text", "tagged") and any(c.isalpha() for c in row.bare)


def _ends_with_number(rows: Sequence[Row], answers: Sequence[Answer]) -> bool:
    """Words come first and numbers last, or the numbers could be of the words below them."""
    end = answers[-1].end
    return end == len(rows) or not _is_item(rows[end])


BARS = Form(
    _over_values,
    _bar,
    _bar,
    near=6,
    asks=re.compile(ASKS),
    answers=VALUE,
    passed=_TICK,
    holds=_ends_with_number,
)
