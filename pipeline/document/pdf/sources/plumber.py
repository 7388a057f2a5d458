"""The plain source of ink: pdfplumber (pdfminer.six underneath), one page at a time."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from math import hypot
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTCurve, LTFigure, LTImage, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import LOST, SLANTING, Char, Ink, is_slanting
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.sources.shapes import Canvas

_ASCENT = 0.88  # of the em square of Japanese fonts; font files state it wrongly too often
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd font
_BOLD = ("bold", "heavy", "black", "demi")


class PlumberFile:
    """A PDF opened with pdfplumber. Raises UnreadableDocument where it cannot be opened."""

    def __init__(self, data: bytes, source_file: str) -> None:
        try:
            self._pdf = pdfplumber.open(io.BytesIO(data), raise_unicode_errors=False)
            self._pages = self._pdf.pages
        except Exception as error:
            raise UnreadableDocument(source_file, *_why(error)) from error
        if not self._pages:
            raise UnreadableDocument(
                source_file, "the PDF has no page", "get the release again, it may be cut short"
            )

    def metadata(self) -> dict[str, str]:
        """The document information as strings, entries without text left out."""
        return {
            str(key): value.strip()
            for key, value in (self._pdf.metadata or {}).items()
            if isinstance(value, str) and value.strip()
        }

    def pages(self, settings: Settings) -> Iterator[Ink]:
        """The ink of each page; what a page took is freed before the next is read."""
        for index in range(len(self._pages)):
            yield self.page(index, settings)

    def page(self, index: int, settings: Settings) -> Ink:
        """The ink of one page, 0 for the first."""
        page = self._pages[index]
        try:
            return _page_to_ink(page, settings)
        except MemoryError:
            raise
        except Exception as error:  # pdfminer raises many kinds on broken pages
            return broken_page(index + 1, error)
        finally:
            page.close()

    def close(self) -> None:
        self._pdf.close()


def _why(error: Exception) -> tuple[str, str]:
    causes = [error, *error.args, error.__cause__, error.__context__]
    if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
        return "the PDF asks for a password", "save a copy without the password"
    return (
        f"the PDF is damaged ({type(error).__name__})",
        "get the release again, or print it to a new PDF",
    )


def broken_page(number: int, error: Exception) -> Ink:
    """An empty A4 page in the place of one that cannot be read."""
    problem = f"the content of the page is damaged ({type(error).__name__})"
    return Ink(number, 595.0, 842.0, problem=problem)


def _page_to_ink(page: Any, settings: Settings) -> Ink:
    crop = _crop_box(page)
    ink = Ink(page.page_number, crop.x1 - crop.x0, crop.bottom - crop.top)
    try:
        layout = page.layout
    except (PdfminerException, ValueError, TypeError, KeyError, IndexError) as error:
        ink.problem = f"the content of the page is damaged ({type(error).__name__})"
        return ink
    canvas = Canvas(ink, settings)
    chars: list[Char] = []
    ink.chars = chars
    for item in _flat(layout):
        if isinstance(item, LTChar):
            _add_char(ink, chars, item, crop)
        elif isinstance(item, LTCurve):
            _add_shape(canvas, item, crop)
        elif isinstance(item, LTImage):
            ink.images.append(_box(item.bbox, crop))
    return ink


def _flat(container: Any) -> Iterator[Any]:
    for item in container:
        if isinstance(item, LTFigure):
            yield from _flat(item)
        else:
            yield item


def _crop_box(page: Any) -> Box:
    """The visible part in pdfminer's coordinates (media box at 0, 0, turned as shown);
    top and bottom here still grow upwards: top < bottom."""
    media = page.page_obj.mediabox
    crop = page.page_obj.cropbox or media
    x0, y0, x1, y1 = media
    a, b, c, d, e, f = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }.get(page.rotation, (1, 0, 0, 1, -x0, -y0))
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for box in (crop, media)
        for x, y in (box[:2], box[2:])
    ]
    (cx, cy), (dx, dy), (mx, my), (nx, ny) = corners
    left, right = max(min(cx, dx), min(mx, nx)), min(max(cx, dx), max(mx, nx))
    low, high = max(min(cy, dy), min(my, ny)), min(max(cy, dy), max(my, ny))
    if right <= left or high <= low:  # a crop box beside the page: readers show the whole page
        return Box(min(mx, nx), min(my, ny), max(mx, nx), max(my, ny))
    return Box(left, low, right, high)


def _box(bbox: tuple[float, float, float, float], crop: Box) -> Box:
    x0, y0, x1, y1 = bbox
    return Box(x0 - crop.x0, crop.bottom - y1, x1 - crop.x0, crop.bottom - y0)


def _add_char(ink: Ink, chars: list[Char], item: LTChar, crop: Box) -> None:
    a, b, c, d, _, f = item.matrix
    x0, top, x1, bottom = _box(item.bbox, crop)
    if not (x1 > 0 and bottom > 0 and x0 < ink.width and top < ink.height):
        return
    turn = 0
    size = item.size
    if is_slanting(a, b):
        turn, size = SLANTING, _em_askew(item)
    elif abs(b) > abs(a):
        turn = 90 if b < 0 else 270
        size = _em(item, hypot(c, d), x1 - x0)
    elif a < 0 and d < 0:
        turn = 180
    elif b == 0 and item.upright and not _stands(item):
        bottom = crop.bottom - f + (1 - _ASCENT) * size
        top = bottom - size
    text = item.get_text()
    if text.startswith("(cid:"):
        text = LOST
    _add_text(chars, text, Box(x0, top, x1, bottom), size, turn, item.fontname)


def _em(item: LTChar, scale: float, across: float) -> float:
    """The em of a character on a turned line: what it takes across its line."""
    return across if across > 0 else scale


def _em_askew(item: LTChar) -> float:
    """The em of a character on a slanting line: its box is as high and as wide as the advance and
    the em reach up and across together."""
    a, b = item.matrix[:2]
    scale = hypot(a, b)
    along, across = sorted((abs(a) / scale, abs(b) / scale), reverse=True)
    side = item.height if abs(a) >= abs(b) else item.width
    return float(side - abs(item.adv) * scale * across) / along


def _stands(item: LTChar) -> bool:
    """A character of a font for vertical writing: its advance runs downwards."""
    return bool(item.adv < 0)


def _add_text(chars: list[Char], text: str, box: Box, size: float, turn: int, font: object) -> None:
    name = str(font).lower()
    bold = any(word in name for word in _BOLD)
    if len(text) == 1:
        chars.append(Char(text, *box, size, turn, bold))
        return
    for part, piece in zip(text, _split_box(box, len(text), turn), strict=True):
        chars.append(Char(part, *piece, size, turn, bold))


def _split_box(box: Box, count: int, turn: int) -> list[Box]:
    """Equal parts of a ligature's box along its line."""
    if turn in (90, 270):
        step = (box.bottom - box.top) / max(count, 1)
        parts = [
            Box(box.x0, box.top + i * step, box.x1, box.top + (i + 1) * step) for i in range(count)
        ]
        return parts if turn == 90 else parts[::-1]
    step = (box.x1 - box.x0) / max(count, 1)
    return [
        Box(box.x0 + i * step, box.top, box.x0 + (i + 1) * step, box.bottom) for i in range(count)
    ]


def _add_shape(canvas: Canvas, item: LTCurve, crop: Box) -> None:
    box = _box(item.bbox, crop)
    stroke = item.stroking_color if item.stroke else None
    fill = item.non_stroking_color if item.fill else None
    if isinstance(item, LTLine):
        canvas.add_line(box, stroke, bool(item.stroke))
    elif isinstance(item, LTRect):
        canvas.add_rectangle(box, stroke, fill, bool(item.stroke), bool(item.fill))
    else:
        points = [(x - crop.x0, crop.bottom - y) for x, y in item.pts]
        steps = [str(step[0]) for step in item.original_path or []]
        canvas.add_path(box, points, steps, stroke, fill, bool(item.stroke), bool(item.fill))
