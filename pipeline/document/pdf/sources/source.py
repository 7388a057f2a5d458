"""Where the ink of a PDF comes from: PDFium, or pdfplumber where that is wanted or needed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.document.errors import UnreadableDocument
from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.settings import Settings

if TYPE_CHECKING:
    from pipeline.document.pdf.sources.pdfium import PdfiumFile
    from pipeline.document.pdf.sources.plumber import PlumberFile

READERS = ("pdfium", "pdfplumber")
DEFAULT_READER = READERS[0]
_reader = DEFAULT_READER


def use_reader(name: str) -> None:
    """Take up the reader for every PDF that this process reads from now on.

    Raises ValueError for a name that is not in READERS.
    """
    global _reader
    if name not in READERS:
        raise ValueError(f"no reader {name!r}; there are {', '.join(READERS)}")
    _reader = name


def reader() -> str:
    """The reader in use."""
    return _reader


class Source:
    """A PDF whose pages give their ink one after another.

    Raises UnreadableDocument where the file cannot be opened. What PDFium cannot read, and pages
    with a font for vertical writing, are read by pdfplumber.
    """

    def __init__(self, data: bytes, source_file: str) -> None:
        self._data, self._name = data, source_file
        self._plumber: PlumberFile | None = None
        self._fast = _open_fast(data) if _reader == "pdfium" else None
        if self._fast is None:
            self._slow()

    def metadata(self) -> dict[str, str]:
        """The document information as strings, entries without text left out."""
        return self._fast.metadata() if self._fast else self._slow().metadata()

    def pages(self, settings: Settings, first: int = 0, end: int | None = None) -> Iterator[Ink]:
        """The ink of each page, from first (0 on) to before end; what a page took is freed
        before the next is read."""
        if self._fast is None:
            yield from islice(self._slow().pages(settings), first, end)
            return
        for index in range(len(self._fast))[first:end]:
            yield self._fast.page(index, settings) or self._slow_page(index, settings)

    def count(self) -> int:
        """How many pages can be read one without the others; 0 where only all can."""
        return len(self._fast) if self._fast else 0

    def close(self) -> None:
        for opened in (self._fast, self._plumber):
            if opened:
                opened.close()

    def _slow_page(self, index: int, settings: Settings) -> Ink:
        from pipeline.document.pdf.sources.plumber import broken_page

        try:
            return self._slow().page(index, settings)
        except (UnreadableDocument, IndexError) as error:  # the page only: others were read
            return broken_page(index + 1, error)

    def _slow(self) -> PlumberFile:
        if self._plumber is None:
            from pipeline.document.pdf.sources.plumber import PlumberFile

            self._plumber = PlumberFile(self._data, self._name)
        return self._plumber


def _open_fast(data: bytes) -> PdfiumFile | None:
    from pypdfium2 import PdfiumError

    from pipeline.document.pdf.sources.pdfium import PdfiumFile

    try:
        opened = PdfiumFile(data)
    except PdfiumError:  # pdfplumber may still read it, or says what is wrong
        return None
    if len(opened):
        return opened
    opened.close()
    return None
