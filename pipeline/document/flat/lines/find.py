"""Tables whose lines are given to columns by what they say.

圏域名                病院名 所在地 病床数 開設者
構成市町              岬総合病院 岬市本町1-1 320 岬市
人口                  北浦病院 磯町南3 医療法人
(人)                  北浦会
北部保健医療圏
青葉市、岬町、
磯町
120,300
…

Each line of a cell is a line of the text, as most converters write them, below heads that stand
so as well; or a head line lists facilities, and rows lack cells or go on in further lines. Which
column a piece belongs to is told by what it says (numbers, dates, marks, names, places) and by
the order of the columns; that a cell goes on, by the width at which its column wraps, which the
rows found first tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalizers.head import read_heads
from pipeline.document.flat.heads import HeadCell, complete_heads, is_head, row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.lines.body import (
    Cells,
    LineBody,
    is_late,
    is_sure,
    is_whole,
    to_table,
    without_misfit,
)
from pipeline.document.flat.lines.cell_kinds import heads_of_facilities
from pipeline.document.flat.lines.cell_plan import plan_cells
from pipeline.document.flat.lines.columns import (
    SIGN_ALONE,
    LineColumn,
    Piece,
    columns_of_heads,
    learn,
    opening,
    row_to_pieces,
)
from pipeline.document.flat.lines.heads import (
    Heads,
    could_be_head,
    is_known,
    is_note,
    lines_to_heads,
)
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import TYPED, Row, folded
from pipeline.document.flat.torn import torn_heads

_NEAR = 8  # lines down to the next known head
_MOST_LINES = 900
_TRIED = 60  # lines that a way to read the head is tried with
_ROUNDS = 3
_FEWEST_ROWS = 2
_COMPLETED = 1.0  # heads that the line below makes better known
_ROW_IN_LINE = -3.0  # a row that does not begin with its line
_LONGEST = 80  # characters of a line of a cell

_AREA = re.compile(r"[【（(＜<\[○■◆●]?\s*\S{1,14}(?:医療圏|圏域|区域|地域|地区)\s*[】）)＞>\]]?")


class _Lines(NamedTuple):
    pieces: list[Piece]
    ends: list[int]  # the pieces that end a line
    headings: dict[int, Row]  # over the rows that begin with a piece


def lines_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a table could begin: a head line of facilities; a known head, another one not
    far below it. Lines that have their places on a page are cells only where these say so."""
    found = [at for at, row in enumerate(rows) if len(row.tokens) > 1 and heads_of_facilities(row)]
    if rows and rows[0].line.box:
        return found
    near = 0  # lines down to which a head stands below
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if near and _is_first_head(rows, at):
            found.append(at)
        if is_known(row):
            near = _NEAR
        elif not is_note(row):
            near = near - 1 if near and could_be_head(row) else 0
    return found


def _is_first_head(rows: Sequence[Row], at: int) -> bool:
    return is_known(rows[at]) and is_head(rows[at].text) and not _is_of_year_above(rows, at)


def _is_of_year_above(rows: Sequence[Row], at: int) -> bool:
    """Whether a word of amounts goes on with the year that the line above ends with: 令和４年度 /
    決算."""
    if not at or rows[at - 1].kinds[-1] != "date":
        return False
    return any(h.role == "amount" for h in read_heads(rows[at].text))


