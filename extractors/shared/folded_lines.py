"""The lines of a document with their widths folded, read once for all that looks at them."""

from __future__ import annotations

from normalizers.text import fold_table
from pipeline.document.model import Document


def folded_lines(document: Document) -> list[str]:
    """Every line, one character to one, so that offsets stay; made once a document."""
    made = document.memo.get("folded_lines")
    if made is None:
        table = fold_table()
        made = document.memo["folded_lines"] = [x.text.translate(table) for x in document.lines]
    assert isinstance(made, list)
    return made
