"""The PDF reader: born-digital PDFs to documents."""

from __future__ import annotations

import hashlib

from pipeline.document.model import Document
from pipeline.document.pdf.settings import DEFAULT, Settings


def read_pdf(data: bytes, source_file: str, settings: Settings = DEFAULT) -> Document:
    """Read a PDF page by page.

    Raises UnreadableDocument for a file that is damaged, encrypted or without pages; a page
    that cannot be read is a sentence in Document.problems.
    """
    from pipeline.document.pdf.assemble import Assembler
    from pipeline.document.pdf.page import ink_to_reading
    from pipeline.document.pdf.plumber import PlumberFile

    source = PlumberFile(data, source_file)
    try:
        readings = [ink_to_reading(ink, settings) for ink in source.pages(settings)]
        metadata = source.metadata()
    finally:
        source.close()
    assembler = Assembler()
    assembler.add(readings)
    return Document(
        source_file=source_file,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        lines=assembler.lines,
        flow=assembler.flow,
        pages=assembler.pages,
        metadata=metadata,
        problems=assembler.problems,
    )
