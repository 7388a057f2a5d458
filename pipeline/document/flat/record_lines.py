"""Which lines make which row of a list whose rows fell apart into lines.

A row ends with its line of amounts, or begins with its running number and has the amounts
somewhere within; sums are rows of one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document.flat.heads import head_score
from pipeline.document.flat.limits import ends_table, is_heading
from pipeline.document.flat.record_heads import RecordHead, gather_head, head_role
from pipeline.document.flat.shape import is_total
from pipeline.document.flat.tokens import Row, Token, folded, follows, merge

_MOST_LINES = 40  # of a row
_MOST_HEADS = 50  # pages of a list
_LONGEST_WORD = 17  # characters of the first word of a head
_MOST_ASIDE = 30  # lines between two pages of a list: titles, the head again
_AMOUNTS = frozenset({"number", "nil"})
_MINUS = frozenset("△▲")
_AMOUNT = re.compile(r"[△▲+\-－−]?[\d,.]+(?:[※*]\d{0,2})?")
_NOTED = re.compile(r"[△▲+\-－−]?[\d,.]+[※*]\d{0,2}")
_SUM = re.compile(r"計(?:$|[\s　（(])")
_GRAND = re.compile(r"(?:合|総|純合)\s*計$")
_NUMBER = re.compile(r"\d{1,4}")
_EXACT = 3


@dataclass(slots=True)
class Record:
    """One row: tokens of words before and behind its amounts, each line's rows of tokens.

    sums: a row of a sum. aside: the leading lines that stand before a head on the page, a title
    there or the beginning of the row; below: the index of the line of that head. lines: how many
    a numbered row has.
    """

    before: list[list[Token]]
    amounts: list[Token] = field(default_factory=list)
    behind: list[list[Token]] = field(default_factory=list)
    sums: bool = False
    aside: int = 0
    below: int = 0
    lines: int = 0


@dataclass(slots=True)
class Lines:
    """The rows of a list, heads that stand among or behind them, and where it ends."""

    records: list[Record]
    heads: list[RecordHead]
    end: int


def line_tokens(row: Row) -> list[Token]:
    """The tokens of a line, a minus sign together with its number (△ 1,200); a number with the
    sign of a note (1,200※1) is one."""
    tokens: list[Token] = []
    for token in row.tokens:
        before = tokens[-1] if tokens else None
        if before and token.kind == "number" and before.text in _MINUS and follows(before, token):
            tokens[-1] = Token(token.line, before.start, token.end, "number")
        elif token.kind == "text" and _NOTED.fullmatch(folded(token.text)):
            tokens.append(Token(token.line, token.start, token.end, "number"))
        else:
            tokens.append(token)
    return tokens


def line_with_amounts(rows: Sequence[Row], at: int, most: int) -> tuple[list[Token], int]:
    """The tokens of rows[at] with those of the lines below that hold nothing but more amounts, so
    many as a row may have, and where these lines end."""
    tokens, end = line_tokens(rows[at]), at + 1
    run = amounts_of(tokens)
    while run and end < len(rows) and run[1] == len(tokens):
        more = line_tokens(rows[end])
        if not all(map(_is_amount, more)) or run[1] - run[0] + len(more) > most:
            break
        tokens += more
        run = run[0], len(tokens)
        end += 1
    return tokens, end


def amounts_of(tokens: Sequence[Token], first: int = 0) -> tuple[int, int] | None:
    """Where in a line, from its token `first` on, its amounts stand: the longest run of numbers
    without a unit, of several the last."""
    best: tuple[int, int] | None = None
    start = first
    for at in range(first, len(tokens) + 1):
        if at < len(tokens) and _is_amount(tokens[at]):
            continue
        longer = best is None or at - start >= best[1] - best[0]
        if longer and any(t.kind == "number" for t in tokens[start:at]):
            best = start, at
        start = at + 1
    return best


def _is_amount(token: Token) -> bool:
    if token.kind == "nil":
        return True
    return token.kind == "number" and bool(_AMOUNT.fullmatch(folded(token.text).replace(" ", "")))


def read_numbered(rows: Sequence[Row], at: int, fewest: int, most: int) -> Lines | None:
    """The rows that begin with running numbers from rows[at] on; most fell apart into lines."""
    starts, heads, aside = _running_starts(rows, at)
    found = Lines([], heads, at)
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        stop = min(len(rows), start + _MOST_LINES) if last else starts[number + 1]
        if last:
            stop = next((n for n in range(start, stop) if n in aside), stop)
        lines = [n for n in range(start, stop) if n not in aside]
        record = _numbered_record([rows[n] for n in lines], fewest, most, last)
        if record is None:
            break
        found.records.append(record)
        found.end = (lines[0] + record.lines) if last else lines[-1] + 1
    apart = sum(record.lines > 1 for record in found.records)
    if not found.records or apart * 2 < len(found.records):
        return None
    _take_sums(rows, found, fewest, most)
    return found


def _running_starts(rows: Sequence[Row], at: int) -> tuple[list[int], list[RecordHead], set[int]]:
    """The lines that begin with numbers that follow one another, and heads between them with all
    their lines."""
    starts: list[int] = []
    heads: list[RecordHead] = []
    aside: set[int] = set()
    expected = _running(rows[at].tokens)
    number = last = at
    while expected is not None and number < min(len(rows), last + _MOST_LINES + _MOST_ASIDE):
        if head := _head_between(rows, number):
            if len(heads) == _MOST_HEADS:
                break
            heads.append(head)
            aside.update(range(number, head.end))
            number = head.end
            continue
        if _running(rows[number].tokens) == expected and _holds_words(rows, number):
            starts.append(number)
            expected, last = expected + 1, number
        number += 1
    return starts, heads, aside


def _take_sums(rows: Sequence[Row], found: Lines, fewest: int, most: int) -> None:
    """Add the sums behind the last row."""
    while found.end < len(rows):
        label = rows[found.end].tokens
        apart = len(label) == 1 and label[0].kind == "text" and found.end + 1 < len(rows)
        tokens, end = line_with_amounts(rows, found.end + apart, most)
        tokens = [*label, *tokens] if apart else tokens
        run = amounts_of(tokens)
        if run is None or not run[0] or not _closes(tokens, run, fewest, most):
            break
        record = Record([tokens[: run[0]]], tokens[run[0] : run[1]], sums=True)
        if len(tokens) > run[1] or not is_sum(record):
            break
        found.records.append(record)
        found.end = end


def _numbered_record(lines: Sequence[Row], fewest: int, most: int, last: bool) -> Record | None:
    """The row of these lines, None where no line has its amounts; behind the last row of a list
    lines of other matter follow."""
    record = Record([])
    for row in lines:
        tokens = line_tokens(row)
        run = amounts_of(tokens, 0 if record.lines else 1)  # the running number is none
        if record.amounts:
            more = run[1] if run and not run[0] and not record.behind else 0
            if more and len(record.amounts) + more <= most:
                record.amounts += tokens[:more]
                record.behind += [tokens[more:]] if tokens[more:] else []
            elif last and (run or ends_table(row) or is_total(row.tokens[0].text)):
                break
            else:
                record.behind.append(tokens)
        elif run and fewest <= run[1] - run[0] <= most:
            record.before += [tokens[: run[0]]] if run[0] else []
            record.amounts = tokens[slice(*run)]
            record.behind += [tokens[run[1] :]] if tokens[run[1] :] else []
        else:
            record.before.append(tokens)
        record.lines += 1
    return record if record.amounts else None


def read_closed(rows: Sequence[Row], at: int, fewest: int, most: int) -> Lines | None:
    """The rows that end with their amounts, from rows[at] on."""
    found = Lines([], [], at)
    pending: list[list[Token]] = []
    number, aside, below, before = at, 0, 0, at
    while number < len(rows) and len(pending) <= _MOST_LINES:
        row = rows[number]
        if head := _head_between(rows, number):
            if not pending and found.records and _is_group(found.records[-1]):
                found.records.pop()  # of the next list, whose head this is
                found.end = before
                break
            if not pending and found.records and _is_grand(found.records[-1]):
                break
            if len(found.heads) == _MOST_HEADS:
                break
            found.heads.append(head)
            aside, below = len(pending), row.line.index
            number = head.end
            continue
        tokens, number = line_with_amounts(rows, number, most)
        run = amounts_of(tokens)
        if run is None or not _closes(tokens, run, fewest, most):
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


def _closes(tokens: Sequence[Token], run: tuple[int, int], fewest: int, most: int) -> bool:
    """Whether a line ends a row: nearly nothing behind its amounts."""
    first, stop = run
    if not fewest <= stop - first <= most or len(tokens) - stop > 1:
        return False
    return all(t.kind != "number" for t in tokens[1:first])  # the first may be running


def is_sum(record: Record) -> bool:
    """Whether the words before the amounts name a sum: 小計, 合 計, (A) 合計."""
    if not record.before or record.behind:
        return False
    last = record.before[-1]
    return len(record.before[-1]) <= 3 and bool(_SUM.search(merge(last).text))


def _head_between(rows: Sequence[Row], at: int) -> RecordHead | None:
    """A head that stands from rows[at] on: no word of it is unknown, and it has two or more."""
    memo = rows[at].memo
    if "head between" not in memo:
        memo["head between"] = _read_head_between(rows, at)
    return memo["head between"]  # type: ignore[return-value]


def _read_head_between(rows: Sequence[Row], at: int) -> RecordHead | None:
    first = rows[at].tokens[0]
    if rows[at].tokens[-1].kind == "number" or len(first.text) > _LONGEST_WORD:
        return None
    head = gather_head(rows, at)
    if head is None or len(head.cells) < 2:
        return None
    if any(head_score(c.text) < _EXACT and c.tokens[0].kind != "date" for c in head.totals):
        return None
    return head if _known(head) else None


def _known(head: RecordHead) -> bool:
    return all(head_role(c) != "other" for c in head.words)


def _running(tokens: Sequence[Token]) -> int | None:
    text = folded(tokens[0].text)
    return int(text) if _NUMBER.fullmatch(text) else None


def _holds_words(rows: Sequence[Row], at: int) -> bool:
    tokens = rows[at].tokens
    if len(tokens) == 1:
        return at + 1 < len(rows) and rows[at + 1].tokens[0].kind not in _AMOUNTS
    return tokens[1].kind not in _AMOUNTS
