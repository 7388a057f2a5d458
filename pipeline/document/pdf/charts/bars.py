"""Level bars whose shares make 100: the place of each on the scale proves that the ones before it
were read, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from pipeline.document.pdf.charts.scale import Scale, middle_of, to_levels, value_of
from pipeline.document.pdf.text.chunks import Chunk

NEAR = 8.0  # em that a bar or an entry may stand from the scale or from the next one
BESIDE = 0.1  # of the scale: the last shares may stand behind the end of the bar
_PLACE = 0.035  # of the scale: a share stands no further from the middle of its part
_WIDE = 8.0  # smaller parts may have their shares beside them
_ROUNDING = 0.05  # of one share printed with one decimal
_PITCHES = 2.5  # times the distance of two bars: what stands further is of no chart


@dataclass(slots=True, eq=False)
class Bar:
    """The shares of one bar from left to right, and the chunks that name it."""

    shares: list[Chunk]
    label: list[Chunk] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return middle_of(self.shares[0])


def bars_of(scale: Scale, scales: Sequence[Scale], shares: Sequence[Chunk]) -> list[Bar]:
    """The bars of a scale, from top to bottom: what makes 100 and stands in its places, near it
    and near each other, all above it or all below it."""
    bars = []
    end = scale.high + BESIDE * scale.width
    for level in to_levels([c for c in shares if c.x1 > scale.low and c.x0 < end]):
        bar = Bar(level)
        nearest = min(
            (s for s in scales if _spans(s, bar)), key=lambda s: _far(s, bar), default=None
        )
        if nearest is scale and _is_whole(scale, level):
            bars.append(bar)
    sides = [
        [b for b in bars if b.middle < scale.middle],
        [b for b in bars if b.middle > scale.middle],
    ]
    side = min((s for s in sides if s), key=lambda s: min(_far(scale, b) for b in s), default=[])
    side.sort(key=lambda bar: _far(scale, bar))
    pitch = min((abs(b.middle - a.middle) for a, b in pairwise(side)), default=0.0)
    reach = max(_PITCHES * pitch, NEAR * scale.size)
    kept: list[Bar] = []
    for bar in side:
        if abs(bar.middle - (kept[-1].middle if kept else scale.middle)) > reach:
            break
        kept.append(bar)
    return sorted(kept, key=lambda bar: bar.middle)


def _spans(scale: Scale, bar: Bar) -> bool:
    first = bar.shares[0]
    return scale.low <= (first.x0 + first.x1) / 2 <= scale.high


def _far(scale: Scale, bar: Bar) -> float:
    return abs(scale.middle - bar.middle)


def _is_whole(scale: Scale, shares: Sequence[Chunk]) -> bool:
    """Whether shares make 100, and each of a wide part stands in the middle of it."""
    values = [value_of(share) for share in shares]
    plain = any("." not in share.text and "．" not in share.text for share in shares)
    if len(values) < 2 or abs(sum(values) - 100) > _ROUNDING * (10 if plain else 1) * (
        len(values) + 1
    ):
        return False
    starts = accumulate(values, initial=0.0)
    return all(
        abs((share.x0 + share.x1) / 2 - scale.low - (start + value / 2) / 100 * scale.width)
        <= _PLACE * scale.width
        for share, start, value in zip(shares, starts, values, strict=False)
        if value >= _WIDE
    )
