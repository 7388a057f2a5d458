"""Upright bars beside a scale in per cent, each with its share above it and its answer below.

    (％)
    60 |  41.7
    40 |  |  |  31.4
    20 |  |  |  |  |   9.0
     0 |__|__|__|__|__|__|__
       よく使う 時々  使わない

The height of a share proves that it is one of this scale. Where several bars stand above one
answer they are those of the legend, from left to right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from normalizers.patterns import compiled
from pipeline.document.pdf.charts.grid import Found, rows_to_chart
from pipeline.document.pdf.charts.legend import side_to_entries
from pipeline.document.pdf.charts.scale import chunk_to_shares, middle_of, to_levels, value_of
from pipeline.document.pdf.text.chunks import Chunk

_TICK = compiled(r"([0-9０-９]{1,3})(?:[.．]0)?\s*(?P<sign>[%％])?")
_SIGN = compiled(r"[（(]?\s*(?:単位\s*[:：]?\s*)?[%％]\s*[)）]?")
_FEWEST = 3  # ticks of a scale, answers of a chart
_EVEN = 0.1  # of a step: ticks stand that evenly
_EDGE = 2.0  # points: numbers of a scale end below each other
_GAP = (-0.4, 1.4)  # em between a share and the end of its bar
_SPREAD = 0.5  # em: the shares of a chart are as far above their bars
_SIGN_NEAR = 4.0  # em from the upper end of a scale to its sign
_BELOW = 2.5  # em: the answers begin that near below the scale
_PART = 0.7  # em: lines of one answer stand closer


class _Upright(NamedTuple):
    """Where 0 and the highest number of a scale stand, and its right end."""

    zero: float
    top: float
    highest: float
    right: float
    size: float

    def height(self, value: float) -> float:
        """Where a bar of this value ends."""
        return self.zero - value * (self.zero - self.top) / self.highest


def columns_to_charts(
    page: int, numbers: Sequence[Chunk], texts: Sequence[Chunk], upright: Sequence[Chunk]
) -> Iterator[Found]:
    """The charts of upright bars among the numbers, level texts and upright texts of a page."""
    scales = list(_scales(numbers, texts))
    shares = [share for number in numbers for share in chunk_to_shares(number)] if scales else []
    for scale in scales:
        own = _shares_of(scale, scales, shares)
        answers = _answers(scale, own, texts, upright) if own else []
        if found := _chart(page, scale, own, answers, texts):
            yield found


def _scales(numbers: Sequence[Chunk], texts: Sequence[Chunk]) -> Iterator[_Upright]:
    """Numbers in equal steps from 0 upwards, one above the other and ending on one line, with a
    sign of per cent behind them or above."""
    ticks = [(int(m[1]), chunk) for chunk in numbers if (m := _TICK.fullmatch(chunk.text))]
    ticks.sort(key=lambda tick: -middle_of(tick[1]))
    for zero in (chunk for value, chunk in ticks if not value):
        low = middle_of(zero)
        above = [t for t in ticks if abs(t[1].x1 - zero.x1) < _EDGE and middle_of(t[1]) < low]
        run = [(0, zero)]
        for tick in above:
            steps = {b[0] - a[0] for a, b in pairwise([*run, tick])}
            if len(steps) > 1 or min(steps) <= 0 or tick[0] > 100:
                break
            run.append(tick)
        if len(run) < _FEWEST or not _is_even([middle_of(chunk) for _, chunk in run]):
            continue
        top, size = run[-1][1], zero.line.size
        signed = all(_TICK.fullmatch(chunk.text)["sign"] for _, chunk in run) or any(
            _SIGN.fullmatch(text.text)
            and abs(middle_of(text) - middle_of(top)) < _SIGN_NEAR * size
            and abs(text.x1 - zero.x1) < _SIGN_NEAR * size
            for text in texts
        )
        if signed:
            yield _Upright(middle_of(zero), middle_of(top), run[-1][0], zero.x1, size)


def _is_even(heights: Sequence[float]) -> bool:
    steps = [a - b for a, b in pairwise(heights)]
    return max(steps) - min(steps) < _EVEN * max(steps)


def _shares_of(scale: _Upright, scales: Sequence[_Upright], shares: Sequence[Chunk]) -> list[Chunk]:
    """The shares of a scale from left to right; none where a number beside it is none."""
    ends = [
        s.right
        for s in scales
        if s.right > scale.right and s.top < scale.zero and s.zero > scale.top
    ]
    end = min(ends, default=float("inf")) - 3 * scale.size
    top = scale.top - 3 * scale.size
    own = [c for c in shares if scale.right < c.x0 < end and top < middle_of(c) < scale.zero]
    gaps = [(scale.height(value_of(c)) - c.box.bottom) / c.line.size for c in own]
    if not gaps or min(gaps) < _GAP[0] or max(gaps) > _GAP[1] or max(gaps) - min(gaps) > _SPREAD:
        return []
    return sorted(own, key=lambda c: c.x0)


def _answers(
    scale: _Upright, shares: Sequence[Chunk], texts: Sequence[Chunk], upright: Sequence[Chunk]
) -> list[list[Chunk]]:
    """What stands below the bars, from left to right, each answer with its lines in order."""
    end = shares[-1].x1 + (shares[-1].x1 - scale.right) / len(shares)
    under = [c for c in (*texts, *upright) if scale.right < c.x1 and c.x0 < end]
    below = [c for c in under if scale.zero - 1 < c.box.top]
    first = [c for c in below if c.box.top < scale.zero + _BELOW * scale.size]
    turned = [c for c in first if c.line.vertical]
    if not turned:
        answers = next(to_levels(first), [])
        alone = [c for c in below if sum(_over(c, answer) for answer in answers) == 1]
        return [list(_with_below(answer, alone)) for answer in answers]
    groups: list[list[Chunk]] = []
    for chunk in sorted(turned, key=lambda c: c.x0):
        if groups and chunk.x0 - max(c.x1 for c in groups[-1]) < _PART * chunk.line.size:
            groups[-1].append(chunk)
        else:
            groups.append([chunk])
    groups = [sorted(group, key=lambda c: -c.x0) for group in groups]
    return [[c for line in group for c in _with_below(line, below)] for group in groups]


def _over(chunk: Chunk, other: Chunk) -> bool:
    """Whether two chunks stand one above the other."""
    return min(chunk.x1, other.x1) > max(chunk.x0, other.x0)


def _with_below(line: Chunk, below: Sequence[Chunk]) -> Iterator[Chunk]:
    """A line of an answer, and what goes on right below it."""
    yield line
    for chunk in sorted(below, key=lambda c: c.box.top):
        if (
            _over(chunk, line)
            and 0 < chunk.box.top - line.box.bottom + 1 < _PART * line.line.size + 1
        ):
            line = chunk
            yield line


def _chart(
    page: int,
    scale: _Upright,
    shares: Sequence[Chunk],
    answers: Sequence[list[Chunk]],
    texts: Sequence[Chunk],
) -> Found | None:
    """The grid of a chart; None where the bars are not as many above each answer."""
    if len(answers) < 2:
        return None
    middles = [(min(c.x0 for c in a) + max(c.x1 for c in a)) / 2 for a in answers]
    groups: list[list[Chunk]] = [[] for _ in answers]
    for share in shares:
        x = (share.x0 + share.x1) / 2
        groups[min(range(len(middles)), key=lambda n: abs(middles[n] - x))].append(share)
    count = len(groups[0])
    if not count or any(len(group) != count for group in groups):
        return None
    if count == 1:
        pitch = min(b - a for a, b in pairwise(middles))
        apart = (abs(m - (s.x0 + s.x1) / 2) for m, s in zip(middles, shares, strict=True))
        return (
            rows_to_chart(page, [[a, g] for a, g in zip(answers, groups, strict=True)], 0)
            if max(apart) < pitch / 3
            else None
        )
    right = shares[-1].x1 + (shares[-1].x1 - scale.right) / 2
    beside = [c for c in texts if scale.right - 4 * scale.size < c.x0 and c.x1 < right]
    over = [c for c in beside if middle_of(c) < scale.top + scale.size / 2]
    end = max(c.box.bottom for a in answers for c in a)
    under = [c for c in beside if middle_of(c) > end]
    legend = side_to_entries(over, count, -scale.size) or side_to_entries(under, count, scale.size)
    if legend is None:
        return None
    rows = [[[], *([entry] for entry in legend)]]
    rows += [[a, *([share] for share in g)] for a, g in zip(answers, groups, strict=True)]
    return rows_to_chart(page, rows, 1)
