"""Rows of text for the tests of the stages, ten points high unless told otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.text.chunks import Chunk, Row


def line_at(x: float, top: float, text: str, size: float = 10, pitch: float = 0) -> PieceLine:
    """A line whose characters stand pitch points apart, each size wide; a blank is half of it.

    Numbers and Latin letters are half as wide as 漢字, as printed.
    """
    edges, ends = [], []
    at = x
    for char in text:
        width = size if ord(char) > 0x2FF else size / 2
        edges.append(at)
        ends.append(at + width)
        at += pitch or width
    box = Box(x, top, ends[-1], top + size)
    return PieceLine(text, (*edges, ends[-1]), box, size, ends=tuple(ends))


def row(top: float, *texts: tuple[float, str], size: float = 10) -> Row:
    """A row of texts at their left ends."""
    lines = [line_at(x, top, text, size) for x, text in texts]
    chunks = [Chunk(line, 0, len(line.text), line.box.x0, line.box.x1) for line in lines]
    return Row(chunks, top, top + size, size)


def joined(top: float, *texts: tuple[float, str], size: float = 10) -> Row:
    """A row whose texts are one chunk: a blank stands in each gap."""
    lines = [line_at(x, top, text, size) for x, text in texts]
    edges: list[float] = []
    ends: list[float] = []
    for line in lines:
        if edges:
            edges.append(ends[-1])
            ends.append(line.box.x0)
        edges.extend(line.edges[:-1])
        ends.extend(line.ends)
    text = " ".join(line.text for line in lines)
    box = Box(edges[0], top, ends[-1], top + size)
    line = PieceLine(text, (*edges, ends[-1]), box, size, ends=tuple(ends))
    return Row([Chunk(line, 0, len(text), edges[0], ends[-1])], top, top + size, size)


def upright(x: float, top: float, text: str, size: float = 10) -> Row:
    """A line of 縦書き."""
    edges = tuple(top + size * i for i in range(len(text) + 1))
    line = PieceLine(text, edges, Box(x, top, x + size, edges[-1]), size, vertical=True)
    return Row([Chunk(line, 0, len(text), x, x + size)], top, edges[-1], size)


def middle(top: float, *texts: tuple[float, str]) -> Row:
    """A row of texts around their middles."""
    widths = [line_at(0, 0, text).box.x1 for _, text in texts]
    pairs = zip(texts, widths, strict=True)
    return row(top, *((x - width / 2, text) for (x, text), width in pairs))


def texts_of(rows: Iterable[Row]) -> list[list[str]]:
    return [[chunk.text for chunk in row.chunks] for row in rows]


def levels(*heights: float, low: float = 0, high: float = 300) -> list[Segment]:
    """Level rules of one width."""
    return [Segment(height, low, high) for height in heights]


def grid_rows(grid: PieceGrid) -> list[list[str]]:
    """A grid as rows of texts; a merged cell stands where it begins."""
    rows = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def characters(lines: Sequence[PieceLine]) -> list[str]:
    """All characters but blanks, sorted."""
    return sorted("".join("".join(line.text.split()) for line in lines))