def take_lines(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose heads begin on rows[at], or None."""
    best: tuple[float, Heads] | None = None
    for heads in _heads_from(rows, at):
        body = _read(rows, heads, _TRIED, 1)
        if body and not is_late(body) and (best is None or body.gain + heads.score > best[0]):
            best = body.gain + heads.score, heads
    if best is None:
        return None
    heads = best[1]
    body = _read(rows, heads, _MOST_LINES, _ROUNDS)
    if body is None or is_late(body) or not is_sure(body, heads.on_line):
        return None
    body = without_misfit(body)
    whole = heads.end == at + 1 and is_whole(body, heads.end)
    return None if whole else to_table(body)


def _heads_from(rows: Sequence[Row], at: int) -> Iterator[Heads]:
    if heads := heads_of_facilities(rows[at]):
        yield Heads(heads, at + 1, 0.0, True)
        if more := complete_heads(heads, rows[at + 1]) if at + 1 < len(rows) else None:
            yield Heads(more, at + 2, _COMPLETED, True)
        for end, torn in torn_heads(rows, at):
            yield Heads(torn, end, _COMPLETED, True)
    elif _is_first_head(rows, at):
        yield from lines_to_heads(rows, at)


def _read(rows: Sequence[Row], heads: Heads, most: int, rounds: int) -> LineBody | None:
    """The rows below heads, learned in so many rounds."""
    lines = _read_lines(rows, heads, most)
    pieces = lines.pieces
    columns = columns_of_heads(heads.cells, pieces)
    if len(pieces) < _FEWEST_ROWS * len(columns) - 1:
        return None
    if headless := _kind_of_headless(pieces[0], columns[0]):
        columns.insert(0, LineColumn(HeadCell(()), headless))
    body = _plan(lines, columns)
    for _ in range(rounds - 1):
        learn(columns, body.cells)
        body = _plan(lines, columns)
    return body


def _kind_of_headless(first: Piece, column: LineColumn) -> str:
    """The kind of a first column that has no head: running numbers, labels before numbers."""
    if folded(first.text) == "1" and column.kind != "number":
        return "running"
    return "text" if first.kind == "text" and column.kind in TYPED else ""


def _plan(lines: _Lines, columns: list[LineColumn]) -> LineBody:
    """The cells that suit the columns best, each as the pieces of its lines; a heading begins a
    row, and where the table ends above it the next rows are of another one."""
    body = LineBody(columns, [], 0, 0.0, {})
    for first, last in pairwise(sorted({0, *lines.headings, len(lines.pieces)})):
        ends = [end - first for end in lines.ends if first <= end < last]
        pieces = lines.pieces[first:last]
        cells, gain = _plan_pieces(pieces, ends, columns)
        taken = sum(len(cell) for row in cells for cell in row)
        if first and gain <= 0:
            break
        headings = body.headings
        if heading := lines.headings.get(first):
            headings = {**headings, len(body.cells): heading}
        end = pieces[taken - 1].number + 1
        body = LineBody(columns, [*body.cells, *cells], end, body.gain + gain, headings)
        if taken < len(pieces):
            break
    return body


def _plan_pieces(
    pieces: Sequence[Piece], ends: Sequence[int], columns: list[LineColumn]
) -> tuple[Cells, float]:
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
    cells: Cells = [[[] for _ in columns] for _ in range(plan.path[-1][0] + 1)]
    for piece, (row, column) in zip(pieces, plan.path, strict=False):
        cells[row][column].append(piece)
    return cells, plan.gain


def _read_lines(rows: Sequence[Row], heads: Heads, most: int) -> _Lines:
    """The pieces of the lines below heads that may be cells."""
    pieces: list[Piece] = []
    ends: list[int] = []
    headings: dict[int, Row] = {}
    tagged = any("operator" in head.roles for head in heads.cells)
    areas = any("medical_area" in head.roles for head in heads.cells)
    for number in range(heads.end, min(len(rows), heads.end + most)):
        row = rows[number]
        if "。" in row.text or len(row.text) > _LONGEST or row_to_heads(row):
            break
        if number > heads.end and _are_heads(rows, number):
            break
        if not areas and _AREA.fullmatch(row.text):
            headings[len(pieces)] = row
            continue
        signed = tagged and SIGN_ALONE.fullmatch(row.text)
        if is_heading(row.text) and row.kinds[0] not in TYPED and not signed:
            break
        pieces += row_to_pieces(row, number, heads.on_line)
        ends.append(len(pieces) - 1)
    headings.pop(len(pieces), None)
    return _Lines(pieces, ends, headings)


def _are_heads(rows: Sequence[Row], at: int) -> bool:
    return at + 1 < len(rows) and is_known(rows[at]) and is_known(rows[at + 1])
