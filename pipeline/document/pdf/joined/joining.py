"""Tables that go on over the end of a page become one grid."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise, takewhile

from pipeline.document.pdf.joined.columns import Extent, grid_to_extents
from pipeline.document.pdf.joined.lostcolumn import with_lost_column
from pipeline.document.pdf.joined.openings import lines_to_opening
from pipeline.document.pdf.joined.parts import is_open, join_part, part_of, rows_part
from pipeline.document.pdf.joined.placing import (
    columns_under,
    lines_to_rows_under,
    repeated_lines,
    section_starts,
)
from pipeline.document.pdf.joined.under import Groups, groups_to_grid, rows_to_groups_under
from pipeline.document.pdf.model.pieces import PageReading, Piece, PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Row

# What a note below a table begins with.
_NOTE = re.compile(r"\s*(?:[※＊*]|[(（]?注\s*[0-9０-９]*\s*[)）:：])")
_SEVERAL = 0.4  # part of the columns that a row without doubt has text in


def join_grids(readings: Sequence[PageReading], settings: Settings) -> None:
    """Join grids that are the last piece of a page and the first of the next.

    The rows go to the grid of the first page; a repeated head goes nowhere, its lines stay
    lines of their page. Where nothing draws the columns, lines at the foot of the first page and
    at the top of the next that stand under the columns are rows as well.
    """
    for reading in readings:
        _complete_above(reading, settings)
    for upper, lower in reversed(list(pairwise(readings))):
        _open_above(upper, lower, settings)
    open_grid: PieceGrid | None = None
    for number, reading in enumerate(readings):
        rest = _body(reading)
        if open_grid is not None:
            left = _go_on(open_grid, reading, rest, settings)
            rest = [open_grid, *left] if len(left) < len(rest) else left
        if rest != [open_grid]:
            below = _body(readings[number + 1]) if number + 1 < len(readings) else []
            open_grid = _last_grid(reading, rest, below, settings)


def _body(reading: PageReading) -> list[Piece]:
    """The pieces of a page without its margins and without the notes at its foot."""
    body = [p for p in reading.pieces if not (isinstance(p, PieceLine) and p.margin)]
    last = max((i for i, piece in enumerate(body) if isinstance(piece, PieceGrid)), default=-1)
    tail = [piece for piece in body[last + 1 :] if isinstance(piece, PieceLine)]
    if last < 0 or not tail or not _NOTE.match(tail[0].text):
        return body
    size = tail[0].size * 1.05
    return body[: last + 1] if all(line.size <= size for line in tail) else body


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
        if isinstance(grid, PieceGrid):
            whole = with_lost_column(upper, reading, grid, lines)
            if whole is not None:
                changed = [whole if piece is grid else piece for piece in rest]
                rest = [piece for piece in changed if piece in reading.pieces]
                continue
        part = part_of(upper, grid) if isinstance(grid, PieceGrid) else None
        if lines:
            followed = part is not None and not part.head  # no row stands above its head
            left = _take_lines(upper, reading, lines, followed, settings)
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
    above, which knows more rows; what is left, None where a line does not stand under them, or
    where a table with the same head begins the page."""
    loose = list(takewhile(_is_loose, rest))
    lines = [line for piece in loose for line in _piece_lines(piece)]
    if len(lines) == len(loose):  # there is no table among them
        return None
    part = part_of(upper, rest[0]) if isinstance(rest[0], PieceGrid) else None
    if part is not None and part.head:
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


def _last_grid(
    reading: PageReading, rest: Sequence[Piece], below: Sequence[Piece], settings: Settings
) -> PieceGrid | None:
    """The grid that reaches the foot of a page, lines below it that are its rows included. below
    is what stands on the next page."""
    lines = _leading_lines(rest[::-1])[::-1]
    grid = rest[-len(lines) - 1] if len(lines) < len(rest) else None
    if not isinstance(grid, PieceGrid):
        return None
    bottom = max(p.box.bottom for p in reading.pieces if p is grid or _goes_on_in(p, grid))
    lines = [line for line in lines if line.box.bottom > bottom]
    if not lines:
        return grid
    first = next((piece for piece in below if isinstance(piece, PieceGrid)), None)
    followed = first is not None and part_of(grid, first) is not None
    return None if _take_lines(grid, reading, lines, followed, settings) else grid


def _goes_on_in(piece: Piece, grid: PieceGrid) -> bool:
    return isinstance(piece, PieceGrid) and piece.goes_on is grid


def _open_above(upper: PageReading, lower: PageReading, settings: Settings) -> None:
    """Make a grid of the lines at the foot of a page that the first table of the next begins
    with, where no table of their own page stands above them."""
    body = _body(upper)
    lines = _leading_lines(body[::-1])[::-1]
    below = _first_grid(_body(lower), settings)
    if below is None or not lines:
        return
    above = body[-len(lines) - 1] if len(lines) < len(body) else None
    if isinstance(above, PieceGrid) and part_of(above, below) is not None:
        return  # they are rows of that table
    found = lines_to_opening(lines, below, settings)
    if found is not None and part_of(found[0], below) is not None:
        grid, taken = found
        grid.page = upper.number
        _replace_lines(upper, taken, grid)


