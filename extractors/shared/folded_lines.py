"""The lines of a document with their widths folded, read once for all that looks at them."""

from __future__ import annotations

from normalizers.text import fold_table
from pipeline.document.model import Document, once


@once
def folded_lines(document: Document) -> list[str]:
    """Every line, one character to one, so that offsets stay."""
    table = fold_table()
    return [x.text.translate(table) for x in document.lines]
