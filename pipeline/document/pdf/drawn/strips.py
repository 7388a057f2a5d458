"""Filled cells of a head, of a first column or of both: what they tell of the table they are of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Row, is_number
from pipeline.document.pdf.text.within import SAME, rows_in_stack

_APART = 2.2  # em: rows of a table without rules are not further apart
_KEY = 0.3  # part of a table that its first column is not wider than
_OVER = 0.5  # em: text may reach so far beyond its column


@dataclass(frozen=True, slots=True)
class Strip:
    """What filled cells tell: the edges of all columns, the edges of all rows (either may be
    empty), the part of the table that they cover, and the rules between the filled cells."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    stack: tuple[Segment, Segment]  # the upper and the lower end of the filled head
    partial: tuple[Segment, ...]
    levels: tuple[float, ...] = ()  # the edges of all filled rows that have all their cells

    @property
    def band(self) -> Box:
        """The filled head."""
        upper, lower = self.stack
        return Box(upper.low, upper.at, upper.high, lower.at)

    @property
    def top(self) -> float:
        return self.stack[0].at

    def leads(self, x0: float, x1: float) -> bool:
        """Whether the first column goes from x0 to x1; it may do where the head is one band."""
        if self.columns:
            return abs(self.columns[0] - x0) <= SAME and abs(self.columns[1] - x1) <= SAME
        band = self.band
        return abs(band.x0 - x0) <= SAME and x1 - x0 < _KEY * (band.x1 - band.x0)


def lattice_to_strip(lattice: Lattice) -> Strip:
    """The filled cells of a table that nothing else draws."""
    x0, top, x1, bottom = lattice.box
    heads = 0
    for owners in lattice.owner:
        if any(owner < 0 for owner in owners):
            break
        heads += 1
    across = len(lattice.xs) > 2 and heads > 0
    down = len(lattice.ys) > 2 and all(owners[0] >= 0 for owners in lattice.owner)
    low = lattice.ys[heads] if across else top if down else bottom
    return Strip(
        tuple(lattice.xs) if across else (),
        tuple(lattice.ys) if down and heads < len(lattice.owner) else (),
        (Segment(top, x0, x1), Segment(low, x0, x1)),
        tuple(_partial_rules(lattice, heads)) if across else (),
        tuple(lattice.ys[: heads + 1]) if across else (),
    )


def _partial_rules(lattice: Lattice, heads: int) -> list[Segment]:
    """The edges between filled cells one above the other."""
    rules: list[Segment] = []
    for row in range(1, heads):
        at = lattice.ys[row]
        parted = [a != b for a, b in zip(lattice.owner[row - 1], lattice.owner[row], strict=True)]
        start: int | None = None
        for column in range(len(parted) + 1):
            upper = lattice.owner[row - 1][column] if column < len(parted) else -1
            last = lattice.owner[row - 1][column - 1] if column else upper
            goes_on = column < len(parted) and parted[column]
            if start is not None and (not goes_on or upper != last):
                rules.append(Segment(at, lattice.xs[start], lattice.xs[column]))
                start = None
            if goes_on and start is None:
                start = column
    return rules


def is_key(
    lattice: Lattice, texts: Sequence[str], rules: Sequence[Segment], strips: Sequence[Strip]
) -> bool:
    """Are filled cells one above the other those of the first column of a table: beside level
    rules that begin with them, below the first column of a filled head, or numbers all of them?"""
    if len(lattice.xs) != 2:
        return False
    x0, top, x1, bottom = lattice.box
    if any(
        abs(rule.low - x0) <= 3 and rule.high > 2 * x1 - x0 and top - 3 <= rule.at <= bottom + 3
        for rule in rules
    ):
        return True
    below = any(strip.stack[1].at <= top + SAME and strip.leads(x0, x1) for strip in strips)
    return below or (len(texts) > 1 and all(is_number(text.strip()) for text in texts))


def strip_of_stack(stack: Sequence[Segment], strips: Sequence[Strip]) -> Strip | None:
    """The filled head that lies at the upper end of a stack of rules and is as wide."""
    low, high = stack[0].low, stack[0].high
    for strip in strips:
        if (
            strip.columns
            and abs(strip.columns[0] - low) <= SAME
            and abs(strip.columns[-1] - high) <= SAME
            and abs(strip.top - stack[0].at) <= SAME
        ):
            return strip
    return None


