"""Blanks that PDFium leaves out of its text: those that are a text object of their own.

PDFium's text page skips text objects without width, and the rectangle of a single blank has
none. Many producers write every word, and so every blank, as an object.
"""

from __future__ import annotations

import numpy as np

from pipeline.document.pdf.model.glyphs import Chars, Columns, columns_of, joined
from pipeline.document.pdf.model.ink import Char
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.pdfium_shapes import Drawing
from pipeline.document.pdf.sources.placement import after

_THIN = 0.001  # points; what PDFium takes for no width is less
_ASCENT = 0.88  # as for the other characters
_WIDE = 0.75  # em: an advance from here on is that of an ideographic space
_USUAL = 0.25  # em: the advance of a blank that nothing follows
_FAR = 1.5  # em: what follows farther away does not follow


def in_drawing_order(
    columns: Columns, objects: np.ndarray, drawing: Drawing
) -> tuple[Chars, np.ndarray]:
    """The characters, and the blanks between them, in the order of their text objects; and of
    each the place of its object in that order. PDFium sorts what stands on one line.

    objects: of each character.
    """
    texts = np.fromiter(drawing.texts, np.int64, len(drawing.texts))
    ranks = _places(objects, texts)
    blanks = lost_blanks(drawing, ranks)
    if blanks:
        columns = joined(columns, columns_of([char for _, char in blanks]))
        ranks = np.concatenate((ranks, [rank for rank, _ in blanks]))
    if np.any(ranks[1:] < ranks[:-1]):
        order = np.argsort(ranks, kind="stable")  # no object is torn apart
        columns, ranks = columns.take(order), ranks[order]
    return Chars(columns), ranks


def _places(objects: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """The place of each object among texts; -1 where it is none of them."""
    if not len(texts):
        return np.full(len(objects), -1)
    order = np.argsort(texts, kind="stable")
    ordered = texts[order]
    found = np.maximum(np.searchsorted(ordered, objects, "right") - 1, 0)
    return np.where(ordered[found] == objects, order[found], -1)


def lost_blanks(drawing: Drawing, ranks: np.ndarray) -> list[tuple[int, Char]]:
    """The blanks that stand on level lines, each after the place of its text object.

    ranks: the places of the objects that the text page has.
    """
    texts = drawing.texts
    told = np.zeros(len(texts), bool)
    told[ranks[ranks >= 0]] = True
    untold = np.flatnonzero(~told).tolist()
    if not untold:
        return []
    bounds = calls.object_bounds(calls.to_handles(texts[i] for i in untold))
    widths = (bounds[:, 2] - bounds[:, 0]).tolist()
    blanks = [i for i, width in zip(untold, widths, strict=True) if width < _THIN]
    sizes = calls.object_sizes(calls.to_handles(texts[i] for i in blanks)).tolist()
    if not blanks:
        return []
    pairs = [min(i + after_it, len(texts) - 1) for i in blanks for after_it in (0, 1)]
    outer = np.stack([drawing.outer[i] for i in blanks for _ in (0, 1)])
    matrices = after(
        calls.object_matrices(calls.to_handles(texts[i] for i in pairs)), outer
    ).tolist()
    found = []
    for i, size, own, following in zip(blanks, sizes, matrices[::2], matrices[1::2], strict=True):
        a, b, _, d, _, _ = own
        if a > 0 and b == 0 and size * abs(d) > 0:
            found.append((i, _blank(own, size, following)))
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
