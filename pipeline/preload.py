"""What every process that reads documents needs, loaded once in the process they are born from.

Importing it loads the readers of texts and PDFs, the extractors, the checks and Arrow, compiles
the patterns that are made from the words of the program, which takes longest, and keeps pandas out
of the processes that only read documents.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec

import pyarrow as pa

import pipeline.document.pdf.assemble
import pipeline.document.pdf.enclosed
import pipeline.document.pdf.joined.joining
import pipeline.document.pdf.layout.margins
import pipeline.document.pdf.layout.turned
import pipeline.document.pdf.ocr.pages
import pipeline.document.pdf.page
import pipeline.document.pdf.sources.pdfium
import pipeline.document.pdf.sources.source
import pipeline.document.pdf.streams
import pipeline.document.text  # noqa: F401
from normalizers import patterns, vocabulary
from pipeline.document.model import Document
from pipeline.extraction import document_to_rows
from pipeline.judge import all_checks
from pipeline.schemas import all_tables


class _NoPandas:
    """A finder of modules that finds everything but pandas."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: object = None
    ) -> ModuleSpec | None:
        if name == "pandas":
            raise ModuleNotFoundError("pandas is not needed to read documents", name=name)
        return None


def keep_pandas_out() -> None:
    """Let Arrow make its first array from a list while pandas cannot be found.

    It looks for pandas then, and imports all of it where it is installed: more than what the
    reading of a short document takes. Arrow asks once, so this is for processes of our own.
    """
    if "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])  # of nothing: with the first value Arrow reserves a gigabyte of addresses
    finally:
        sys.meta_path.remove(finder)


def share_memory() -> None:
    """Let Arrow take its memory where Python takes its own: what a document leaves is used again,
    and no gigabyte of addresses is reserved beside it."""
    pa.set_memory_pool(pa.system_memory_pool())


share_memory()
document_to_rows(Document("", "", "text/plain", [], []))  # parts that are loaded when first used
all_checks()
all_tables()
vocabulary.make_ready()
patterns.keep()
keep_pandas_out()
