"""Tables that were flattened to one cell a line: heads one below another, then the cells of each
row one below another.

病院名称
所在地
指定年月日
1
東浜病院
東浜市
平成18年10月18日
2
西山病院
西山町

Which column a line belongs to is told by what it says: names of facilities, addresses, dates,
numbers. A cell may stand on two lines, and a merged one may be missing; running numbers, where
there are any, begin the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from normalizers.head import read_heads
from pipeline.document.flat.cell_kinds import NAMES, NO_FACILITIES, Column, is_name, squeezed
from pipeline.document.flat.cell_plan import plan_cells
from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, folded, is_single
from pipeline.document.model import EMPTY, Cite

_LONGEST_HEAD = 16
_WIDEST_HEAD = 60  # blanks within it included
_LONGEST_CELL = 60
_FEWEST_HEADS = 2
_MOST_HEADS = 20
_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 3  # below a head line
_MOST_UNKNOWN = 3  # heads that no vocabulary knows, between those known and the first number
_MOST_LINES = 2000
_MOST_NAMELESS = 12  # lines without a name between two rows
_MOST_PER_COLUMN = 2  # lines that the cells of a row have on the average at most
_JOIN = -0.6  # a cell on a further line
_FEWEST_GAIN = 0.8  # per row, of cells that suit their columns
_Body = tuple[list[list[Cite]], int]  # the cells of the rows, and where they end


def cells_begin(rows: Sequence[Row]) -> list[int]:
    """Where a table of one cell a line could begin: two heads below one another."""
    short = [row.width <= _WIDEST_HEAD and len(squeezed(row.text)) <= _LONGEST_HEAD for row in rows]
    return [
        at
        for at, (here, below) in enumerate(pairwise(short))
        if here and below and _is_head(rows[at]) and _is_head(rows[at + 1])
    ]


def take_cells(rows: Sequence[Row], at: int) -> Table | None:
    """The table of one cell a line whose first head is rows[at], or None."""
    end = _heads_end(rows, at)
    if end - at < _FEWEST_HEADS:
        return None
    first = _first_number(rows, end)
    numbered = first is not None
    if first is not None:
        end = first
    heads = [read_heads(squeezed(row.text)) for row in rows[at:end]]
    names = [c for c, found in enumerate(heads) if any(h.role in NAMES for h in found)]
    if not names:
        return None
    columns = [
        Column(found, squeezed(r.text)) for found, r in zip(heads, rows[at:end], strict=True)
    ]
    found = _read_numbered(rows, end, columns) if numbered else _read_plain(rows, end, columns)
    if found is None:
        return None
    head = [*([EMPTY] * numbered), *(row.line.cite() for row in rows[at:end])]
    return Table(head, *found)


def _heads_end(rows: Sequence[Row], at: int, most: int = _MOST_HEADS) -> int:
    """The end of the lines from rows[at] on that are heads, each a word of the vocabulary."""
    end = at
    while end < min(len(rows), at + most) and _is_head(rows[end]):
        end += 1
    return end


def _is_head(row: Row) -> bool:
    if "head of a cell" not in row.memo:
        row.memo["head of a cell"] = _reads_as_head(row)
    return bool(row.memo["head of a cell"])


def _reads_as_head(row: Row) -> bool:
    text = squeezed(row.text)
    if len(text) > _LONGEST_HEAD or not text or row.kinds == ("mark",):
        return False
    found = read_heads(text)
    best = max((h.fit for h in found), default=0)
    whole = len(row.tokens) == 1 or all(map(is_single, row.tokens))
    return best == 3 or (best == 2 and whole and not is_name(text))


def _first_number(rows: Sequence[Row], end: int) -> int | None:
    """Where the running number of the first row stands, a few unknown heads behind the known."""
    for number in range(end, min(len(rows), end + _MOST_UNKNOWN + 1)):
        text = rows[number].text
        if _as_number(text) == 1:
            return number
        if "。" in text or len(text) > _LONGEST_HEAD:
            return None
    return None


def _read_numbered(rows: Sequence[Row], at: int, columns: list[Column]) -> _Body | None:
    """The rows that running numbers begin; the last is no longer than the longest before it."""
    starts = [at]
    for number in range(at + 1, min(len(rows), at + _MOST_LINES)):
        far = number - starts[-1] > _MOST_PER_COLUMN * (len(columns) + 1)
        if far or not _can_be_cell(rows[number]) or _is_head(rows[number]):
            break
        if _as_number(rows[number].text) == len(starts) + 1:
            starts.append(number)
    if len(starts) < _FEWEST_ROWS:
        return None
    longest = max(b - a for a, b in pairwise(starts))
    end = starts[-1] + 1
    while end < min(len(rows), starts[-1] + longest) and _can_be_cell(rows[end]):
        end += 1
    found: list[list[Cite]] = []
    gain = 0.0
    for a, b in zip(starts, [*starts[1:], end], strict=True):
        best, cells = _best_row(rows[a + 1 : b], columns)
        gain += best
        found.append([rows[a].line.cite(), *cells])
    named = sum(has_name(cells[1:], columns) for cells in found)
    if named * 5 < len(found) * 4 or gain < _FEWEST_GAIN * len(found):
        return None
    return found, end


def _best_row(lines: Sequence[Row], columns: list[Column]) -> tuple[float, list[Cite]]:
    """The cells of the lines of one row."""
    plan = plan_cells([x.text for x in lines], columns, joins=_joins(lines))
    cells = [EMPTY] * len(columns)
    for line, (_, column) in zip(lines, plan.path, strict=True):
        cells[column] = Cite.join([cells[column], line.line.cite()])
    return plan.gain, cells


def _read_plain(rows: Sequence[Row], at: int, columns: list[Column]) -> _Body | None:
    """The rows without running numbers, up to where further lines suit no column."""
    lines = rows[at : _body_end(rows, at)]
    ends = range(len(lines))
    found = _pieces_to_rows([x.line.cite() for x in lines], _joins(lines), ends, columns)
    return (found[0], at + found[1]) if found else None


def _body_end(rows: Sequence[Row], at: int) -> int:
    """The end of the lines that could be cells: before a sentence, a heading or another head, or
    where no more names follow."""
    end = named = at
    while end < len(rows) and end - named <= _MOST_NAMELESS and _can_be_cell(rows[end]):
        if end > at and (_is_heading_line(rows[end]) or row_to_heads(rows[end])):
            break
        if _heads_end(rows, end, most=_FEWEST_HEADS) - end == _FEWEST_HEADS:
            break
        named = end if any(is_name(t.text) for t in rows[end].tokens) else named
        end += 1
    return end


def _pieces_to_rows(
    pieces: Sequence[Cite], joins: Sequence[float], ends: Sequence[int], columns: list[Column]
) -> tuple[list[list[Cite]], int] | None:
    """Pieces one after another as rows, each with a name, and how many pieces they are."""
    if sum(is_name(x.text) for x in pieces) < _FEWEST_ROWS:  # each row needs one
        return None
    plan = plan_cells([x.text for x in pieces], columns, joins=joins, ends=ends)
    count = plan.path[-1][0] + 1
    found = [[EMPTY] * len(columns) for _ in range(count)]
    for piece, (row, column) in zip(pieces, plan.path, strict=False):
        found[row][column] = Cite.join([found[row][column], piece])
    named = sum(has_name(cells, columns) for cells in found)
    if count < _FEWEST_ROWS or named < count or plan.gain < _FEWEST_GAIN * count * 2:
        return None
    return found, len(plan.path)


def columns_of_facilities(row: Row) -> tuple[list[Cite], list[Column]]:
    """The heads of a line and their columns; none where it is no head of a list of facilities."""
    heads = row_to_heads(row) or []
    columns = [Column(read_heads(h.text), h.text) for h in heads]
    roles = {h.role for c in columns for h in c.heads}
    if len(heads) < _FEWEST_COLUMNS or "facility" not in roles or roles & NO_FACILITIES:
        return [], []
    return [h.cite for h in heads], columns


def take_spread(rows: Sequence[Row], at: int) -> Table | None:
    """The table below a head line whose rows stand on several lines, with several cells on some:
    a name over two lines, then its address and what follows."""
    heads, columns = columns_of_facilities(rows[at])
    if not columns:
        return None
    lines = rows[at + 1 : _body_end(rows, at + 1)]
    tokens = [t for line in lines for t in line.tokens]
    ends = [end - 1 for end in accumulate(len(line.tokens) for line in lines)]
    joins = [_JOIN] * len(tokens)
    for line, end, join in zip(lines, ends, _joins(lines), strict=True):
        joins[end + 1 - len(line.tokens)] = join
    found = _pieces_to_rows([t.cite for t in tokens], joins, ends, columns)
    if found is None:
        return None
    return Table(heads, found[0], at + 2 + ends.index(found[1] - 1))


def _joins(lines: Sequence[Row]) -> list[float]:
    """Lines without a blank line between them are more often one cell."""
    return [_JOIN if line.gap else _JOIN / 2 for line in lines]


def has_name(cells: list[Cite], columns: list[Column]) -> bool:
    """Whether one of the columns of names has one."""
    return any(
        any(map(is_name, cite.text.split("\n")))
        for cite, column in zip(cells, columns, strict=True)
        if {h.role for h in column.heads} & NAMES
    )


def _can_be_cell(row: Row) -> bool:
    return "。" not in row.text and len(row.text) <= _LONGEST_CELL


def _is_heading_line(row: Row) -> bool:
    return is_heading(row.text) and row.kinds != ("mark",) and not is_name(row.text)


def _as_number(text: str) -> int | None:
    bare = folded(text).strip()
    return int(bare) if bare.isdecimal() and len(bare) <= 4 else None
