"""Lines placed under the columns of a table that stands on another page or beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.pdf.joined.columns import Extent
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Chunk, Row, is_amount, lines_to_rows

_SAME = 2.0  # points: a text keeps the edge of its column
_WORD = 0.25  # em: white between two words that may be the space between two columns
_FAR = 3.0  # em: rows of one table stand nearer to each other


def lines_to_rows_under(
    lines: Sequence[PieceLine],
    extents: Sequence[Extent],
    sections: Sequence[float],
    settings: Settings,
) -> list[Row]:
    """The levels of lines from the top on that stand under the columns, cut at their borders;
    the first level that does not ends them.

    A level stands under the columns where no word of it reaches over two, and half of its words
    or more keep the left edge, the right edge or the middle of their columns. sections: where
    the titles begin that stand between them, over several columns.
    """
    rows: list[Row] = []
    for row in lines_to_rows(lines, settings.column_gap):
        if rows and row.top - rows[-1].bottom > _FAR * row.size:
            break
        if is_section(row, extents, sections):
            rows.append(row)
            continue
        if _is_total(row, extents):
            rows.append(row)
            continue
        placed = [found for chunk in row.chunks for found in place_chunk(chunk, extents)]
        if any(column is None for column, _ in placed) or not _is_anchored(placed, extents):
            break
        rows.append(replace(row, chunks=[chunk for _, chunk in placed]))
    return rows


def repeated_lines(
    upper: PieceGrid, lines: Sequence[PieceLine], settings: Settings
) -> set[PieceLine]:
    """The first levels of lines that say what the head of a grid says; none where they do not."""
    head = Counter(
        char for row in range(upper.head_rows or 0) for c in upper.row(row) for char in c.text
    )
    missing = Counter({char: n for char, n in head.items() if not char.isspace()})
    found: set[PieceLine] = set()
    for row in lines_to_rows(lines, settings.column_gap) if missing else ():
        said = Counter(char for c in row.chunks for char in c.text if not char.isspace())
        if said - missing:
            return set()
        missing -= said
        found.update(chunk.line for chunk in row.chunks)
        if not missing:
            return found
    return set()


def is_section(row: Row, extents: Sequence[Extent], sections: Sequence[float]) -> bool:
    """One text that begins where the titles do, over less than half of the columns."""
    first = row.chunks[0]
    return (
        len(row.chunks) == 1
        and columns_under(first, extents)[:1] == [0]
        and any(abs(first.x0 - start) <= _SAME for start in sections)
        and first.x1 <= (extents[0].low + extents[-1].high) / 2
    )


def _is_total(row: Row, extents: Sequence[Extent]) -> bool:
    """Amounts that all keep their columns, behind a text that keeps none: it is centred over
    several, as the name of a sum is."""
    name, *amounts = row.chunks
    if len(amounts) < 2 or not all(is_amount(chunk.text) for chunk in amounts):
        return False
    under = [columns_under(chunk, extents) for chunk in row.chunks]
    singles = [columns[0] for columns in under[1:] if len(columns) == 1]
    if len(set(singles)) < len(amounts) or len(under[0]) < 2:
        return False
    kept = all(_keeps(c, extents[i]) for c, i in zip(amounts, singles, strict=True))
    words = [(part, i) for i, part in place_chunk(name, extents) if i is not None]
    own = [*words, *((name, i) for i in under[0])]
    return kept and not any(_keeps(chunk, extents[i]) for chunk, i in own)


def section_starts(grid: PieceGrid) -> list[float]:
    """Where the titles between the rows of a grid begin: rows with one text, in the first
    column. Empty where there are none."""
    return sorted({round(cell.lines[0].box.x0, 1) for cell in _sections(grid)})


def section_end(grid: PieceGrid) -> int:
    """The last column of the titles between the rows of a grid, where they are merged cells."""
    return max((cell.column_span - 1 for cell in _sections(grid)), default=0)


def _sections(grid: PieceGrid) -> list[PieceCell]:
    """The cells of the first column that are the only ones with text in their rows."""
    filled: dict[int, list[PieceCell]] = {}
    for cell in grid.cells:
        if cell.text and cell.row >= (grid.head_rows or 0):
            filled.setdefault(cell.row, []).append(cell)
    return [cells[0] for cells in filled.values() if len(cells) == 1 and cells[0].column == 0]


def _is_anchored(placed: Sequence[tuple[int | None, Chunk]], extents: Sequence[Extent]) -> bool:
    kept = sum(column is not None and _keeps(c, extents[column]) for column, c in placed)
    return 2 * kept >= len(placed)


def _keeps(chunk: Chunk, extent: Extent) -> bool:
    places = (chunk.x0, chunk.x1, (chunk.x0 + chunk.x1) / 2)
    return any(
        anchor is not None and abs(anchor - place) <= _SAME
        for anchor, place in zip(extent.anchors, places, strict=True)
    )


def place_chunk(chunk: Chunk, extents: Sequence[Extent]) -> list[tuple[int | None, Chunk]]:
    """The column of a chunk, of each part of it where blanks part it at the borders of columns;
    None for what stands in no column or in several."""
    columns = columns_under(chunk, extents)
    if len(columns) < 2:
        return [(columns[0] if columns else None, chunk)]
    placed: list[tuple[int | None, Chunk]] = []
    for word in _words(chunk):
        under = columns_under(word, extents)
        column = under[0] if len(under) == 1 else None
        if placed and placed[-1][0] == column:
            last = placed[-1][1]
            placed[-1] = (column, last._replace(end=word.end, x1=word.x1))
        else:
            placed.append((column, word))
    return placed


def columns_under(chunk: Chunk, extents: Sequence[Extent]) -> list[int]:
    """The columns that a chunk stands in; the nearest where it stands in the white by one."""
    slack = 0.4 * chunk.line.size
    found = [
        i for i, e in enumerate(extents) if min(chunk.x1, e.high) - max(chunk.x0, e.low) > slack
    ]
    if found:
        return found
    distances = [(max(e.low - chunk.x1, chunk.x0 - e.high), i) for i, e in enumerate(extents)]
    distance, nearest = min(distances)
    return [nearest] if distance <= chunk.line.size else []


def _words(chunk: Chunk) -> list[Chunk]:
    """A chunk cut at every white between two characters."""
    line, words = chunk.line, []
    start, last = chunk.start, -1
    for i in range(chunk.start, chunk.end):
        if line.text[i].isspace():
            continue
        if last >= 0 and line.edges[i] - line.edges[last + 1] > _WORD * line.size:
            words.append(Chunk(line, start, last + 1, line.edges[start], line.edges[last + 1]))
            start = i
        last = i
    words.append(Chunk(line, start, chunk.end, line.edges[start], chunk.x1))
    return words
