"""PDFium's C functions as calls that cost little: a whole page of answers in one pass.

Python makes one call for each character; what makes that dear are the objects around the calls.
Here the arguments come from C iterators (map, repeat, range) and the answers go straight into one
array, so that a call costs a tenth of a microsecond. Nothing here may run in two threads at a
time: PDFium does not allow it.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw

_INT, _UINT, _HANDLE = ctypes.c_int, ctypes.c_uint, ctypes.c_void_p

TEXT, PATH, IMAGE, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)


def _quick(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library that takes addresses as numbers and keeps the interpreter."""
    address = ctypes.cast(function, _HANDLE).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_unicode = _quick(raw.FPDFText_GetUnicode, _UINT, _HANDLE, _INT)
_text_object = _quick(raw.FPDFText_GetTextObject, ctypes.c_size_t, _HANDLE, _INT)
_text = _quick(raw.FPDFText_GetText, _INT, _HANDLE, _INT, _INT, _HANDLE)
_unmapped = _quick(raw.FPDFText_HasUnicodeMapError, _INT, _HANDLE, _INT)
_loose_box = _quick(raw.FPDFText_GetLooseCharBox, _INT, _HANDLE, _INT, _HANDLE)
_origin = _quick(raw.FPDFText_GetCharOrigin, _INT, _HANDLE, _INT, _HANDLE, _HANDLE)
_matrix = _quick(raw.FPDFText_GetMatrix, _INT, _HANDLE, _INT, _HANDLE)
_font_size = _quick(raw.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _INT)
_page_object = _quick(raw.FPDFPage_GetObject, ctypes.c_size_t, _HANDLE, _INT)
_form_object = _quick(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
_type = _quick(raw.FPDFPageObj_GetType, _INT, _HANDLE)
_object_matrix = _quick(raw.FPDFPageObj_GetMatrix, _INT, _HANDLE, _HANDLE)
_segment_count = _quick(raw.FPDFPath_CountSegments, _INT, _HANDLE)
_segment = _quick(raw.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _INT)
_point = _quick(raw.FPDFPathSegment_GetPoint, _INT, _HANDLE, _HANDLE, _HANDLE)
_step = _quick(raw.FPDFPathSegment_GetType, _INT, _HANDLE)
_closes = _quick(raw.FPDFPathSegment_GetClose, _INT, _HANDLE)
_bounds = _quick(raw.FPDFPageObj_GetBounds, _INT, *[_HANDLE] * 5)
_object_size = _quick(raw.FPDFTextObj_GetFontSize, _INT, _HANDLE, _HANDLE)
_draw_mode = _quick(raw.FPDFPath_GetDrawMode, _INT, _HANDLE, _HANDLE, _HANDLE)
_COLOUR = (_INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
_fill_colour = _quick(raw.FPDFPageObj_GetFillColor, *_COLOUR)
_stroke_colour = _quick(raw.FPDFPageObj_GetStrokeColor, *_COLOUR)
_font_of = _quick(raw.FPDFTextObj_GetFont, ctypes.c_size_t, _HANDLE)
_font_name = _quick(
    raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _HANDLE, _HANDLE, ctypes.c_size_t
)
_font_descent = _quick(raw.FPDFFont_GetDescent, _INT, _HANDLE, ctypes.c_float, _HANDLE)
_glyph_width = _quick(
    raw.FPDFFont_GetGlyphWidth, _INT, _HANDLE, ctypes.c_uint32, ctypes.c_float, _HANDLE
)


def address_of(handle: Any) -> int:
    """The address behind a handle of pypdfium2's raw API; 0 for a null handle."""
    return ctypes.cast(handle, _HANDLE).value or 0


def _drain(calls: Iterable[int]) -> None:
    deque(calls, maxlen=0)


def text_codes(text: int, count: int) -> np.ndarray:
    """The code point of each of the count characters of a text page."""
    units = np.zeros(count + 1, np.uint16)
    if _text(text, 0, count, units.ctypes.data) == count + 1:  # one unit a character
        return units[:count].astype(np.int64)
    return np.fromiter(map(_unicode, repeat(text), range(count)), np.int64, count)


def text_objects(text: int, count: int) -> np.ndarray:
    """The address of the text object of each character; 0 where PDFium made it up."""
    return np.fromiter(map(_text_object, repeat(text), range(count)), np.int64, count)


def unmapped(text: int, numbers: list[int]) -> list[bool]:
    """Whether PDFium guessed the codes of characters, because the file does not tell them."""
    return [answer == 1 for answer in map(_unmapped, repeat(text), numbers)]


def text_boxes(text: int, numbers: list[int]) -> np.ndarray:
    """left, top, right, bottom of the loose boxes of the characters named, in user space."""
    boxes = np.zeros((len(numbers), 4), np.float32)
    start = boxes.ctypes.data
    places = range(start, start + 16 * len(numbers), 16)
    _drain(map(_loose_box, repeat(text), numbers, places))
    return boxes.astype(np.float64)


def text_origins(text: int, numbers: list[int]) -> np.ndarray:
    """x and y of the origins of the characters named, on the baseline, in user space."""
    origins = np.zeros((len(numbers), 2), np.float64)
    start, length = origins.ctypes.data, 16 * len(numbers)
    xs, ys = range(start, start + length, 16), range(start + 8, start + 8 + length, 16)
    _drain(map(_origin, repeat(text), numbers, xs, ys))
    return origins


def text_matrices(text: int, numbers: list[int]) -> np.ndarray:
    """a, b, c, d, e, f of the characters named (len(numbers) x 6)."""
    matrices = np.zeros((len(numbers), 6), np.float32)
    start = matrices.ctypes.data
    _drain(map(_matrix, repeat(text), numbers, range(start, start + 24 * len(numbers), 24)))
    return matrices.astype(np.float64)


def text_sizes(text: int, numbers: list[int]) -> np.ndarray:
    """The font size of the characters named, before their matrix."""
    return np.fromiter(map(_font_size, repeat(text), numbers), np.float64, len(numbers))


def fonts_of(objects: Iterable[int]) -> list[int]:
    """The address of the font of each text object; 0 where it has none."""
    return list(map(_font_of, objects))


def font_name(font: int) -> str:
    """The name that the file gives a font, '' where it gives none."""
    length = _font_name(font, None, 0) if font else 0
    buffer = ctypes.create_string_buffer(length + 1)
    if length:
        _font_name(font, ctypes.addressof(buffer), length)
    return buffer.value.decode("utf-8", "replace")


def font_descent(font: int) -> float:
    """How far a font of size 1 goes below its baseline, as the file says (negative)."""
    value = ctypes.c_float()
    _font_descent(font, 1.0, ctypes.addressof(value))
    return value.value


def glyph_width(font: int, code: int) -> float:
    """The advance of a character of a font of size 1; 0 where the font does not tell."""
    value = ctypes.c_float()
    _glyph_width(font, code, 1000.0, ctypes.addressof(value))
    return value.value / 1000


def page_objects(page: int, count: int) -> list[int]:
    """The addresses of the objects of a page, in the order they are drawn."""
    return [*filter(None, map(_page_object, repeat(page), range(count)))]


def form_objects(form: int) -> list[int]:
    """The addresses of the objects of a form XObject."""
    count = raw.FPDFFormObj_CountObjects(ctypes.cast(form, raw.FPDF_PAGEOBJECT))
    return [found for found in map(_form_object, repeat(form), range(max(count, 0))) if found]


def object_types(objects: list[int]) -> list[int]:
    """What each object is: TEXT, PATH, IMAGE, FORM or another number."""
    return list(map(_type, objects))


def object_matrices(objects: list[int]) -> np.ndarray:
    """a, b, c, d, e, f of each object (n x 6): from its own space to its page's or form's."""
    matrices = np.zeros((len(objects), 6), np.float32)
    matrices[:, 0] = matrices[:, 3] = 1.0
    start = matrices.ctypes.data
    _drain(map(_object_matrix, objects, range(start, start + 24 * len(objects), 24)))
    return matrices.astype(np.float64)


def object_widths(objects: list[int]) -> np.ndarray:
    """How wide each object is in the space of its page or form."""
    bounds = np.zeros((len(objects), 4), np.float32)
    start, length = bounds.ctypes.data, 16 * len(objects)
    _drain(
        map(_bounds, objects, *(range(start + i, start + i + length, 16) for i in (0, 4, 8, 12)))
    )
    widths: np.ndarray = bounds[:, 2] - bounds[:, 0]
    return widths


def object_sizes(objects: list[int]) -> np.ndarray:
    """The font size of each text object, before its matrix."""
    sizes = np.zeros(len(objects), np.float32)
    start = sizes.ctypes.data
    _drain(map(_object_size, objects, range(start, start + 4 * len(objects), 4)))
    return sizes.astype(np.float64)


def draw_modes(paths: list[int]) -> np.ndarray:
    """For each path whether it is filled, and whether it is stroked (2 x n)."""
    modes = np.zeros((2, len(paths)), np.int32)
    fills, strokes = (row.ctypes.data for row in modes)
    length = 4 * len(paths)
    _drain(map(_draw_mode, paths, range(fills, fills + length, 4),
               range(strokes, strokes + length, 4)))  # fmt: skip
    drawn: np.ndarray = modes != 0
    return drawn


def path_segments(paths: list[int]) -> tuple[list[int], list[int]]:
    """How many segments each path has, and the addresses of all of them."""
    counts = list(map(_segment_count, paths))
    segments: list[int] = []
    for path, count in zip(paths, counts, strict=True):
        segments.extend(map(_segment, repeat(path), range(count)))
    return counts, segments


def segment_kinds(segments: list[int]) -> np.ndarray:
    """What each segment is: 0 a line, 1 a part of a curve, 2 a move."""
    return np.fromiter(map(_step, segments), np.int64, len(segments))


def segment_closes(segments: list[int]) -> list[int]:
    """Whether each segment closes its path."""
    return list(map(_closes, segments))


def segment_points(segments: list[int]) -> np.ndarray:
    """x and y of each segment (n x 2)."""
    points = np.zeros((len(segments), 2), np.float32)
    start, length = points.ctypes.data, 8 * len(segments)
    _drain(map(_point, segments, range(start, start + length, 8),
               range(start + 4, start + length + 4, 8)))  # fmt: skip
    return points.astype(np.float64)


def colours(objects: list[int], stroke: bool) -> np.ndarray:
    """Red, green and blue (0 to 1) that objects are stroked or filled with (n x 3)."""
    values = np.zeros((len(objects), 4), np.uint32)
    start, length = values.ctypes.data, 16 * len(objects)
    places = [range(start + at, start + at + length, 16) for at in (0, 4, 8, 12)]
    _drain(map(_stroke_colour if stroke else _fill_colour, objects, *places))
    parts: np.ndarray = values[:, :3] / 255.0
    return parts
