"""Each page read by the way that it allows: its text, a hidden layer, or recognition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.pieces import PageReading
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.ocr.engine import ADVICE, Engine, RecognitionFailed, find_engine
from pipeline.document.pdf.ocr.layer import GARBLED, LAYER, OCR, SCAN, TEXT, Layer, ink_to_layer
from pipeline.document.pdf.ocr.picture import Picture, fit, image_to_picture
from pipeline.document.pdf.ocr.raster import Rasters, numbers_of
from pipeline.document.pdf.ocr.symbols import hocr_to_chars
from pipeline.document.pdf.page import ink_to_reading

_SURE = 70  # percent: a page recognised with less certainty on average is told
_BOXES, _INK = 0.7, 0.4  # of the boxes with ink, of the ink in boxes: less, and a layer is poor


def inks_to_readings(inks: Iterable[Ink], data: bytes, settings: Settings) -> list[PageReading]:
    """Read pages of a PDF. data: the PDF, for pages that have to be looked at as pictures."""
    rasters = Rasters(data)
    try:
        return [_page_to_reading(ink, rasters, settings).packed() for ink in inks]
    finally:
        rasters.close()


def readings_to_notices(readings: Iterable[PageReading]) -> list[str]:
    """What holds for several pages of a PDF."""
    readings = list(readings)
    notices = []
    if layers := [reading.number for reading in readings if reading.kind == LAYER]:
        notices.append(
            f"the text of {_pages(layers)} comes from a hidden OCR layer: "
            "what no sum of the document bears out is unchecked"
        )
    if garbled := [reading.number for reading in readings if reading.garbled]:
        notices.append(
            f"the file tells other letters than it shows on {_pages(garbled)} ({{ » ÿ amid "
            "Japanese): words read there are wrong; get the release as it was published, or scan it"
        )
    return notices


def _pages(numbers: list[int]) -> str:
    return ("page " if len(numbers) == 1 else "pages ") + numbers_of(numbers)


def require_text(readings: list[PageReading], source_file: str) -> None:
    """Raises UnreadableDocument where there is no page with text, and pages that lack it."""
    if any(reading.pieces for reading in readings):
        return
    missing = [reading for reading in readings if reading.kind == SCAN]
    if missing:
        found = missing[0].problems[0].split("; ")[0] if missing[0].problems else "no text"
        all_pages = f"no page has text that can be read ({found})"
        raise UnreadableDocument(source_file, all_pages, ADVICE)


def _page_to_reading(ink: Ink, rasters: Rasters, settings: Settings) -> PageReading:
    layer = ink_to_layer(ink, rasters)
    if layer.kind == TEXT:
        return ink_to_reading(ink, settings)
    if layer.kind == SCAN:
        return _scan_to_reading(ink, layer, rasters, settings)
    if layer.kind == GARBLED:
        return replace(ink_to_reading(ink, settings), garbled=True)
    return _layer_to_reading(ink, rasters, settings)


def _scan_to_reading(ink: Ink, layer: Layer, rasters: Rasters, settings: Settings) -> PageReading:
    engine = find_engine()
    if engine is None:
        return _unread(ink, f"{layer.found}; {ADVICE}", settings)
    try:
        return _recognise(ink, _look(ink, rasters), engine, settings)
    except RecognitionFailed as error:
        return _unread(ink, f"{layer.found}, and its recognition failed: {error}", settings)


def _layer_to_reading(ink: Ink, rasters: Rasters, settings: Settings) -> PageReading:
    """The hidden layer with the rules of the picture; recognised anew where it is poor."""
    try:
        picture = _look(ink, rasters)
    except RecognitionFailed:
        return _with_kind(ink_to_reading(ink, settings), LAYER)
    boxes = [Box(*char[1:5]) for char in ink.chars if not char.text.isspace()]
    in_boxes, inked = fit(boxes, picture)
    poor = in_boxes < _BOXES or inked < _INK
    engine = find_engine() if poor else None
    if engine is not None:
        try:
            return _recognise(ink, picture, engine, settings)
        except RecognitionFailed:
            pass
    reading = _with_kind(ink_to_reading(_with_rules(ink, picture), settings), LAYER)
    if poor:
        reading.problems.append(
            f"page {ink.number} has a hidden OCR layer that does not fit the print ({in_boxes:.0%} "
            f"of its characters stand on ink, {inked:.0%} of the ink has characters); {ADVICE}"
        )
    return reading


def _look(ink: Ink, rasters: Rasters) -> Picture:
    """The page as a picture. Raises RecognitionFailed where pdfium cannot draw it."""
    try:
        return image_to_picture(*rasters.picture(ink.number))
    except Exception as error:
        raise RecognitionFailed(f"the page cannot be drawn ({error})") from error


def _recognise(ink: Ink, picture: Picture, engine: Engine, settings: Settings) -> PageReading:
    chars, sure = hocr_to_chars(engine.picture_to_hocr(picture.clean, picture.dpi), picture.dpi)
    ink = replace(_with_rules(ink, picture), chars=chars)
    reading = _with_kind(ink_to_reading(ink, settings), OCR)
    if sure < _SURE:
        reading.problems.append(
            f"page {ink.number} was recognised with little certainty ({sure:.0f} %)"
        )
    return reading


def _with_rules(ink: Ink, picture: Picture) -> Ink:
    """The ink with the rules of its picture; rules that the page draws itself are in it, too."""
    if not ink.images:
        return ink
    return replace(ink, horizontal=picture.horizontal, vertical=picture.vertical)


def _with_kind(reading: PageReading, kind: str) -> PageReading:
    reading.kind = kind
    return reading


def _unread(ink: Ink, sentence: str, settings: Settings) -> PageReading:
    reading = _with_kind(ink_to_reading(ink, settings), SCAN)
    kept = [told for told in reading.problems if ink.problem and ink.problem in told]
    reading.problems = [*kept, f"page {ink.number} {sentence}"]
    return reading
