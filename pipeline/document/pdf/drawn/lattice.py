"""Rules that cross each other to cells: which rectangles do they enclose?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.rules import Rules
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.settings import Settings

_DRAWING = 30_000  # fields: what has more is a map or a plot


@dataclass(slots=True)
class Lattice:
    """Boundaries and the cells between them.

    xs and ys are the boundaries; owner[row][column] is the number of the cell that covers that
    field, -1 outside the table. closed_bottom tells whether a rule ends the table. beyond are
    the level rules that begin left of all boundaries.
    """

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]
    count: int
    closed_bottom: bool = True
    beyond: list[Segment] = field(default_factory=list)
    _fields: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def find(self, x: float, y: float) -> int:
        """The cell at a point, -1 where there is none."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        if 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1:
            return self.owner[row][column]
        return -1

    def find_all(self, xs: np.ndarray, ys: np.ndarray) -> np.ndarray:
        """The cell at each of many points, -1 where there is none."""
        columns = np.array(self.xs).searchsorted(xs, "right")
        rows = np.array(self.ys).searchsorted(ys, "right")
        owner = np.full((len(self.ys) + 1, len(self.xs) + 1), -1)
        owner[1:-1, 1:-1] = self.owner
        cells: np.ndarray = owner[rows, columns]
        return cells

    def fields(self) -> list[list[tuple[int, int]]]:
        """The (row, column) fields of each cell, in reading order."""
        if not self._fields:
            self._fields = [[] for _ in range(self.count)]
            for row, owners in enumerate(self.owner):
                for column, cell in enumerate(owners):
                    if cell >= 0:
                        self._fields[cell].append((row, column))
        return self._fields

    def frame(self, cell: int) -> Box:
        """The rectangle around a cell."""
        fields = self.fields()[cell]
        columns = [column for _, column in fields]
        return Box(
            self.xs[min(columns)],
            self.ys[fields[0][0]],
            self.xs[max(columns) + 1],
            self.ys[fields[-1][0] + 1],
        )

    def tiled(self) -> float:
        """Which part of the outer frame the cells fill: a drawing of boxes fills little."""
        filled = sum(
            (self.xs[c + 1] - self.xs[c]) * (self.ys[r + 1] - self.ys[r])
            for r, owners in enumerate(self.owner)
            for c, cell in enumerate(owners)
            if cell >= 0
        )
        x0, top, x1, bottom = self.box
        return filled / max((x1 - x0) * (bottom - top), 1e-6)

    def joined(self) -> float:
        """Which part of the cells hangs together side by side: boxes of a drawing, joined by
        arrows, have white between them."""
        parent = list(range(self.count))

        def root(cell: int) -> int:
            while parent[cell] != cell:
                parent[cell] = cell = parent[parent[cell]]
            return cell

        for upper, lower in pairwise(self.owner):
            for a, b in zip(upper, lower, strict=True):
                if a >= 0 and b >= 0 and a != b:
                    parent[root(a)] = root(b)
        for owners in self.owner:
            for a, b in pairwise(owners):
                if a >= 0 and b >= 0 and a != b:
                    parent[root(a)] = root(b)
        roots = [root(cell) for cell in range(self.count)]
        return max(roots.count(r) for r in set(roots)) / self.count


def rules_to_lattice(rules: Rules, settings: Settings) -> Lattice | None:
    """The cells that the rules of one component enclose; None where they enclose none.

    A side that most rules run out to without a rule along it is an open side of the table and
    counts as closed (tables of Japanese offices often have no rules left and right).
    """
    xs, open_x = _boundaries(rules.vertical, rules.horizontal, settings, few=True)
    ys, open_y = _boundaries(rules.horizontal, rules.vertical, settings)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _DRAWING:
        return None
    # across[c][r]: a rule stands at x boundary c beside row r; along[r][c]: at y boundary r
    across = _coverage(xs, ys, rules.vertical, settings)
    along = _coverage(ys, xs, rules.horizontal, settings)
    closed_bottom = any(along[-1])
    _close_open_sides(across, open_x)
    _close_open_sides(along, open_y)
    owner, count = _enclosed(across, along)
    if not count:
        return None
    beyond = [rule for rule in rules.horizontal if rule.low < xs[0] - settings.stub]
    return Lattice(xs, ys, owner, count, closed_bottom, beyond)


def _boundaries(
    standing: Sequence[Segment], lying: Sequence[Segment], settings: Settings, few: bool = False
) -> tuple[list[float], tuple[bool, bool]]:
    """Places of the rules of one direction, with the open sides that the others run out to; few
    of them, where they all end at one place: those between the merged cells of a first column."""
    places: list[float] = []
    for at in sorted(rule.at for rule in standing):
        if not places or at - places[-1] > settings.snap:
            places.append(at)
    if not places:
        return [], (False, False)
    lows, highs = _outer_ends(lying, settings)
    before = _common_end(lows, places[0], -1, few, settings)
    after = _common_end(highs, places[-1], 1, few, settings)
    if before is not None:
        places.insert(0, before)
    if after is not None:
        places.append(after)
    return places, (before is not None, after is not None)


