"""The labels of a chart: words and a percentage each, broken over several short lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.total import ends_with_total
from pipeline.document.flat.answers import Answer, Form
from pipeline.document.flat.tokens import Row, display_width
from pipeline.document.model import EMPTY, Cite

_PERCENT = re.compile(r"(?:^|(?<=[\s,，、:：]))[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?\s*[%％]?$")
_SIGN = re.compile(r"[%％]$")
_ENDS = frozenset("0123456789%")
_COMMA = re.compile(r"[,，、:：]\s*$")
_SENTENCE = re.compile(r"[。（(「『]|^[・○●◎■□◆※【＜]|^[図表][ 　]?[0-9０-９]")  # or a title
_WIDEST = 30
_MOST_PIECES = 8
_FEWEST_UNSIGNED = 3  # labels whose numbers have no sign: わからない, 0.8
_DECIMAL = re.compile(r"[.．]")
_SIGNED_ALONE = re.compile(r"[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?\s*[%％]")
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
    total = sum(float(_digits(label.percent.text)) for label in labels)
    whole = round(total) in _WHOLE
    return whole or (signed and len(labels) > 2 and all(x.comma for x in labels))


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
LABELS = Form(labels_begin, _take_label, _further, asks=None, fewest=2, holds=_are_whole)
