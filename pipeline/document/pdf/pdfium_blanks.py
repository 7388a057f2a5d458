"""Blanks that PDFium leaves out of its text: those that are a text object of their own.

PDFium's text page skips text objects without width, and the rectangle of a single blank has
none. Many producers write every word, and so every blank, as an object.
"""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter

from pipeline.document.pdf import pdfium_calls as calls
from pipeline.document.pdf.ink import Char
from pipeline.document.pdf.pdfium_shapes import Drawing
from pipeline.document.pdf.placement import after

_THIN = 0.001  # points; what PDFium takes for no width is less
_ASCENT = 0.88  # as for the other characters
_WIDE = 0.75  # em: an advance from here on is that of an ideographic space
_USUAL = 0.25  # em: the advance of a blank that nothing follows
_FAR = 1.5  # em: what follows farther away does not follow


def in_drawing_order(
    chars: list[Char], objects: list[int], drawing: Drawing
) -> tuple[list[Char], list[int]]:
    """The characters, and the blanks between them, in the order of their text objects; and of
    each the place of its object in that order. PDFium sorts what stands on one line.

    objects: of each character.
    """
    ranks = {number: rank for rank, number in enumerate(drawing.texts)}
    placed = list(zip([ranks.get(number, -1) for number in objects], chars, strict=True))
    placed.extend(lost_blanks(drawing, set(objects)))
    placed.sort(key=itemgetter(0))  # stable: no object is torn apart
    return [char for _, char in placed], [rank for rank, _ in placed]


def lost_blanks(drawing: Drawing, told: Collection[int]) -> list[tuple[int, Char]]:
    """The blanks that stand on level lines, each after the place of its text object.

    told: the objects that the text page has.
    """
    texts = drawing.texts
    untold = [i for i, number in enumerate(texts) if number not in told]
    if not untold:
        return []
    widths = calls.object_widths([texts[i] for i in untold])
    blanks = [i for i, width in zip(untold, widths.tolist(), strict=True) if width < _THIN]
    sizes = calls.object_sizes([texts[i] for i in blanks]).tolist()
    found = []
    for i, size in zip(blanks, sizes, strict=True):
        pair = texts[i : i + 2]
        matrices = after(calls.object_matrices(pair), drawing.outer[i]).tolist()
        a, b, _, d, _, _ = matrices[0]
        if a > 0 and b == 0 and size * abs(d) > 0:
            found.append((i, _blank(matrices[0], size, matrices[-1])))
    return found


def _blank(matrix: list[float], size: float, following: list[float]) -> Char:
    """A blank from its place to that of the object that follows on its line."""
    x, y, size = matrix[4], matrix[5], size * abs(matrix[3])
    gap = (following[4] - x) / size
    follows = 0 < gap < _FAR and abs(following[5] - y) < 0.1 * size
    advance = gap if follows else _USUAL
    bottom = y + (1 - _ASCENT) * size
    text = "\u3000" if advance >= _WIDE else " "
    return Char(text, x, bottom - size, x + advance * size, bottom, size)
