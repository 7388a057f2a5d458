"""Small flattened tables of nothing but amounts: a line of their heads, a line of numbers.

総事業費 基金負担分 県負担分 事業者負担分
12,000 8,000 4,000 －
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.flat.heads import row_to_heads
from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, Token

_FEWEST = 2


def take_amounts(rows: Sequence[Row], at: int) -> Table | None:
    """The table whose head line is rows[at], or None: one line with a number for each head, which
    no further line of numbers follows."""
    if at + 1 >= len(rows) or rows[at + 1].kinds[0] not in ("number", "nil"):
        return None
    heads = row_to_heads(rows[at])
    if not heads or len(heads) < _FEWEST or not all("amount" in head.roles for head in heads):
        return None
    numbers = rows[at + 1].tokens
    if not _are_amounts(numbers, len(heads)):
        return None
    if at + 2 < len(rows) and _are_amounts(rows[at + 2].tokens, len(heads)):
        return None
    return Table([head.cite for head in heads], [[token.cite for token in numbers]], at + 2)


def _are_amounts(tokens: Sequence[Token], count: int) -> bool:
    """So many amounts, at least one of them a number."""
    kinds = {t.kind for t in tokens}
    return len(tokens) == count and "number" in kinds and kinds <= {"number", "nil"}
