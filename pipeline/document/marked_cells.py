"""The cells of a line with tabs or pipes, and what Markdown puts around their words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from normalizers.head import read_heads
from pipeline.document.model import Cell, Cite, Grid, Line

Piece = tuple[Line, int, int]  # a line, and where in it a cell begins and ends

PIPE = "|"
_ESCAPED = "\\"  # what is left of a pipe that a converter escaped: no cell
_BREAK = re.compile(r"<br[ ]?/?>", re.IGNORECASE)  # a line break within a cell
_EXACT = 3  # the fit of a head whose words are known
_FEWEST_ROWS = 3  # the head among them
_MOST_COLUMNS = 8


def to_cell(cite: Cite) -> Cite:
    """A cell with line breaks for <br>, without the ** that Markdown puts around all of it."""
    cite = _without_emphasis(cite)
    breaks = list(_BREAK.finditer(cite.text)) if "<" in cite.text else []
    if not breaks:
        return cite
    starts = [0, *(m.end() for m in breaks)]
    ends = [*(m.start() for m in breaks), len(cite.text)]
    return Cite.join(cite.part(a, b) for a, b in zip(starts, ends, strict=True))


def _without_emphasis(cite: Cite) -> Cite:
    """Words without the ** around all of them: **合計**."""
    text = cite.text
    whole = len(text) > 4 and text.startswith("**") and text.endswith("**")
    return cite.part(2, len(text) - 2) if whole and "**" not in text[2:-2] else cite


def line_to_pieces(line: Line, separator: str, closed: bool = True) -> list[Piece]:
    """The cells of a line; closed: a pipe before the first one stands for no cell."""
    text = line.text
    if separator not in text:  # a heading between the rows
        return [(line, 0, len(text))]
    if separator == PIPE and text.strip() == PIPE:  # closes an empty cell
        return [(line, 0, 0)]
    pieces, start = [], 0
    for at in [m.start() for m in re.finditer(re.escape(separator), text)] + [len(text)]:
        pieces.append((line, start, at))
        start = at + 1
    if separator == PIPE:  # the outer pipes enclose the row
        first = text[: text.index("|")].strip()
        pieces = pieces[1:] if first == _ESCAPED or (closed and not first) else pieces
        if pieces and not text[pieces[-1][1] : pieces[-1][2]].strip():
            pieces = pieces[:-1]
    return pieces


def columns_of_cells(texts: Sequence[str]) -> int:
    """How many columns the table has whose cells stand one a line, row by row: as many as its
    heads, where the words of most of them are known (病院名 / 所在地 / 病床数 / 東浜病院 / …); 0
    where nothing tells rows from columns."""
    longest = min(_MOST_COLUMNS, len(texts) // _FEWEST_ROWS)
    exact = [any(h.fit >= _EXACT for h in read_heads(t)) for t in texts[: longest + 1]]
    found = [
        count
        for count in range(2, longest + 1)
        if len(texts) % count == 0
        if exact[0] and exact[count - 1] and not exact[count] and 2 * sum(exact[:count]) > count
    ]
    return found[0] if len(found) == 1 else 0


def begun_rows_to_grids(run: list[Line]) -> list[Line | Grid]:
    """Tables of which a pipe begins each row and one closes each cell, a cell a line: | 町 |, 額 |.
    Cells that a row lacks at its beginning are those of the row above; the head again begins
    another table. Nothing for other tables."""
    rows: list[list[Cite]] = []
    for line in run:
        text = line.text.strip()
        begins = text.startswith(PIPE)
        if text.count(PIPE) != 1 + begins or not (begins or rows):
            return []
        rows += [[]] if begins else []
        rows[-1].append(
            line.cite(line.text.index(PIPE) + 1 if begins else 0, len(line.text.rstrip()) - 1)
        )
    width = len(rows[0])
    if width < 2 or len(rows) < 2 or any(len(row) > width for row in rows):
        return []
    head = [cite.text for cite in rows[0]]
    starts = [n for n, row in enumerate(rows) if [cite.text for cite in row] == head]
    ends = [*starts[1:], len(rows)]
    return [_begun_rows_to_grid(run[0].page, rows[a:b]) for a, b in zip(starts, ends, strict=True)]


def cells_to_grids(run: list[Line]) -> list[Line | Grid]:
    """A table whose cells stand on a line each, closed by a pipe, below heads that are known."""
    cells = [line.cite(0, len(line.text.rstrip()) - 1) for line in run]
    if any(line.text.count(PIPE) != 1 or line.text.lstrip()[:1] == PIPE for line in run):
        return []
    width = columns_of_cells([cite.text for cite in cells])
    rows = [cells[at : at + width] for at in range(0, len(cells), width or len(cells))]
    return [_begun_rows_to_grid(run[0].page, rows)] if width else []


def _begun_rows_to_grid(page: int | None, rows: list[list[Cite]]) -> Grid:
    width, cells = len(rows[0]), []
    for number, row in enumerate(rows):
        for place, cite in enumerate(row):
            column, end = width - len(row) + place, number + 1
            while end < len(rows) and width - len(rows[end]) > column:
                end += 1
            cells.append(Cell(number, column, to_cell(cite), row_span=end - number))
    return Grid(page, cells, len(rows), width, "pipes", head_rows=1)
