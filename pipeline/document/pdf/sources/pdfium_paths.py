"""Paths of a page from PDFium to rules and fills: lines and rectangles all at once, in arrays."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.pdfium_boxes import Shapes, Style, Styles, add_shapes, around
from pipeline.document.pdf.sources.pdfium_clips import objects_to_windows
from pipeline.document.pdf.sources.placement import after, moved
from pipeline.document.pdf.sources.shapes import Canvas

_CURVE, _MOVE = 1, 2  # PDFium's FPDF_SEGMENT_*; 0 is a line
_SAME = 1e-4  # points; PDFium counts in single precision
_SHORT = 24  # segments: shapes up to this length are worth remembering
_LINE, _TRIANGLE, _RECTANGLE = 2, 3, 5  # points; a rectangle ends where it begins
_CORNERS = np.arange(_RECTANGLE)
_SIDES = np.array([[0, 1], [2, 1], [0, 3], [2, 3]])  # of bounds: x and y of each corner


class _Piece(NamedTuple):
    """A part of a path that begins with a move: its steps, and which points are their ends."""

    steps: str  # of m, l, c and h
    ends: tuple[int, ...]


class _Pieces(NamedTuple):
    """The pieces of many paths, one entry a piece."""

    starts: np.ndarray  # the first of their segments
    lengths: np.ndarray
    paths: np.ndarray  # which path each is of
    straight: np.ndarray  # a move, then lines


def add_paths(canvas: Canvas, paths: list[calls.Handle], outer: np.ndarray) -> None:
    """Put what paths draw into the ink; outer: from their page's or form's space to the page
    shown (6)."""
    styles = _styles(paths)
    counts = np.array(calls.segment_counts(paths))
    windows = objects_to_windows(paths, outer)
    asked = (styles.filled | styles.stroked) & (counts > 0)
    asked[_add_bars(canvas, paths, counts, styles, outer, windows)] = False
    drawn = np.flatnonzero(asked)
    if not len(drawn):
        return
    counts = counts[drawn].tolist()
    handles = [paths[i] for i in drawn.tolist()]
    segments = calls.path_segments(handles, counts)
    kinds = calls.segment_kinds(segments)
    path = np.repeat(drawn, counts)
    matrices = np.repeat(after(calls.object_matrices(handles), outer), counts, axis=0)
    shown = moved(calls.segment_points(segments), matrices)
    pieces = _segments_to_pieces(kinds, path)
    own = styles.take(pieces.paths)
    edges = np.hstack([end.reduceat(shown, pieces.starts) for end in (np.minimum, np.maximum)])
    shapes = _tell_apart(pieces, edges.T, shown, own, canvas.settings)
    shapes = shapes._replace(windows=_of(windows, pieces.paths))
    fills = add_shapes(canvas, shapes, own)
    for piece in np.flatnonzero(shapes.others).tolist():
        start, stop = pieces.starts[piece], pieces.starts[piece] + pieces.lengths[piece]
        before = len(canvas.ink.fills)
        _add_piece(
            canvas, own.one(piece), segments[start:stop], kinds[start:stop], shown[start:stop]
        )
        fills += [(piece, fill) for fill in canvas.ink.fills[before:]]
        del canvas.ink.fills[before:]
    canvas.ink.fills.extend(fill for _, fill in sorted(fills, key=itemgetter(0)))


def _add_bars(
    canvas: Canvas,
    paths: list[calls.Handle],
    counts: np.ndarray,
    styles: Styles,
    outer: np.ndarray,
    windows: np.ndarray | None,
) -> np.ndarray:
    """Put the rules into the ink that are drawn as narrow filled rectangles, as browsers and
    spreadsheets draw most, and tell which paths they are: their bounds say all of them."""
    places = np.flatnonzero(styles.filled & ~styles.stroked & (counts == _RECTANGLE))
    if not len(places):
        return places
    bounds = calls.object_bounds([paths[i] for i in places.tolist()])
    corners = moved(bounds[:, _SIDES].reshape(-1, 2), outer[None]).reshape(-1, 4, 2)
    edges = np.hstack((corners.min(axis=1), corners.max(axis=1))).T
    width, height = edges[2] - edges[0], edges[3] - edges[1]
    narrow = np.minimum(width, height) <= canvas.settings.thick
    kept = places[narrow]
    every, none = np.ones(len(kept), bool), np.zeros(len(kept), bool)
    shapes = Shapes(edges[:, narrow], none, every, none, none, _of(windows, kept))
    add_shapes(canvas, shapes, styles.take(kept))
    return kept


def _of(windows: np.ndarray | None, places: np.ndarray) -> np.ndarray | None:
    return None if windows is None else windows[:, places]


def _tell_apart(
    pieces: _Pieces, edges: np.ndarray, shown: np.ndarray, styles: Styles, settings: Settings
) -> Shapes:
    """Which pieces are lines, rectangles and filled slivers (mitred borders), as Canvas does."""
    straight, lengths = pieces.straight, pieces.lengths
    lines = straight & (lengths == _LINE)
    rectangles = straight & (lengths == _RECTANGLE)
    places = np.flatnonzero(rectangles)
    if len(places):
        rectangles[places] = _are_rectangles(shown[pieces.starts[places][:, None] + _CORNERS])
    several = (lengths > 1) & ~lines & ~rectangles
    narrow = np.minimum(edges[2] - edges[0], edges[3] - edges[1]) <= settings.thick
    slivers = several & straight & (lengths > _TRIANGLE) & styles.filled & narrow
    return Shapes(edges, lines, rectangles, slivers, several & ~slivers)


def _styles(paths: list[calls.Handle]) -> Styles:
    filled, stroked = calls.draw_modes(paths)
    fills, strokes = np.zeros((len(paths), 3)), np.zeros((len(paths), 3))
    for drawn, colours, stroke in ((filled, fills, False), (stroked, strokes, True)):
        places = np.flatnonzero(drawn)
        if len(places):
            colours[places] = calls.colours([paths[i] for i in places.tolist()], stroke)
    return Styles(filled, stroked, fills, strokes)


def _segments_to_pieces(kinds: np.ndarray, path: np.ndarray) -> _Pieces:
    """Each move begins a piece, and so does each path."""
    begins = kinds == _MOVE
    moves = begins.copy()
    begins[0] = True
    begins[1:] |= path[1:] != path[:-1]
    starts = np.flatnonzero(begins)
    lengths = np.diff(np.append(starts, len(kinds)))
    curved = np.logical_or.reduceat(kinds == _CURVE, starts)
    return _Pieces(starts, lengths, path[starts], moves[starts] & ~curved)


def _are_rectangles(corners: np.ndarray) -> np.ndarray:
    """Which of closed pieces of four lines have level and upright sides only."""
    near = np.abs(np.diff(corners, axis=1)) <= _SAME  # pieces x sides x (dx, dy)
    closed = (np.abs(corners[:, 4] - corners[:, 0]) <= _SAME).all(axis=1)
    upright_first = near[:, 0, 0] & near[:, 1, 1] & near[:, 2, 0] & near[:, 3, 1]
    level_first = near[:, 0, 1] & near[:, 1, 0] & near[:, 2, 1] & near[:, 3, 0]
    found: np.ndarray = closed & (upright_first | level_first)
    return found


def _add_piece(
    canvas: Canvas, style: Style, segments: list[calls.Handle], kinds: np.ndarray, shown: np.ndarray
) -> None:
    """What is neither a line of two points nor a rectangle, told apart as pdfminer.six does."""
    closes = calls.segment_closes(segments)
    places = shown.tolist()
    for steps, ends in _steps(tuple(kinds.tolist()), tuple(closes)):
        points = [tuple(places[end]) for end in ends]
        if steps == "mlh":
            canvas.add_line(Box(*around(points[:2])), style.stroke, style.stroked)
        else:
            canvas.add_path(
                Box(*around(points)), points, steps, style.stroke, style.fill, style.stroked,
                style.filled,
            )  # fmt: skip


def _steps(kinds: tuple[int, ...], closes: tuple[int, ...]) -> list[_Piece]:
    if len(kinds) <= _SHORT:
        return _short_steps(kinds, closes)
    return list(_kinds_to_steps(kinds, closes))


@lru_cache(maxsize=1024)
def _short_steps(kinds: tuple[int, ...], closes: tuple[int, ...]) -> list[_Piece]:
    return list(_kinds_to_steps(kinds, closes))


def _kinds_to_steps(kinds: tuple[int, ...], closes: tuple[int, ...]) -> Iterator[_Piece]:
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
