"""Lists of programs, or of areas, flattened to one cell a block, blank lines between the blocks.

事業名
実施主体
総事業費
うち基金
事業の内容

非常用電源整備
事業

中央病院

88,200 58,800

停電時にも診療を続けられるよう、自家発電
設備を増設する。

計 88,200 58,800

The heads stand one a line or on one line, or one a block as the cells do. Numbers that follow one
another may share a line; they tell at each row whether the texts around them were given to the
right columns. A first column of divisions has a cell in the first row of each alone, or stands
between the rows as headings do. Heads may come again at the top of a page. Blank lines and counts
alone tell the cells, so that a description may be several sentences, which end all other tables.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.total import total_level
from pipeline.document.flat.divisions import is_marked
from pipeline.document.flat.heads import HeadCell, head_lines, head_score, is_head, row_to_heads
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.table import SPANNED, Table
from pipeline.document.flat.tokens import Row, is_single, merge
from pipeline.document.model import EMPTY, Cite

_NUMBERS = frozenset({"number", "nil"})
_EXACT, _KNOWN = 3, 2  # how a head fits the vocabulary
_FEWEST_HEADS, _WIDEST_HEAD = 3, 34
_FEWEST_ROWS = 2
_FEWEST_TEXTS = 2  # columns of text: of one alone, other readers know
_MOST_LINES = 12  # of one cell
_MOST_HEADS = 12
_MOST_HEAD_LINES = 2  # of one head


def blocks_begin(rows: Sequence[Row]) -> list[int]:
    """Where such a list could begin: a line of heads, or the first of some heads below one
    another, that a text without numbers follows."""
    short = [row.width <= _WIDEST_HEAD and _is_word(row) for row in rows]
    found = head_lines(rows)
    found += [
        at
        for at in range(len(rows) - _FEWEST_HEADS + 1)
        if short[at] and short[at + 1] and short[at + 2] and _begins(rows, at, short)
    ]
    return found


def _begins(rows: Sequence[Row], at: int, short: list[bool]) -> bool:
    """Whether a line is the first of some heads below one another."""
    if not all(map(_is_exact, rows[at : at + _FEWEST_HEADS])):
        return False
    return not at or not short[at - 1] or not _is_exact(rows[at - 1])


def take_blocks(rows: Sequence[Row], at: int) -> Table | None:
    """The list whose heads begin at rows[at], or None: one row a program, each with a block for
    every column of text and a number for every column of numbers."""
    heads, start = _take_heads(rows, at)
    numeric = [head.kind == "number" for head in heads]
    roles = [head.roles for head in heads]
    named = [n for n, found in enumerate(roles) if "name" in found]
    money = sum("amount" in found for found in roles)
    areas = {"medical_area", "municipalities"} <= frozenset().union(*roles)
    if areas and not named:  # of areas, their sizes and populations
        named = [n for n, found in enumerate(roles) if "medical_area" in found]
        money = sum(bool(found & {"area", "population"}) for found in roles)
    if not named or not money or numeric.count(False) < _FEWEST_TEXTS:
        return None
    divided = "division" in roles[0] and not numeric[0]
    found: list[list[Cite]] = []
    complete = 0
    end = start
    while end < len(rows):
        end = _behind_heads(rows, end, heads)
        sums = _sum_row(rows, end, numeric, named[0])
        taken = sums or _take_row(rows, end, numeric) or _take_divided(rows, end, numeric, divided)
        if taken is None:
            break
        cells, end = taken
        found.append(cells)
        complete += not sums and all(cell is not SPANNED for cell in cells)
    if complete < _FEWEST_ROWS:
        return None
    return Table([head.cite for head in heads], found, end)


def _take_divided(
    rows: Sequence[Row], at: int, numeric: list[bool], divided: bool
) -> tuple[list[Cite], int] | None:
    """A row without its division, where the first column is of divisions, else a heading over the
    row below."""
    if at >= len(rows):
        return None
    if divided:
        taken = _take_row(rows, at, numeric[1:])
        return ([EMPTY, *taken[0]], taken[1]) if taken else None
    alone = at + 1 < len(rows) and rows[at + 1].gap
    if alone and is_marked(rows[at]) and _take_row(rows, at + 1, numeric):
        return [rows[at].line.cite(), *[SPANNED] * (len(numeric) - 1)], at + 1
    return None


def _behind_heads(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> int:
    """The place behind the heads where they come again at the top of a page, else the same."""
    if at >= len(rows) or rows[at].line.page == heads[0].tokens[0].line.page:
        return at
    again, end = _take_heads(rows, at)
    return end if [h.text for h in again] == [h.text for h in heads] else at


def _take_heads(rows: Sequence[Row], at: int) -> tuple[list[HeadCell], int]:
    """The heads and where the first row could begin."""
    end = _heads_end(rows, at)
    heads, behind = _heads_of_blocks(rows, at)
    if at and heads and len(rows[at].tokens) == 1 and _is_exact(rows[at - 1]):
        return [], at + 1  # the head above is the first
    if len(heads) >= _FEWEST_HEADS and behind > end:
        return heads, behind
    if end - at >= _FEWEST_HEADS:
        return [HeadCell(tuple(row.tokens)) for row in rows[at:end]], end
    return row_to_heads(rows[at]) or [], at + 1


def _heads_of_blocks(rows: Sequence[Row], at: int) -> tuple[list[HeadCell], int]:
    """The heads from rows[at] on of which each is a block of one line or two."""
    heads: list[HeadCell] = []
    while at < len(rows) and len(heads) < _MOST_HEADS:
        end = at + 1
        while end < len(rows) and not rows[end].gap:
            end += 1
        lines = rows[at:end]
        if len(lines) > _MOST_HEAD_LINES or any(row.width > _WIDEST_HEAD for row in lines):
            break
        head = HeadCell(tuple(token for row in lines for token in row.tokens))
        if not is_head(head.text):
            break
        heads.append(head)
        at = end
    return heads, at


def _is_exact(row: Row) -> bool:
    return is_head(_squeezed(row))


def _is_word(row: Row) -> bool:
    """A line of one piece of text, perhaps letter-spaced (区 分)."""
    if row.kinds == ("text",):
        return True
    return len(row.tokens) < 4 and all(map(is_single, row.tokens))


def _heads_end(rows: Sequence[Row], at: int) -> int:
    """The end of the heads below one another from rows[at] on, all as far apart."""
    end = at
    while end < min(len(rows), at + _MOST_HEADS):
        row = rows[end]
        apart = end > at + 1 and row.gap != rows[at + 1].gap
        least = (
            _EXACT if row.gap or end == at else _KNOWN
        )  # うち基金, where cells are farther apart
        if apart or not _is_word(row) or head_score(_squeezed(row)) < least:
            break
        end += 1
    return end


def _squeezed(row: Row) -> str:
    """The text of a line without blanks."""
    return "".join(token.text for token in row.tokens)


def _sum_row(
    rows: Sequence[Row], at: int, numeric: list[bool], name: int
) -> tuple[list[Cite], int] | None:
    """The cells of a line with a sum's word and all numbers, and where they end: 計 88,200 58,800.
    The numbers may stand on the lines below."""
    if at >= len(rows):
        return None
    count = sum(numeric)
    tokens, end = list(rows[at].tokens), at + 1
    while end < len(rows) and total_level(_squeezed(rows[at])) and _are_numbers(rows[end].tokens):
        if len(tokens) + len(rows[end].tokens) > count + len(rows[at].tokens):
            break
        tokens += rows[end].tokens
        end += 1
    words, numbers = tokens[:-count], tokens[-count:]
    if not words or not total_level(merge(words).text) or not _are_numbers(numbers):
        return None
    cells = [EMPTY] * len(numeric)
    cells[name] = merge(words).cite
    for column, token in zip(
        [n for n, is_one in enumerate(numeric) if is_one], numbers, strict=True
    ):
        cells[column] = token.cite
    return cells, end


def _take_row(rows: Sequence[Row], at: int, numeric: list[bool]) -> tuple[list[Cite], int] | None:
    """The cells of the row from rows[at] on, and its end; None where a block is none of them."""
    cells: list[Cite] = []
    number = at
    while len(cells) < len(numeric):
        if number >= len(rows):
            return None
        if not numeric[len(cells)]:
            end = _block_end(rows, number)
            if end is None:
                return None
            cells.append(Cite.join(row.line.cite() for row in rows[number:end]))
            number = end
            continue
        tokens = rows[number].tokens
        columns = numeric[len(cells) : len(cells) + len(tokens)]
        if not _are_numbers(tokens) or len(columns) < len(tokens) or not all(columns):
            return None
        cells.extend(token.cite for token in tokens)
        number += 1
    return cells, number


def _block_end(rows: Sequence[Row], at: int) -> int | None:
    """The end of the lines of text from rows[at] on without a blank line between them; None for a
    block that is no cell: heads, a heading, a line that ends with numbers."""
    end = at
    while end < len(rows) and (end == at or not rows[end].gap):
        row = rows[end]
        if row.kinds[-1] in _NUMBERS or end - at >= _MOST_LINES or row_to_heads(row):
            return None
        end += 1
    heads = _heads_end(rows, at) >= at + 2 and not total_level(_squeezed(rows[at + 1]))
    return None if heads or is_heading(rows[at].text) else end


def _are_numbers(tokens: Sequence) -> bool:
    return bool(tokens) and all(token.kind in _NUMBERS for token in tokens)
