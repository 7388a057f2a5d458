"""Chunks cut at their thin gaps, where columns that stand close together need it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.document.pdf.text.chunks import Chunk, Row, is_number
from pipeline.document.pdf.text.rivers import River

GAP = 0.35  # em: thinner white lies between the characters of one cell
_MARK = 2  # characters of a mark
_SPACED = 1.8  # times the usual distance of the characters: what parts letter-spaced text
_NEAR = 0.12  # em: texts that begin so near each other begin at one place
_STEP = 0.05  # em: a gap that is wider than the others by more parts two texts
_HALF = 0.5  # em: a text that reaches so far beyond a place goes on there
_KNOWN = 3  # characters of a text that is known by itself
_PASSES = 4  # over rows whose texts touch: a row has not more that do
_FEWEST = 2  # rows that begin two texts at the same two places


def row_to_parts(row: Row) -> Row:
    """The row with its chunks cut at every gap that is wider than those between the characters."""
    return replace(row, chunks=[part for chunk in row.chunks for part in _parts(chunk)])


def recut(row: Row, rivers: Sequence[River], over: float) -> Row:
    """The row with its chunks cut where a gap lies on a river, or not further than over em beside
    one (the texts of a head are centred, those below it are not)."""
    chunks: list[Chunk] = []
    slack = over * row.size
    for chunk in row.chunks:
        parts = _parts(chunk)
        current = parts[0]
        for part in parts[1:]:
            if any(low - slack < part.x0 and current.x1 < high + slack for low, high in rivers):
                chunks.append(current)
                current = part
            else:
                current = current._replace(end=part.end, x1=part.x1)
        chunks.append(current)
    return replace(row, chunks=chunks)


def cut_at(row: Row, rivers: Sequence[River]) -> Row:
    """The row with the chunks cut that reach across a river with a gap on it."""
    if all(c.x1 <= low or c.x0 >= high for c in row.chunks for low, high in rivers):
        return row
    return recut(row, rivers, 0.0)


def cut_marks(row: Row, rivers: Sequence[River]) -> Row:
    """The row with what consists of marks (新 ○ ア) cut at the rivers."""
    chunks: list[Chunk] = []
    for chunk in row.chunks:
        line = chunk.line
        rights = line.ends or line.edges[1:]
        drawn = [i for i in range(chunk.start, chunk.end) if not line.text[i].isspace()]
        starts = [chunk.start]
        for i, j in pairwise(drawn if not line.vertical else []):
            if any(a < line.edges[j] and rights[i] < b for a, b in rivers):
                starts.append(j)
        texts = [line.text[a:b].split() for a, b in pairwise([*starts, chunk.end])]
        if len(texts) < 2 or any(len(text) != 1 or len(text[0]) > _MARK for text in texts):
            chunks.append(chunk)
            continue
        for start, text in zip(starts, texts, strict=True):
            end = start + len(text[0])
            chunks.append(Chunk(line, start, end, line.edges[start], rights[end - 1]))
    return replace(row, chunks=chunks)


def _parts(chunk: Chunk) -> list[Chunk]:
    """A chunk cut at its wide gaps; even spacing of letters or digits is no gap."""
    line = chunk.line
    if line.vertical:
        return [chunk]
    drawn = [i for i in range(chunk.start, chunk.end) if not line.text[i].isspace()]
    rights = line.ends or line.edges[1:]
    gaps = [line.edges[b] - rights[a] for a, b in pairwise(drawn)]
    if not gaps:
        return [chunk]
    wide = max(GAP * line.size, _SPACED * median(gaps))
    cuts = [i for i, gap in enumerate(gaps) if gap > wide]
    if not cuts:
        return [chunk]
    starts = [chunk.start, *(drawn[i + 1] for i in cuts)]
    ends = [*(drawn[i] + 1 for i in cuts), chunk.end]
    parts = [
        Chunk(line, start, end, line.edges[start], rights[end - 1])
        for start, end in zip(starts, ends, strict=True)
    ]
    return [*parts[:-1], parts[-1]._replace(x1=chunk.x1)]


def cut_touching(rows: Sequence[Row]) -> list[Row]:
    """The rows with chunks cut where, in other rows, a text begins behind one that begins where
    the chunk does: a description that fills its column touches the department behind it.

    A character must begin at that place in every such chunk (else the texts of one cell reach
    across it), a little apart from the one before it, unless what stands before or behind the
    place ends as the texts there do in other rows (事業, 課). So are chunks that end with a whole
    text which stands there in another row, those that are alone on their level included.
    """
    rows = list(rows)
    for _ in range(_PASSES):  # a cut may show where further texts begin
        cuts = _touching(rows) or _before_known_texts(rows)
        for number, pieces in cuts.items():
            rows[number] = replace(rows[number], chunks=pieces)
        if not cuts:
            break
    return rows


def _touching(rows: Sequence[Row]) -> dict[int, list[Chunk]]:
    """The rows to cut, by their numbers, each with its chunks cut once."""
    several = [number for number, row in enumerate(rows) if len(row.chunks) > 1]
    if len(several) <= _FEWEST:
        return {}
    places = _places(sorted(chunk.x0 for n in several for chunk in rows[n].chunks), rows[0].size)
    begun: dict[float, list[tuple[int, Chunk]]] = defaultdict(list)
    ends: dict[tuple[float, float], list[tuple[str, str]]] = defaultdict(list)
    for number in several:
        for chunk in rows[number].chunks:
            begun[places[chunk.x0]].append((number, chunk))
        for left, right in pairwise(rows[number].chunks):
            if not is_number(right.text):
                pair = places[left.x0], places[right.x0]
                ends[pair].append((left.text[-1], right.text[-1]))
    cuts: dict[int, list[Chunk]] = {}
    for (left_x, x), pair_ends in sorted(ends.items()):
        if len(pair_ends) < _FEWEST:
            continue
        crossing = [
            (n, c) for n, c in begun[left_x] if c.x1 > x + _HALF * c.line.size and n not in cuts
        ]
        halves = [_halves(chunk, x, pair_ends) for _, chunk in crossing]
        if not all(halves):
            continue
        for (number, chunk), parts in zip(crossing, halves, strict=True):
            chunks = rows[number].chunks
            at = chunks.index(chunk)
            cuts[number] = [*chunks[:at], *(parts or ()), *chunks[at + 1 :]]
    return cuts


def _before_known_texts(rows: Sequence[Row]) -> dict[int, list[Chunk]]:
    """The rows to cut before a text that begins, as a whole, at the same place in another row."""
    behind = {round(chunk.x0) for row in rows for chunk in row.chunks[1:]}
    known = {
        (round(chunk.x0), chunk.text): chunk.x0
        for row in rows
        for place, chunk in enumerate(row.chunks)
        if (place or round(chunk.x0) in behind) and len(chunk.text) >= _KNOWN
    }
    places = sorted({place for place, text in known if not is_number(text)})
    cuts: dict[int, list[Chunk]] = {}
    for number, row in enumerate(rows):
        for at, chunk in enumerate(row.chunks):
            first = bisect_right(places, chunk.x0 + row.size)
            for place in places[first : bisect_left(places, chunk.x1)]:
                begin = bisect_left(chunk.line.edges, place - 1, chunk.start, chunk.end)
                texts = (chunk.line.text[i : chunk.end] for i in range(begin, begin + 3))
                x = next((known[place, text] for text in texts if (place, text) in known), None)
                if x is not None and (parts := _halves(chunk, x, ())):
                    cuts[number] = [*row.chunks[:at], *parts, *row.chunks[at + 1 :]]
    return cuts


def _places(xs: Sequence[float], size: float) -> dict[float, float]:
    """For each x (in their order) the first of those that it is one place with."""
    places: dict[float, float] = {}
    last = first = -size
    for x in xs:
        if x - last > _NEAR * size:
            first = x
        places[x] = first
        last = x
    return places


def _halves(chunk: Chunk, x: float, ends: Sequence[tuple[str, str]]) -> tuple[Chunk, Chunk] | None:
    """A chunk cut at x; None where no text begins there. ends: the last characters of the texts
    that other rows have before and behind that place."""
    line = chunk.line
    near = _NEAR * line.size
    at = bisect_left(line.edges, x - near, chunk.start, chunk.end)
    at += at < chunk.end and line.text[at].isspace()
    stop = len(line.text[:at].rstrip())
    if line.vertical or at >= chunk.end or line.edges[at] > x + near or stop <= chunk.start:
        return None
    rights = line.ends or line.edges[1:]
    left = Chunk(line, chunk.start, stop, chunk.x0, rights[stop - 1])
    right = Chunk(line, at, chunk.end, line.edges[at], chunk.x1)
    usual = median(line.edges[i + 1] - rights[i] for i in range(chunk.start, chunk.end - 1))
    apart = right.x0 - left.x1 > usual + _STEP * line.size
    alike = any(left.text[-1] == a or right.text[-1] == b for a, b in ends)
    return (left, right) if apart or alike else None
