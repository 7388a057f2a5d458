"""Tables of which each line of a cell is a line of the text, as most converters write them: the
heads one below another, then the cells of each row one below another.

圏域名
構成市町
人口
(人)
北部保健医療圏
青葉市、岬町、
磯町
120,300
南部保健医療圏
…

Which column a line belongs to is told by what it says (numbers, dates, marks, names, places) and
by the order of the columns; that a cell goes on, by the width at which its column wraps, which the
rows found first tell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.flat.cell_kinds import columns_of_facilities
from pipeline.document.flat.cell_plan import plan_cells
from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.line_columns import (
    LineColumn,
    Piece,
    columns_of_heads,
    learn,
    opening,
    row_to_pieces,
    row_to_tokens,
)
from pipeline.document.flat.line_heads import (
    Heads,
    could_be_head,
    is_known,
    is_note,
    lines_to_heads,
)
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import TYPED, Row, folded, tokens_to_cites
from pipeline.document.model import EMPTY, Cite

_NEAR = 8  # lines down to the next known head
_EXACT = 3
_MOST_LINES = 900
_TRIED = 60  # lines that a way to read the head is tried with
_ROUNDS = 3
_FEWEST_ROWS = 2
_FEWEST_GAIN = 0.35  # of a cell on the average
_MOSTLY, _NEARLY_ALL = 0.7, 0.85  # of the cells of a column
_WRAPPED = 1.2  # lines a row
_ROW_IN_LINE = -3.0  # a row that does not begin with its line
_LONGEST = 80  # characters of a line of a cell

_NUMBERS = TYPED - {"date"}

_Cells = list[list[list[Piece]]]


class _Body(NamedTuple):
    columns: list[LineColumn]
    cells: _Cells  # pieces by row and column
    end: int  # the line behind the last
    gain: float


def lines_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a table could begin: a known head, another one not far below it. Lines that have
    their places on a page are cells only where these say so."""
    found: list[int] = []
    if rows and rows[0].line.box:
        return found
    near = 0  # lines down to which a head stands below
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if near and _is_first_head(row):
            found.append(at)
        if is_known(row):
            near = _NEAR
        elif not is_note(row):
            near = near - 1 if near and could_be_head(row) else 0
    return found


def _is_first_head(row: Row) -> bool:
    return is_known(row) and head_score(row.text) == _EXACT


