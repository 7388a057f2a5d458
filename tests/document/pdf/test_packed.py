"""Pages as they are kept while the rest of their document is read."""

from __future__ import annotations

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PageReading, PieceCell, PieceGrid, PieceLine

BOX = Box(10, 20, 30, 30)


def line() -> PieceLine:
    return PieceLine("相談", (10.1, 20.2, 30.3), BOX, 10.0, ends=(20.0, 30.0))


def test_every_line_keeps_its_edges_and_loses_its_ends() -> None:
    alone, inside, below = line(), line(), line()
    cells = [PieceCell(0, 0, 1, 1, BOX, lines=[inside]), PieceCell(1, 0, 1, 1, BOX, lines=[below])]
    grid = PieceGrid(1, cells, 2, (10.0, 30.0), "rules", BOX)
    grid.keep_lines()
    reading = PageReading(1, 100.0, 100.0, "text", [alone, grid])
    assert reading.packed() is reading
    for packed in (alone, inside, below):
        assert list(packed.edges) == [10.1, 20.2, 30.3]
        assert packed.ends == ()
