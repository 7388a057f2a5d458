"""What the stages hand on: lines and grids of one page before they get their line numbers."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment


class Height(NamedTuple):
    """Where the part of a line that begins with character start stands."""

    start: int
    top: float
    bottom: float


@dataclass(slots=True, eq=False)
class PieceLine:
    """A line of text; edges as in model.Line, len(text) + 1 values along its direction."""

    text: str
    edges: Sequence[float]
    box: Box
    size: float
    vertical: bool = False
    margin: bool = False
    bold: bool = False
    ends: tuple[float, ...] = ()  # where each character of a level line ends, if it is known
    heights: tuple[Height, ...] = ()  # of its parts, where they do not stand on one level

    def height(self, start: int, end: int) -> tuple[float, float]:
        """The top and the bottom of the characters start to end."""
        if not self.heights:
            return self.box.top, self.box.bottom
        stops = [*(height.start for height in self.heights[1:]), len(self.text)]
        own = [
            height
            for height, stop in zip(self.heights, stops, strict=True)
            if height.start < end and stop > start
        ]
        return min(h.top for h in own), max(h.bottom for h in own)


@dataclass(slots=True, eq=False)
class PieceCell:
    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    fill: bool = False
    lines: list[PieceLine] = field(default_factory=list)
    shade: tuple[float, ...] = ()  # colour of the fill

    @property
    def text(self) -> str:
        return "\n".join([line.text for line in self.lines if not line.margin])


@dataclass(slots=True, eq=False)
class PieceGrid:
    """A table of one page. columns are the x of its column edges (column_count + 1 values)."""

    page: int
    cells: list[PieceCell]
    row_count: int
    columns: tuple[float, ...]
    origin: str
    box: Box
    head_rows: int | None = None
    closed_bottom: bool = True  # a rule ends the last row
    drawn: bool = False  # rules enclose the cells: the column edges are exact
    head_sign: str = ""  # what tells the head: fill, bold, vertical, numbers
    goes_on: PieceGrid | None = None  # the grid of an earlier page that took the rows of this
    page_lines: list[PieceLine] = field(default_factory=list)  # all lines on this page
    beyond: Sequence[Segment] = ()  # level rules that begin left of the first column

    @property
    def column_count(self) -> int:
        return len(self.columns) - 1

    def keep_lines(self) -> None:
        """Remember the lines of this page before grids of several pages are joined."""
        self.page_lines = [line for cell in self.cells for line in cell.lines]

    def rows(self) -> list[list[PieceCell]]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[PieceCell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return [sorted(row, key=lambda cell: cell.column) for row in rows]

    def row(self, index: int) -> list[PieceCell]:
        """The cells that begin in a row, from left to right."""
        found = [cell for cell in self.cells if cell.row == index]
        return sorted(found, key=lambda cell: cell.column)


Piece = PieceLine | PieceGrid


@dataclass(slots=True)
class PageReading:
    """One page read: its pieces in reading order."""

    number: int
    width: float
    height: float
    kind: str
    pieces: list[Piece]
    problems: list[str] = field(default_factory=list)
    garbled: bool = False  # the file tells other letters than it shows
    turn: int = 0  # the direction that the text of the page ran in before it was read

    def packed(self) -> PageReading:
        """The page for as long as its document is read: edges as plain doubles, and no ends,
        which only the search for tables needs. A long document has a million of them."""
        for piece in self.pieces:
            for line in piece.page_lines if isinstance(piece, PieceGrid) else (piece,):
                line.edges, line.ends = array("d", line.edges), ()
        return self
