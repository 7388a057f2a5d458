"""The head of a table that nothing encloses: which columns each of its texts stands over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.chunks import Chunk, Row
from pipeline.document.pdf.ink import Segment
from pipeline.document.pdf.pieces import PieceCell, PieceLine

# Costs of a text's place, in widths of a column.
_UNCOVERED = 0.12  # a column with a head below and none above
_MIXED = 0.3  # a head over columns of numbers and columns of words
_ALIKE = 0.06  # the same where all heads stand on the lowest level, under others or not
_SINGLE = 0.15  # a head over the one head of a column
_NEW = 1.5  # a column without any text in its body
_REACH = 8.0  # em: a head so far beside its column costs as much as one a column aside
_LEADING = 1.45  # em: lines of one text are not further apart ...
_LOOSE = 2.0  # ... nor than this where the cells of the body have wider lines
_NEVER = 1e6


class Extent(NamedTuple):
    """The texts of a column from left to right, in points; numbers where most of them are."""

    x0: float
    x1: float
    numbers: bool = False

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True, eq=False)
class Block:
    """The lines of one head text, and the columns first to last that it stands over."""

    chunks: list[Chunk]
    first: int = -1
    last: int = -1
    level: int = 0
    full: bool = False  # stands in the middle of the head's height: nothing is above or below it
    box: Box = field(default_factory=lambda: Box(0, 0, 0, 0))

    def __post_init__(self) -> None:
        self.measure()

    def measure(self) -> None:
        """The frame around the lines."""
        self.box = Box(
            min(c.x0 for c in self.chunks),
            min(c.line.box.top for c in self.chunks),
            max(c.x1 for c in self.chunks),
            max(c.line.box.bottom for c in self.chunks),
        )

    @property
    def middle(self) -> float:
        return (self.box.x0 + self.box.x1) / 2

    @property
    def size(self) -> float:
        return max(chunk.line.size for chunk in self.chunks)


@dataclass(slots=True)
class HeadBand:
    """The cells of a head, how many rows it has, and the columns that it leaves: those of the
    body and those that have a head only. places tells the new number of each old column."""

    cells: list[PieceCell]
    row_count: int
    columns: list[Extent]
    places: list[int]


def rows_to_head(
    rows: Sequence[Row],
    columns: Sequence[Extent],
    rules: Sequence[Segment],
    ends: tuple[float, float],
    leading: float = 0.0,
    zone: tuple[float, float] | None = None,
) -> HeadBand:
    """Put the texts of head rows over the columns of the body.

    From the lowest level up each text takes a column that has no head yet, or all the columns
    with heads that it is centred over; a partial rule below a text tells them exactly. ends are
    the left and right end of the table, leading the distance of the lines in its cells in em,
    zone the upper and lower end of the head where rules or fills tell it.
    """
    blocks = rows_to_blocks(rows, rules, min(max(leading * 1.05, _LEADING), _LOOSE))
    if zone is not None:
        _flag_full_height(blocks, zone)
    found = _Columns(list(columns), rules, ends)
    for level in _levels(blocks):
        found.place(level)
    _number_levels(blocks)
    count = max((block.level for block in blocks), default=-1) + 1
    cells = [_block_to_cell(block, blocks, count, found) for block in blocks]
    return HeadBand(cells, count, found.extents, found.places)


def rows_to_blocks(
    rows: Sequence[Row], rules: Sequence[Segment], leading: float = 1.45
) -> list[Block]:
    """Chunks below each other that are lines of one text; lines of 縦書き beside each other."""
    level = [chunk for row in rows for chunk in row.chunks if not chunk.line.vertical]
    upright = [chunk for row in rows for chunk in row.chunks if chunk.line.vertical]
    blocks: list[Block] = []
    for chunk in sorted(level, key=lambda c: (c.line.box.bottom, c.x0)):
        above = next((b for b in reversed(blocks) if _is_next_line(b, chunk, rules, leading)), None)
        _add(above, chunk, blocks)
    for chunk in sorted(upright, key=lambda c: -c.x0):
        beside = next((b for b in reversed(blocks) if _is_beside(b, chunk)), None)
        _add(beside, chunk, blocks)
    return blocks


def _add(block: Block | None, chunk: Chunk, blocks: list[Block]) -> None:
    if block is None:
        blocks.append(Block([chunk]))
    else:
        block.chunks.append(chunk)
        block.measure()


def _is_next_line(block: Block, chunk: Chunk, rules: Sequence[Segment], leading: float) -> bool:
    last, size = block.chunks[-1], chunk.line.size
    if last.line.vertical:
        return False
    step = chunk.line.box.bottom - last.line.box.bottom
    if not 0.6 * size < step <= leading * size:
        return False
    left, middle = chunk.x0 - last.x0, (chunk.x0 + chunk.x1 - last.x0 - last.x1) / 2
    if min(abs(left), abs(middle)) > 0.6 * size:
        return False
    at = (chunk.x0 + chunk.x1) / 2
    return not any(
        last.line.box.bottom - 3 < rule.at < chunk.line.box.top + 3 and rule.low <= at <= rule.high
        for rule in rules
    )


def _is_beside(block: Block, chunk: Chunk) -> bool:
    last, size = block.chunks[-1], chunk.line.size
    if not last.line.vertical or not 0 <= last.x0 - chunk.x1 < 0.8 * size:
        return False
    a, b = last.line.box, chunk.line.box
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0


def _flag_full_height(blocks: Sequence[Block], zone: tuple[float, float]) -> None:
    """Texts in the middle of a head's height are heads of their own column, where others stand
    clearly above and below the middle."""
    middle = sum(zone) / 2
    above = [b for b in blocks if b.box.bottom < middle + 0.3 * b.size]
    below = [b for b in blocks if b.box.top > middle - 0.3 * b.size]
    if not above or not below:
        return
    for block in blocks:
        aside = abs((block.box.top + block.box.bottom) / 2 - middle)
        block.full = aside <= 0.25 * block.size


def _levels(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Texts side by side, the lowest first."""
    left = sorted(blocks, key=lambda block: -block.box.top)
    while left:
        anchor = left[0].box
        level = [b for b in left if _share_of_height(b.box, anchor) > 0.5]
        left = [b for b in left if b not in level]
        yield sorted(level, key=lambda block: block.middle)