def _complete_above(reading: PageReading, settings: Settings) -> None:
    """Read tables that only alignment tells again with the lines above them that stand under
    their columns: rows that the page did not tell."""
    body = _body(reading)
    for place, piece in enumerate(body):
        if not isinstance(piece, PieceGrid) or piece.origin != "alignment":
            continue
        lines = _leading_lines(body[:place][::-1])[::-1]
        found = lines_to_opening([*lines, *piece.page_lines], piece, settings) if lines else None
        if found is None or not set(piece.page_lines) < found[1]:
            continue
        grid, taken = found
        grid.page = reading.number
        _replace_lines(reading, taken, grid)


def _first_grid(body: Sequence[Piece], settings: Settings) -> PieceGrid | None:
    """The grid at the top of a page; lines above it must stand under its columns."""
    lines = _leading_lines(body)
    grid = body[len(lines)] if len(lines) < len(body) else None
    if not isinstance(grid, PieceGrid) or grid.drawn:
        return None
    extents = grid_to_extents(grid, inside=True)
    rows = lines_to_rows_under(lines, extents, section_starts(grid), settings) if lines else []
    under = {chunk.line for row in rows for chunk in row.chunks}
    return grid if len(under) == len(lines) else None


def _take_lines(
    upper: PieceGrid,
    reading: PageReading,
    lines: list[PieceLine],
    followed: bool,
    settings: Settings,
    needed: Set[PieceLine] = frozenset(),
) -> list[PieceLine]:
    """Make rows of the first lines that stand under the columns of a grid; the lines that are
    left. followed: a part of the same table stands below them; needed: lines that must be taken
    for any to be. Below drawn cells the rest of the last row may stand alone, where no rule
    closes it at the foot of its page."""
    alone = upper.drawn and not followed
    if alone and upper.closed_bottom:
        return lines
    extents = grid_to_extents(upper, inside=True)
    level = list(takewhile(lambda line: not line.vertical, lines))
    head = repeated_lines(upper, level, settings)
    level = [line for line in level if line not in head]
    rows = lines_to_rows_under(level, extents, section_starts(upper), settings)
    whole = len({chunk.line for row in rows for chunk in row.chunks} | head) == len(lines)
    groups = rows_to_groups_under(rows, extents, upper)
    groups = _rows_of_table(upper, groups, extents, followed and whole)
    if alone:
        groups = groups[:1] if groups and _is_cut(upper, groups[0], extents) else []
    taken = head.union(chunk.line for group in groups for row in group for chunk in row.chunks)
    if not groups or not needed <= taken or (upper.drawn and not (whole or alone)):
        return lines
    grid = groups_to_grid(groups, extents, upper)
    part = rows_part(upper, grid)
    if part is None:
        return lines
    grid.page_lines = [*(line for line in lines if line in head), *grid.page_lines]
    _replace_lines(reading, taken, grid)
    join_part(upper, part)
    grid.goes_on = upper
    return [line for line in lines if line not in taken]


def _replace_lines(reading: PageReading, taken: set[PieceLine], grid: PieceGrid) -> None:
    """Put a grid where the first of the lines stood that it took."""
    gone = [any(line in taken for line in _piece_lines(piece)) for piece in reading.pieces]
    first = gone.index(True)
    left = [p for p, out in zip(reading.pieces[first:], gone[first:], strict=True) if not out]
    reading.pieces[first:] = [grid, *left]


def _rows_of_table(
    upper: PieceGrid, groups: Groups, extents: Sequence[Extent], followed: bool
) -> Groups:
    """Those of the rows under the columns of a grid that belong to it: from the first on, which
    has several texts or is the rest of a text that the page cut; without titles at the end."""
    taken = [
        {columns_under(chunk, extents)[0] for row in group for chunk in row.chunks}
        for group in groups
    ]
    if not groups:
        return []
    cut = _is_cut(upper, groups[0], extents)
    several = [len(columns) >= max(2, _SEVERAL * len(extents)) for columns in taken]
    titled = taken[0] == {0} and section_starts(upper) and (followed or any(several))
    if not (cut or several[0] or titled):
        return []
    end = len(groups)
    while not followed and end and taken[end - 1] == {0}:
        end -= 1
    return groups[:end]


def _is_cut(upper: PieceGrid, group: Sequence[Row], extents: Sequence[Extent]) -> bool:
    """The rest of the last row of a grid: text only below text that has not ended."""
    taken = {columns_under(chunk, extents)[0] for row in group for chunk in row.chunks}
    return 0 not in taken and all(is_open(upper, column, extents[column]) for column in taken)
