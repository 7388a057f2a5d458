"""Stretches of a page that are set in two columns of text: each column is read on its own.

Two columns of text lie on both sides of the middle of the page: the right one begins right of it,
or (two pages on one sheet) as far right of it as the left one from the edge. What stands on one
level has nothing to do with each other there, so no table may be looked for across the gutter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.region import Regions
from pipeline.document.pdf.layout.coltext import INDENT, Level, are_text, chunks_to_levels
from pipeline.document.pdf.model.pieces import PieceLine
from pipeline.document.pdf.text.chunks import Chunk, is_number, line_to_chunks

GUTTER = 1.0  # em: the least white between columns of text
_BESIDE = 4.0  # em: the right column begins no further right of the middle of the page
_SHEETS = 16.0  # em: the same for two pages on one sheet
_COLUMN = 14.0  # em: the least width of a column of text
_TABLES = 3  # in both columns together
_FILLS = 0.8  # part of the width of a column that each of its tables has
_GAP = 1.0  # em: narrower white is none between columns
_EDGE = 0.4  # em: lines that begin at one edge differ less
_LEAST = 4  # lines of a column
_IN_RULES = 8  # the same between two rules: a row of a table has less
_WHOLE = 0.9  # part of the height of a frame: higher boxes enclose it
_FOOT = 3.0  # em: the number of a page stands further below a column than its lines do
_PAGE_DIGITS = 4
_OVER = 1.5  # em: the right column may begin so much higher than the left one


@dataclass(slots=True, eq=False)
class TextColumn:
    """The lines of a column of text and the box that they and the boxes between them fill."""

    box: Box
    lines: list[PieceLine]


class Stretch(NamedTuple):
    """Two columns side by side, and the lines of the page that they took (by identity)."""

    left: TextColumn
    right: TextColumn
    taken: frozenset[int]

    @property
    def box(self) -> Box:
        return self.left.box.union(self.right.box)


def lines_to_text_columns(
    lines: Sequence[PieceLine], box: Box, regions: Regions
) -> tuple[list[Stretch], list[PieceLine]]:
    """The stretches of a frame (box) that are set in columns, and the lines outside of them. Where
    one of the regions of the page, a rule or a fill lies across the gutter a stretch ends."""
    em = regions.em
    if box.x1 - box.x0 < 2 * _COLUMN * em or len(lines) < 2 * _LEAST:
        return [], list(lines)
    middle = (box.x0 + box.x1) / 2
    beside = [line for line in lines if not line.vertical and _may_part(line, middle, em)]
    if len(beside) < _LEAST:
        return [], list(lines)
    chunks = [c for line in lines if not line.vertical for c in line_to_chunks(line, _GAP)]
    walls = [wall for wall in _walls(regions) if _height(wall) < _WHOLE * _height(box)]
    found: list[Stretch] = []
    for edge in _edges(chunks, box, em):
        for top, bottom in _between(_cuts(chunks, walls, edge, em)):
            within = [c for c in chunks if top < _middle(c.line.box) < bottom]
            least = _IN_RULES if _is_row(top, bottom, walls) else _LEAST
            tables = [r.box for r in regions.regions if r.table and top < _middle(r.box) < bottom]
            stretch = _stretch(within, edge, least, box, em, tables)
            if stretch:
                found.append(_with_walls(stretch, walls, tables))
        if found:
            break
    return found, _outside(lines, found)


def _walls(regions: Regions) -> list[Box]:
    """What text does not run across: boxes, level rules, stripes and filled heads."""
    return [
        *(region.box for region in regions.regions),
        *(Box(rule.low, rule.at, rule.high, rule.at) for rule in regions.single.horizontal),
        *(stripe.box for stripe in regions.stripes),
        *(strip.band for strip in regions.strips),
    ]


def _may_part(line: PieceLine, middle: float, em: float) -> bool:
    """The line begins right of the middle, or has a blank that may reach there."""
    if line.box.x0 >= middle - em:
        return True
    return line.box.x1 > middle and " " in line.text


def _edges(chunks: Sequence[Chunk], box: Box, em: float) -> Iterator[float]:
    """Where a right column may begin: right of the middle, nearest first."""
    middle = (box.x0 + box.x1) / 2
    starts = sorted(c.x0 for c in chunks if middle - em <= c.x0 <= middle + _SHEETS * em)
    last = -1e9
    for place, start in enumerate(starts):
        together = bisect_right(starts, start + INDENT * em) - place
        if start - last > _EDGE * em and together >= _LEAST:
            last = start
            yield start


def _cuts(
    chunks: Sequence[Chunk], walls: Sequence[Box], edge: float, em: float
) -> list[tuple[float, float]]:
    """The heights of what lies across the gutter."""
    low, high = edge - GUTTER * em, edge - 0.2 * em
    found = [(c.line.box.top, c.line.box.bottom) for c in chunks if c.x0 < high and c.x1 > low]
    found += [(wall.top, wall.bottom) for wall in walls if wall.x0 < low and wall.x1 > edge + em]
    return sorted(found)


def _between(cuts: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """The heights between what lies across."""
    end = -1e9
    for top, bottom in cuts:
        if top > end:
            yield end, top
        end = max(end, bottom)
    yield end, 1e9


def _is_row(top: float, bottom: float, walls: Sequence[Box]) -> bool:
    """Both ends are at walls: what stands between may be a row of a table."""
    return any(wall.bottom == top for wall in walls) and any(wall.top == bottom for wall in walls)


def _stretch(
    chunks: Sequence[Chunk], edge: float, least: int, box: Box, em: float, tables: Sequence[Box]
) -> Stretch | None:
    """The columns left and right of the edge, if they are text of at least so many lines, or hold
    tables between their lines."""
    right = [c for c in chunks if c.x0 >= edge - 0.5 * em]
    aligned = [c.line.box.top for c in right if c.x0 <= edge + INDENT * em]
    if len(aligned) < least:
        return None
    top = min(aligned) - _OVER * em
    sides = [
        chunks_to_levels([c for c in part if c.line.box.top >= top])
        for part in ([c for c in chunks if c.x1 < edge], right)
    ]
    sides = [_without_foot(side, em) for side in sides]
    if min(map(len, sides)) < least or not _is_placed(sides[0], sides[1], edge, box, em):
        return None
    if not are_text(sides[0], sides[1], em) and not _hold_tables(tables, sides, edge, em):
        return None
    taken = frozenset(id(c.line) for side in sides for level in side for c in level.chunks)
    return Stretch(_column(sides[0]), _column(sides[1]), taken)


def _hold_tables(
    tables: Sequence[Box], sides: Sequence[Sequence[Level]], edge: float, em: float
) -> bool:
    """Ruled tables that fill the columns, on both sides, one of which has several with text
    between them: two halves of a table stand side by side alone."""
    left = [t for t in tables if t.x1 < edge - 0.2 * em]
    right = [t for t in tables if t.x0 >= edge - em]
    if not left or not right or len(left) + len(right) < max(_TABLES, len(tables)):
        return False
    for own, levels in ((left, sides[0]), (right, sides[1])):
        low, high = min(t.x0 for t in own), max(t.x1 for t in own)
        if any(t.x1 - t.x0 < _FILLS * (high - low) or t.x0 > low + em for t in own):
            return False
        if any(level.x0 < low - em or level.x1 > high + em for level in levels):
            return False
    return True


def _without_foot(levels: list[Level], em: float) -> list[Level]:
    """A column without the number of the page that stands far below its last line."""
    far = len(levels) > 1 and levels[-1].top - levels[-2].bottom > _FOOT * em
    text = levels[-1].text if far else ""
    return levels[:-1] if far and len(text) <= _PAGE_DIGITS and is_number(text) else levels


def _is_placed(
    left: Sequence[Level], right: Sequence[Level], edge: float, box: Box, em: float
) -> bool:
    """The columns are wide enough and stand alike on both sides of the middle."""
    start, end = min(level.x0 for level in left), max(level.x1 for level in left)
    margin = start - box.x0
    beyond = edge - (box.x0 + box.x1) / 2
    if edge - start < _COLUMN * em or edge - end < GUTTER * em:
        return False
    if box.x1 - max(level.x1 for level in right) < margin - 2.5 * em:
        return False
    return -em <= beyond <= _BESIDE * em or abs(beyond - margin) <= em


def _column(levels: Sequence[Level]) -> TextColumn:
    """The chunks of each line as a line again."""
    own: dict[int, list[Chunk]] = {}
    for level in levels:
        for chunk in level.chunks:
            own.setdefault(id(chunk.line), []).append(chunk)
    lines = [_chunks_to_line(chunks) for chunks in own.values()]
    return TextColumn(_around([line.box for line in lines]), lines)


def _chunks_to_line(chunks: Sequence[Chunk]) -> PieceLine:
    first, last = min(chunks, key=lambda c: c.start), max(chunks, key=lambda c: c.start)
    return Chunk(first.line, first.start, last.end, first.x0, last.x1).piece()


def _with_walls(stretch: Stretch, walls: Sequence[Box], tables: Sequence[Box]) -> Stretch:
    """The columns with the boxes that reach into their height, and the tables of this stretch of
    the page: one may end a column."""
    left, right, _ = stretch
    end, edge = left.box.x1, right.box.x0
    _, top, _, bottom = stretch.box
    inside = [wall for wall in walls if wall.top < bottom and wall.bottom > top]
    inside += [table for table in tables if table.top > top]
    gutter = (end + edge) / 2
    of_left = [wall for wall in inside if wall.x1 <= edge and (wall.x0 + wall.x1) / 2 < gutter]
    of_right = [wall for wall in inside if wall.x0 >= end and (wall.x0 + wall.x1) / 2 >= gutter]
    left.box, right.box = _around([left.box, *of_left]), _around([right.box, *of_right])
    return stretch


def _outside(lines: Sequence[PieceLine], stretches: Sequence[Stretch]) -> list[PieceLine]:
    """The lines that no stretch took; 縦書き within one joins its column."""
    taken = {line for stretch in stretches for line in stretch.taken}
    outside: list[PieceLine] = []
    for line in lines:
        if id(line) in taken:
            continue
        around = next((s for s in stretches if line.vertical and _holds(s.box, line.box)), None)
        if around is None:
            outside.append(line)
        else:
            left, right, _ = around
            side = left if line.box.x1 < right.box.x0 else right
            side.lines.append(line)
            side.box = side.box.union(line.box)
    return outside


def _holds(outer: Box, inner: Box) -> bool:
    return outer.top <= _middle(inner) <= outer.bottom


def _around(boxes: Sequence[Box]) -> Box:
    result = boxes[0]
    for box in boxes[1:]:
        result = result.union(box)
    return result


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _height(box: Box) -> float:
    return box.bottom - box.top