def strip_of_stripes(edges: Sequence[Segment], strips: Sequence[Strip]) -> Strip | None:
    """The filled head right above stripes that leave out its first column, whose cells are merged
    over rows, or its first two."""
    low, high = edges[0].low, edges[0].high
    for strip in strips:
        if len(strip.columns) < 4 or abs(strip.columns[-1] - high) > SAME:
            continue
        below = [edge.at for edge in edges if edge.at > strip.stack[1].at - SAME]
        leaves_out = any(abs(x - low) <= SAME for x in strip.columns[1:3])
        if leaves_out and len(below) > 3 and below[0] - strip.stack[1].at < below[1] - below[0]:
            return strip
    return None


def stripes_below_head(
    strip: Strip, edges: Sequence[Segment], rules: Sequence[Segment]
) -> tuple[list[Segment], list[Segment]]:
    """The rules of a table whose stripes leave out its first columns, and those within it: as wide
    as the stripes where rules part the merged cells beside them, else as wide as the head."""
    low, high = strip.columns[0], strip.columns[-1]
    below = [edge for edge in edges if edge.at > strip.stack[1].at + SAME]
    stack = [*strip.stack, *(Segment(edge.at, low, high) for edge in below)]
    beside = [
        rule
        for rule in rules
        if abs(rule.low - low) <= SAME
        and rule.high <= edges[0].low + SAME
        and stack[1].at < rule.at < stack[-1].at - SAME
    ]
    return stack, [*strip.partial, *beside, *(below if beside else stack[2:-1])]


def strip_to_stack(strip: Strip, rows: Sequence[Row]) -> list[Segment] | None:
    """The upper end of a filled head, its lower end, the edges of rows where they are filled as
    well, and the end of the rows below that stand in its columns; None where no row does, unless
    the table is one of words that is filled as a whole."""
    x0, x1 = strip.columns[0], strip.columns[-1]
    head = strip.stack[1].at
    if strip.rows:
        below = [y for y in strip.rows if y > head + SAME]
        return [*strip.stack, *(Segment(y, x0, x1) for y in below)]
    end = last = head
    count = 0
    for row in rows_in_stack([strip.stack[1], Segment(1e9, x0, x1)], rows)[0]:
        near = row.top - last <= _APART * row.size
        in_columns = fits(row, strip.columns)
        if not near or not (in_columns or _is_title(row, strip.columns)):
            break
        if not _have_own(row, strip.columns):
            break
        last = row.bottom
        end = last if in_columns else end  # what no row follows is a note below the table
        count += len(row.chunks) > 1
    if count:
        return [*strip.stack, Segment(end + 0.5, x0, x1)]
    return [Segment(y, x0, x1) for y in strip.levels] if len(strip.levels) > 3 else None


def fits(row: Row, columns: Sequence[float]) -> bool:
    """Does each string of a row lie within one column?"""
    over = _OVER * row.size
    return all(
        any(a - over <= chunk.x0 and chunk.x1 <= b + over for a, b in pairwise(columns))
        for chunk in row.chunks
    )


def part_rows(columns: Sequence[float], rows: Sequence[Row]) -> bool:
    """Are the columns those of the rows, each string in one of its own? The band of a head that is
    filled as a whole tells no columns."""
    several = [row for row in rows if len(row.chunks) > 1]
    alone = [row for row in several if _have_own(row, columns)]
    return len(columns) > 2 and len(alone) >= 0.7 * len(several)


def _have_own(row: Row, columns: Sequence[float]) -> bool:
    middles = [(chunk.x0 + chunk.x1) / 2 for chunk in row.chunks]
    places = [sum(edge <= middle for edge in columns) for middle in middles]
    return len(set(places)) == len(places)


def _is_title(row: Row, columns: Sequence[float]) -> bool:
    """One string that begins in the first column: a title within the table."""
    chunk = row.chunks[0]
    return len(row.chunks) == 1 and chunk.x0 < columns[1] and chunk.x1 < columns[-1] - row.size
