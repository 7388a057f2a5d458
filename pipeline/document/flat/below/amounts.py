"""Small flattened tables of nothing but amounts: a line of their heads, a line of numbers.

総事業費 基金負担分 県負担分 事業者負担分
12,000 8,000 4,000 －
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.flat.below.body import Body
from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.tokens import Row, Token

_FEWEST = 2


def take_amounts(rows: Sequence[Row], at: int, heads: list[HeadCell]) -> Body | None:
    """The line rows[at] with a number for each head, all of amounts, which no further line of
    numbers follows; None for any other."""
    count = len(heads)
    if count < _FEWEST or not all("amount" in head.roles for head in heads):
        return None
    if not _are_amounts(rows[at].tokens, count):
        return None
    if at + 1 < len(rows) and _are_amounts(rows[at + 1].tokens, count):
        return None
    shape = Shape(("number",) * count, (0,) * count)
    return Body(shape, False, [Placed([[token] for token in rows[at].tokens])], at + 1)


def _are_amounts(tokens: Sequence[Token], count: int) -> bool:
    """So many amounts, at least one of them a number."""
    kinds = {t.kind for t in tokens}
    return len(tokens) == count and "number" in kinds and kinds <= {"number", "nil"}
