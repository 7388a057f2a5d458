"""The fast source of ink: PDFium, asked for whole pages at a time."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pypdfium2.raw as raw

from pipeline.document.pdf.model.glyphs import Columns
from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.sources import pdfium_calls as calls
from pipeline.document.pdf.sources.pdfium_blanks import in_drawing_order
from pipeline.document.pdf.sources.pdfium_clips import shown_text
from pipeline.document.pdf.sources.pdfium_fonts import use_stand_in
from pipeline.document.pdf.sources.pdfium_shapes import Drawing, add_objects
from pipeline.document.pdf.sources.pdfium_text import Fonts, VerticalFont, text_to_columns
from pipeline.document.pdf.sources.placement import Placement


class CoveredText(Exception):
    """A picture was painted over text; PDFium does not tell whether it lets the text through."""


class PdfiumFile:
    """A PDF opened with PDFium. Raises pypdfium2.PdfiumError where it cannot be opened."""

    def __init__(self, data: bytes) -> None:
        use_stand_in()
        self._pdf = pypdfium2.PdfDocument(data)
        self._fonts = Fonts()

    def __len__(self) -> int:
        return len(self._pdf)

    def metadata(self) -> dict[str, str]:
        """The document information as strings, entries without text left out."""
        found = self._pdf.get_metadata_dict(skip_empty=True)
        return {key: value.strip() for key, value in found.items() if value.strip()}

    def page(self, index: int, settings: Settings) -> Ink | None:
        """The ink of a page, 0 for the first; None for a page that another reader must read."""
        try:
            page = self._pdf[index]
        except pypdfium2.PdfiumError:
            return None
        try:
            return self._page_to_ink(page, index + 1, settings)
        except (pypdfium2.PdfiumError, VerticalFont, CoveredText):
            return None
        finally:
            page.close()

    def close(self) -> None:
        self._pdf.close()

    def _page_to_ink(self, page: pypdfium2.PdfPage, number: int, settings: Settings) -> Ink:
        left, bottom, right, top = page.get_bbox()
        place = Placement(left, bottom, right, top, page.get_rotation())
        ink = Ink(number, place.width, place.height)
        text = page.get_textpage()
        try:
            handle, count = calls.to_handle(calls.address_of(text.raw)), text.count_chars()
            columns, owners = text_to_columns(handle, count, place, self._fonts)
        finally:
            text.close()
        count = raw.FPDFPage_CountObjects(page.raw)
        objects = calls.page_objects(calls.to_handle(calls.address_of(page.raw)), count)
        columns, owners = shown_text(columns, owners, objects, place)
        drawing = add_objects(ink, objects, np.unique(owners), place, settings)
        chars, ranks = in_drawing_order(columns, owners, drawing)
        if _is_covered(chars.columns, ranks, drawing):
            raise CoveredText
        ink.chars = chars
        return ink


def _is_covered(columns: Columns, ranks: np.ndarray, drawing: Drawing) -> bool:
    """Whether a picture hides the middle of a character that was drawn before it."""
    if not drawing.images:
        return False
    x0, top, x1, bottom = columns.boxes
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    seen = ~columns.blank
    return any(
        (
            seen
            & (ranks < before)
            & (box.x0 <= x)
            & (x <= box.x1)
            & (box.top <= y)
            & (y <= box.bottom)
        ).any()
        for box, before in drawing.images
    )
