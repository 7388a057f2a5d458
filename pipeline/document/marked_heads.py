"""Heads of tables with tabs or pipes that do not stand over their columns."""

from __future__ import annotations

import re

from normalizers.head import read_heads
from normalizers.text import fold
from pipeline.document.model import Cite

_FEWEST_NUMBERED = 2
_FEWEST_OF_TWO = 4  # rows of a table with heads of two rows
_FEWEST_SHIFTED = 2
_FEWEST_GROUPED = 4  # columns of a table whose first groups its rows
_NUMBER = re.compile(r"[△▲－-]?[ 　]*[0-9０-９][0-9０-９,，.．]*[%％円]?|[－―‐ー-]")
_WORD = re.compile(r"\S+")
COVERED = Cite("", ())  # a position that the cell on its left covers


def without_empty_column(rows: list[list[Cite]]) -> list[list[Cite]]:
    """The rows without an empty cell that begins each of them, where the head has none: a column
    of colours that recognition saw below the head only."""
    head, below = rows[0], rows[1:]
    shifted = len(below) >= _FEWEST_SHIFTED and bool(head[0]) and len(head) > 1
    if not shifted or any(row[0] or len(row) != len(head) + 1 for row in below):
        return rows
    return [head, *(row[1:] for row in below)]


def head_over_numbers(rows: list[list[Cite]]) -> list[list[Cite]]:
    """A head without a word over the running numbers of its rows stands one column to the right:
    its last cell is empty."""
    numbers = [fold(row[0].text) for row in rows[1:] if row]
    counted = numbers == [str(n) for n in range(1, len(numbers) + 1)]
    if len(numbers) < _FEWEST_NUMBERED or not counted or not rows[0][0] or rows[0][-1]:
        return rows
    return [[rows[0][-1], *rows[0][:-1]], *rows[1:]]


def two_heads(rows: list[list[Cite]]) -> list[list[Cite]]:
    """Heads of two rows that lost their merged cells, as the empty cells at their ends tell: what
    the second lacks at its end are cells of the first that reach down into it, and the others of
    the first share the columns that are left."""
    if len(rows) < _FEWEST_OF_TWO or not all(row and row[-1] for row in rows[2:]):
        return rows
    upper, lower = rows[0], rows[1]
    words = [cite for cite in upper if cite]
    down = len(lower) - len([cite for cite in lower if cite])
    over, width = words[down:], len(lower)
    if not down or not over or len(upper) != width or (width - down) % len(over):
        return rows
    if upper[: len(words)] != words or not all(lower[: width - down]):
        return rows
    size = (width - down) // len(over)
    spread = [cell for cite in over for cell in (cite, *[COVERED] * (size - 1))]
    moved = [*lower[width - down :], *lower[: width - down]]
    return [[*words[:down], *spread], moved, *rows[2:]]


def lost_spans(rows: list[list[Cite]]) -> list[list[Cite]]:
    """Rows of a table whose first column groups its rows, as pages of the web give them: a group
    stands in the first of its rows, and the others begin one cell further left and end empty, as
    does the head, whose first cell stood over two. Each where it belongs; any other table as it
    is: only words, then only numbers must stand in every column."""
    head, below = (rows[0], rows[1:]) if rows else ([], [])
    width = len(head)
    if width < _FEWEST_GROUPED or head[-1] or not all(head[:-1]):
        return rows
    if any(len(row) != width or not all(row[:-1]) for row in below):
        return rows
    full = [row for row in below if row[-1]]
    short = [row for row in below if not row[-1]]
    if len(full) < _FEWEST_SHIFTED or len(short) <= len(full) or full[0] is not below[0]:
        return rows
    grouped = all(_is_words(row[0]) and _is_words(row[1]) for row in full)
    numbers = all(map(_is_number, (c for row in full for c in row[2:])))
    named = all(_is_words(row[0]) for row in short)
    if not (grouped and named and numbers):
        return rows
    if not all(map(_is_number, (c for row in short for c in row[1:-1]))):
        return rows
    moved = [row if row[-1] else [row[-1], *row[:-1]] for row in below]
    return [[head[0], COVERED, *head[1:-1]], *moved]


def columns_below(row: list[Cite], column: int) -> int:
    """How many columns a cell stands over: its own, and those of the covered cells behind it."""
    end = column + 1
    while end < len(row) and row[end] is COVERED:
        end += 1
    return end - column


def rows_below(rows: list[list[Cite]], number: int) -> int:
    """How many rows the group that a row begins with has: up to the next first cell."""
    ends = (n for n in range(number + 1, len(rows)) if rows[n][0])
    return next(ends, len(rows)) - number


def _is_number(cite: Cite) -> bool:
    return bool(_NUMBER.fullmatch(cite.text))


def _is_words(cite: Cite) -> bool:
    return not _is_number(cite)


def split_heads(rows: list[list[Cite]]) -> list[list[Cite]]:
    """The rows with each head over a column of its own where recognition put two or more into one
    cell (新規 再掲): as many words as there are columns without a head, behind the cell or by the
    width of nearly all rows."""
    head, below = rows[0], rows[1:]
    words = [_heads_within(cite) for cite in head]
    if len(below) < _FEWEST_SHIFTED or not any(words):
        return rows
    if (spread := _over_empty_cells(head, words)) != head:
        return [spread, *rows[1:]]
    width = len(head) + sum(len(parts) - 1 for parts in words if parts)
    if sum(len(row) == width for row in below) * 2 <= len(below) or not all(head):
        return rows
    split = [part for cite, parts in zip(head, words, strict=True) for part in parts or [cite]]
    return [split, *rows[1:]]


def _over_empty_cells(head: list[Cite], words: list[list[Cite]]) -> list[Cite]:
    """The head with the words of a cell over it and the empty cells behind it."""
    spread = list(head)
    for at, parts in enumerate(words):
        behind = head[at + 1 : at + len(parts)]
        ends = at + len(parts) >= len(head) or bool(head[at + len(parts)])
        if parts and len(behind) == len(parts) - 1 and not any(behind) and ends:
            spread[at : at + len(parts)] = parts
    return spread


def _heads_within(cite: Cite) -> list[Cite]:
    """The words of a cell that are a head each, parted by blanks; none for any other cell."""
    found = list(_WORD.finditer(cite.text))
    if len(found) < 2 or not all(any(h.is_exact for h in read_heads(m[0])) for m in found):
        return []
    return [cite.part(*m.span()) for m in found]