def _outer_ends(rules: Sequence[Segment], settings: Settings) -> tuple[list[float], list[float]]:
    """The outermost ends of the rules at each place: a rule with gaps (at merged cells) is one."""
    whole: list[Segment] = []
    for rule in sorted(rules):
        if whole and rule.at - whole[-1].at <= settings.snap:
            low, high = min(whole[-1].low, rule.low), max(whole[-1].high, rule.high)
            whole[-1] = Segment(whole[-1].at, low, high)
        else:
            whole.append(rule)
    return [rule.low for rule in whole], [rule.high for rule in whole]


def _common_end(
    ends: Sequence[float], limit: float, side: int, few: bool, settings: Settings
) -> float | None:
    """Where at least half of the rules, or the first and the last, end beyond the outermost rule
    of the other direction."""
    beyond = sorted(end for end in ends if (end - limit) * side > settings.stub)
    same = sum(abs(end - ends[0]) <= settings.snap for end in ends)
    if same > 2 and abs(ends[0] - ends[-1]) <= settings.snap and ends[0] in beyond:
        return ends[0]  # the first, the last and the head: those between leave merged cells out
    if len(beyond) < 2:
        return None
    inner = any((end - limit) * side > settings.stub for end in ends[1:-1])
    if few and inner and beyond[-1] - beyond[0] <= settings.snap:
        return beyond[0]
    middle = beyond[len(beyond) // 2]
    same = sum(abs(end - middle) <= 2 * settings.snap for end in beyond)
    return middle if same >= max(2, len(ends) / 2) else None


def _coverage(
    places: list[float], cuts: list[float], rules: Sequence[Segment], settings: Settings
) -> list[list[bool]]:
    """For each place and each stretch between two cuts: do rules cover enough of it?"""
    covered = [[0.0] * (len(cuts) - 1) for _ in places]
    for rule in rules:
        at = min(bisect_right(places, rule.at + 1e-6), len(places)) - 1
        if at + 1 < len(places) and abs(places[at + 1] - rule.at) < abs(places[at] - rule.at):
            at += 1
        first = max(bisect_right(cuts, rule.low) - 1, 0)
        for i in range(first, len(cuts) - 1):
            if cuts[i] >= rule.high:
                break
            covered[max(at, 0)][i] += min(rule.high, cuts[i + 1]) - max(rule.low, cuts[i])
    enough = [settings.covered * (end - start) for start, end in pairwise(cuts)]
    return [[have >= least for have, least in zip(row, enough, strict=True)] for row in covered]


def _close_open_sides(edges: list[list[bool]], opened: tuple[bool, bool]) -> None:
    for end, is_open in ((0, opened[0]), (-1, opened[1])):
        if is_open:
            edges[end] = [True] * len(edges[end])


def _enclosed(across: list[list[bool]], along: list[list[bool]]) -> tuple[list[list[int]], int]:
    """Flood the fields: those that reach the outside through a missing rule are no cells, but
    for merged cells that the end of a page cuts or that lack a rule at the side of the table."""
    rows, columns = len(along) - 1, len(across) - 1
    owner = [[-2] * columns for _ in range(rows)]
    found: list[tuple[list[tuple[int, int]], set[str]]] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] == -2:
                found.append(_flood(row, column, across, along, owner))
                for r, c in found[-1][0]:
                    owner[r][c] = len(found) - 1
    closed = [not sides for _, sides in found]
    count, numbers = 0, []
    for fields, sides in found:
        is_cell = not sides or _is_cut(fields, sides, owner, closed)
        numbers.append(count if is_cell else -1)
        count += is_cell
    return [[numbers[number] for number in line] for line in owner], count


def _is_cut(
    fields: list[tuple[int, int]], sides: set[str], owner: list[list[int]], closed: list[bool]
) -> bool:
    """Open at the bottom alone, below a cell; at the top alone, above a cell; or at one side
    alone, beside a cell (spreadsheets lose the outer rule of a merged cell)."""
    if sides == {"left"} or sides == {"right"}:
        (low, first), (high, last) = min(fields), max(fields)
        if len(fields) != (high - low + 1) * (last - first + 1):
            return False
        beside = [row for row in (low - 1, high + 1) if 0 <= row < len(owner)]
        return any(all(closed[n] for n in owner[row][first : last + 1]) for row in beside)
    if sides == {"bottom"}:
        row, column = min(fields)
        return row > 0 and closed[owner[row - 1][column]]
    if sides == {"top"}:
        row, column = max(fields)
        return row + 1 < len(owner) and closed[owner[row + 1][column]]
    return False


def _flood(
    row: int,
    column: int,
    across: list[list[bool]],
    along: list[list[bool]],
    owner: list[list[int]],
) -> tuple[list[tuple[int, int]], set[str]]:
    """The fields that hang together with one, and the sides at which they are open."""
    rows, columns = len(owner), len(owner[0])
    fields: list[tuple[int, int]] = [(row, column)]
    outside: set[str] = set()
    owner[row][column] = -3
    for r, c in fields:
        sides = (
            (r, c - 1, across[c][r]),
            (r, c + 1, across[c + 1][r]),
            (r - 1, c, along[r][c]),
            (r + 1, c, along[r + 1][c]),
        )
        for next_row, next_column, ruled in sides:
            if ruled:
                continue
            if not (0 <= next_row < rows and 0 <= next_column < columns):
                level = "left" if next_column < 0 else "right"
                outside.add("bottom" if next_row == rows else "top" if next_row < 0 else level)
            elif owner[next_row][next_column] == -2:
                owner[next_row][next_column] = -3
                fields.append((next_row, next_column))
    return fields, outside
