"""Level bars without a scale, each with its answer before it and its share at its end.

              いる |==============  61.7%
    決める予定もない |==  9.2%
          わからない |====  20.9%

What stands at the ends of bars stands in no column, and the white between does not tell what is
beside what. The longer the bar the larger its share: that all shares stand on one straight line
from the end of the answers on proves that they are of one chart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from normalizers.patterns import compiled
from pipeline.document.pdf.charts.grid import Found, rows_to_chart
from pipeline.document.pdf.charts.scale import LEVEL, middle_of, value_of
from pipeline.document.pdf.text.chunks import Chunk

_SIGNED = compiled(r"[0-9０-９]\s*[%％]")
_SIGN = compiled(r"\s*[%％]")
_UNIT = compiled(r"[（(]\s*(?:単位\s*[:：]?\s*)?[%％]\s*[)）]")
_BROKEN = compiled(r"(?<![0-9.,])[0-9]{1,2}\.[0-9](?![0-9.,])")
_FEWEST = 3  # bars of a chart
_OFF = 0.25  # em: a share stands no further from the end of its bar than the others do
_RANGE = 2.0  # em between the ends of the longest bar and the shortest; less is a column
_PITCH = 0.15  # of a pitch: bars are that evenly apart
_FURTHEST = 5.0  # em from one bar to the next
_NEXT = 3  # shares below one that may be the one of the next bar
_AXIS = (-0.6, 2.5)  # em from the end of the answers to the beginning of the bars
_FLUSH = 0.5  # em: answers begin or end on one line


def may_end_bars(text: str) -> bool:
    """Whether a text holds as many shares as a chart has at least."""
    if len(_SIGNED.findall(text)) >= _FEWEST:
        return True
    return bool(_UNIT.search(text)) and len(_BROKEN.findall(text)) >= _FEWEST


def ends_to_charts(page: int, shares: Sequence[Chunk], texts: Sequence[Chunk]) -> Iterator[Found]:
    """The charts of bars with a share at the end of each, a row for each answer."""
    ordered = sorted((s for s in shares if _is_share(s)), key=middle_of)
    gone: set[Chunk] = set()
    for at, first in enumerate(ordered):
        if first in gone:
            continue
        for second in ordered[at + 1 : at + 1 + _NEXT]:
            rows = [] if second in gone else _from_pair(first, second, ordered[at:], texts)
            if rows and _are_alone([share for _, share in rows], ordered, texts):
                gone.update(share for _, share in rows)
                yield rows_to_chart(page, [[a, [_signed(share)]] for a, share in rows], 0)
                break


def _is_share(chunk: Chunk) -> bool:
    broken = "." in chunk.text or "．" in chunk.text
    return broken or _SIGN.match(chunk.line.text, chunk.end) is not None


def _from_pair(
    first: Chunk, second: Chunk, shares: Sequence[Chunk], texts: Sequence[Chunk]
) -> list[tuple[list[Chunk], Chunk]]:
    """The answers and shares of the chart whose first two bars have these shares."""
    ends: tuple[Callable[[Chunk], float], ...] = (lambda c: c.x0, lambda c: c.x1)
    for end in ends:
        rows = _on_line(first, second, shares, end)
        if rows and (answers := _answers(rows, texts, _axis(rows, end))):
            return list(zip(answers, rows, strict=True))
    return []


def _are_alone(own: Sequence[Chunk], shares: Sequence[Chunk], texts: Sequence[Chunk]) -> bool:
    """Whether no other share stands beside one of the chart, but behind the answers of another
    chart: bars that are parted into several shares are no bars of one."""
    for share in own:
        near = LEVEL * share.line.size
        level = [c for c in shares if abs(middle_of(c) - middle_of(share)) < near]
        for other in level:
            low, high = min(share.x1, other.x1), max(share.x0, other.x0)
            between = (c for c in texts if low < c.x0 and c.x1 < high)
            if other is not share and not any(
                abs(middle_of(c) - middle_of(share)) < 2 * near for c in between
            ):
                return False
    return True


def _signed(share: Chunk) -> Chunk:
    """A share with the sign behind it."""
    sign = _SIGN.match(share.line.text, share.end)
    if sign is None:
        return share
    return share._replace(end=sign.end(), x1=share.line.edges[sign.end()])


def _on_line(
    first: Chunk, second: Chunk, shares: Sequence[Chunk], end: Callable[[Chunk], float]
) -> list[Chunk]:
    """The shares from a pair on downwards, evenly apart, whose place grows with their value.

    shares: from top to bottom."""
    size, pitch = first.line.size, middle_of(second) - middle_of(first)
    if not size < pitch < _FURTHEST * size:
        return []
    rows = [first, second]
    for share in shares:
        down = middle_of(share) - middle_of(rows[-1])
        if down - pitch >= _PITCH * pitch:
            break
        if pitch - down < _PITCH * pitch and share not in rows:
            trial = [*rows, share]
            if _is_straight(trial, end):
                rows = trial
    places = [end(row) for row in rows]
    wide = max(places) - min(places) > _RANGE * size
    return rows if len(rows) >= _FEWEST and wide and _is_straight(rows, end) else []


def _slope(rows: Sequence[Chunk], end: Callable[[Chunk], float]) -> float | None:
    """Points for one per cent; None where all shares are the same."""
    low, high = min(rows, key=value_of), max(rows, key=value_of)
    apart = value_of(high) - value_of(low)
    return (end(high) - end(low)) / apart if apart else None


def _axis(rows: Sequence[Chunk], end: Callable[[Chunk], float]) -> float:
    """Where the bar of nothing ends."""
    slope = _slope(rows, end) or 0.0
    return end(rows[0]) - slope * value_of(rows[0])


def _is_straight(rows: Sequence[Chunk], end: Callable[[Chunk], float]) -> bool:
    slope, start = _slope(rows, end), _axis(rows, end)
    if slope is None:
        return max(map(end, rows)) - min(map(end, rows)) < _OFF * rows[0].line.size
    apart = (abs(end(row) - start - slope * value_of(row)) for row in rows)
    return slope > 0 and max(apart) < _OFF * rows[0].line.size


def _answers(
    shares: Sequence[Chunk], texts: Sequence[Chunk], axis: float
) -> list[list[Chunk]] | None:
    """What stands before each bar; None where that is not one column up to the bars."""
    size = shares[0].line.size
    pitch = min(middle_of(b) - middle_of(a) for a, b in pairwise(shares))
    before = [c for c in texts if c.x1 < axis - _AXIS[0] * size]
    answers = [
        sorted(
            (c for c in before if abs(middle_of(c) - middle_of(share)) < pitch / 2),
            key=lambda c: (c.box.top, c.x0),
        )
        for share in shares
    ]
    if not all(answers):
        return None
    lefts = [min(c.x0 for c in answer) for answer in answers]
    rights = [max(c.x1 for c in answer) for answer in answers]
    flush = min(max(lefts) - min(lefts), max(rights) - min(rights)) < _FLUSH * size
    white = (axis - max(rights)) / size
    return answers if flush and _AXIS[0] < white < _AXIS[1] else None
