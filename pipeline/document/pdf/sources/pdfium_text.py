"""Characters of a page from PDFium, in arrays until the last step."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot

import numpy as np

from pipeline.document.pdf.model.glyphs import Columns, numbers_to_columns
from pipeline.document.pdf.model.ink import LOST, SLANTING, is_slanting
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.placement import Placement

_ASCENT = 0.88  # of the em square of Japanese fonts; font files state it wrongly too often
_BOLD = ("bold", "heavy", "black", "demi")
_HYPHENS = {0x02: 0x2D, 0xFFFE: 0x2D}  # PDFium's codes of a hyphen at the end of a line
_LOST = ord(LOST)
_CODE_BITS = 21  # of a Unicode code point
_BLANK, _THIN = 0x20, 0.001  # points
_HUNG = 0.3  # em
_LEVEL = 1e-5  # a baseline that leans less is level


class VerticalFont(Exception):
    """A font for vertical writing stands on the page; PDFium's boxes of it cannot be used."""


@dataclass(slots=True)
class _Drawn:
    """The characters that the file draws: one entry of each array a character; and the styles
    that they share, one entry of each array a style."""

    numbers: np.ndarray  # on PDFium's text page
    codes: np.ndarray
    boxes: np.ndarray  # left, top, right, bottom in user space
    styles: np.ndarray  # the numbers of their entries in the three arrays of styles
    fonts: np.ndarray  # their numbers in Fonts
    objects: np.ndarray
    baselines: np.ndarray  # of a style: y of its text objects, in user space
    matrices: np.ndarray  # of a style: in user space, a to d
    sizes: np.ndarray  # of a style: font size before the matrix


@dataclass(slots=True)
class Fonts:
    """What was asked about the fonts of a file, under the number that each font got here."""

    known: dict[int, int] = field(default_factory=dict)  # address -> number
    addresses: list[int] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    descents: dict[int, float] = field(default_factory=dict)
    widths: dict[tuple[int, int], float] = field(default_factory=dict)
    looks: dict[int, int] = field(default_factory=dict)  # font and code -> code shown and boldness

    def numbers(self, addresses: np.ndarray) -> np.ndarray:
        """The number of each font."""
        changes = _changes(addresses)
        found = addresses[changes].tolist()
        for address in set(found).difference(self.known):
            self.known[address] = len(self.addresses)
            self.addresses.append(address)
            name = calls.font_name(address).lower()
            self.bold.append(any(word in name for word in _BOLD))
        numbers = np.fromiter(map(self.known.__getitem__, found), np.int64, len(found))
        return numbers[np.cumsum(changes) - 1]

    def descent(self, font: int) -> float:
        if font not in self.descents:
            self.descents[font] = calls.font_descent(self.addresses[font])
        return self.descents[font]

    def width(self, font: int, code: int) -> float:
        if (font, code) not in self.widths:
            self.widths[font, code] = calls.glyph_width(self.addresses[font], code)
        return self.widths[font, code]

    def look_up(self, text: calls.Handle, drawn: _Drawn, new: dict[int, int]) -> None:
        """Remember twice the code that a character shows (LOST where the file does not tell it),
        and one more where it is bold. new: font and code -> the place of one such character."""
        places = list(new.values())
        lost = calls.unmapped(text, drawn.numbers[places].tolist())
        codes, fonts = drawn.codes[places].tolist(), drawn.fonts[places].tolist()
        for key, code, font, unknown in zip(new, codes, fonts, lost, strict=True):
            shown = _LOST if unknown or code == 0 else _HYPHENS.get(code, code)
            self.looks[key] = 2 * shown + self.bold[font]


