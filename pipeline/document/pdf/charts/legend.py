"""The words of a chart: its legend, and the names of its bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalizers.patterns import compiled
from pipeline.document.pdf.charts.bars import BESIDE, NEAR, Bar
from pipeline.document.pdf.charts.scale import LEVEL, Scale, middle_of
from pipeline.document.pdf.text.chunks import Chunk

_MARK = compiled(r"^[■□●○◆◇▲△▪▫▨▧▦▩▤▥◼◻・]\s*")
_NO_ENTRY = compiled(r"。|^[（(※＊*注]|^[図表]|^[0-9０-９.．%％\s]+$")
_ASKED = compiled(r"[（(]?\s*[nNｎＮ]\s*[=＝][^）)]*[）)]?")
_ASKED_LAST = compiled(rf"(?<=\S)\s*{_ASKED.pattern}$")
_ASIDE = compiled(rf"{_ASKED.pattern}|[（(][^（()）]*[)）]")  # （％）
_LONGEST = 40  # characters of an entry
_MOST_LINES = 12  # of a legend
_ALONE = 3.0  # em: as far above and below a bar without others its name may stand


def legend_of(
    scale: Scale, bars: Sequence[Bar], count: int, chunks: Sequence[Chunk]
) -> list[Chunk] | None:
    """As many words as a bar has shares, on the lines right below a chart or right above it."""
    top = min(scale.middle, bars[0].middle)
    bottom = max(scale.middle, bars[-1].middle)
    right = scale.high + 2 * BESIDE * scale.width
    left = scale.low - scale.width
    beside = [c for c in chunks if left < c.x0 and c.x1 < right]
    below = [c for c in beside if middle_of(c) > bottom + 1]
    above = [c for c in beside if middle_of(c) < top - 1]
    return side_to_entries(below, count, scale.size) or side_to_entries(above, count, -scale.size)


def side_to_entries(side: Sequence[Chunk], count: int, size: float) -> list[Chunk] | None:
    """The entries on the lines of one side of a chart, from the nearest to the furthest: down from
    it where size (of its letters) is positive, else up."""
    ordered = sorted(side, key=middle_of, reverse=size < 0)
    lines: list[list[Chunk]] = []
    edge = middle_of(ordered[0]) if ordered else 0.0
    for chunk in ordered:
        middle = middle_of(chunk)
        if lines and abs(middle - middle_of(lines[-1][0])) <= LEVEL * chunk.line.size:
            lines[-1].append(chunk)
            continue
        if abs(middle - edge) > NEAR * abs(size):
            break
        edge = middle
        lines.append([chunk])
    return _entries(lines, count)


def _entries(lines: Sequence[list[Chunk]], count: int) -> list[Chunk] | None:
    """The entries of a legend on lines from the nearest to the furthest; None where their number
    is another one."""
    found: list[list[Chunk]] = []
    for line in lines[:_MOST_LINES]:
        named = (chunk for chunk in line if not _ASIDE.fullmatch(chunk.text))
        entries = [_bare(chunk) for chunk in sorted(named, key=lambda chunk: chunk.x0)]
        words = [entry for entry in entries if entry.text and not _NO_ENTRY.search(entry.text)]
        if not words:
            continue
        if len(words) < len(entries) or any(len(entry.text) > _LONGEST for entry in words):
            return None
        found.append(words)
        if sum(map(len, found)) >= count:
            break
    lefts = [words[0].x0 for words in found]
    if found and max(lefts) - min(lefts) > found[0][0].line.size:
        return None
    found.sort(key=lambda words: middle_of(words[0]))
    legend = [entry for words in found for entry in words]
    if legend and not any(_ASKED_LAST.search(entry.text) for entry in legend[:-1]):
        legend[-1] = _without_asked(legend[-1])
    return legend if len(legend) == count else None


def _without_asked(chunk: Chunk) -> Chunk:
    """The last entry without the number of all answers behind it."""
    asked = _ASKED_LAST.search(chunk.text)
    end = chunk.start + asked.start() if asked else chunk.end
    return chunk._replace(end=end, x1=chunk.line.edges[end])


def _bare(chunk: Chunk) -> Chunk:
    """An entry without the mark of its colour."""
    mark = _MARK.match(chunk.text)
    start = chunk.start + (mark.end() if mark else 0)
    return chunk._replace(start=start, x0=chunk.line.edges[start])


def name_bars(bars: Sequence[Bar], scale: Scale, chunks: Sequence[Chunk]) -> None:
    """Give each bar the words left of it that end nearest to it, and those above and below them;
    what stands further left names a group of bars."""
    alone = 2 * _ALONE * scale.size
    pitch = min((b.middle - a.middle for a, b in pairwise(bars)), default=alone)
    for bar in bars:
        near = [
            c
            for c in chunks
            if c.x1 <= scale.low + scale.size and abs(middle_of(c) - bar.middle) < pitch / 2
        ]
        if near:
            last = max(near, key=lambda c: c.x1)
            label = sorted((c for c in near if c.x1 > last.x0), key=middle_of)
            if _ASKED.fullmatch(label[0].text):  # of all bars, or of one whose name is elsewhere
                label = label[1:]
            bar.label = label
