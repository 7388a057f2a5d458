"""Pages as pictures, and which of their text is drawn invisibly (pypdfium2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.document.pdf.sources.pdfium_fonts import system_fonts

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 300  # Tesseract wants capitals of 20 pixels or more: 8 points at 300 dpi
_PIXELS = 40_000_000  # of one picture: an A2 sheet at 300 dpi is drawn more coarsely
_TEXT, _IMAGE = 1, 3  # FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_IMAGE
_COVER = 0.5  # of the page: a picture that large is a scan
_UNSEEN = (3, 7)  # text render modes: invisible, clip only (ISO 32000-1, table 106)


class Rasters:
    """The same PDF opened with pdfium, on the first page that asks for it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def _page(self, number: int) -> Any:
        import pypdfium2

        if self._pdf is None:
            self._pdf = pypdfium2.PdfDocument(self._data)
        return self._pdf[number - 1]

    def picture(self, number: int) -> tuple[Image, int]:
        """Page number (from 1 on) as a grey picture, and its pixels per inch."""
        with system_fonts():
            page = self._page(number)
            width, height = page.get_size()
            dpi = int(min(DPI, 72 * (_PIXELS / max(width * height, 1)) ** 0.5))
            return page.render(scale=dpi / 72).to_pil().convert("L"), dpi

    def hidden_share(self, number: int) -> float:
        """Which part of the text of a page, by its width, is not seen; 0 without text.

        Not seen is text that is drawn invisibly, and text that a picture without a mask is
        painted over.
        """
        page = self._page(number)
        width, height = page.get_size()
        seen = hidden = 0.0
        for piece in page.get_objects(filter=(_TEXT, _IMAGE), max_depth=15):
            left, bottom, right, top = _bounds(piece)
            if piece.type == _TEXT:
                length = max(right - left, 1.0)
                seen, hidden = (
                    (seen, hidden + length) if _is_unseen(piece) else (seen + length, hidden)
                )
            elif seen and (right - left) * (top - bottom) > _COVER * width * height:
                seen, hidden = (0.0, seen + hidden) if _is_opaque(piece) else (seen, hidden)
        return hidden / (seen + hidden) if seen + hidden else 0.0

    def close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None


def _bounds(piece: Any) -> tuple[float, float, float, float]:
    try:
        return tuple(piece.get_bounds())
    except Exception:  # an object without an extent
        return (0.0, 0.0, 0.0, 0.0)


def _is_unseen(piece: Any) -> bool:
    """Drawn invisibly, or with a colour that lets everything through."""
    import ctypes

    import pypdfium2.raw as pdfium

    if pdfium.FPDFTextObj_GetTextRenderMode(piece.raw) in _UNSEEN:
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    got = pdfium.FPDFPageObj_GetFillColor(piece.raw, *(ctypes.byref(p) for p in parts))
    return bool(got) and parts[3].value == 0


def _is_opaque(piece: Any) -> bool:
    """A picture that no mask lets anything through of."""
    try:
        bitmap = piece.get_bitmap(render=True)
        return bitmap.n_channels < 4 or bool(bitmap.to_numpy()[..., 3].mean() > 250)
    except Exception:  # a picture that cannot be decoded hides nothing
        return False


def numbers_of(pages: list[int]) -> str:
    """1, 3-7: pages for people."""
    return ", ".join(_ranges(sorted(pages)))


def _ranges(pages: list[int]) -> Iterator[str]:
    start = 0
    for place, page in enumerate(pages):
        if place + 1 == len(pages) or pages[place + 1] != page + 1:
            first = pages[start]
            yield str(first) if first == page else f"{first}-{page}"
            start = place + 1
