"""Heads of which the words of a line go on in further ones.

圏域 病院名 病床数
DMAT
チーム数
自家発電
設備 耐震化
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from normalizers.unit import is_unit_caption
from pipeline.document.flat.heads import (
    HeadCell,
    head_score,
    is_head,
    row_to_heads,
    scattered_heads,
)
from pipeline.document.flat.tokens import TYPED, Row, display_width

_MOST_LINES = 14
_MOST_HEADS = 14
_WIDEST = 34  # display width of a head or a piece of one
_WIDEST_OWN = 14  # display width of a head on a line of its own
_ON_ITS_OWN = frozenset({"over", "description", "note", "area", "population"})


def torn_heads(rows: Sequence[Row], at: int) -> Iterator[tuple[int, list[HeadCell]]]:
    """The heads of the lines from rows[at] on that are, put together, each a head that the
    vocabulary knows exactly, and where these lines end; the most lines first.

    Where the first line is one word, or a piece of one, all lines down to the first of numbers are
    heads, as many as it has cells.
    """
    first = row_to_heads(rows[at])
    if first is None and not _begins_word_by_word(rows, at):
        return
    last = at + 1
    seen = {rows[at].bare}  # the same line again is of another head
    while last < min(len(rows), at + _MOST_LINES) and _may_go_on(rows[last]):
        if rows[last].bare in seen:
            break
        seen.add(rows[last].bare)
        last += 1
    if first is None:
        count = _cells_of_amounts(rows[last]) if last < len(rows) else 0
        readings = [(last, count)] if count else []
    else:
        widths = {end: sum(len(r.tokens) for r in rows[at:end]) for end in range(at + 2, last + 1)}
        counts = {end: range(len(first) + 1, min(n, _MOST_HEADS) + 1) for end, n in widths.items()}
        readings = [(end, count) for end in reversed(counts) for count in counts[end]]
    for end, count in readings:
        heads = scattered_heads(rows[at:end], count)
        if heads and all(is_head(h.text) for h in heads) and _differ(heads):
            yield end, heads


def torn_begin(rows: Sequence[Row]) -> list[int]:
    """The lines that may be the first of such heads."""
    return [
        at for at in range(len(rows)) if row_to_heads(rows[at]) or _begins_word_by_word(rows, at)
    ]


def _begins_word_by_word(rows: Sequence[Row], at: int) -> bool:
    """Whether a line is a head or the first piece of one that the next line ends (総事⏎業費)."""
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is None or len(rows[at].tokens) > 1 or rows[at].kinds[0] != "text":
        return False
    if rows[at].width > _WIDEST or not _may_go_on(below) or is_unit_caption(rows[at].text):
        return False
    text = rows[at].text
    return is_head(text) or is_head(text + below.tokens[0].text)


def _cells_of_amounts(row: Row) -> int:
    """How many cells a line has that holds several numbers beside words, or 0."""
    numbers = sum(kind in TYPED for kind in row.kinds)
    return len(row.tokens) if 1 < numbers < len(row.tokens) else 0


def _differ(heads: list[HeadCell]) -> bool:
    """Whether each head stands once; the years of those that stand twice are lost."""
    return len({h.text for h in heads}) == len(heads)


def _may_go_on(row: Row) -> bool:
    """A quick look before heads are cut: short words, a head each or a piece of one."""
    return max(t.width for t in row.tokens) <= _WIDEST and TYPED.isdisjoint(row.kinds)


def further_head(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with one more that a line of its own holds: what stands over others (財源内訳), or
    what stands behind the numbers (成果, 人口). None for any other line."""
    head = HeadCell(tuple(row.tokens))
    short = display_width(head.text) <= _WIDEST_OWN or "over" in head.roles
    if head_score(head.text) < 2 or not head.roles & _ON_ITS_OWN or not short:
        return None
    return [*heads, head] if not any(head.roles & h.roles for h in heads) else None
