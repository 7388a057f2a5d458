"""The shape of a table none of whose rows has all cells: divisions printed once, remarks left out.

施策名 事業名 R5予算額 R6予算額 担当課
救急医療の確保 救急電話相談事業 214,500 220,130 医療政策課      (every cell: none in this table)
ドクターヘリ運航事業費 268,000 268,000 医療政策課
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.flat.tokens import TYPED, Row, Token

_FEWEST = 3  # rows that show the same run of numbers
_WIDEST = 80


def widths_of_partial(rows: Sequence[Row], kinds: Sequence[str]) -> list[int] | None:
    """The widths of the columns by rows with fewer cells, or None where these show no table.

    The number columns stand side by side, and rows have all their numbers: what stands before
    the numbers belongs to the columns right before them, what stands behind to those behind. Beside
    such rows, others may lack a number where they have all texts.
    """
    typed = [c for c, kind in enumerate(kinds) if kind in TYPED]
    if len(typed) < 2 or typed != list(range(typed[0], typed[-1] + 1)):
        return None
    widths = [0] * len(kinds)
    found = whole = 0
    for row in rows:
        parts = _parts(row.tokens, typed[0], len(typed), len(kinds) - typed[-1] - 1)
        if parts is not None:
            whole += 1
        elif (parts := _parts_of_lacking(row.tokens, typed, len(kinds))) is None:
            continue
        found += 1
        before, after = parts
        for column, token in zip(range(typed[0] - 1, -1, -1), reversed(before), strict=False):
            widths[column] = max(widths[column], token.width)
        for column, token in zip(range(typed[-1] + 1, len(kinds)), after, strict=False):
            widths[column] = max(widths[column], token.width)
    return widths if whole and found >= _FEWEST and found * 2 >= len(rows) else None


def _parts_of_lacking(
    tokens: list[Token], typed: list[int], count: int
) -> tuple[list[Token], list[Token]] | None:
    """The texts before the numbers, where a row that ends with these has all its texts but lacks
    less than half of the numbers."""
    leading = typed[0]
    before, numbers = tokens[:leading], tokens[leading:]
    if leading < 2 or typed[-1] != count - 1 or not len(typed) < 2 * len(numbers) < 2 * len(typed):
        return None
    if any(t.kind in TYPED for t in before) or any(
        t.kind not in ("number", "nil") for t in numbers
    ):
        return None
    return (before, []) if all(t.width <= _WIDEST for t in before) else None


def _parts(
    tokens: list[Token], leading: int, count: int, trailing: int
) -> tuple[list[Token], list[Token]] | None:
    """The texts before and behind the numbers of a row; None where it has not just these."""
    if tokens and tokens[0].kind == "number" and tokens[0].width <= 2 and len(tokens) > count:
        tokens = tokens[1:]  # the number of a division
    first = next((n for n, t in enumerate(tokens) if t.kind in TYPED), None)
    if first is None:
        return None
    before, numbers, after = tokens[:first], tokens[first : first + count], tokens[first + count :]
    if len(numbers) < count or not 1 <= len(before) <= leading or len(after) > trailing:
        return None
    if any(t.kind not in ("number", "nil") for t in numbers) or any(t.kind in TYPED for t in after):
        return None
    return (before, after) if all(t.width <= _WIDEST for t in before) else None
