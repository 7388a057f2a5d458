"""Pages read to a document: lines numbered, cells cited."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.text import unify_look_alikes
from pipeline.document.model import Cell, Cite, Grid, Line, Page
from pipeline.document.pdf.model.pieces import PageReading, PieceGrid, PieceLine


def readings_to_model(
    readings: Sequence[PageReading],
) -> tuple[list[Line], list[Line | Grid], list[Page], list[str], dict[int, str]]:
    """Lines in reading order, the flow without margins, pages, problems, and the lines as they are
    written where they are read as others (model.Document.written).

    A grid that goes on over pages stands in the flow where its first part stands.
    """
    lines: list[Line] = []
    made: dict[PieceLine, Line] = {}
    order: list[Line | PieceGrid] = []
    for reading in readings:
        first = len(lines)
        for piece in reading.pieces:
            if isinstance(piece, PieceLine):
                line = _add_line(piece, reading.number, first, lines, made)
                if not line.margin:
                    order.append(line)
                continue
            for inner in piece.page_lines:
                _add_line(inner, reading.number, first, lines, made)
            if piece.goes_on is None:
                order.append(piece)
    flow = [_grid(item, made) if isinstance(item, PieceGrid) else item for item in order]
    pages = [Page(r.number, r.width, r.height, r.kind) for r in readings]
    written = {line.index: p.text for p, line in made.items() if p.text != line.text}
    return lines, flow, pages, [problem for r in readings for problem in r.problems], written


def _add_line(
    piece: PieceLine, page: int, first: int, lines: list[Line], made: dict[PieceLine, Line]
) -> Line:
    index = len(lines)
    line = Line(
        index,
        page,
        index - first + 1,
        unify_look_alikes(piece.text),
        piece.box,
        piece.edges,
        piece.vertical,
        round(piece.size, 2),
        piece.margin,
    )
    lines.append(line)
    made[piece] = line
    return line


def _grid(piece: PieceGrid, made: dict[PieceLine, Line]) -> Grid:
    cells = [
        Cell(
            cell.row,
            cell.column,
            Cite.join(made[line].cite() for line in cell.lines if not line.margin),
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
