"""PDFium's C functions as calls that cost little: a whole page of answers in one pass.

Python makes one call for each character; what makes that dear are the objects around the calls.
Here the arguments come from C iterators (map, repeat, range), are converted once and not once a
call, and the answers go into one stretch of memory, so that a call costs a tenth of a
microsecond. Nothing here may run in two threads at a time: PDFium does not allow it.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from itertools import chain, repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw

_INT, _UINT, _HANDLE, _SIZE = ctypes.c_int, ctypes.c_uint, ctypes.c_void_p, ctypes.c_size_t
Handle = Any  # an address as ctypes passes it on

TEXT, PATH, IMAGE, FORM = (
    raw.FPDF_PAGEOBJ_TEXT,
    raw.FPDF_PAGEOBJ_PATH,
    raw.FPDF_PAGEOBJ_IMAGE,
    raw.FPDF_PAGEOBJ_FORM,
)

to_handle: Callable[[int], Handle] = _HANDLE.from_param


def _quick(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """A function of the library that keeps the interpreter. Without arguments it takes handles
    and numbers of 32 bits as they come, and converts nothing; without a result it makes none of
    the answer that the library gives beside what it writes to memory."""
    address = ctypes.cast(function, _HANDLE).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_unicode = _quick(raw.FPDFText_GetUnicode, _UINT)
_text_object = _quick(raw.FPDFText_GetTextObject, _SIZE)
_text = _quick(raw.FPDFText_GetText, _INT)
_unmapped = _quick(raw.FPDFText_HasUnicodeMapError, _INT)
_loose_box = _quick(raw.FPDFText_GetLooseCharBox, None)
_origin = _quick(raw.FPDFText_GetCharOrigin, None)
_matrix = _quick(raw.FPDFText_GetMatrix, None)
_font_size = _quick(raw.FPDFText_GetFontSize, ctypes.c_double)
_page_object = _quick(raw.FPDFPage_GetObject, _SIZE)
_form_count = _quick(raw.FPDFFormObj_CountObjects, _INT)
_form_object = _quick(raw.FPDFFormObj_GetObject, _SIZE)
_type = _quick(raw.FPDFPageObj_GetType, _INT)
_object_matrix = _quick(raw.FPDFPageObj_GetMatrix, None)
_segment_count = _quick(raw.FPDFPath_CountSegments, _INT)
_segment = _quick(raw.FPDFPath_GetPathSegment, _SIZE)
_point = _quick(raw.FPDFPathSegment_GetPoint, None)
_step = _quick(raw.FPDFPathSegment_GetType, _INT)
_closes = _quick(raw.FPDFPathSegment_GetClose, _INT)
_bounds = _quick(raw.FPDFPageObj_GetBounds, None)
_object_size = _quick(raw.FPDFTextObj_GetFontSize, None)
_draw_mode = _quick(raw.FPDFPath_GetDrawMode, None)
_fill_colour = _quick(raw.FPDFPageObj_GetFillColor, None)
_stroke_colour = _quick(raw.FPDFPageObj_GetStrokeColor, None)
_clip_of = _quick(raw.FPDFPageObj_GetClipPath, _SIZE)
_clip_count = _quick(raw.FPDFClipPath_CountPaths, _INT)
_clip_length = _quick(raw.FPDFClipPath_CountPathSegments, _INT)
_clip_segment = _quick(raw.FPDFClipPath_GetPathSegment, _SIZE)
_font_of = _quick(raw.FPDFTextObj_GetFont, _SIZE)
_font_name = _quick(raw.FPDFFont_GetBaseFontName, _SIZE, _HANDLE, _HANDLE, _SIZE)
_font_descent = _quick(raw.FPDFFont_GetDescent, _INT, _HANDLE, ctypes.c_float, _HANDLE)
_glyph_width = _quick(
    raw.FPDFFont_GetGlyphWidth, _INT, _HANDLE, ctypes.c_uint32, ctypes.c_float, _HANDLE
)


class _Room:
    """Memory that answers are written to, 32 bytes a call, and the handles of its places."""

    def __init__(self, size: int) -> None:
        self._grow(size)

    def _grow(self, size: int) -> None:
        self._bytes = np.zeros((size, 32), np.uint8)
        self._handles: dict[int, list[Handle]] = {}

    def clear(self, count: int, *offsets: int) -> list[list[Handle]]:
        """Nought in the first count places; the handles of those offsets (bytes) in each place."""
        size = len(self._bytes)
        if count > size:
            self._grow(size := max(count, 2 * size))
        self._bytes[:count] = 0
        start = self._bytes.ctypes.data
        for offset in offsets:
            if offset not in self._handles:
                places = range(start + offset, start + offset + 32 * size, 32)
                self._handles[offset] = list(map(to_handle, places))
        return [self._handles[offset] for offset in offsets]

    def answers(self, count: int, kind: Any, columns: int) -> np.ndarray:
        """What the first count places hold (count x columns)."""
        return self._bytes[:count].view(kind)[:, :columns]


_room = _Room(1024)


def address_of(handle: Any) -> int:
    """The address behind a handle of pypdfium2's raw API; 0 for a null handle."""
    return ctypes.cast(handle, _HANDLE).value or 0


