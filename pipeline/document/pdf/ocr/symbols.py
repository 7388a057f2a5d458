"""The hOCR of a page to characters as if they had been drawn."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.pdf.model.ink import Char

_LINE = re.compile(r"<span class='ocr_(?:line|textfloat|header|caption)'")
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_WORD = re.compile(r"x_wconf (\d+)")
_SYMBOL = re.compile(
    r"class='ocrx_cinfo' title='x_bboxes (\d+) (\d+) (\d+) (\d+); x_conf ([\d.]+)'>([^<]*)<"
)
# 11,.543 and 1.122: Tesseract takes the comma of thousands for a point. Three decimals are
# hardly ever printed in a plan; a thousandth of an amount would be the worse mistake.
_GROUPED = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]{1,2}\d{3})+(?![\d.,]*\d)")
_SURE = 10  # percent: words of less certainty are specks and parts of other lines
_HEIGHT = 0.92  # of the em that printed characters of Japanese fill


class Symbol(NamedTuple):
    """A recognised character in pixels; sure: certainty of its word in percent."""

    text: str
    x0: int
    x1: int
    sure: int


def hocr_to_chars(hocr: str, dpi: int) -> tuple[list[Char], float]:
    """Characters in points, and the mean certainty in percent (100 without any).

    All characters of a line stand on its foot: Tesseract's boxes of single characters are
    rough, in height more than in width.
    """
    chars: list[Char] = []
    sure = 0
    for part in _LINE.split(hocr)[1:]:
        box = _BOX.search(part)
        symbols = _apart(_regroup(list(_symbols(part))))
        if box is None or not symbols:
            continue
        top, bottom = int(box[2]), int(box[4])
        sure += sum(symbol.sure for symbol in symbols)
        chars += _line_to_chars(symbols, top, bottom, 72 / dpi)
    return chars, sure / len(chars) if chars else 100.0


def _symbols(line: str) -> Iterator[Symbol]:
    for word in line.split("class='ocrx_word'")[1:]:
        certainty = _WORD.search(word)
        sure = int(certainty[1]) if certainty else 0
        if sure < _SURE:
            continue
        for x0, _, x1, _, _, text in _SYMBOL.findall(word):
            for char in html.unescape(text).strip():
                yield Symbol(char, int(x0), int(x1), sure)


def _regroup(symbols: list[Symbol]) -> list[Symbol]:
    """Points between groups of three digits become the commas that are printed."""
    text = "".join(symbol.text for symbol in symbols)
    dropped = set()
    for match in _GROUPED.finditer(text):
        for place in range(*match.span()):
            if text[place] in ".,":
                symbols[place] = symbols[place]._replace(text=",")
                if text[place - 1] in ".,":
                    dropped.add(place)
    return [symbol for place, symbol in enumerate(symbols) if place not in dropped]


def _apart(symbols: list[Symbol]) -> list[Symbol]:
    """Boxes from left to right that do not run into the next one."""
    ordered = sorted(symbols, key=lambda symbol: symbol.x0)
    return [
        symbol._replace(x1=max(min(symbol.x1, after.x0), symbol.x0 + 1))
        for symbol, after in pairwise(ordered)
    ] + ordered[-1:]


def _line_to_chars(symbols: list[Symbol], top: int, bottom: int, point: float) -> Iterator[Char]:
    widest = max(symbol.x1 - symbol.x0 for symbol in symbols)
    high = max(bottom - top, 1)
    if len(symbols) == 1 and high < 0.5 * widest:  # a dash, a － that stands alone
        middle = (top + bottom) / 2
        top, bottom = int(middle - widest / 2), int(middle + widest / 2)
    size = (bottom - top) * point / _HEIGHT
    for symbol in symbols:
        x0, x1 = symbol.x0 * point, symbol.x1 * point
        yield Char(symbol.text, x0, top * point, x1, bottom * point, size)
