"""The PDF reader: born-digital PDFs to documents."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Document
from pipeline.document.pdf.model.settings import DEFAULT, Settings

if TYPE_CHECKING:
    from pipeline.document.pdf.model.pieces import PageReading


def read_pdf(
    data: bytes,
    source_file: str,
    settings: Settings = DEFAULT,
    readings: list[PageReading] | None = None,
) -> Document:
    """Read a PDF page by page.

    readings: what read_pages made of all the pages, where that is done already. Raises
    UnreadableDocument for a file that is damaged, encrypted or without pages; a page
    that cannot be read is a sentence in Document.problems. Pages without text are recognised
    where OCR is installed (Page.kind ocr); a file of nothing else is unreadable without it.
    """
    from pipeline.document.flat import rebuild_tables
    from pipeline.document.pdf.assemble import readings_to_model
    from pipeline.document.pdf.enclosed import pdf_to_notices
    from pipeline.document.pdf.joined.joining import join_grids
    from pipeline.document.pdf.layout.margins import flag_margins
    from pipeline.document.pdf.layout.turned import turn_back
    from pipeline.document.pdf.ocr.pages import inks_to_readings, readings_to_notices, require_text
    from pipeline.document.pdf.sources.source import Source
    from pipeline.document.pdf.streams import broken_to_problems, pdf_to_broken

    source = Source(data, source_file)
    try:
        if readings is None:
            readings = inks_to_readings(source.pages(settings), data, settings)
        metadata = source.metadata()
    finally:
        source.close()
    told = readings_to_notices(readings)
    require_text(readings, source_file)
    damaged = broken_to_problems(pdf_to_broken(data), data)
    if damaged and not any(reading.pieces for reading in readings):
        raise UnreadableDocument(source_file, "; ".join(damaged))
    flag_margins(readings, settings)
    join_grids(readings, settings)
    for reading in readings:
        turn_back(reading)
    lines, flow, pages, problems, written = readings_to_model(readings)
    return Document(
        source_file=source_file,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        lines=lines,
        flow=rebuild_tables(lines, flow),  # chart labels, tables that positions do not show
        pages=pages,
        metadata=metadata,
        problems=[*told, *pdf_to_notices(data), *damaged, *problems],
        written=written,
    )


def count_pages(data: bytes, source_file: str) -> int:
    """How many pages a PDF has that can be read one without the others; 0 where it does not open
    or a reader must go through all of them. Raises UnreadableDocument."""
    from pipeline.document.pdf.sources.source import Source

    source = Source(data, source_file)
    try:
        return source.count()
    finally:
        source.close()


def read_pages(
    data: bytes, source_file: str, first: int, end: int, settings: Settings = DEFAULT
) -> list[PageReading]:
    """Read the pages from first (0 on) to before end, for read_pdf. Raises UnreadableDocument."""
    from pipeline.document.pdf.ocr.pages import inks_to_readings
    from pipeline.document.pdf.sources.source import Source

    source = Source(data, source_file)
    try:
        return inks_to_readings(source.pages(settings, first, end), data, settings)
    finally:
        source.close()
