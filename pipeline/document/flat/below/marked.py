"""Heads of a list whose rows end in marks, where the heads wrap over lines or stand below others.

病院名 病床数 ＤＭＡＴ
チーム数
施設・設備 指定の状況
耐震化 自家発電 救命救急 へき地
みなと病院 310 2 ○ ○ ○        (which column is blank, nothing tells)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document.flat.below.body import take_body
from pipeline.document.flat.below.found import Found, found_below, is_shifted
from pipeline.document.flat.columns.marked import MARKS, cells_before_marks
from pipeline.document.flat.heads import (
    HeadCell,
    is_head,
    row_to_heads,
    tokens_to_heads,
)
from pipeline.document.flat.tokens import TYPED, Row, Token
from pipeline.document.model import Cite

_MOST_LINES = 14
_FEWEST = 3  # rows that end in marks
_LOOK = 24  # lines below the head that are counted
_WIDEST = 34  # display width of a head
_MERGED = frozenset({"medical_area", "division", "municipalities"})
_KNOWN = 4.0  # what a word of a head that is known counts; one beside others counts 1
_JOINED = 0.1  # 自家発電 / 設備 is one head, 耐震化 / 自家発電 are two
_MOST_PIECES = 3  # lines that a head of marks has


def marked_begin(rows: Sequence[Row]) -> list[int]:
    """The lines that may be the first of such heads."""
    if sum(bool(row.kinds) and row.kinds[-1] in MARKS for row in rows) < _FEWEST:
        return []
    return [at for at in range(len(rows)) if _may_begin(rows, at)]


def take_marked(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """The table below heads on several lines from rows[at] on."""
    if not _may_begin(rows, at):
        return None
    start = at
    while start < min(len(rows), at + _MOST_LINES) and _may_be_head(rows[start]):
        start += 1
    if start - at < 2 or start == len(rows):
        return None
    below = rows[start : start + _LOOK]
    counts = [(n, len(row.tokens) - n) for row in below if (n := cells_before_marks(row))]
    if len(counts) < _FEWEST:
        return None
    most, marks = max(n for n, _ in counts), max(m for _, m in counts)
    ways = [
        (heads, above, end)
        for end in (start, start - 1)
        for count in (most, most + 1)
        for heads, above in _ways(rows[at:end], count, marks)
        if count == most or heads[0].roles & _MERGED
    ]
    for heads, above, end in sorted(ways, key=lambda way: _doubt(way[0])):
        body = take_body(rows, end, heads)
        if body and not body.label and not is_shifted(body, heads):
            body.captions.extend(above)
            return found_below(rows, at, end, body, heads)
    return None


def _doubt(heads: Sequence[HeadCell]) -> tuple[int, int]:
    """How many heads the vocabulary does not know as they stand, and how many there are."""
    return sum(not is_head(head.text) for head in heads), len(heads)


def _may_begin(rows: Sequence[Row], at: int) -> bool:
    """Whether a line has heads, or the first piece of one, and one of heads follows."""
    if at + 1 >= len(rows) or not (_may_be_head(rows[at]) and _may_be_head(rows[at + 1])):
        return False
    first, *others = rows[at].tokens
    if row_to_heads(rows[at]) or is_head(first.text):
        return True
    return not others and is_head(first.text + rows[at + 1].tokens[0].text)


def _may_be_head(row: Row) -> bool:
    return TYPED.isdisjoint(row.kinds) and max(t.width for t in row.tokens) <= _WIDEST


def _ways(
    rows: Sequence[Row], count: int, marks: int
) -> Iterator[tuple[list[HeadCell], list[Cite]]]:
    """Heads of `count` columns and those of marks behind them, at least as many as a row has; and
    the lines of words that stand over the last."""
    over = _over(rows)
    kept = [row for n, row in enumerate(rows) if n != over]
    tokens = [t for row in kept for t in row.tokens]
    side = {id(t) for row in kept if len(row.tokens) > 1 for t in row.tokens}
    above = [] if over is None else [rows[over].line.cite()]
    for cut in range(count, len(tokens) - marks + 1):
        last = _heads_of_marks(tokens[cut:], side)
        if last is None or len(last) < max(2, marks):
            continue
        first = tokens_to_heads(tokens[:cut], count)
        if first and all(head.roles for head in first):
            yield [*first, *last], above


def _over(rows: Sequence[Row]) -> int | None:
    """The line of words that no head is, above the last line, which has more."""
    if len(rows) < 3 or not 1 < len(rows[-2].tokens) < len(rows[-1].tokens):
        return None
    return None if any(is_head(t.text) for t in rows[-2].tokens) else len(rows) - 2


def _heads_of_marks(tokens: Sequence[Token], side: set[int]) -> list[HeadCell] | None:
    """Words cut into heads: those that the vocabulary knows, and what stands beside others."""
    best: list[tuple[float, list[HeadCell]] | None] = [(0.0, [])]
    for end in range(1, len(tokens) + 1):
        ways = []
        for begin in range(max(0, end - _MOST_PIECES), end):
            before, head = best[begin], HeadCell(tuple(tokens[begin:end]), expected="mark")
            known = is_head(head.text)
            if before is not None and (known or (end - begin == 1 and id(tokens[begin]) in side)):
                value = _KNOWN * (end - begin) - _JOINED * (end - begin - 1) if known else 1.0
                ways.append((before[0] + value, [*before[1], head]))
        best.append(max(ways, key=lambda way: way[0]) if ways else None)
    return best[-1][1] if best[-1] else None
