"""The door of the readers: a file of any kind to a document, by its content, not by its name."""

from __future__ import annotations

import re
from typing import Protocol

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Document

_HEAD = 1024  # bytes; PDF 32000-1 annex H: readers accept %PDF anywhere in the first 1024

# First bytes of what people put beside releases -> what it is, and the way to a document.
_OTHER_KINDS = (
    (b"PK\x03\x04", "a zip archive or an office file", "unpack it, or save it as PDF"),
    (b"\xd0\xcf\x11\xe0", "an office file of the old kind (.doc, .xls)", "save it as PDF"),
    (b"\x89PNG", "a picture (PNG)", "recognise its text first, or give the PDF"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "recognise its text first, or give the PDF"),
    (b"II*\x00", "a picture (TIFF)", "recognise its text first, or give the PDF"),
    (b"MM\x00*", "a picture (TIFF)", "recognise its text first, or give the PDF"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it"),
    (b"PAR1", "a Parquet file", "give the document that it was made from"),
)

_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)


class Readable(Protocol):
    """A pathlib.Path, or what stands for one."""

    def read_bytes(self) -> bytes: ...


def read_document(path: Readable, source_file: str) -> Document:
    """Read a file as the document that its content shows it to be.

    %PDF in the first 1024 bytes makes a PDF whatever the name says; everything else is read as
    a text. Raises UnreadableDocument for a file that cannot be opened, is empty or is neither.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableDocument(
            source_file,
            f"the file cannot be opened ({error.strerror or error})",
            "check that it is a file that you may read",
        ) from error
    return bytes_to_document(data, source_file)


def bytes_to_document(data: bytes, source_file: str) -> Document:
    """The document that the bytes of a file hold. Raises UnreadableDocument."""
    if not data:
        raise UnreadableDocument(source_file, "the file is empty", "get the release again")
    if media_type_of(data, source_file) == "application/pdf":
        from pipeline.document.pdf import read_pdf

        return read_pdf(data, source_file)
    for mark, kind, advice in _OTHER_KINDS:
        if data.startswith(mark):
            raise UnreadableDocument(source_file, f"found {kind}, no PDF and no text", advice)
    if _HTML.match(data[:_HEAD]):
        raise UnreadableDocument(
            source_file,
            "found a web page, no PDF and no text (often the error page of a failed download)",
            "get the release again",
        )
    return _read_as_text(data, source_file)


def _read_as_text(data: bytes, source_file: str) -> Document:
    from pipeline.document.text import read_text

    document = read_text(data, source_file)
    if source_file.lower().endswith(".pdf"):
        document.problems.append(
            f"the name ends in .pdf, but no %PDF stands in the first {_HEAD} bytes; read as a text"
        )
    return document


def media_type_of(data: bytes, source_file: str) -> str:
    """application/pdf, text/markdown or text/plain: the content first, then the name."""
    if b"%PDF" in data[:_HEAD]:
        return "application/pdf"
    name = source_file.lower()
    if not data and name.endswith(".pdf"):
        return "application/pdf"
    return "text/markdown" if name.endswith((".md", ".markdown")) else "text/plain"
