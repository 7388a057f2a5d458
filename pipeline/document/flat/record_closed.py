"""Rows of a list that end with their amounts and fell apart into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.record_lines import (
    MOST_HEADS,
    MOST_LINES,
    Lines,
    Record,
    amounts_of,
    closes,
    head_between,
    is_sum,
    line_with_amounts,
)
from pipeline.document.flat.tokens import Row, Token, merge

_GRAND = re.compile(r"(?:合|総|純合)\s*計$")


def read_closed(rows: Sequence[Row], at: int, fewest: int, most: int) -> Lines | None:
    """The rows that end with their amounts, from rows[at] on."""
    found = Lines([], [], at)
    pending: list[list[Token]] = []
    number, aside, below, before = at, 0, 0, at
    while number < len(rows) and len(pending) <= MOST_LINES:
        row = rows[number]
        if head := head_between(rows, number):
            if not pending and found.records and _is_group(found.records[-1]):
                found.records.pop()  # of the next list, whose head this is
                found.end = before
                break
            if not pending and found.records and _is_grand(found.records[-1]):
                break
            if len(found.heads) == MOST_HEADS:
                break
            found.heads.append(head)
            aside, below = len(pending), row.line.index
            number = head.end
            continue
        tokens, number = line_with_amounts(rows, number, most)
        run = amounts_of(tokens)
        if run is None or not closes(tokens, run, fewest, most):
            pending.append(tokens)
            continue
        record = _closed_record(pending, tokens, run)
        record.aside, record.below = aside, below
        found.records.append(record)
        before = found.end
        pending, found.end, aside = [], number, 0
    return found if found.records else None


def _closed_record(pending: list[list[Token]], tokens: list[Token], run: tuple[int, int]) -> Record:
    first, stop = run
    before = [*pending, tokens[:first]] if first else pending
    record = Record(before, tokens[first:stop], [tokens[stop:]] if tokens[stop:] else [])
    record.sums = is_sum(record)
    return record


def _is_grand(record: Record) -> bool:
    """The sum of all rows: the same head behind it is that of another list."""
    return record.sums and bool(_GRAND.search(merge(record.before[-1]).text))


def _is_group(record: Record) -> bool:
    """A heading with amounts of its own: ○ 訪問看護の充実 1,200 800."""
    if len(record.before) != 1 or record.sums or record.behind:
        return False
    return is_heading(merge(record.before[0]).text)