def text_to_columns(
    text: calls.Handle, count: int, place: Placement, fonts: Fonts
) -> tuple[Columns, np.ndarray]:
    """The characters of a text page as they are shown, and the text object of each.

    text: PDFium's text page; count: its characters. Raises VerticalFont.
    """
    drawn = _drawn(text, count, fonts)
    shown = place.turn_vectors(drawn.matrices)
    level = (np.abs(shown[:, 1]) <= _LEVEL * np.abs(shown[:, 0])) & (shown[:, 0] > 0)
    level &= (shown[:, 3] > 0) & (place.rotation == 0)
    boxes, sizes = _level_boxes(drawn, shown, place)
    turns = np.zeros(len(sizes), np.int64)
    if not level.all():
        which = np.flatnonzero(~level[drawn.styles])
        _turn_boxes(text, drawn, which, shown, place, fonts, boxes, sizes, turns)
    _split_ligatures(drawn, boxes, turns)
    codes, bold = _looks(text, drawn, fonts)
    columns = numbers_to_columns(boxes.T, sizes, turns, codes, bold)
    kept = _on_page(boxes, place)
    if len(kept) < len(boxes):
        return columns.take(kept), drawn.objects[kept]
    return columns, drawn.objects


def _drawn(text: calls.Handle, count: int, fonts: Fonts) -> _Drawn:
    """Ask for everything; leave out what PDFium puts between words and lines (no object), and
    the blanks that it reads into spaced letters (no width), but for those of Latin words."""
    objects = calls.text_objects(text, count)
    codes = calls.text_codes(text, count)
    kept = np.flatnonzero(objects)
    boxes = calls.text_boxes(text, kept.tolist())
    made_up = (codes[kept] == _BLANK) & (boxes[:, 2] - boxes[:, 0] < _THIN)
    if made_up.any():
        own = ~(made_up & ~_between_latin(codes[kept]))
        kept, boxes = kept[own], boxes[own]
    objects = objects[kept]
    begins = _changes(objects)
    first = np.flatnonzero(begins)
    numbered = fonts.numbers(calls.fonts_of(objects[first].tolist()))
    # Text objects of one font that stand on one level and are equally high share size and matrix,
    # but for its place: those are asked once.
    alike = ~(_changes(boxes[first, 1]) | _changes(boxes[first, 3]) | _changes(numbered))
    asked = first[~alike]
    owner = np.cumsum(begins) - 1
    places = kept[asked].tolist()
    matrices, sizes = calls.text_matrices(text, places), calls.text_sizes(text, places)
    _raise_if_vertical(boxes[asked], matrices, sizes)
    return _Drawn(
        kept,
        codes[kept],
        boxes,
        (np.cumsum(~alike) - 1)[owner],
        numbered[owner],
        objects,
        matrices[:, 5],
        matrices[:, :4],
        sizes,
    )


def _between_latin(codes: np.ndarray) -> np.ndarray:
    """Whether a Latin letter stands on either side of each character."""
    small = codes | 0x20
    latin = np.concatenate(([False], (small >= 0x61) & (small <= 0x7A), [False]))
    between: np.ndarray = latin[:-2] & latin[2:]
    return between


def _changes(column: np.ndarray) -> np.ndarray:
    """Where an entry differs from the one before; the first does."""
    changes = np.ones(len(column), bool)
    np.not_equal(column[1:], column[:-1], out=changes[1:])
    return changes


def _raise_if_vertical(boxes: np.ndarray, matrices: np.ndarray, sizes: np.ndarray) -> None:
    """Vertical writing hangs its characters by the middle of their upper edge: their boxes begin
    half an em left of where the text object stands. So do those that lean to the left, by the
    height of an em at most: slanting watermarks are no reason to read a page the slow way."""
    left_of = matrices[:, 4] - boxes[:, 0] - sizes * np.maximum(-matrices[:, 2], 0)
    if np.any((matrices[:, 0] > 0) & (left_of > _HUNG * sizes * matrices[:, 0])):
        raise VerticalFont


def _level_boxes(
    drawn: _Drawn, shown: np.ndarray, place: Placement
) -> tuple[np.ndarray, np.ndarray]:
    """Boxes of characters on level lines: the advance wide, an em high around the baseline."""
    right, low = place.matrix[4:]
    sizes = drawn.sizes * np.abs(shown[:, 3])
    bottom = (low - drawn.baselines + (1 - _ASCENT) * sizes)[drawn.styles]
    sizes = sizes[drawn.styles]
    boxes = np.empty((len(sizes), 4))
    boxes[:, 0], boxes[:, 2] = drawn.boxes[:, 0] + right, drawn.boxes[:, 2] + right
    boxes[:, 1], boxes[:, 3] = bottom - sizes, bottom
    return boxes, sizes


