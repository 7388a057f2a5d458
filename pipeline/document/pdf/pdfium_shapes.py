"""Rules, fills and pictures of a page from PDFium's page objects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf import pdfium_calls as calls
from pipeline.document.pdf.ink import Ink
from pipeline.document.pdf.placement import Placement, after, moved
from pipeline.document.pdf.settings import Settings
from pipeline.document.pdf.shapes import Canvas

Point = list[float]
_CURVE, _MOVE = 1, 2  # PDFium's FPDF_SEGMENT_*; 0 is a line
_CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
_DEEP = 20  # forms in forms; a file with more draws itself
_SAME = 1e-4  # points; PDFium counts in single precision
_SHORT = 24  # segments: shapes up to this length are worth remembering


class _Style(NamedTuple):
    """How a path is drawn."""

    filled: bool
    stroked: bool
    fill: tuple[float, float, float]
    stroke: tuple[float, float, float]


class _Piece(NamedTuple):
    """A part of a path that begins with a move: its steps, and which points are their ends."""

    steps: str  # of m, l, c and h
    ends: tuple[int, ...]


class Drawing(NamedTuple):
    """What a page draws besides its rules and fills, in the order it is drawn."""

    texts: list[int]  # text objects
    outer: list[np.ndarray]  # of each text object the matrix from its space to the page shown
    images: list[tuple[Box, int]]  # pictures, and how many text objects were drawn before


def add_objects(ink: Ink, objects: list[int], place: Placement, settings: Settings) -> Drawing:
    """Put the shapes and pictures of a page into its ink; what is left is handed back."""
    drawing = Drawing([], [], [])
    _add_level(Canvas(ink, settings), objects, np.array(place.matrix), drawing, 0)
    ink.images.extend(box for box, _ in drawing.images)
    return drawing


def _add_level(
    canvas: Canvas, objects: list[int], outer: np.ndarray, drawing: Drawing, depth: int
) -> None:
    """The objects of the page, or of one form. outer: from their space to the page shown."""
    kinds = calls.object_types(objects)
    paths = [n for n, kind in zip(objects, kinds, strict=True) if kind == calls.PATH]
    if paths:
        _add_paths(canvas, paths, after(calls.object_matrices(paths), outer))
    for number, kind in zip(objects, kinds, strict=True):
        if kind == calls.TEXT:
            drawing.texts.append(number)
            drawing.outer.append(outer)
        elif kind in (calls.IMAGE, calls.FORM):
            matrix = after(calls.object_matrices([number]), outer)[0]
            if kind == calls.IMAGE:
                corners = moved(_CORNERS, np.tile(matrix, (4, 1))).tolist()
                drawing.images.append((_around(corners), len(drawing.texts)))
            elif depth < _DEEP:
                _add_level(canvas, calls.form_objects(number), matrix, drawing, depth + 1)


def _add_paths(canvas: Canvas, paths: list[int], matrices: np.ndarray) -> None:
    styles = _styles(paths)
    drawn = [i for i, style in enumerate(styles) if style.filled or style.stroked]
    if not drawn:
        return
    counts, kinds, closes, points = calls.path_segments([paths[i] for i in drawn])
    shown = moved(points, np.repeat(matrices[drawn], counts, axis=0)).tolist()
    at = 0
    for i, count in zip(drawn, counts, strict=True):
        end = at + count
        for steps, ends in _pieces(tuple(kinds[at:end]), tuple(closes[at:end])):
            _add_shape(canvas, styles[i], steps, [shown[at + k] for k in ends])
        at = end


def _styles(paths: list[int]) -> list[_Style]:
    fills, strokes = calls.draw_modes(paths)
    colours = calls.colours(paths, False), calls.colours(paths, True)
    return [
        _Style(fill != 0, stroke != 0, *both)
        for fill, stroke, *both in zip(fills, strokes, *colours, strict=True)
    ]


def _pieces(kinds: tuple[int, ...], closes: tuple[int, ...]) -> list[_Piece]:
    if len(kinds) <= _SHORT:
        return _short_pieces(kinds, closes)
    return list(_segments_to_pieces(kinds, closes))


@lru_cache(maxsize=1024)
def _short_pieces(kinds: tuple[int, ...], closes: tuple[int, ...]) -> list[_Piece]:
    return list(_segments_to_pieces(kinds, closes))


def _segments_to_pieces(kinds: tuple[int, ...], closes: tuple[int, ...]) -> Iterator[_Piece]:
    """Each move begins a piece; of the three points of a curve the last is its end. PDFium
    writes a closing step as a line that closes."""
    steps, controls = "", 0
    ends: list[int] = []
    for i, (kind, close) in enumerate(zip(kinds, closes, strict=True)):
        if kind == _CURVE and controls < 2:
            controls += 1
            continue
        controls = 0
        if kind == _MOVE:
            if len(ends) > 1:
                yield _Piece(steps, tuple(ends))
            steps, ends = "m", [i]
        else:
            steps += "c" if kind == _CURVE else "h" if close else "l"
            ends.append(i)
    if len(ends) > 1:
        yield _Piece(steps, tuple(ends))


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _add_shape(canvas: Canvas, style: _Style, steps: str, points: list[Point]) -> None:
    """A line, a rectangle or another path, told apart as pdfminer.six does."""
    filled, stroked, fill, stroke = style
    if steps in ("ml", "mlh", "mh"):
        canvas.add_line(_around(points[:2]), stroke, stroked)
        return
    box = _around(points)
    if steps in ("mlllh", "mllll") and _is_rectangle(points):
        canvas.add_rectangle(box, stroke, fill, stroked, filled)
    else:
        places = [(x, y) for x, y in points]
        canvas.add_path(box, places, steps, stroke, fill, stroked, filled)


def _is_rectangle(points: list[Point]) -> bool:
    (ax, ay), (bx, by), (cx, cy), (dx, dy), (x, y) = points
    if abs(x - ax) > _SAME or abs(y - ay) > _SAME:
        return False
    return (
        abs(ax - bx) <= _SAME
        and abs(by - cy) <= _SAME
        and abs(cx - dx) <= _SAME
        and abs(dy - ay) <= _SAME
    ) or (
        abs(ay - by) <= _SAME
        and abs(bx - cx) <= _SAME
        and abs(cy - dy) <= _SAME
        and abs(dx - ax) <= _SAME
    )
