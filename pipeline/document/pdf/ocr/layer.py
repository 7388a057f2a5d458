"""What the text of a page is worth: drawn as text, missing, or laid invisibly over a picture."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.document.pdf.model.glyphs import columns_of
from pipeline.document.pdf.model.ink import LOST, Ink
from pipeline.document.pdf.ocr.raster import Rasters

TEXT, SCAN, LAYER, OCR = "text", "scan", "ocr-layer", "ocr"  # model.Page.kind
GARBLED = "garbled"  # drawn as text, but the file tells other characters than it shows

_SHOWN = 0.1  # of the page: a smaller picture is a logo
_WHOLE = 0.5  # of the page: a larger picture can hold all that the page says
_OUTLINES = 50  # filled curves: so many are glyphs
_STAMP = 20  # characters: a page number, the stamp of an archive
_LOST = 0.2  # of the characters: more of them unknown, and the rest is no help
_STRANGE, _FEWEST_STRANGE = 0.02, 5  # of the Japanese letters; clean pages have next to none
_HIDDEN = 0.5  # of the text drawn invisibly: the page is seen as its picture


_BRACES = np.array([ord(c) for c in "{}^`"])
_SIGNS = np.array([ord(c) for c in "¢£¥§¨«»¬°±²³´µ¶·¼½¾×÷"])  # those of JIS X 0208 and 0213


class Layer(NamedTuple):
    """kind as model.Page.kind, or garbled; found: what a person would see there, for kind scan."""

    kind: str
    found: str = ""


def ink_to_layer(ink: Ink, rasters: Rasters) -> Layer:
    """Judge the text of a page. Render modes are looked up only where a picture may be below."""
    columns = columns_of(ink.chars)
    text = len(ink.chars) - int(np.count_nonzero(columns.blank))
    shown = _shown(ink)
    if text == 0:
        if shown > _SHOWN:
            return Layer(SCAN, "is a picture and has no text layer")
        if ink.outlines > _OUTLINES:
            return Layer(SCAN, "has its text drawn as outlines and has no text layer")
        return Layer(TEXT)
    if text < _STAMP and shown > _WHOLE:
        return Layer(SCAN, f"is a picture with {text} characters of text")
    if (shown > _WHOLE or ink.outlines > _OUTLINES) and _is_hidden(ink, rasters):
        return Layer(LAYER)
    lost = int(np.count_nonzero((columns.codes == ord(LOST)) | (columns.codes == 0)))
    if lost > _LOST * text:
        return Layer(SCAN, f"has {lost} glyphs whose characters the file does not tell")
    if _is_garbled(columns.codes[~columns.blank]):
        return Layer(GARBLED)
    return Layer(TEXT)


def _is_garbled(codes: np.ndarray) -> bool:
    """Whether letters between two Japanese ones are none that stand there: braces, controls and
    Latin letters beyond ASCII ({ » ÿ for に を へ). Ghostscript 10.00 writes such broken maps of
    characters when it makes a PDF of a PDF."""
    kana = ((codes >= 0x3041) & (codes <= 0x3096)) | ((codes >= 0x30A1) & (codes <= 0x30FA))
    japanese = kana | ((codes >= 0x4E00) & (codes <= 0x9FFF))
    amid = np.zeros(len(codes), bool)
    amid[1:-1] = japanese[:-2] & japanese[2:]
    foreign = amid & (codes >= 0x80) & (codes < 0x250) & ~np.isin(codes, _SIGNS)
    strange = int(np.count_nonzero(foreign | (amid & np.isin(codes, _BRACES))))
    enough = strange >= _FEWEST_STRANGE and strange > _STRANGE * int(np.count_nonzero(japanese))
    return enough and bool(foreign.any())  # braces alone are a way of writing


def _shown(ink: Ink) -> float:
    """The part of the page that pictures take; strips and tiles of one picture add up."""
    area = sum(
        max(min(box.x1, ink.width) - max(box.x0, 0.0), 0.0)
        * max(min(box.bottom, ink.height) - max(box.top, 0.0), 0.0)
        for box in ink.images
    )
    return area / max(ink.width * ink.height, 1.0)


def _is_hidden(ink: Ink, rasters: Rasters) -> bool:
    try:
        return rasters.hidden_share(ink.number) > _HIDDEN
    except Exception:  # a page that pdfium refuses is judged by its characters alone
        return False
