"""The grid that a chart is read to."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid
from pipeline.document.pdf.text.chunks import Chunk

Found = tuple[PieceGrid, set[Chunk]]  # a chart, and the chunks in it


def rows_to_chart(page: int, rows: Sequence[Sequence[Sequence[Chunk]]], heads: int) -> Found:
    """The chart of rows of cells, the first `heads` of them heads."""
    chunks = [chunk for row in rows for cell in row for chunk in cell]
    box = chunks[0].box
    for chunk in chunks[1:]:
        box = box.union(chunk.box)
    width = len(rows[0])
    edges = [box.x0 + i * (box.x1 - box.x0) / width for i in range(width + 1)]
    cells = []
    for r, row in enumerate(rows):
        for c, own in enumerate(row):
            around = Box(edges[c], box.top, edges[c + 1], box.bottom)
            if own:
                around = own[0].box
                for chunk in own[1:]:
                    around = around.union(chunk.box)
            cell_lines = [chunk.piece() for chunk in own]
            cells.append(PieceCell(r, c, 1, 1, around, lines=cell_lines))
    grid = PieceGrid(page, cells, len(rows), tuple(edges), "chart", box, heads, drawn=True)
    return grid, set(chunks)
