"""Heads of which the words of a line go on in further ones.

圏域 病院名 病床数
DMAT
チーム数
自家発電
設備 耐震化
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads, scattered_heads
from pipeline.document.flat.tokens import TYPED, Row, display_width

_MOST_LINES = 14
_MOST_HEADS = 14
_EXACT = 3
_WIDEST = 34  # display width of a head or a piece of one
_WIDEST_OWN = 14  # display width of a head on a line of its own
_ON_ITS_OWN = frozenset({"over", "description", "note"})


def torn_heads(rows: Sequence[Row], at: int) -> Iterator[tuple[int, list[HeadCell]]]:
    """The heads of the lines from rows[at] on that are, put together, each a head that the
    vocabulary knows exactly, and where these lines end; the most lines first."""
    first = row_to_heads(rows[at])
    if first is None:
        return
    last = at + 1
    seen = {rows[at].bare}  # the same line again is of another head
    while last < min(len(rows), at + _MOST_LINES) and _may_go_on(rows[last]):
        if rows[last].bare in seen:
            break
        seen.add(rows[last].bare)
        last += 1
    for end in range(last, at + 1, -1):
        width = sum(len(row.tokens) for row in rows[at:end])
        for count in range(len(first) + 1, min(width, _MOST_HEADS) + 1):
            heads = scattered_heads(rows[at:end], count)
            if heads and all(head_score(h.text) == _EXACT for h in heads):
                yield end, heads


def _may_go_on(row: Row) -> bool:
    """A quick look before heads are cut: short words, a head each or a piece of one."""
    return max(t.width for t in row.tokens) <= _WIDEST and TYPED.isdisjoint(row.kinds)


def further_head(heads: list[HeadCell], row: Row) -> list[HeadCell] | None:
    """The heads with one more that a line of its own holds: what stands over others (財源内訳), or
    the text behind the amounts (成果). None for any other line."""
    head = HeadCell(tuple(row.tokens))
    short = display_width(head.text) <= _WIDEST_OWN or "over" in head.roles
    if head_score(head.text) < 2 or not head.roles & _ON_ITS_OWN or not short:
        return None
    return [*heads, head] if not any(head.roles & h.roles for h in heads) else None
