"""Which fonts PDFium takes for those that a PDF names but does not hold.

By itself it takes what the machine has. Where that is no Japanese font, it leaves out text whose
characters were placed one by one, for it finds them empty; and the boxes of the others depend on
the machine. So a font of our own stands in for all of them while documents are read: the widths
are those of the PDF, the glyph is a narrow bar (tests/samples/stand_in.py draws it). Pictures of
pages are drawn with the machine's fonts.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

import pypdfium2.raw as raw

# character sets (FXFONT_ANSI_CHARSET, FXFONT_SYMBOL_CHARSET) that PDFium has fonts of its own for
_LATIN, _SYMBOL = 0, 2
_HANDLE = 1  # of the stand-in; 0 is none
_WHOLE = 0  # asked for a table of the font: all of it

_font = b""
_info: Any = None  # held: PDFium keeps its address
_in_use = False


def use_stand_in() -> None:
    """Let the font of our own stand in for Japanese fonts that a PDF opened from now on lacks."""
    global _in_use
    if not _in_use:
        raw.FPDF_SetSystemFontInfo(_stand_in())
        _in_use = True


def _use_system_fonts() -> None:
    global _in_use
    if _in_use and (found := raw.FPDF_GetDefaultSystemFontInfo()):  # nothing on some systems
        raw.FPDF_SetSystemFontInfo(found)
        _in_use = False


@contextmanager
def system_fonts() -> Iterator[None]:
    """Fonts of this machine for PDFs that are opened and drawn within."""
    before = _in_use
    _use_system_fonts()
    try:
        yield
    finally:
        if before:
            use_stand_in()


def _stand_in() -> Any:
    global _font, _info
    if _info is None:
        folder = resources.files("pipeline.document.pdf.sources")
        _font = (folder / "stand_in.ttf").read_bytes()
        _info = raw.FPDF_SYSFONTINFO(version=1)
        kinds = dict(_info._fields_)
        _info.MapFont = kinds["MapFont"](_map_font)
        _info.GetFontData = kinds["GetFontData"](_get_font_data)
    return _info


def _map_font(_: object, weight: int, italic: int, charset: int, *rest: object) -> int | None:
    return None if charset in (_LATIN, _SYMBOL) else _HANDLE


def _get_font_data(_: object, handle: object, table: int, room: Any, size: int) -> int:
    """Bytes of the stand-in, written to room where they fit; of single tables nothing is told."""
    if table != _WHOLE:
        return 0
    if room and size >= len(_font):
        ctypes.memmove(room, _font, len(_font))
    return len(_font)
