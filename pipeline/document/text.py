"""The text reader: bytes of a text release to a document."""

from __future__ import annotations

import hashlib
import re

from pipeline.document.decode import decode_text
from pipeline.document.flat import rebuild_tables
from pipeline.document.marked import lines_to_flow
from pipeline.document.model import Document, Line, Page
from pipeline.document.pages import is_page_number, page_numbers

_LINE_END = re.compile(r"\r\n|\n|\r")


def read_text(data: bytes, source_file: str) -> Document:
    """Read a text in any usual Japanese encoding, LF or CRLF, with or without page breaks.

    Tables that kept their tabs or pipes become grids; tables of a flattened text are rebuilt
    from their heads and column counts. Raises UnreadableDocument.
    """
    texts = text_to_lines(data, source_file)
    pages = page_numbers(texts)
    lines = [
        Line(i, pages[i] if pages else None, i + 1, text, margin=is_page_number(texts, i))
        for i, text in enumerate(texts)
    ]
    last = max(pages) if pages else 0
    return Document(
        source_file=source_file,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if source_file.lower().endswith(".md") else "text/plain",
        lines=lines,
        flow=rebuild_tables(lines, lines_to_flow(lines)),
        pages=[Page(n) for n in range(1, last + 1)],
    )


def text_to_lines(data: bytes, source_file: str) -> list[str]:
    """The lines of a text as Line.number counts them. Raises UnreadableDocument."""
    return _LINE_END.split(decode_text(data, source_file))