def take_lines(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose first head stands on rows[at], or None."""
    if not _is_first_head(rows[at]):
        return None
    best: tuple[float, Heads] | None = None
    for heads in lines_to_heads(rows, at):
        body = _read(rows, heads, _TRIED, 1)
        if body and (best is None or body.gain + heads.score > best[0]):
            best = body.gain + heads.score, heads
    if best is None:
        return None
    body = _read(rows, best[1], _MOST_LINES, _ROUNDS)
    return _to_table(body) if body and _is_sure(body) else None


def take_spread(rows: Sequence[Row], at: int) -> Table | None:
    """The table of facilities below a head line whose rows stand on several lines, with several
    cells on some: a name over two lines, then its address and what follows."""
    if not columns_of_facilities(rows[at])[0]:
        return None
    heads = Heads(row_to_heads(rows[at]) or [], at + 1, 0.0)
    body = _read(rows, heads, _MOST_LINES, _ROUNDS, row_to_tokens)
    if body is None or not _is_sure(body) or body.end - heads.end < _WRAPPED * len(body.cells):
        return None
    return _to_table(body)


def _to_table(body: _Body) -> Table:
    head = [column.head.cite for column in body.columns]
    return Table(head, [[_cite(cell) for cell in row] for row in body.cells], body.end)


def _read(
    rows: Sequence[Row],
    heads: Heads,
    most: int,
    rounds: int,
    split: Callable[[Row, int], list[Piece]] = row_to_pieces,
) -> _Body | None:
    """The rows below heads, learned in so many rounds; split: a line to what may be its cells."""
    pieces, ends = _lines_to_pieces(rows, heads.end, most, split)
    columns = columns_of_heads(heads.cells, pieces)
    if len(pieces) < _FEWEST_ROWS * len(columns) - 1:
        return None
    if headless := _kind_of_headless(pieces[0], columns[0]):
        columns.insert(0, LineColumn(HeadCell(()), headless))
    body = _plan(pieces, ends, columns)
    for _ in range(rounds - 1):
        learn(columns, body.cells)
        body = _plan(pieces, ends, columns)
    return body


def _kind_of_headless(first: Piece, column: LineColumn) -> str:
    """The kind of a first column that has no head: running numbers, labels before numbers."""
    if folded(first.text) == "1" and column.kind != "number":
        return "running"
    return "text" if first.kind == "text" and column.kind in TYPED else ""


def _plan(pieces: Sequence[Piece], ends: Sequence[int], columns: list[LineColumn]) -> _Body:
    """The cells that suit the columns best, each as the pieces of its lines."""
    openings = [0.0, *(opening(above, piece) for above, piece in pairwise(pieces))]
    gains = [
        [column.gain(piece) + begun for column in columns]
        for piece, begun in zip(pieces, openings, strict=True)
    ]
    joins = [[0.0] * len(columns)]
    for (above, piece), begun in zip(pairwise(pieces), openings[1:], strict=True):
        joins.append([column.join(above, piece) - begun for column in columns])
    fresh = [_ROW_IN_LINE * piece.beside for piece in pieces]
    plan = plan_cells(gains, [c.skip for c in columns], joins=joins, ends=ends, fresh=fresh)
    cells: _Cells = [[[] for _ in columns] for _ in range(plan.path[-1][0] + 1)]
    for piece, (row, column) in zip(pieces, plan.path, strict=False):
        cells[row][column].append(piece)
    return _Body(columns, cells, pieces[len(plan.path) - 1].number + 1, plan.gain)


def _lines_to_pieces(
    rows: Sequence[Row], at: int, most: int, split: Callable[[Row, int], list[Piece]]
) -> tuple[list[Piece], list[int]]:
    """The pieces of the lines that may be cells, and the places of those that end a line."""
    pieces: list[Piece] = []
    ends: list[int] = []
    for number in range(at, min(len(rows), at + most)):
        row = rows[number]
        if "。" in row.text or len(row.text) > _LONGEST or row_to_heads(row):
            break
        if number > at and is_known(row) and number + 1 < len(rows) and is_known(rows[number + 1]):
            break
        if is_heading(row.text) and row.kinds[0] not in TYPED:
            break
        pieces += split(row, number)
        ends.append(len(pieces) - 1)
    return pieces, ends


def _is_sure(body: _Body) -> bool:
    """Whether most rows are whole, and a column of numbers, dates, marks or names has hardly
    anything else."""
    count = len(body.cells)
    numbered = body.columns[0].kind == "running"
    whole = sum(sum(map(bool, row)) >= len(row) - numbered for row in body.cells)
    filled = sum(bool(cell) for row in body.cells for cell in row)
    if count < _FEWEST_ROWS or whole * 2 < count or body.gain < _FEWEST_GAIN * filled:
        return False
    if _lacks_some_numbers(body):
        return False
    own = [[row[place] for row in body.cells] for place in range(len(body.columns))]
    suiting = [
        sum(map(column.suits, cells)) for column, cells in zip(body.columns, own, strict=True)
    ]
    for column, cells, suit in zip(body.columns, own, suiting, strict=True):
        if column.is_typed and suit < _NEARLY_ALL * sum(map(bool, cells)):
            return False
        if any(map(column.has_heading, cells)):
            return False
    return max(suiting) >= _MOSTLY * count


def _lacks_some_numbers(body: _Body) -> bool:
    """Whether a row has fewer numbers than columns of them side by side, so that nothing tells
    which it lacks."""
    sides = [
        place
        for place, pair in enumerate(pairwise(body.columns))
        if all(column.kind in _NUMBERS for column in pair)
    ]
    return any(bool(row[place]) != bool(row[place + 1]) for row in body.cells for place in sides)


def _cite(cell: Sequence[Piece]) -> Cite:
    return Cite.join(tokens_to_cites([piece.token for piece in cell])) if cell else EMPTY
