"""Tables that go on over the end of a page become one grid."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import takewhile

from pipeline.document.pdf.chunks import Row
from pipeline.document.pdf.columns import Extent, grid_to_extents
from pipeline.document.pdf.parts import Part, is_open, join_part, part_of
from pipeline.document.pdf.pieces import PageReading, Piece, PieceGrid, PieceLine
from pipeline.document.pdf.settings import Settings
from pipeline.document.pdf.under import (
    columns_under,
    has_sections,
    lines_to_rows_under,
    rows_to_grid_under,
)

_SEVERAL = 0.4  # part of the columns that a row without doubt has text in


def join_grids(readings: Sequence[PageReading], settings: Settings) -> None:
    """Join grids that are the last piece of a page and the first of the next.

    The rows go to the grid of the first page; a repeated head goes nowhere, its lines stay
    lines of their page. Where nothing draws the columns, lines at the foot of the first page and
    at the top of the next that stand under the columns are rows as well.
    """
    open_grid: PieceGrid | None = None
    for reading in readings:
        rest = [p for p in reading.pieces if not (isinstance(p, PieceLine) and p.margin)]
        if open_grid is not None:
            rest = _go_on(open_grid, reading, rest, settings)
        if rest or open_grid is None:
            open_grid = _last_grid(reading, rest, settings)


def _go_on(
    upper: PieceGrid, reading: PageReading, rest: list[Piece], settings: Settings
) -> list[Piece]:
    """Give the grid above what of a page belongs to it; the pieces that are left."""
    while rest:
        again = _read_again(upper, reading, rest, settings)
        if again is not None:
            rest = again
            continue
        lines = _leading_lines(rest)
        grid = rest[len(lines)] if len(lines) < len(rest) else None
        part = part_of(upper, grid) if isinstance(grid, PieceGrid) else None
        if lines:
            left = _take_lines(upper, reading, lines, part is not None, settings)
            if left or grid is None:
                return [*left, *rest[len(lines) :]]
            part = part_of(upper, grid) if isinstance(grid, PieceGrid) else None
        if part is None:
            return rest[len(lines) :]
        join_part(upper, part)
        if isinstance(grid, PieceGrid):
            grid.goes_on, grid.page_lines = upper, part.grid.page_lines
        rest = rest[len(lines) + 1 :]
    return rest


def _read_again(
    upper: PieceGrid, reading: PageReading, rest: list[Piece], settings: Settings
) -> list[Piece] | None:
    """Read lines and the tables that only alignment tells again under the columns of the grid
    above, which knows more rows; what is left, None where a line does not stand under them."""
    loose = list(takewhile(_is_loose, rest))
    lines = [line for piece in loose for line in _piece_lines(piece)]
    if len(lines) == len(loose):  # there is no table among them
        return None
    last = max(i for i, piece in enumerate(loose) if isinstance(piece, PieceGrid))
    inside = {line for piece in loose[: last + 1] for line in _piece_lines(piece)}
    left = _take_lines(upper, reading, lines, False, settings, needed=inside)
    return None if len(left) == len(lines) else [*left, *rest[len(loose) :]]


def _is_loose(piece: Piece) -> bool:
    return isinstance(piece, PieceLine) or piece.origin == "alignment"


def _piece_lines(piece: Piece) -> list[PieceLine]:
    return [piece] if isinstance(piece, PieceLine) else piece.page_lines


def _leading_lines(pieces: Sequence[Piece]) -> list[PieceLine]:
    lines: list[PieceLine] = []
    for piece in pieces:
        if not isinstance(piece, PieceLine):
            break
        lines.append(piece)
    return lines


def _last_grid(reading: PageReading, rest: Sequence[Piece], settings: Settings) -> PieceGrid | None:
    """The grid that reaches the foot of a page, lines below it that are its rows included."""
    lines = _leading_lines(rest[::-1])[::-1]
    grid = rest[-len(lines) - 1] if len(lines) < len(rest) else None
    if not isinstance(grid, PieceGrid):
        return None
    return None if lines and _take_lines(grid, reading, lines, False, settings) else grid


def _take_lines(
    upper: PieceGrid,
    reading: PageReading,
    lines: list[PieceLine],
    followed: bool,
    settings: Settings,
    needed: Set[PieceLine] = frozenset(),
) -> list[PieceLine]:
    """Make rows of the first lines that stand under the columns of a grid that nothing draws;
    the lines that are left. followed: a part of the same table stands below them; needed: lines
    that must be taken for any to be."""
    if upper.drawn:
        return lines
    extents = grid_to_extents(upper)
    level = list(takewhile(lambda line: not line.vertical, lines))
    sections = has_sections(upper)
    rows = lines_to_rows_under(level, extents, sections, settings)
    taken = {chunk.line for row in rows for chunk in row.chunks}
    rows = _rows_of_table(upper, rows, extents, followed and len(taken) == len(lines))
    taken = {chunk.line for row in rows for chunk in row.chunks}
    if not rows or not needed <= taken:
        return lines
    grid = rows_to_grid_under(rows, extents, upper)
    _replace_lines(reading, taken, grid)
    columns = [range(i, i + 1) for i in range(upper.column_count)]
    join_part(upper, Part(grid, columns, 0))
    grid.goes_on = upper
    return [line for line in lines if line not in taken]


def _replace_lines(reading: PageReading, taken: set[PieceLine], grid: PieceGrid) -> None:
    """Put a grid where the first of the lines stood that it took."""
    gone = [any(line in taken for line in _piece_lines(piece)) for piece in reading.pieces]
    first = gone.index(True)
    left = [p for p, out in zip(reading.pieces[first:], gone[first:], strict=True) if not out]
    reading.pieces[first:] = [grid, *left]


def _rows_of_table(
    upper: PieceGrid, rows: list[Row], extents: Sequence[Extent], followed: bool
) -> list[Row]:
    """Those of the rows under the columns of a grid that belong to it: from the first on, which
    has several texts or is the rest of a text that the page cut; without titles at the end."""
    taken = [{columns_under(chunk, extents)[0] for chunk in row.chunks} for row in rows]
    if not rows:
        return []
    cut = 0 not in taken[0] and all(is_open(upper, c, extents[c]) for c in taken[0])
    several = [len(columns) >= max(2, _SEVERAL * len(extents)) for columns in taken]
    titled = taken[0] == {0} and has_sections(upper) and any(several)
    if not (cut or several[0] or titled):
        return []
    end = len(rows)
    while not followed and end and taken[end - 1] == {0}:
        end -= 1
    return rows[:end]
