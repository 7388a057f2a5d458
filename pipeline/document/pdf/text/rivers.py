"""The white between the columns of a table that no upright rule parts."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.pdf.text.chunks import Chunk, Row

River = tuple[float, float]  # from left to right, in points
FAR = 1e9


def common_rivers(rows: Sequence[Row], width: float = 0.8) -> list[River]:
    """The white between the chunks of all rows, where it is at least width em wide."""
    rivers: list[River] = []
    end = -FAR
    chunks = sorted((c.x0, c.x1, c.line.size) for row in rows for c in row.chunks)
    for x0, x1, size in chunks:
        if end > -FAR and x0 - end >= width * size:
            rivers.append((end, x0))
        end = max(end, x1)
    return rivers


def lasting_rivers(rows: Sequence[Row], heads: Sequence[Row] = ()) -> list[River]:
    """The rivers of the rows with several chunks, as wide as the rows of one chunk leave them;
    a title within a table (one chunk across a river) does not end it. The text of a cell merged
    over rows may stand alone, between their levels, left of all others; a head over it tells it
    from a title."""
    several = [row for row in rows if len(row.chunks) > 1]
    left = min((row.chunks[0].x0 for row in several), default=0.0)
    keys = [row for row in rows if len(row.chunks) == 1 and row.chunks[0].x1 <= left]
    rivers = common_rivers(several)
    with_keys = common_rivers([*several, *keys])
    over = {column_of(chunk, with_keys) for row in heads for chunk in row.chunks}
    if len(with_keys) > len(rivers) and {0, 1} <= over:
        rivers = with_keys
    for row in rows:
        if len(row.chunks) == 1:
            width = 0.8 * row.size
            narrowed = [narrow([river], row, width) for river in rivers]
            rivers = [n[0] if n else r for n, r in zip(narrowed, rivers, strict=True)]
    return rivers


def white(row: Row) -> list[River]:
    """The stretches of a row without characters, those left and right of it included."""
    edges = [-FAR, *(x for chunk in row.chunks for x in (chunk.x0, chunk.x1)), FAR]
    return list(zip(edges[::2], edges[1::2], strict=True))


def narrow(rivers: Sequence[River], row: Row, width: float) -> list[River]:
    """What a row leaves of the rivers, pieces at least width wide; a narrower one as a whole."""
    left = []
    free = white(row)
    for low, high in rivers:
        for start, end in free:
            a, b = max(low, start), min(high, end)
            if b > a and b - a >= min(width, high - low):
                left.append((a, b))
    return left


def column_of(chunk: Chunk, rivers: Sequence[River]) -> int:
    """The column that a chunk stands in, by its middle."""
    middle = (chunk.x0 + chunk.x1) / 2
    return sum(middle > (low + high) / 2 for low, high in rivers)


def columns_of(rows: Sequence[Row], rivers: Sequence[River]) -> list[list[Chunk]]:
    """The chunks of each column."""
    cells: list[list[Chunk]] = [[] for _ in range(len(rivers) + 1)]
    for row in rows:
        for chunk in row.chunks:
            cells[column_of(chunk, rivers)].append(chunk)
    return cells
