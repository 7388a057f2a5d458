"""The head of a table that nothing encloses: which columns each of its texts stands over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceCell, PieceLine
from pipeline.document.pdf.text.chunks import Row
from pipeline.document.pdf.white.headblocks import LEADING, LOOSE, Block, Extent, rows_to_blocks
from pipeline.document.pdf.white.headcolumns import HeadColumns


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
    blocks = rows_to_blocks(rows, rules, min(max(leading * 1.05, LEADING), LOOSE))
    if blocks:
        tops, bottoms = [b.box.top for b in blocks], [b.box.bottom for b in blocks]
        _flag_full_height(blocks, zone or (min(tops), max(bottoms)))
    found = HeadColumns(list(columns), rules, ends)
    levels = list(_levels(blocks))
    for level in levels:
        found.place(level, highest=level is levels[-1])
    _number_levels(levels)
    count = max((block.level for block in blocks), default=-1) + 1
    cells = [_block_to_cell(block, blocks, count) for block in blocks]
    return HeadBand(cells, count, found.extents, found.places)


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


def _number_levels(levels: Sequence[Sequence[Block]]) -> None:
    """0 for texts with nothing above them, else one more than what stands above; of two that begin
    at one height the one that was put over the other is above."""
    above: list[Block] = []
    downwards = (block for level in reversed(levels) for block in level)
    for block in sorted(downwards, key=lambda block: block.box.top):
        over = (o.level for o in above if o.first <= block.last and o.last >= block.first)
        block.level = max(over, default=-1) + 1
        above.append(block)


def _block_to_cell(block: Block, blocks: Sequence[Block], count: int) -> PieceCell:
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