def _turn_boxes(
    text: calls.Handle,
    drawn: _Drawn,
    which: np.ndarray,
    shown: np.ndarray,
    place: Placement,
    fonts: Fonts,
    boxes: np.ndarray,
    sizes: np.ndarray,
    turns: np.ndarray,
) -> None:
    """Put right the boxes of the characters that PDFium's flat boxes do not fit."""
    origins = place.points(calls.text_origins(text, drawn.numbers[which].tolist())).tolist()
    for at, (x, y) in zip(which.tolist(), origins, strict=True):
        style = drawn.styles[at]
        matrix = shown[style].tolist()
        font, size = int(drawn.fonts[at]), float(drawn.sizes[style])
        low = fonts.descent(font) * size
        wide = fonts.width(font, int(drawn.codes[at])) * size
        boxes[at], sizes[at], turns[at] = _turned_box(x, y, matrix, wide, low, size)


def _turned_box(
    x: float, y: float, matrix: list[float], wide: float, low: float, size: float
) -> tuple[tuple[float, float, float, float], float, int]:
    """Box, size and turn of a character; x, y its origin, matrix as shown (y upwards)."""
    a, b, c, d = matrix
    xs = [x + a * u + c * v for u in (0, wide) for v in (low, low + size)]
    ys = [y - b * u - d * v for u in (0, wide) for v in (low, low + size)]
    box = (min(xs), min(ys), max(xs), max(ys))
    if is_slanting(a, b):
        return box, hypot(c, d) * size, SLANTING
    if abs(b) > abs(a):
        return box, (box[2] - box[0]) or hypot(c, d), 90 if b < 0 else 270
    if a < 0 and d < 0:
        return box, box[3] - box[1], 180
    if abs(b) > _LEVEL * abs(a):
        return box, box[3] - box[1], 0
    bottom = y + (1 - _ASCENT) * size * abs(d)
    return (x, bottom - size * abs(d), x + wide * a, bottom), size * abs(d), 0


def _split_ligatures(drawn: _Drawn, boxes: np.ndarray, turns: np.ndarray) -> None:
    """A glyph of several characters stands in PDFium's list once for each, at one place."""
    same = (drawn.objects[1:] == drawn.objects[:-1]) & (boxes[1:] == boxes[:-1]).all(axis=1)
    starts = np.flatnonzero(same).tolist()
    at = 0
    while at < len(starts):
        first = last = starts[at]
        while at < len(starts) and starts[at] == last:
            last, at = last + 1, at + 1
        _share_box(boxes, turns, first, last + 1)


def _share_box(boxes: np.ndarray, turns: np.ndarray, first: int, end: int) -> None:
    turn, count = int(turns[first]), end - first
    low, high = (1, 3) if turn in (90, 270) else (0, 2)
    start, step = boxes[first, low], (boxes[first, high] - boxes[first, low]) / count
    parts = range(count)[::-1] if turn == 270 else range(count)
    for i, part in zip(range(first, end), parts, strict=True):
        boxes[i, low], boxes[i, high] = start + part * step, start + (part + 1) * step


def _on_page(boxes: np.ndarray, place: Placement) -> np.ndarray:
    x0, top, x1, bottom = boxes.T
    return np.flatnonzero((x1 > 0) & (bottom > 0) & (x0 < place.width) & (top < place.height))


def _looks(text: calls.Handle, drawn: _Drawn, fonts: Fonts) -> tuple[np.ndarray, np.ndarray]:
    """Code and boldness of each character; asked once a font and code."""
    keys = ((drawn.fonts << _CODE_BITS) + drawn.codes).tolist()
    if not fonts.looks.keys() >= set(keys):
        new = {key: place for place, key in enumerate(keys) if key not in fonts.looks}
        fonts.look_up(text, drawn, new)
    found = np.fromiter(map(fonts.looks.__getitem__, keys), np.int64, len(keys))
    return found >> 1, (found & 1).astype(bool)
