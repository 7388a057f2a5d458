"""Blanks that PDFium leaves out of its text: those that are a text object of their own.

PDFium's text page skips text objects without width, and the rectangle of a single blank has
none. Many producers write every word, and so every blank, as an object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from pipeline.document.pdf import pdfium_calls as calls
from pipeline.document.pdf.ink import Char
from pipeline.document.pdf.pdfium_shapes import Texts
from pipeline.document.pdf.placement import after

_THIN = 0.001  # points; what PDFium takes for no width is less
_ASCENT = 0.88  # as for the other characters
_WIDE = 0.75  # em: an advance from here on is that of an ideographic space
_USUAL = 0.25  # em: the advance of a blank that nothing follows
_FAR = 1.5  # em: what follows farther away does not follow


def in_drawing_order(
    chars: list[Char], objects: list[int], levels: Iterable[Texts]
) -> list[Char]:
    """The characters and the blanks between them in the order of their text objects.

    objects: of each character; levels: all text objects. PDFium sorts what stands on one line.
    """
    ranks: dict[int, int] = {}
    placed = list(zip(objects, chars, strict=True))
    told = set(objects)
    for texts in levels:
        for number in texts.objects:
            ranks.setdefault(number, len(ranks))
        placed.extend(lost_blanks(texts, told))
    order = [ranks.get(number, -1) for number, _ in placed]
    ranked = sorted(range(len(order)), key=order.__getitem__)  # stable: no object is torn apart
    return [placed[i][1] for i in ranked]


def lost_blanks(texts: Texts, told: Collection[int]) -> list[tuple[int, Char]]:
    """The blanks of texts that stand on level lines, each after its text object.

    told: the objects that the text page has.
    """
    untold = [i for i, number in enumerate(texts.objects) if number not in told]
    if not untold:
        return []
    widths = calls.object_widths([texts.objects[i] for i in untold])
    blanks = [i for i, width in zip(untold, widths.tolist(), strict=True) if width < _THIN]
    if not blanks:
        return []
    ends = [min(i + 1, len(texts.objects) - 1) for i in blanks]
    numbers = [texts.objects[i] for i in [*blanks, *ends]]
    matrices = after(calls.object_matrices(numbers), texts.outer)
    own, following = matrices[: len(blanks)], matrices[len(blanks) :]
    sizes = calls.object_sizes(numbers[: len(blanks)])
    return [
        (number, _blank(matrix, size, after_it))
        for number, matrix, size, after_it in zip(
            numbers, own.tolist(), sizes.tolist(), following, strict=False
        )
        if matrix[0] > 0 and matrix[1] == 0 and size * abs(matrix[3]) > 0
    ]


def _blank(matrix: list[float], size: float, following: np.ndarray) -> Char:
    """A blank from its place to that of the object that follows on its line."""
    x, y, size = matrix[4], matrix[5], size * abs(matrix[3])
    gap = (float(following[4]) - x) / size
    follows = 0 < gap < _FAR and abs(float(following[5]) - y) < 0.1 * size
    advance = gap if follows else _USUAL
    bottom = y + (1 - _ASCENT) * size
    text = "\u3000" if advance >= _WIDE else " "
    return Char(text, x, bottom - size, x + advance * size, bottom, size)
