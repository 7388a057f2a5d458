"""Rows of chunks and the rivers between them to a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.document.model import Box
from pipeline.document.pdf.aligned import River, continues
from pipeline.document.pdf.chunks import Chunk, Row, is_number
from pipeline.document.pdf.pieces import PieceCell, PieceGrid

_DIGIT = re.compile(r"\d")


def rows_to_grid(
    page: int,
    rows: Sequence[Row],
    rivers: Sequence[River],
    origin: str,
    cuts: Sequence[float] = (),
) -> PieceGrid:
    """The grid of rows whose columns the rivers part.

    cuts are the heights of rules or of the edges of stripes; where they are given every stretch
    between two of them is one row, else a row begins wherever it is no second line of the row
    above. A chunk across a river (a head over several columns) becomes a merged cell.
    """
    groups = _by_cuts(rows, rivers, cuts) if cuts else _by_lines(rows, rivers)
    chunks = [chunk for row in rows for chunk in row.chunks]
    x0, x1 = min(c.x0 for c in chunks), max(c.x1 for c in chunks)
    columns = (x0, *((low + high) / 2 for low, high in rivers), x1)
    cells: list[PieceCell] = []
    for number, group in enumerate(groups):
        top = min(row.top for row in group)
        bottom = max(row.bottom for row in group)
        cells.extend(_row_cells(number, group, columns, top, bottom))
    return PieceGrid(
        page,
        cells,
        len(groups),
        columns,
        origin,
        Box(x0, min(r.top for r in rows), x1, max(r.bottom for r in rows)),
        _head_rows(groups),
    )


def _by_cuts(
    rows: Sequence[Row], rivers: Sequence[River], cuts: Sequence[float]
) -> list[list[Row]]:
    """One group per stretch; a stretch with numbers one below the other is several rows."""
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(sum(cut < row.middle for cut in cuts), []).append(row)
    result: list[list[Row]] = []
    for key in sorted(groups):
        parted = _by_lines(groups[key], rivers)
        numbered = sum(any(is_number(c.text) for r in part for c in r.chunks) for part in parted)
        result.extend(parted if 1 < len(parted) == numbered else [groups[key]])
    return result


def _by_lines(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and any(continues(above, row, rivers) for above in groups[-1]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _row_cells(
    number: int, group: Sequence[Row], columns: Sequence[float], top: float, bottom: float
) -> list[PieceCell]:
    """Cells of one row; every column without a chunk gets an empty cell."""
    inner = columns[1:-1]
    spans: list[tuple[int, int, list[Chunk]]] = []
    for row in group:
        for chunk in row.chunks:
            first = sum(edge <= chunk.x0 for edge in inner)
            last = sum(edge < chunk.x1 for edge in inner)
            if last > first and not _across(chunk, inner, first, last):
                middle = sum(edge < (chunk.x0 + chunk.x1) / 2 for edge in inner)
                first = last = middle
            _merge(spans, first, last, chunk)
    taken = {c for first, last, _ in spans for c in range(first, last + 1)}
    spans.extend((c, c, []) for c in range(len(columns) - 1) if c not in taken)
    return [
        PieceCell(
            number,
            first,
            1,
            last - first + 1,
            Box(columns[first], top, columns[last + 1], bottom),
            lines=[chunk.piece() for chunk in chunks],
        )
        for first, last, chunks in sorted(spans, key=lambda span: span[0])
    ]


def _across(chunk: Chunk, inner: Sequence[float], first: int, last: int) -> bool:
    """The chunk reaches into its outer columns by more than a character."""
    slack = 0.8 * chunk.line.size
    return inner[first] - chunk.x0 > slack and chunk.x1 - inner[last - 1] > slack


def _merge(spans: list[tuple[int, int, list[Chunk]]], first: int, last: int, chunk: Chunk) -> None:
    for i, (low, high, chunks) in enumerate(spans):
        if first <= high and last >= low:
            spans[i] = (min(low, first), max(high, last), [*chunks, chunk])
            return
    spans.append((first, last, [chunk]))


def _head_rows(groups: Sequence[Sequence[Row]]) -> int | None:
    """One head row where the first row has no digit and the rows below have them."""
    texts = ["".join(chunk.text for row in group for chunk in row.chunks) for group in groups]
    if len(texts) < 2 or _DIGIT.search(texts[0]):
        return None
    with_digits = sum(bool(_DIGIT.search(text)) for text in texts[1:])
    return 1 if with_digits >= 0.7 * (len(texts) - 1) else None