def to_handles(addresses: Iterable[int]) -> list[Handle]:
    """Addresses as these calls take them."""
    return list(map(to_handle, addresses))


def _drain(calls: Iterable[None]) -> None:
    deque(calls, maxlen=0)


def text_codes(text: Handle, count: int) -> np.ndarray:
    """The code point of each of the count characters of a text page."""
    units = np.zeros(count + 1, np.uint16)
    if _text(text, 0, count, to_handle(units.ctypes.data)) == count + 1:  # one unit a character
        return units[:count].astype(np.int64)
    return np.fromiter(map(_unicode, repeat(text), range(count)), np.int64, count)


def text_objects(text: Handle, count: int) -> np.ndarray:
    """The address of the text object of each character; 0 where PDFium made it up."""
    return np.fromiter(map(_text_object, repeat(text), range(count)), np.int64, count)


def unmapped(text: Handle, numbers: list[int]) -> list[bool]:
    """Whether PDFium guessed the codes of characters, because the file does not tell them."""
    return [answer == 1 for answer in map(_unmapped, repeat(text), numbers)]


def text_boxes(text: Handle, numbers: list[int]) -> np.ndarray:
    """left, top, right, bottom of the loose boxes of the characters named, in user space."""
    (places,) = _room.clear(len(numbers), 0)
    _drain(map(_loose_box, repeat(text), numbers, places))
    return _room.answers(len(numbers), np.float32, 4).astype(np.float64)


def text_origins(text: Handle, numbers: list[int]) -> np.ndarray:
    """x and y of the origins of the characters named, on the baseline, in user space."""
    _drain(map(_origin, repeat(text), numbers, *_room.clear(len(numbers), 0, 8)))
    return _room.answers(len(numbers), np.float64, 2).copy()


def text_matrices(text: Handle, numbers: list[int]) -> np.ndarray:
    """a, b, c, d, e, f of the characters named (len(numbers) x 6)."""
    (places,) = _room.clear(len(numbers), 0)
    _drain(map(_matrix, repeat(text), numbers, places))
    return _room.answers(len(numbers), np.float32, 6).astype(np.float64)


def text_sizes(text: Handle, numbers: list[int]) -> np.ndarray:
    """The font size of the characters named, before their matrix."""
    return np.fromiter(map(_font_size, repeat(text), numbers), np.float64, len(numbers))


def fonts_of(objects: list[int]) -> np.ndarray:
    """The address of the font of each text object; 0 where it has none."""
    return np.fromiter(map(_font_of, map(to_handle, objects)), np.int64, len(objects))


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


def page_objects(page: Handle, count: int) -> np.ndarray:
    """The addresses of the objects of a page, in the order they are drawn."""
    found = np.fromiter(map(_page_object, repeat(page), range(count)), np.int64)
    return found[found != 0]


def form_objects(form: Handle) -> np.ndarray:
    """The addresses of the objects of a form XObject."""
    numbers = map(ctypes.c_ulong, range(max(_form_count(form), 0)))
    found = np.fromiter(map(_form_object, repeat(form), numbers), np.int64)
    return found[found != 0]


