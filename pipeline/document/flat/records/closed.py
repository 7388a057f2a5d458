"""Rows of a list that end with their amounts and fell apart into lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from normalizers.total import is_grand_total
from pipeline.document.flat.divisions import has_marker
from pipeline.document.flat.limits import is_heading
from pipeline.document.flat.records.lines import (
    MOST_HEADS,
    MOST_LINES,
    Lines,
    Record,
    amounts_of,
    closes,
    head_between,
    is_sum,
    line_of_asides,
    line_tokens,
    line_with_amounts,
    stands_apart,
)
from pipeline.document.flat.tokens import Row, Token, folded, merge

_MOST_TITLES = 3  # lines
_MOST_WORDS = 2


def read_closed(
    rows: Sequence[Row], at: int, fewest: int, most: int, behind: int = 1
) -> Lines | None:
    """The rows that end with their amounts, from rows[at] on; behind: words that may stand behind
    the amounts on their line."""
    found = Lines([], [], at)
    pending: list[list[Token]] = []
    number, aside, below, running = at, 0, 0, 0
    while number < len(rows) and len(pending) <= MOST_LINES:
        row = rows[number]
        if head := head_between(rows, number):
            if not pending and (groups := _groups_behind(found.records)):
                del found.records[-groups:]  # of the next list, whose head this is
                found.end = found.records[-1].end if found.records else at
                break
            if not pending and found.records and _is_grand(found.records[-1]):
                break
            if found.records and pending and _begin_next(found.records[-1], pending):
                break
            if len(found.heads) == MOST_HEADS:
                break
            found.heads.append(head)
            aside, below = len(pending), row.line.index
            number = head.end
            continue
        if most > 1 and _opens(rows, number, running + 1):
            tokens, following, running = line_tokens(row), number + 1, running + 1
            run = amounts_of(tokens, 1)
        else:
            opens = partial(_opens, rows, number=running + 1) if running else None
            tokens, following, run = line_with_amounts(rows, number, most, opens)
        number = following
        if run is None or not closes(tokens, run, fewest, most, behind):
            pending.append(tokens)
            continue
        record = _closed_record(pending, tokens, run)
        if number < len(rows) and run[1] == len(tokens):
            record.asides = line_of_asides(rows[number], len(record.amounts))
            number += bool(record.asides)
        record.aside, record.below, record.end = aside, below, number
        found.records.append(record)
        pending, found.end, aside = [], number, 0
    return found if found.records else None


def _opens(rows: Sequence[Row], at: int, number: int) -> bool:
    """Whether rows[at] begins a row with its running number: words stand behind it."""
    tokens = rows[at].tokens
    if folded(tokens[0].text) != str(number):
        return False
    behind = (
        tokens[1] if len(tokens) > 1 else rows[at + 1].tokens[0] if at + 1 < len(rows) else None
    )
    return behind is not None and behind.kind == "text"


def _closed_record(pending: list[list[Token]], tokens: list[Token], run: tuple[int, int]) -> Record:
    first, stop = run
    before = [*pending, tokens[:first]] if first else pending
    record = Record(before, tokens[first:stop], [tokens[stop:]] if tokens[stop:] else [])
    record.sums = is_sum(record)
    return record


def _is_grand(record: Record) -> bool:
    """The sum of all rows: the same head behind it is that of another list."""
    return record.sums and is_grand_total(merge(record.before[-1]).text)


def _groups_behind(records: Sequence[Record]) -> int:
    """How many records behind the others are groups of the next list, the last a marked heading;
    one above it tells its words and amounts on one line, as the rows do not."""
    if not records or not _is_group(records[-1]):
        return 0
    apart = sum(map(stands_apart, records)) * 2 > len(records)
    above = takewhile(lambda r: apart and not stands_apart(r) and not r.sums, records[-2::-1])
    return 1 + sum(1 for _ in above)


def _begin_next(last: Record, lines: Sequence[Sequence[Token]]) -> bool:
    """Whether the lines between a row and a head are the heading of another list; behind a sum
    other matter may stand above it."""
    near = range(max(0, len(lines) - _MOST_TITLES), len(lines)) if last.sums else [0]
    return any(_are_titles(lines[at:]) for at in near)


def _are_titles(lines: Sequence[Sequence[Token]]) -> bool:
    """Whether lines head the next list: its heading, and what is said of it (財源：基金)."""
    short = all(len(line) <= _MOST_WORDS and "。" not in line[-1].text for line in lines)
    marked = _is_title(lines[0]) or has_marker(merge([*lines[0]]).text)
    return marked and short and len(lines) <= _MOST_TITLES


def _is_title(line: Sequence[Token]) -> bool:
    """A line that heads the next list: ○ 人材の確保, right above the head."""
    return len(line) <= 2 and line[0].kind in ("text", "mark") and is_heading(merge([*line]).text)


def _is_group(record: Record) -> bool:
    """A heading with amounts of its own: ○ 訪問看護の充実 1,200 800."""
    if len(record.before) != 1 or record.sums or record.behind:
        return False
    return is_heading(merge(record.before[0]).text)
