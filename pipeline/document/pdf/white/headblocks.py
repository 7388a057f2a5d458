"""The texts of a head: which lines are one text, and what the columns below are like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.document.model import Box
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Chunk, Row

LEADING = 1.45  # em: lines of one text are not further apart ...
LOOSE = 2.0  # ... nor than this where the cells of the body have wider lines


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
            min(c.box.top for c in self.chunks),
            max(c.x1 for c in self.chunks),
            max(c.box.bottom for c in self.chunks),
        )

    @property
    def middle(self) -> float:
        return (self.box.x0 + self.box.x1) / 2

    @property
    def size(self) -> float:
        return max(chunk.line.size for chunk in self.chunks)


def rows_to_blocks(
    rows: Sequence[Row], rules: Sequence[Segment], leading: float = 1.45
) -> list[Block]:
    """Chunks below each other that are lines of one text; lines of 縦書き beside each other."""
    level = [chunk for row in rows for chunk in row.chunks if not chunk.line.vertical]
    upright = [chunk for row in rows for chunk in row.chunks if chunk.line.vertical]
    blocks: list[Block] = []
    for chunk in sorted(level, key=lambda c: (c.box.bottom, c.x0)):
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
    step = chunk.box.bottom - last.box.bottom
    if not 0.6 * size < step <= leading * size:
        return False
    left, middle = chunk.x0 - last.x0, (chunk.x0 + chunk.x1 - last.x0 - last.x1) / 2
    if min(abs(left), abs(middle)) > 0.6 * size:
        return False
    at = (chunk.x0 + chunk.x1) / 2
    return not any(
        last.box.bottom - 3 < rule.at < chunk.box.top + 3 and rule.low <= at <= rule.high
        for rule in rules
    )


def _is_beside(block: Block, chunk: Chunk) -> bool:
    last, size = block.chunks[-1], chunk.line.size
    if not last.line.vertical or not 0 <= last.x0 - chunk.x1 < 0.8 * size:
        return False
    a, b = last.box, chunk.box
    return min(a.bottom, b.bottom) - max(a.top, b.top) > 0
