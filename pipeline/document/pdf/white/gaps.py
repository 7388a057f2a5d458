"""Chunks cut at their thin gaps, where columns that stand close together need it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.document.pdf.text.chunks import Chunk, Row
from pipeline.document.pdf.text.rivers import River

GAP = 0.35  # em: thinner white lies between the characters of one cell
_MARK = 2  # characters of a mark
_SPACED = 1.8  # times the usual distance of the characters: what parts letter-spaced text


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
