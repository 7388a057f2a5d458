"""The heads of a list of numbered rows: above the first of them, or wherever a converter put them.

国 県 地方債 その他 一般財源
1 総務課 …
番号 主管課 款項目 事業名
Ｒ３年度当初予
算額（千円）
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from normalizers.head import Head, read_heads
from pipeline.document.flat.heads import HeadCell, head_score, row_to_heads
from pipeline.document.flat.tokens import Row
from pipeline.document.model import Cite

MOST_HEAD_LINES = 20  # of heads one above another
_WIDEST = 34  # display width of a head on a line of its own
_EXACT = 3
_FRONT = ("number", "department", "account", "name")


@dataclass(slots=True)
class Heads:
    """The heads of the columns: those before the amounts in their order, of amounts in all, of
    the change, of the sources, and of the text behind; lines: where heads stand."""

    front: list[tuple[str, Cite]] = field(default_factory=list)
    totals: list[Cite] = field(default_factory=list)
    change: Cite | None = None
    shares: list[Cite] = field(default_factory=list)
    behind: Cite | None = None
    lines: set[int] = field(default_factory=set)  # numbers of rows

    @property
    def fixed(self) -> int:
        """The numbers that each row has: amounts in all and their change."""
        return len(self.totals) + (self.change is not None)

    @property
    def whole(self) -> bool:
        """Whether there are a running number, a name and an amount."""
        roles = [role for role, _ in self.front]
        return roles[:1] == ["number"] and roles.count("name") == 1 and bool(self.totals)

    def cites(self) -> list[Cite]:
        """The head row."""
        change = [self.change] if self.change else []
        behind = [self.behind] if self.behind else []
        return [*(cite for _, cite in self.front), *self.totals, *change, *self.shares, *behind]


def take_heads(rows: Sequence[Row], at: int, end: int) -> Heads | None:
    """The heads of the numbered rows rows[at:end], or None where some are missing."""
    heads = Heads()
    _add_block(heads, rows, upwards(rows, at), at)
    if not heads.front:
        named = next((n for n in range(at, end) if _names(rows[n])), None)
        if named is None:
            return None
        last = named + 1
        while last < end and last - named < MOST_HEAD_LINES and (size := _size(rows, last)):
            last += size
        _add_block(heads, rows, upwards(rows, named), last)
    return heads if heads.whole else None


def _names(row: Row) -> bool:
    roles = {role for head in row_to_heads(row) or [] for role in head.roles}
    return {"number", "name"} <= roles


def upwards(rows: Sequence[Row], at: int) -> int:
    """Where the heads right above a line begin."""
    first = at
    while first and at - first < MOST_HEAD_LINES:
        if first > 1 and _size(rows, first - 2) == 2:
            first -= 2
        elif _size(rows, first - 1) == 1:
            first -= 1
        else:
            break
    return first


def _size(rows: Sequence[Row], at: int) -> int:
    """How many lines from rows[at] on are one head or a line of heads: 2 for a wrapped head."""
    row = rows[at]
    if row_to_heads(row):
        return 1
    if row.width > _WIDEST:
        return 0
    if head_score(_squeezed(row.text)) == _EXACT:
        return 1
    below = rows[at + 1] if at + 1 < len(rows) else None
    joined = below is not None and below.width <= _WIDEST and len(below.tokens) == 1
    wrapped = joined and below and head_score(_squeezed(row.text + below.text)) == _EXACT
    return 2 if wrapped and len(row.tokens) == 1 else 0


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _add_block(heads: Heads, rows: Sequence[Row], first: int, end: int) -> None:
    number = first
    while number < end:
        size = _size(rows, number)
        for text, cite in _pieces(rows, number, size):
            _add(heads, read_heads(text), cite)
        heads.lines.update(range(number, number + max(1, size)))
        number += max(1, size)


def _pieces(rows: Sequence[Row], at: int, size: int) -> Iterator[tuple[str, Cite]]:
    """The heads of a line, or the one of two lines, each with its words."""
    if size == 2:
        cite = Cite.join([rows[at].line.cite(), rows[at + 1].line.cite()])
        yield _squeezed(cite.text), cite
    elif heads := row_to_heads(rows[at]):
        for head in heads:
            amounts = all("amount" in HeadCell((t,)).roles for t in head.tokens)
            if amounts and "amount" not in head.roles:  # 国 県: heads of one letter
                yield from ((t.text, t.cite) for t in head.tokens)
            else:
                yield head.text, head.cite
    else:
        yield _squeezed(rows[at].text), rows[at].line.cite()


def _add(heads: Heads, meanings: Sequence[Head], cite: Cite) -> None:
    """Put a head where its meaning says; what divides others stays a line."""
    roles = {head.role: head for head in reversed(meanings)}
    if amount := roles.get("amount"):
        (heads.totals if amount.source == "total" else heads.shares).append(cite)
    elif "difference" in roles:
        heads.change = cite
    elif role := next((role for role in _FRONT if role in roles), None):
        heads.front.append((role, cite))
    elif "description" in roles or "note" in roles:
        heads.behind = heads.behind or cite
