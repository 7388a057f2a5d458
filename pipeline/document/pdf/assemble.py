"""Pages read to a document: lines numbered, cells cited."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.model import Cell, Cite, Grid, Line, Page
from pipeline.document.pdf.pieces import PageReading, PieceGrid, PieceLine


class Assembler:
    """Numbers lines in reading order and turns pieces into the model."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.flow: list[Line | Grid] = []
        self.pages: list[Page] = []
        self.problems: list[str] = []
        self._cites: dict[PieceLine, Cite] = {}

    def add(self, readings: Sequence[PageReading]) -> None:
        """Add pages; a grid stands in the flow where its first part stands."""
        for reading in readings:
            self.pages.append(
                Page(reading.number, reading.width, reading.height, reading.kind)
            )
            self.problems.extend(reading.problems)
            first = len(self.lines)
            for piece in reading.pieces:
                if isinstance(piece, PieceLine):
                    line = self._add_line(piece, reading.number, first)
                    if not line.margin:
                        self.flow.append(line)
                else:
                    self._add_grid_lines(piece, reading.number, first)
                    self.flow.append(self._grid(piece))

    def _add_line(self, piece: PieceLine, page: int, first: int) -> Line:
        index = len(self.lines)
        line = Line(
            index,
            page,
            index - first + 1,
            piece.text,
            piece.box,
            piece.edges,
            piece.vertical,
            piece.size,
            piece.margin,
        )
        self.lines.append(line)
        self._cites[piece] = line.cite()
        return line

    def _add_grid_lines(self, grid: PieceGrid, page: int, first: int) -> None:
        for cell in grid.cells:
            for line in cell.lines:
                self._add_line(line, page, first)

    def _grid(self, piece: PieceGrid) -> Grid:
        cells = [
            Cell(
                cell.row,
                cell.column,
                Cite.join(self._cites[line] for line in cell.lines if not line.margin),
                cell.row_span,
                cell.column_span,
                cell.box,
                cell.fill,
            )
            for cell in piece.cells
        ]
        return Grid(
            piece.page,
            cells,
            piece.row_count,
            piece.column_count,
            piece.origin,
            piece.head_rows,
            piece.box,
        )
