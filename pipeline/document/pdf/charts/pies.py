"""The labels of round charts: words with their share right below them, all around a circle.

             無回答
              6.5%          増加する
     減少する                49.9%
      14.1%      変わらない
                   29.6%

What belongs together is drawn one after the other and makes 100.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from normalizers.patterns import compiled
from pipeline.document.pdf.charts.grid import Found, rows_to_chart
from pipeline.document.pdf.charts.scale import LEVEL, middle_of
from pipeline.document.pdf.text.chunks import Chunk

_SHARE = compiled(r"(?<![0-9０-９.．])([0-9]{1,2}(?:\.[0-9])?)\s*[%％]")
_WORDS = compiled(r"\p{L}|[0-9０-９]\s*[～~\-－以未]")
_FEWEST, _MOST = 3, 16  # labels of a chart
_ROUNDING = 0.05  # of a share with one decimal
_BELOW = (-0.4, 1.0)  # em between the lines of a label
_ASIDE = 0.35  # of the wider line: how far the middles of two lines are apart
_LINES = 4  # of a label, at most
_SCATTER = 3  # levels and places that labels stand on at least: less is a row or a column


def may_hold_pies(text: str) -> bool:
    """Whether shares that make 100 stand in a text one after the other, with words between."""
    return next(_wholes([float(m[1]) for m in _SHARE.finditer(text)]), None) is not None


def _wholes(values: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Where shares that make 100 begin and end; a share is in one of them only."""
    start = 0
    while start <= len(values) - _FEWEST:
        total = 0.0
        for end in range(start, min(start + _MOST, len(values))):
            total += values[end]
            count = end + 1 - start
            near = _ROUNDING * (1 if any(v % 1 for v in values[start : end + 1]) else 10) * count
            if count >= _FEWEST and abs(total - 100) <= near + 1e-6:
                yield start, end + 1
                start = end
                break
            if total > 102:
                break
        start += 1


def pies_to_charts(page: int, numbers: Sequence[Chunk], words: Sequence[Chunk]) -> Iterator[Found]:
    """The charts of a page. numbers, words: its level texts as drawn, in drawing order."""
    shares = [chunk for chunk in numbers if _SHARE.fullmatch(chunk.text)]
    values = [float(_SHARE.match(chunk.text)[1]) for chunk in shares]
    for start, end in _wholes(values):
        own = shares[start:end]
        labels = [_label(share, words) for share in own]
        used = [chunk for label in labels for chunk in label]
        if not all(labels) or len(used) > len(set(used)) or not _is_scattered(own):
            continue
        yield rows_to_chart(page, [[a, [s]] for a, s in zip(labels, own, strict=True)], 0)


def _is_scattered(shares: Sequence[Chunk]) -> bool:
    """Whether shares stand neither in a row nor in a column."""
    levels = sorted(middle_of(share) for share in shares)
    places = sorted((share.x0 + share.x1) / 2 for share in shares)
    step = LEVEL * shares[0].line.size
    return all(
        1 + sum(b - a > step for a, b in pairwise(along)) >= _SCATTER for along in (levels, places)
    )


def _label(share: Chunk, words: Sequence[Chunk]) -> list[Chunk]:
    """The lines right above a share, from top to bottom."""
    lines: list[Chunk] = []
    below = share
    while len(lines) < _LINES:
        above = [word for word in words if word not in lines and _stands_on(word, below)]
        if not above:
            break
        below = min(above, key=lambda word: below.box.top - word.box.bottom)
        lines.insert(0, below)
    if not any(_WORDS.search(line.text) for line in lines):
        return []
    last, end = lines[-1], lines[-1].start + len(lines[-1].text.rstrip(" 、，,:："))
    return (
        [*lines[:-1], last._replace(end=end, x1=last.line.edges[end])] if end > last.start else []
    )


def _stands_on(upper: Chunk, lower: Chunk) -> bool:
    white = (lower.box.top - upper.box.bottom) / lower.line.size
    apart = abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) / 2
    wide = max(upper.x1 - upper.x0, lower.x1 - lower.x0)
    even = abs(upper.line.size - lower.line.size) < 0.2 * lower.line.size
    return even and _BELOW[0] < white < _BELOW[1] and apart < _ASIDE * wide
