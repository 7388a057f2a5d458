"""A second look at the head of a table of which the vocabulary knows few words."""

from __future__ import annotations

from dataclasses import replace

from extractors.shared.columns import Columns
from extractors.shared.heads import columns_of, is_numeric
from normalizers.head import read_heads
from pipeline.document.model import Document, Grid


def columns_with(document: Document, grid: Grid, *roles: str) -> Columns:
    """The columns of a grid; where no head row was found, the first row is read as one.

    That needs a word in it that means one of the roles exactly, and no numbers: most heads of a
    list of hospitals (所在地, 電話番号, 指定年月日) are words that no table is about.
    """
    columns = columns_of(document, grid)
    if columns.first or grid.head_rows is not None or grid.row_count < 2:
        return columns
    cites = [grid.cite(0, column) for column in range(grid.column_count)]
    texts = [cite.text for cite in cites]
    heads = [read_heads(text) for text in texts]
    exact = {h.role for found in heads for h in found if h.is_exact}
    if not exact & set(roles) or any(is_numeric(t) for t in texts if t):
        return columns
    return replace(columns, first=1, heads=heads, texts=texts, cites=cites)