def object_types(objects: np.ndarray, texts: np.ndarray) -> np.ndarray:
    """What each object is: TEXT, PATH, IMAGE, FORM or another number. texts: objects in the
    order of their addresses that are known to be text objects and not asked."""
    kinds = np.full(len(objects), TEXT)
    unknown = np.ones(len(objects), bool)
    if len(texts):
        found = np.minimum(np.searchsorted(texts, objects), len(texts) - 1)
        unknown = texts[found] != objects
    asked = to_handles(objects[unknown].tolist())
    kinds[unknown] = np.fromiter(map(_type, asked), np.int64, len(asked))
    return kinds


def object_matrices(objects: list[Handle]) -> np.ndarray:
    """a, b, c, d, e, f of each object (n x 6): from its own space to its page's or form's."""
    (places,) = _room.clear(len(objects), 0)
    matrices = _room.answers(len(objects), np.float32, 6)
    matrices[:, 0] = matrices[:, 3] = 1.0
    _drain(map(_object_matrix, objects, places))
    return matrices.astype(np.float64)


def object_bounds(objects: list[Handle]) -> np.ndarray:
    """left, bottom, right, top of each object in the space of its page or form (n x 4)."""
    _drain(map(_bounds, objects, *_room.clear(len(objects), 0, 4, 8, 12)))
    return _room.answers(len(objects), np.float32, 4).astype(np.float64)


def object_sizes(objects: list[Handle]) -> np.ndarray:
    """The font size of each text object, before its matrix."""
    (places,) = _room.clear(len(objects), 0)
    _drain(map(_object_size, objects, places))
    return _room.answers(len(objects), np.float32, 1)[:, 0].astype(np.float64)


def draw_modes(paths: list[Handle]) -> np.ndarray:
    """For each path whether it is filled, and whether it is stroked (2 x n)."""
    _drain(map(_draw_mode, paths, *_room.clear(len(paths), 0, 4)))
    drawn: np.ndarray = _room.answers(len(paths), np.int32, 2).T != 0
    return drawn


def clips_of(objects: list[Handle]) -> list[tuple[int, list[list[Handle]]]]:
    """The objects that are drawn within clips (their places), each with the segments of every
    path that it is clipped to."""
    clips = to_handles(map(_clip_of, objects))
    counts = enumerate(map(_clip_count, clips))  # -1 where there is none
    return [
        (at, [_clip_segments(clips[at], i) for i in range(count)])
        for at, count in counts
        if count > 0
    ]


def _clip_segments(clip: Handle, number: int) -> list[Handle]:
    segments = range(_clip_length(clip, number))
    return to_handles(map(_clip_segment, repeat(clip), repeat(number), segments))


def segment_counts(paths: list[Handle]) -> list[int]:
    """How many segments each path has."""
    return list(map(_segment_count, paths))


def path_segments(paths: list[Handle], counts: list[int]) -> list[Handle]:
    """The segments of paths, one after the other; counts: how many each has."""
    found = chain.from_iterable(
        map(_segment, repeat(path), range(count)) for path, count in zip(paths, counts, strict=True)
    )
    return to_handles(found)


def segment_kinds(segments: list[Handle]) -> np.ndarray:
    """What each segment is: 0 a line, 1 a part of a curve, 2 a move."""
    return np.fromiter(map(_step, segments), np.int64, len(segments))


def segment_closes(segments: list[Handle]) -> list[int]:
    """Whether each segment closes its path."""
    return list(map(_closes, segments))


def segment_points(segments: list[Handle]) -> np.ndarray:
    """x and y of each segment (n x 2)."""
    _drain(map(_point, segments, *_room.clear(len(segments), 0, 4)))
    return _room.answers(len(segments), np.float32, 2).astype(np.float64)


def colours(objects: list[Handle], stroke: bool) -> np.ndarray:
    """Red, green and blue (0 to 1) that objects are stroked or filled with (n x 3)."""
    asked = _stroke_colour if stroke else _fill_colour
    _drain(map(asked, objects, *_room.clear(len(objects), 0, 4, 8, 12)))
    parts: np.ndarray = _room.answers(len(objects), np.uint32, 3) / 255.0
    return parts
