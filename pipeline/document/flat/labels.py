"""The labels of a chart: words and a percentage each, broken over several short lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.flat.tokens import Row, display_width
from pipeline.document.model import Cite

_PERCENT = re.compile(r"(?:^|(?<=[\s,，、:：]))[0-9０-９]{1,3}(?:[.．][0-9０-９]+)?\s*[%％]?$")
_SIGN = re.compile(r"[%％]$")
_COMMA = re.compile(r"[,，、:：]\s*$")
_SENTENCE = re.compile(r"[。（(「『]|^[・○●◎■□◆※【＜]")
_WIDEST = 30
_MOST_PIECES = 8
_WHOLE = range(97, 104)  # labels of one chart add up to 100, give or take roundings


@dataclass(frozen=True, slots=True)
class Label:
    """One label: the words without the comma behind them, the number with its sign."""

    words: Cite
    percent: Cite
    comma: bool
    end: int


def take_labels(rows: Sequence[Row], at: int) -> list[Label]:
    """The labels of a chart from rows[at] on: at least two, marked by commas or a sum of 100."""
    labels: list[Label] = []
    number = at
    while number < len(rows) and (label := _take_label(rows, number)):
        labels.append(label)
        number = label.end
    if len(labels) < 2:
        return []
    total = sum(float(_digits(label.percent.text)) for label in labels)
    whole = round(total) in _WHOLE
    return labels if whole or (len(labels) > 2 and all(x.comma for x in labels)) else []


def _digits(text: str) -> str:
    return re.sub(
        r"[^0-9.]", "", text.translate(str.maketrans("０１２３４５６７８９．", "0123456789."))
    )


def _take_label(rows: Sequence[Row], at: int) -> Label | None:
    pieces: list[Row] = []
    for number in range(at, min(len(rows), at + _MOST_PIECES)):
        row = rows[number]
        if display_width(row.text) > _WIDEST:
            return None
        found = _PERCENT.search(row.line.text.rstrip())
        if found:
            return _finish(rows, number, pieces, found.start())
        if _SENTENCE.search(row.text) or len(row.tokens) > 2:
            return None
        pieces.append(row)
    return None


def _finish(rows: Sequence[Row], number: int, pieces: list[Row], start: int) -> Label | None:
    """The label that ends with the number at rows[number], its sign perhaps on the next line."""
    line = rows[number].line
    before = line.cite(0, start)
    words = Cite.join([*(p.line.cite() for p in pieces), before])
    percent, end = line.cite(start), number + 1
    if not _SIGN.search(percent.text):
        if end >= len(rows) or not re.fullmatch(r"[%％]", rows[end].text):
            return None
        percent, end = Cite.join([percent, rows[end].line.cite()]), end + 1
    if not words or not _wraps_evenly([p.text for p in pieces] + [before.text] * bool(before)):
        return None
    comma = _COMMA.search(words.text)
    return Label(words.part(0, comma.start() if comma else None), percent, bool(comma), end)


def _wraps_evenly(pieces: list[str]) -> bool:
    """All pieces but the last are as wide as the label's box, the last is no wider."""
    widths = [display_width(p.rstrip(",，、: ")) for p in pieces]
    box = max(widths)
    return all(w >= box - 2 for w in widths[:-1])