def _share_of_height(a: Box, b: Box) -> float:
    both = min(a.bottom, b.bottom) - max(a.top, b.top)
    return both / max(min(a.bottom - a.top, b.bottom - b.top), 1e-6)


class _Columns:
    """The columns of a table while its heads are put over them."""

    def __init__(
        self, extents: list[Extent], rules: Sequence[Segment], ends: tuple[float, float]
    ) -> None:
        self.extents = extents
        self.rules = rules
        self.ends = ends
        self.places = list(range(len(extents)))
        self.over: list[list[Block]] = [[] for _ in extents]

    # ---- one level

    def place(self, level: Sequence[Block]) -> None:
        """Give each text of a level, from left to right, its columns."""
        choices = self._cheapest(level)
        added = 0
        for block, (first, last) in zip(level, choices, strict=True):
            if last < first:  # a new column in front of first
                self._insert(first + added, block)
                added += 1
            else:
                self._cover(block, first + added, last + added)

    def _cheapest(self, level: Sequence[Block]) -> list[tuple[int, int]]:
        """The cheapest way to give the texts segments of columns from left to right.

        A segment (n, n - 1) is a new column in front of column n.
        """
        count = len(self.extents)
        edges = self._edges()
        covers = [self._uncovered(level, column) for column in range(count)]
        best: list[list[tuple[float, list[tuple[int, int]]]]] = [
            [(_sum(covers[:end]), []) for end in range(count + 1)]
        ]
        for block in level:
            fixed = self._under_rule(block, level)
            row: list[tuple[float, list[tuple[int, int]]]] = []
            for end in range(count + 1):
                options = [(best[-1][end][0] + self._new_cost(block, end, edges), (end, end - 1))]
                for first in range(end):
                    cost = self._cost(block, first, end - 1, edges, fixed)
                    if cost < _NEVER:
                        options.append((best[-1][first][0] + cost, (first, end - 1)))
                cost, segment = min(options)
                start = segment[0]
                choice = (cost, [*best[-1][start][1], segment])
                if row and row[-1][0] + covers[end - 1] < cost:
                    choice = (row[-1][0] + covers[end - 1], row[-1][1])
                row.append(choice)
            best.append(row)
        return best[-1][count][1]

    def _uncovered(self, level: Sequence[Block], column: int) -> float:
        below = self.over[column]
        if not below or any(block.full for block in below):
            return 0.0
        top = min(block.box.top for block in below)
        if not all(b.box.bottom <= top + 0.35 * b.size for b in level):
            return 0.0
        return _ALIKE if self._are_level() else _UNCOVERED

    def _are_level(self) -> bool:
        """Do the heads of all columns stand on one level?"""
        tops = [block.box.top for blocks in self.over for block in blocks]
        size = max((block.size for blocks in self.over for block in blocks), default=0.0)
        return all(self.over) and max(tops) - min(tops) < 0.5 * size

    def _edges(self) -> list[float]:
        """Where each column begins; the last value is where the last one ends."""
        hulls = []
        for extent, blocks in zip(self.extents, self.over, strict=True):
            own = [b.box for b in blocks if b.first == b.last]
            x0 = min([extent.x0, *(b.x0 for b in own)])
            hulls.append(Extent(x0, max([extent.x1, *(b.x1 for b in own)])))
        inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(hulls)]
        left, right = self.ends
        return [min(left, hulls[0].x0), *inner, max(right, hulls[-1].x1)] if hulls else []

    def _cost(
        self,
        block: Block,
        first: int,
        last: int,
        edges: Sequence[float],
        fixed: tuple[int, int, bool] | None,
    ) -> float:
        if fixed is not None:
            low, high, alone = fixed
            if (alone and (first, last) != (low, high)) or first < low or last > high:
                return _NEVER
            if alone:
                return 0.0
        taken = [bool(self.over[column]) for column in range(first, last + 1)]
        width = (edges[last + 1] - edges[first]) / (last - first + 1)
        aside = abs((edges[first] + edges[last + 1]) / 2 - block.middle) / max(width, block.size)
        if all(taken):
            return self._nested_cost(block, first, last, aside)
        if first != last:
            return _NEVER
        extent = self.extents[first]
        gap = max(0.0, block.box.x0 - extent.x1, extent.x0 - block.box.x1)
        return min(gap / (_REACH * block.size), 2.0) + 0.02 * min(aside, 1.0)

    def _nested_cost(self, block: Block, first: int, last: int, aside: float) -> float:
        for column in (first, last):
            for below in self.over[column]:
                if below.full:
                    return _NEVER
                if below.first < first or below.last > last:
                    return _NEVER
                if below.box.top < block.box.bottom - 0.35 * block.size and not (
                    block.chunks[0].line.vertical
                ):
                    return _NEVER
        if first == last:
            return aside + _SINGLE
        mixed = len({self.extents[column].numbers for column in range(first, last + 1)}) > 1
        return aside + (_MIXED if mixed else 0.0)

    def _new_cost(self, block: Block, place: int, edges: Sequence[float]) -> float:
        """A column of its own, where no column's text stands below the middle of the head."""
        before = self.extents[place - 1] if place else None
        after = self.extents[place] if place < len(self.extents) else None
        if before is not None and block.middle < before.x1:
            return _NEVER
        if after is not None and block.middle > after.x0:
            return _NEVER
        return _NEW

    def _under_rule(self, block: Block, level: Sequence[Block]) -> tuple[int, int, bool] | None:
        """The columns that the partial rule right below a head covers, and whether the head is
        the only one upon it."""
        below = [
            rule
            for rule in self.rules
            if block.box.bottom - 3 <= rule.at and rule.low <= block.middle <= rule.high
        ]
        heads = [b.box.top for blocks in self.over for b in blocks]
        rule = min(below, key=lambda rule: rule.at, default=None)
        if rule is None or not any(top > rule.at - 3 for top in heads):
            return None
        under = [i for i, e in enumerate(self.extents) if rule.low <= e.middle <= rule.high]
        under = [i for i in under if any(b.box.top > rule.at - 3 for b in self.over[i])]
        if not under or any(b.box.top < block.box.bottom for i in under for b in self.over[i]):
            return None
        upon = [b for b in level if rule.low - 4 <= b.box.x0 and b.box.x1 <= rule.high + 4]
        return under[0], under[-1], len(upon) == 1

    # ---- changes

    def _cover(self, block: Block, first: int, last: int) -> None:
        block.first, block.last = first, last
        for column in range(first, last + 1):
            self.over[column].append(block)

    def _insert(self, place: int, block: Block) -> None:
        self._shift(place, 1)
        self.extents.insert(place, Extent(block.box.x0, block.box.x1))
        self.over.insert(place, [])
        self._cover(block, place, place)

    def _shift(self, place: int, by: int) -> None:
        seen = {id(b): b for blocks in self.over for b in blocks}
        for block in seen.values():
            block.first += by * (block.first >= place)
            block.last += by * (block.last >= place)
        self.places = [n + by * (n >= place) for n in self.places]


def _sum(values: Sequence[float]) -> float:
    return float(sum(values))


def _number_levels(blocks: Sequence[Block]) -> None:
    """0 for texts with nothing above them, else one more than what stands above."""
    for block in sorted(blocks, key=lambda block: block.box.top):
        above = [
            other.level
            for other in blocks
            if other is not block
            and other.box.top < block.box.top
            and other.first <= block.last
            and other.last >= block.first
        ]
        block.level = max(above, default=-1) + 1


def _block_to_cell(block: Block, blocks: Sequence[Block], count: int, found: _Columns) -> PieceCell:
    below = [
        other.level
        for other in blocks
        if other.level > block.level and other.first <= block.last and other.last >= block.first
    ]
    end = min(below, default=count)
    lines: list[PieceLine] = [chunk.piece() for chunk in block.chunks]
    return PieceCell(
        block.level,
        block.first,
        end - block.level,
        block.last - block.first + 1,
        block.box,
        lines=lines,
    )
