"""Rows of pieces below their columns: whether they are a table for sure, and its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.document.flat.lines.cell_kinds import is_name
from pipeline.document.flat.lines.columns import LineColumn, Piece
from pipeline.document.flat.table import SPANNED, Table
from pipeline.document.flat.tokens import TYPED, Row, tokens_to_cites
from pipeline.document.model import EMPTY, Cite

_FEWEST_ROWS = 2
_FEWEST_GAIN = 0.35  # of a cell on the average
_MOSTLY, _NEARLY_ALL = 0.7, 0.85  # of the cells of a column
_FILLED, _SOME = 0.75, 0.3  # of all cells, of those of a column
_WRAPPED = 1.2  # lines a row
_NUMBERS = TYPED - {"date"}

Cells = list[list[list[Piece]]]


class LineBody(NamedTuple):
    columns: list[LineColumn]
    cells: Cells  # pieces by row and column
    end: int  # the line behind the last
    gain: float
    headings: dict[int, Row]  # over the rows


def is_whole(body: LineBody, at: int) -> bool:
    """Whether the rows have all their cells and most stand on one line: nothing needs to be told
    by what they say."""
    return body.end - at < _WRAPPED * len(body.cells) and all(map(all, body.cells))


def _is_on_line(row: Sequence[Sequence[Piece]]) -> bool:
    pieces = [piece for cell in row for piece in cell]
    return pieces[0].number == pieces[-1].number and len(pieces) > 1


def to_table(body: LineBody) -> Table:
    """The numbers of a row whose columns nothing tells stand behind its last column."""
    found: list[list[Cite]] = []
    for number, row in enumerate(body.cells):
        if heading := body.headings.get(number):
            found.append([heading.line.cite(), *[SPANNED] * (len(row) - 1)])
        behind = _untold(row, body.columns)
        found.append([EMPTY if n in behind else _cite(cell) for n, cell in enumerate(row)])
        found[-1] += [_cite(row[n]) for n in sorted(behind)]
    return Table([column.head.cite for column in body.columns], found, body.end)


def without_misfit(body: LineBody) -> LineBody:
    """The rows without the last one, where a cell of it is none of its column of numbers, dates,
    marks or signs: a line that no row explains ended the table within it."""
    last = body.cells[-1] if len(body.cells) > 1 else []
    pairs = [(column, cell) for column, cell in zip(body.columns, last, strict=False) if cell]
    if all(column.suits(cell) for column, cell in pairs if column.is_typed):
        return body
    first = next(cell[0] for _, cell in pairs)
    return body._replace(cells=body.cells[:-1], end=first.number)


def is_late(body: LineBody) -> bool:
    """Whether the first row alone has no name before its cells: that stands above them, and was
    taken for the last head (… / 一般財源 / 前年度 / 52,500 / … / 要求額 / 1,200 / …)."""
    named = [bool(row[0]) for row in body.cells]
    return len(named) > 1 and not named[0] and all(named[1:])


def is_sure(body: LineBody, on_line: bool) -> bool:
    """Whether most cells are there, rows that lack some are told by their names, and a column of
    numbers, dates, marks or names has hardly anything else."""
    count = len(body.cells)
    numbered = body.columns[0].kind == "running"
    lacking = [row for row in body.cells if not all(row[numbered:])]
    filled = sum(bool(cell) for row in body.cells for cell in row[numbered:])
    if count < _FEWEST_ROWS or filled < _FILLED * count * (len(body.columns) - numbered):
        return False
    if len(lacking) == count or body.gain < _FEWEST_GAIN * filled:
        return False
    nameless = [row for row in lacking if not _has_name(row, body.columns)]
    if not on_line and any(_untold(row, body.columns) for row in nameless):
        return False
    if len(lacking) * 2 <= count:
        lacking, nameless = (list(filter(_is_on_line, r)) for r in (lacking, nameless))
    if len(nameless) * 2 > len(lacking) and any(column.named for column in body.columns):
        return False
    own = [[row[place] for row in body.cells] for place in range(len(body.columns))]
    suiting = [
        sum(map(column.suits, cells)) for column, cells in zip(body.columns, own, strict=True)
    ]
    for column, cells, suit in zip(body.columns, own, suiting, strict=True):
        there = sum(map(bool, cells))
        if there < _SOME * count or (column.is_typed and suit < _NEARLY_ALL * there):
            return False
        if any(map(column.has_heading, cells)):
            return False
    return max(suiting) >= _MOSTLY * count


def _has_name(row: Sequence[Sequence[Piece]], columns: Sequence[LineColumn]) -> bool:
    return any(
        column.named and any(is_name(piece.text) for piece in cell)
        for column, cell in zip(columns, row, strict=True)
    )


def _untold(row: Sequence[Sequence[Piece]], columns: Sequence[LineColumn]) -> set[int]:
    """The columns of the numbers and marks of a row that would suit the column beside them as
    well, down to one that the row lacks: nothing tells which it lacks."""
    found: set[int] = set()
    for empty in (place for place, cell in enumerate(row) if not cell):
        for step in (-1, 1):
            at = empty
            while 0 <= at + step < len(row) and _suits_both(row[at + step], columns, at, step):
                at += step
                found.add(at)
    return found


def _suits_both(cell: Sequence[Piece], columns: Sequence[LineColumn], at: int, step: int) -> bool:
    if len(cell) != 1 or cell[0].kind not in _NUMBERS:
        return False
    return columns[at].gain(cell[0]) >= columns[at + step].gain(cell[0])


def _cite(cell: Sequence[Piece]) -> Cite:
    return Cite.join(tokens_to_cites([piece.token for piece in cell])) if cell else EMPTY
