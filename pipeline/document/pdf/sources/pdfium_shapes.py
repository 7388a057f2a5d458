"""Rules, fills and pictures of a page from PDFium's page objects."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.pdfium_boxes import around
from pipeline.document.pdf.sources.pdfium_paths import add_paths
from pipeline.document.pdf.sources.placement import Placement, after, moved
from pipeline.document.pdf.sources.shapes import Canvas

_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
_DEEP = 20  # forms in forms; a file with more draws itself


class Drawing(NamedTuple):
    """What a page draws besides its rules and fills, in the order it is drawn."""

    texts: list[int]  # text objects
    outer: list[np.ndarray]  # of each text object the matrix from its space to the page shown
    images: list[tuple[Box, int]]  # pictures, and how many text objects were drawn before


def add_objects(
    ink: Ink, objects: np.ndarray, texts: np.ndarray, place: Placement, settings: Settings
) -> Drawing:
    """Put the shapes and pictures of a page into its ink; what is left is handed back. texts:
    those of its text objects that its text page names, in the order of their addresses."""
    drawing = Drawing([], [], [])
    _add_level(Canvas(ink, settings), objects, texts, np.array(place.matrix), drawing, 0)
    ink.images.extend(box for box, _ in drawing.images)
    return drawing


def _add_level(
    canvas: Canvas,
    objects: np.ndarray,
    texts: np.ndarray,
    outer: np.ndarray,
    drawing: Drawing,
    depth: int,
) -> None:
    """The objects of the page, or of one form. outer: from their space to the page shown."""
    kinds = calls.object_types(objects, texts)
    paths = calls.to_handles(objects[kinds == calls.PATH].tolist())
    if paths:
        add_paths(canvas, paths, outer)
    at = 0
    for place in np.flatnonzero((kinds == calls.IMAGE) | (kinds == calls.FORM)).tolist():
        _add_texts(objects[at:place], kinds[at:place], outer, drawing)
        at, handle = place + 1, calls.to_handle(int(objects[place]))
        matrix = after(calls.object_matrices([handle]), outer)[0]
        if kinds[place] == calls.IMAGE:
            corners = moved(_CORNERS, np.tile(matrix, (4, 1))).tolist()
            drawing.images.append((Box(*around(corners)), len(drawing.texts)))
        elif depth < _DEEP:
            inner = calls.form_objects(handle)
            _add_level(canvas, inner, texts, matrix, drawing, depth + 1)
    _add_texts(objects[at:], kinds[at:], outer, drawing)


def _add_texts(objects: np.ndarray, kinds: np.ndarray, outer: np.ndarray, drawing: Drawing) -> None:
    texts = objects[kinds == calls.TEXT].tolist()
    drawing.texts.extend(texts)
    drawing.outer.extend([outer] * len(texts))
