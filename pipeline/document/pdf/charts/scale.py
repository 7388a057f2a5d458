"""The scale of a chart from 0 to 100, and the shares that stand along it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalizers.patterns import compiled
from pipeline.document.pdf.text.chunks import Chunk

_TICK = compiled(r"([0-9０-９]{1,3})(?:[.．]0)?\s*[%％]?")
_SHARE = compiled(
    r"(?<share>[0-9０-９]{1,2}[.．][0-9０-９]|100[.．]0)\s*[%％]?|(?<share>[0-9０-９]{1,3})\s*[%％]?$"
)
_FEWEST_TICKS = 3
LEVEL = 0.5  # em: what stands on one level


class Scale(NamedTuple):
    """Where 0 and 100 stand, and on which level."""

    low: float
    high: float
    middle: float
    size: float

    @property
    def width(self) -> float:
        return self.high - self.low


def middle_of(chunk: Chunk) -> float:
    """The height of the middle of a chunk."""
    box = chunk.box
    return (box.top + box.bottom) / 2


def to_levels(chunks: Sequence[Chunk]) -> Iterator[list[Chunk]]:
    """The chunks on each level, from left to right."""
    level: list[Chunk] = []
    for chunk in sorted(chunks, key=middle_of):
        if level and middle_of(chunk) - middle_of(level[0]) > LEVEL * chunk.line.size:
            yield sorted(level, key=lambda c: c.x0)
            level = []
        level.append(chunk)
    if level:
        yield sorted(level, key=lambda c: c.x0)


def level_to_scales(chunks: Sequence[Chunk]) -> Iterator[Scale]:
    """The scales on one line: numbers in equal steps from 0 to 100."""
    run: list[tuple[int, Chunk]] = []
    for chunk in chunks:
        tick = _TICK.fullmatch(chunk.text)
        value = int(tick[1]) if tick else -1
        steps = {b - a for (a, _), (b, _) in pairwise([*run, (value, chunk)])}
        run = [*run, (value, chunk)] if run and len(steps) == 1 and steps != {0} else []
        if value == 0:
            run = [(value, chunk)]
        if value == 100 and len(run) >= _FEWEST_TICKS:
            low, high = (sum((c.x0, c.x1)) / 2 for c in (run[0][1], chunk))
            yield Scale(low, high, middle_of(chunk), chunk.line.size)


def chunk_to_shares(chunk: Chunk) -> list[Chunk]:
    """The shares of a chunk that holds nothing else; narrow parts of a bar leave no white
    between theirs (8.82.50.6)."""
    found = []
    at = chunk.start
    while at < chunk.end:
        match = _SHARE.match(chunk.line.text, at, chunk.end)
        if match is None:
            return []
        start, end = match.span("share")
        found.append(Chunk(chunk.line, start, end, chunk.line.edges[start], chunk.line.edges[end]))
        at = match.end()
        at += len(chunk.line.text[at : chunk.end]) - len(chunk.line.text[at : chunk.end].lstrip())
    return found


def value_of(share: Chunk) -> float:
    """The number of a share."""
    return float(share.text.replace("．", "."))
