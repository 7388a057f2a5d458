"""Columns while the texts of a head are put over them, the cheapest way from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.white.headblocks import Block, Extent

# Costs of a text's place, in widths of a column.
_UNCOVERED = 0.12  # a column with a head below and none above
_MIXED = 0.3  # a head over columns of numbers and columns of words
_LOW = 0.25  # the same in the foot of a head whose other texts stand in the middle of its height
_ALIKE = 0.06  # the same where all heads stand on the lowest level, under others or not
_SINGLE = 0.15  # a head over the one head of a column
_NEW = 1.5  # a column without any text in its body
_REACH = 8.0  # em: a head so far beside its column costs as much as one a column aside
_NEVER = 1e6


class HeadColumns:
    """The columns of a table while its heads are put over them."""

    def __init__(
        self, extents: list[Extent], rules: Sequence[Segment], ends: tuple[float, float]
    ) -> None:
        self.extents = extents
        self.rules = rules
        self.ends = ends
        self.places = list(range(len(extents)))
        self.over: list[list[Block]] = [[] for _ in extents]
        self.highest = False

    # ---- one level

    def place(self, level: Sequence[Block], highest: bool = False) -> None:
        """Give each text of a level, from left to right, its columns; highest where no other
        level stands above."""
        self.highest = highest
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
        if self.highest and any(block.full for blocks in self.over for block in blocks):
            return _LOW
        return _ALIKE if self._are_level() else _UNCOVERED

    def _are_level(self) -> bool:
        """Do the heads of all columns stand on one level?"""
        ends = [block.box.bottom for blocks in self.over for block in blocks]
        size = max((block.size for blocks in self.over for block in blocks), default=0.0)
        return all(self.over) and max(ends) - min(ends) < 0.5 * size

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
            heads = (self.over[first][0].middle + self.over[last][0].middle) / 2
            aside = min(aside, abs(heads - block.middle) / max(width, block.size))
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
        if any(self.over[first : last + 1]):  # the second of three levels is in the middle, too
            block.full = False
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
