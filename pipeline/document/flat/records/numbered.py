"""Rows of a list that begin with running numbers and fell apart into lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.total import is_total
from pipeline.document.flat.limits import ends_table
from pipeline.document.flat.records.heads import RecordHead
from pipeline.document.flat.records.lines import (
    AMOUNTS,
    MOST_HEADS,
    MOST_LINES,
    Lines,
    Record,
    amounts_of,
    closes,
    head_between,
    is_sum,
    leading_amounts,
    line_tokens,
    line_with_amounts,
)
from pipeline.document.flat.tokens import Row, Token, folded

_MOST_ASIDE = 30  # lines between two pages of a list: titles, the head again
_MOST_GROUPS = 6  # lines of groups above the first row
_NUMBER = re.compile(r"\d{1,4}")


def read_numbered(
    rows: Sequence[Row], at: int, fewest: int, most: int, apart: bool = True
) -> Lines | None:
    """The rows that begin with running numbers from rows[at] on; apart: most fell apart into
    lines."""
    starts, heads, aside = _running_starts(rows, at, most)
    found = Lines([], heads, at)
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        stop = min(len(rows), start + MOST_LINES) if last else starts[number + 1]
        if last:
            stop = next((n for n in range(start, stop) if n in aside), stop)
        lines = [n for n in range(start, stop) if n not in aside]
        records = _numbered_records([rows[n] for n in lines], fewest, most, last)
        if not records:
            break
        place = records[0].end - 1 if records[0].end else len(lines) - 1
        records[0].end = lines[place] + 1
        found.records += records
        found.end = (lines[0] + records[0].lines) if last else lines[-1] + 1
    rows_found = [record for record in found.records if not record.sums]
    kept = [record.lines > 1 and not _begins_whole(record) for record in rows_found]
    if not kept or (apart and sum(kept) * 2 < len(kept)):
        return None
    groups = sum(record.groups for record in found.records)
    if groups * 2 >= len(kept):  # rows, and the numbers are those of headings over them
        return None
    _take_sums(rows, found, fewest, most)
    return found


def _begins_whole(record: Record) -> bool:
    """Whether the first line of a row holds its number, its amounts and what stands around them:
    the lines below go on cells of words on either side of the amounts."""
    line = record.amounts[0].line
    behind = record.behind[0][0].line if record.behind else None
    return bool(record.before) and record.before[0][0].line is line is behind


def _running_starts(
    rows: Sequence[Row], at: int, most: int
) -> tuple[list[int], list[RecordHead], set[int]]:
    """The lines that begin with numbers that follow one another, and heads between them with all
    their lines."""
    starts: list[int] = []
    heads: list[RecordHead] = []
    aside: set[int] = set()
    number = at
    while number + 1 < len(rows) and number < at + _MOST_GROUPS and _is_group(rows[number], most):
        number += 1
    divided = _running(rows[number].tokens) is None
    expected, last = _running(rows[number].tokens, divided), number
    while expected is not None and number < min(len(rows), last + MOST_LINES + _MOST_ASIDE):
        if head := head_between(rows, number):
            if len(heads) == MOST_HEADS:
                break
            heads.append(head)
            aside.update(range(number, head.end))
            number = head.end
            continue
        if _begins(rows, number, expected, divided):
            starts.append(number)
            expected, last = expected + 1, number
        number += 1
    return starts, heads, aside


def _is_group(row: Row, most: int) -> bool:
    """A group of programs with all of its amounts: 保健総務費 9,170 6,411."""
    tokens = line_tokens(row)
    run = amounts_of(tokens)
    if most < 2 or run is None or run[1] - run[0] != most or run[1] < len(tokens):
        return False
    return run[0] > 0 and all(t.kind == "text" and "。" not in t.text for t in tokens[: run[0]])


def _numbered_records(lines: Sequence[Row], fewest: int, most: int, last: bool) -> list[Record]:
    """The row of these lines, and sums behind it; empty where no line has its amounts. Behind the
    last row of a list lines of other matter follow; lines of groups stay lines."""
    record, sums = Record([]), []
    place = _place_of_amounts(lines, fewest, most)
    for number, row in enumerate(lines if place is not None else ()):
        tokens = line_tokens(row)
        run = amounts_of(tokens, 0 if number else 1)  # the running number is none
        if record.amounts:
            more = 0 if record.behind else leading_amounts(tokens)
            if more and len(record.amounts) + more <= most:
                record.amounts += tokens[:more]
                record.end = number + 1
                record.behind += [tokens[more:]] if tokens[more:] else []
            elif last and (run or ends_table(row) or is_total(row.tokens[0].text)):
                break
            elif run and (found := _sum(tokens, run)):
                sums += found
            else:
                whole = run is not None and run[0] and run[1] - run[0] == most
                record.groups += bool(whole and run and run[1] == len(tokens))
                record.behind += [] if _is_group(row, most) else [tokens]
        elif run and number == place:
            record.before += [tokens[: run[0]]] if run[0] else []
            record.amounts = tokens[slice(*run)]
            record.end = number + 1
            record.behind += [tokens[run[1] :]] if tokens[run[1] :] else []
        else:
            record.before.append(tokens)
        record.lines += 1
    return [record, *sums] if record.amounts else []


def _place_of_amounts(lines: Sequence[Row], fewest: int, most: int) -> int | None:
    """Which line has the amounts of a row, or the first of them: one that holds nothing but all
    of them, or the first with as many as some row may have."""
    first: int | None = None
    for number, row in enumerate(lines):
        tokens = line_tokens(row)
        run = amounts_of(tokens, 0 if number else 1)
        if run is None:
            continue
        below = _amounts_below(lines[number + 1 :]) if run[1] == len(tokens) else 0
        if run[1] - run[0] > most or run[1] - run[0] + below < fewest:
            continue
        if first is None:
            first = number
        if number and run == (0, most) and len(tokens) == most:
            return number
    return first


def _amounts_below(lines: Sequence[Row]) -> int:
    """How many amounts the lines hold without a word between them."""
    count = 0
    for row in lines:
        tokens = line_tokens(row)
        more = leading_amounts(tokens)
        count += more
        if more < len(tokens):
            break
    return count


def _sum(tokens: list[Token], run: tuple[int, int]) -> list[Record]:
    behind = [tokens[run[1] :]] if tokens[run[1] :] else []
    record = Record([tokens[: run[0]]], tokens[slice(*run)], behind, sums=True)
    return [record] if run[0] and is_sum(record) else []


def _take_sums(rows: Sequence[Row], found: Lines, fewest: int, most: int) -> None:
    """Add the sums behind the last row."""
    while found.end < len(rows):
        label = rows[found.end].tokens
        apart = len(label) == 1 and label[0].kind == "text" and found.end + 1 < len(rows)
        tokens, end, _ = line_with_amounts(rows, found.end + apart, most)
        tokens = [*label, *tokens] if apart else tokens
        run = amounts_of(tokens)
        if run is None or not run[0] or not closes(tokens, run, fewest, most):
            break
        if not (record := _sum(tokens, run)):
            break
        found.records += record
        found.end = end


def _begins(rows: Sequence[Row], at: int, number: int, divided: bool) -> bool:
    """Whether a row begins with its running number, or with its division and the number."""
    tokens = rows[at].tokens
    if _running(tokens) == number:
        return _holds_words(rows, at)
    return divided and _running(tokens, True) == number


def _running(tokens: Sequence[Token], divided: bool = False) -> int | None:
    """The number that a line begins with; divided: behind a word, with more words behind it."""
    if divided:
        kinds = [token.kind for token in tokens[:3]]
        if len(kinds) < 3 or (kinds[0], kinds[2]) != ("text", "text"):
            return None
        tokens = tokens[1:]
    text = folded(tokens[0].text)
    return int(text) if _NUMBER.fullmatch(text) else None


def _holds_words(rows: Sequence[Row], at: int) -> bool:
    tokens = rows[at].tokens
    if len(tokens) == 1:
        return at + 1 < len(rows) and rows[at + 1].tokens[0].kind not in AMOUNTS
    return tokens[1].kind not in AMOUNTS
