"""Rows whose cells stand in the middle of their height: as many lines above the line with the
numbers as below it.

災害時に必要となる物資を備
備蓄倉庫整備事業 蓄しておく倉庫を整える病院 12,039 9,029
に対して支援を行う。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise

from pipeline.document.flat.below.wraps import Group
from pipeline.document.flat.columns.place import Placed, place_rows
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.heads import HeadCell, row_to_heads
from pipeline.document.flat.limits import ends_table, is_heading
from pipeline.document.flat.tokens import TYPED, Row, Token

_POINT = re.compile(r"[・･•]")  # of a list in a description
_FEWEST = 3  # rows: with two, the lines could come out even by chance
_FEWEST_TYPED = 2  # columns of numbers that tell a row
_TOO_WIDE, _TOO_NARROW, _ENDS_WIDE = 5.0, 1.5, 0.2  # a line in a column
_UNLIKE = 2.0
_MEAN = 0.75  # oddness of a line that goes on
_FAR = 12  # lines behind the last numbers


def balanced_rows(
    rows: Sequence[Row], at: int, heads: Sequence[HeadCell]
) -> tuple[Shape, list[Group], int] | None:
    """The rows from rows[at] on around the lines with their numbers, up to a heading or the next
    head, and the line behind them; None where the lines do not come out even."""
    kinds = tuple(head.kind for head in heads)
    typed = sum(kind in TYPED for kind in kinds)
    if typed < _FEWEST_TYPED or typed == len(kinds):
        return None
    anchors: list[int] = []
    for number in range(at, len(rows) + 1):
        row = rows[number] if number < len(rows) else None
        heads_again = row is not None and bool(row_to_heads(row))
        if row is None or heads_again or ends_table(row) or is_heading(row.text):
            for end in (number, number - 1) if heads_again else (number,):
                groups = lines_to_groups(rows[at:end], anchors)
                shape = _groups_to_shape(groups, kinds) if groups else None
                if groups and shape and _are_rows(groups, shape):
                    return shape, groups, end
            if row is None or not _POINT.match(row.text):
                return None
        elif _numbers(row) == typed:
            anchors.append(number - at)
        if number - at - (anchors or [0])[-1] > _FAR:
            return None
    return None


def lines_to_groups(lines: Sequence[Row], anchors: Sequence[int]) -> list[Group] | None:
    """All lines of a table as rows around those with their numbers, or None where they do not
    come out even.

    What stands above the first of these lines tells what stands below it, that the lines above
    the second, and so on; nothing may be left behind the last.
    """
    if len(anchors) < _FEWEST or not anchors[0]:
        return None
    half = [anchors[0]]
    for above, below in pairwise(anchors):
        half.append(below - above - 1 - half[-1])
    ends = [anchor + count + 1 for anchor, count in zip(anchors, half, strict=True)]
    if min(half) < 0 or ends[-1] != len(lines):
        return None
    return [
        (list(lines[start:end]), count)
        for start, end, count in zip([0, *ends], ends, half, strict=False)
    ]


def _are_rows(groups: Sequence[Group], shape: Shape) -> bool:
    """Whether no more blank lines stand within the rows than between them, and the lines that go
    on are mostly as wide as their columns."""
    inner = max((line.gap for lines, _ in groups for line in lines[1:]), default=0)
    if inner > min(lines[0].gap for lines, _ in groups[1:]):
        return False
    wrapped = sum(len(lines) - 1 for lines, _ in groups)
    cost = sum(_cut(lines, anchor, shape)[1] for lines, anchor in groups)
    return cost <= _MEAN * wrapped


def _numbers(row: Row) -> int:
    return sum(kind in TYPED for kind in row.kinds)


def _groups_to_shape(groups: Sequence[Group], kinds: tuple[str, ...]) -> Shape | None:
    """The widths of the columns of text, told by the lines that all of them have a part of."""
    texts = [place for place, kind in enumerate(kinds) if kind not in TYPED]
    widths = [0] * len(kinds)
    for line in (line for lines, _ in groups for line in lines):
        parts = [token for token in line.tokens if token.kind not in TYPED]
        if len(parts) == len(texts):
            for place, part in zip(texts, parts, strict=True):
                widths[place] = max(widths[place], part.width)
    if not all(widths[place] for place in texts):
        return None
    return Shape(kinds, tuple(widths))


def place_balanced(lines: Sequence[Row], anchor: int, shape: Shape) -> Placed:
    """The cells of such a row: what stands as far above the numbers as below them is of the same
    columns, and all lines of a cell but its last are as wide as the column."""
    parts, _ = _cut(lines, anchor, shape)
    if parts is None:
        return place_rows(list(lines), anchor, shape)
    cells = [[line[c] for line in parts if c in line] for c in range(len(shape.kinds))]
    numbers = [t for t in lines[anchor].tokens if shape.is_typed(t)]
    for column, token in zip(shape.typed, numbers, strict=True):
        cells[column] = [token]
    return Placed(cells)


def _cut(
    lines: Sequence[Row], anchor: int, shape: Shape
) -> tuple[list[dict[int, Token]] | None, float]:
    """The texts of each line by column and what is odd about them; None where a line has others
    than the one that it should be like."""
    parts: list[dict[int, Token]] = [{} for _ in lines]
    wrapped: set[int] = set()  # columns that have a line further out
    odd = 0.0
    for away in range(anchor, -1, -1):
        pair = sorted({anchor - away, anchor + away})
        own = [[t for t in lines[n].tokens if not shape.is_typed(t)] for n in pair]
        count = len(own[0])
        if any(len(tokens) != count for tokens in own) or count > len(shape.texts):
            return None, odd + _UNLIKE
        ways = [
            (_misfit(own, chosen, shape, wrapped, away > 0), chosen)
            for chosen in combinations(shape.texts, count)
        ]
        cost, columns = min(ways)
        odd += cost
        for number, tokens in zip(pair, own, strict=True):
            parts[number] = dict(zip(columns, tokens, strict=True))
        wrapped.update(columns if away else ())
    return parts, odd


def _misfit(
    pair: Sequence[Sequence[Token]],
    columns: Sequence[int],
    shape: Shape,
    wrapped: set[int],
    above: bool,
) -> float:
    """How badly the texts of the two lines suit columns by their widths; above: the first of the
    lines has others of its cells below it."""
    cost = 0.0
    for number, tokens in enumerate(pair):
        for column, token in zip(columns, tokens, strict=True):
            cost += min(shape.excess(column, token) * _TOO_WIDE, _TOO_WIDE)
            last = (number or not above) and column not in wrapped
            if not last and not shape.goes_on(column, token):
                cost += _TOO_NARROW
            elif last and shape.goes_on(column, token):
                cost += _ENDS_WIDE
    return cost
