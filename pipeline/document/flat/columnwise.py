"""Tables that were read column after column: each head, and all cells below it, one a line.

事業名
夜間診療所設備
更新事業

電話相談事業

総事業費
4,200
1,800
計 6,000

The columns of numbers say how many rows there are; a column of words has as many lines, or as many
blocks with blank lines between them. A sum stands below the numbers of each column. No other
reader takes cells that stand in the order of the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from normalizers.total import total_level
from pipeline.document.flat.heads import HeadCell, is_head
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import TYPED, Row, merge
from pipeline.document.model import EMPTY, Cite

_KINDS = {
    "number": frozenset({"number", "counted", "nil"}),
    "mark": frozenset({"mark", "nil"}),
    "date": frozenset({"date", "nil"}),
    "counted": frozenset({"counted", "nil"}),
}
_NAMES = frozenset({"name", "facility", "disaster", "item", "medical_area"})
_WIDEST_HEAD = 34
_FEWEST_ROWS = 3
_FEWEST_COLUMNS, _OF_RATES = 3, 2
_MOST_ROWS = 200
_MOST_LINES = 4  # of a cell of words


@dataclass(slots=True)
class _Column:
    """The cells below a head, and the line of their sum."""

    head: HeadCell
    cells: list[Cite]
    total: list[Cite]  # the word and the number
    end: int


def columnwise_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a table could begin: the head of a column of words with none below it, and
    further down one of numbers with numbers below it."""
    found: list[int] = []
    first: int | None = None  # the next head of numbers
    for at in range(len(rows) - _FEWEST_ROWS, -1, -1):
        if not _is_head(rows[at]):
            continue
        if _is_over_values(rows, at):
            first = at
        elif first is not None and _FEWEST_ROWS < first - at < _MOST_ROWS and _opens(rows, at):
            found.append(at)
    return found[::-1]


def _opens(rows: Sequence[Row], at: int) -> bool:
    below = rows[at + 1]
    return below.kinds[0] not in TYPED and not (_is_head(below) and below.gap == rows[at].gap)


def take_columnwise(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose first head stands on rows[at], or None where its columns differ in length."""
    heads = [n for n in range(at + 1, min(len(rows), at + _MOST_ROWS)) if _is_head(rows[n])]
    first = next((n for n in heads if _is_over_values(rows, n)), None)
    if first is None:
        return None
    kinds = _KINDS[_head(rows[first]).kind]
    end = first + 1
    while end < len(rows) and len(rows[end].tokens) == 1 and rows[end].kinds[0] in kinds:
        end += 1
    columns = _take_columns(rows, at, end - first - 1)
    if not columns or columns[-1].end <= first:
        return None
    cells = [list(row) for row in zip(*(c.cells for c in columns), strict=True)]
    return Table([c.head.cite for c in columns], [*cells, *_sums(columns)], columns[-1].end)


def _take_columns(rows: Sequence[Row], at: int, count: int) -> list[_Column]:
    """The columns from rows[at] on, all with so many cells; none where they are too few."""
    columns: list[_Column] = []
    while count >= _FEWEST_ROWS and at < len(rows) and _is_head(rows[at]):
        column = _take_column(rows, at, count)
        if column is None or (
            _begins_another(column) and any(c.head.kind in _KINDS for c in columns)
        ):
            break
        columns.append(column)
        at = column.end
    rates = any("percent" in c.head.roles for c in columns)
    return columns if len(columns) >= (_OF_RATES if rates else _FEWEST_COLUMNS) else []


def _begins_another(column: _Column) -> bool:
    """Whether a column has the names of a table's rows: behind numbers it is the next table's."""
    return bool(column.head.roles & _NAMES)


def _take_column(rows: Sequence[Row], at: int, count: int) -> _Column | None:
    head = _head(rows[at])
    if head.kind in _KINDS:
        return _values(rows, at, head, count)
    last = min(len(rows), at + 1 + count * _MOST_LINES)
    ends = [n for n in range(at + 1 + count, last) if _is_head(rows[n])]
    if (end := at + 1 + count) <= len(rows) and not any(r.gap for r in rows[at + 2 : end]):
        ends.append(end)  # the last column, with a blank line behind it
    found = (_words(rows, at, end, count) for end in ends)
    return next((column for column in found if column), None)


def _is_over_values(rows: Sequence[Row], at: int) -> bool:
    """Whether a head of numbers, dates or marks stands over such."""
    kinds = _KINDS.get(_head(rows[at]).kind)
    below = rows[at + 1 : at + 1 + _FEWEST_ROWS]
    return kinds is not None and all(len(r.tokens) == 1 and r.kinds[0] in kinds for r in below)


def _values(rows: Sequence[Row], at: int, head: HeadCell, count: int) -> _Column | None:
    """A column of so many numbers, dates or marks, and perhaps their sum."""
    end = at + 1 + count
    lines = rows[at + 1 : end]
    kinds = _KINDS[head.kind]
    if len(lines) < count or any(len(r.tokens) > 1 or r.kinds[0] not in kinds for r in lines):
        return None
    total = _sum_of(rows[end]) if end < len(rows) else []
    if not total and end < len(rows) and rows[end].kinds[0] in kinds and not rows[end].gap:
        return None  # the column goes on
    return _Column(head, [r.line.cite() for r in lines], total, end + bool(total))


def _words(rows: Sequence[Row], at: int, end: int, count: int) -> _Column | None:
    """A column of so many cells of words: lines, or blocks between blank lines."""
    cells = next((cells for cells in _cut(rows[at + 1 : end]) if len(cells) == count), None)
    if cells is None or any(len(lines) > _MOST_LINES for lines in cells):
        return None
    gap = max(1, rows[at + 1].gap)
    if end < len(rows) and not _is_head(rows[end]) and rows[end].gap < gap:
        return None
    if end < len(rows) and rows[end].gap < rows[at + 1].gap:  # 事業 may end a cell
        return None
    if any(r.kinds[0] in TYPED or is_heading(r.text) for lines in cells for r in lines):
        return None
    joined = [Cite.join(r.line.cite() for r in lines) for lines in cells]
    return _Column(_head(rows[at]), joined, [], end)


def _cut(lines: Sequence[Row]) -> Iterator[list[list[Row]]]:
    """Lines as cells: one each, unless blank lines part some of them, and those without one
    between them together."""
    if len({bool(line.gap) for line in lines[1:]}) < 2:
        yield [[line] for line in lines]
    blocks: list[list[Row]] = []
    for line in lines:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    yield blocks


def _sum_of(row: Row) -> list[Cite]:
    """The word and the number of a sum's line: 計 88,200."""
    *words, number = row.tokens
    if not words or number.kind != "number" or not total_level(merge(words).text):
        return []
    return [merge(words).cite, number.cite]


def is_sum_of_column(row: Row) -> bool:
    """Whether a line is a sum with its word, which a table prints again for each column."""
    return bool(_sum_of(row))


def _sums(columns: Sequence[_Column]) -> list[list[Cite]]:
    """The row of sums, where the columns end with them."""
    words = next((c.total[0] for c in columns if c.total), None)
    if words is None:
        return []
    return [[words, *(c.total[1] if c.total else EMPTY for c in columns[1:])]]


def _is_head(row: Row) -> bool:
    if row.kinds[0] in TYPED or row.width > _WIDEST_HEAD or is_heading(row.text):
        return False
    return is_head(row.text)


def _head(row: Row) -> HeadCell:
    return HeadCell((merge(row.tokens),))
