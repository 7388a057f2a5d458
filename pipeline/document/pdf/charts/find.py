"""Charts of shares: level bars that make 100 together, with a scale from 0 to 100.

          0%    20%    40%    60%    80%   100%
    男性  |    42.7    |     33.3     | 20.4  |3.6|
    女性  |       52.3       |   33.8    | 9.5 |4.4
            ■ ある   ■ ややある   ■ あまりない   ■ ない

The shares stand in no columns, but each in the middle of its part of the bar: its place on the
scale proves that the ones before it were read, and in which order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import regex

from pipeline.document.model import Box
from pipeline.document.pdf.charts.bars import Bar, bars_of
from pipeline.document.pdf.charts.legend import legend_of, name_bars
from pipeline.document.pdf.charts.scale import Scale, chunk_to_shares, level_to_scales, to_levels
from pipeline.document.pdf.model.glyphs import Chars
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Chunk, line_to_chunks
from pipeline.document.pdf.text.lines import runs_to_lines
from pipeline.document.pdf.text.runs import places_to_runs

_DRAWN_SCALE = regex.compile(  # a chart's scale is drawn from 0 on
    r"[0０]\s*[%％]?\s*(?:[0-9０-９]{2}\s*[%％]?\s*)+(?:100|１００)(?![0-9０-９.,．，])"
)
_NUMBERS = regex.compile(r"[0-9０-９.．%％\s]*[0-9０-９][0-9０-９.．%％\s]*")


def chars_to_bars(page: int, chars: Chars, settings: Settings) -> tuple[list[PieceGrid], Chars]:
    """The charts of level bars on a page, a row for each bar and a column for each entry of the
    legend (an entry a row where there is one bar), and the characters outside of them."""
    text = chars.text or "".join([char.text for char in chars])
    if not _DRAWN_SCALE.search(text):
        return [], chars
    runs = [r for r in places_to_runs(chars, [range(len(chars))], settings)[0] if not r.vertical]
    numbers = [run for run in runs if _NUMBERS.fullmatch(run.text)]
    words = [run for run in runs if not _NUMBERS.fullmatch(run.text)]
    drawn = [_whole(line) for run in numbers for line in runs_to_lines([run], settings)]
    gap = settings.column_gap
    texts = [c for line in runs_to_lines(words, settings) for c in line_to_chunks(line, gap)]
    levels = list(to_levels(drawn))
    scales = [scale for level in levels for scale in level_to_scales(level)]
    shares = [share for number in drawn for share in chunk_to_shares(number)]
    grids: list[PieceGrid] = []
    boxes: list[Box] = []
    for scale in scales:
        found = _chart(page, scale, bars_of(scale, scales, shares), texts)
        if found:
            grids.append(found[0])
            boxes += [chunk.box for chunk in found[1]]
            texts = [chunk for chunk in texts if chunk not in found[1]]
    return grids, _outside(chars, boxes) if grids else chars


def _outside(chars: Chars, boxes: Sequence[Box]) -> Chars:
    """The characters whose middle is in none of the boxes."""
    x0, top, x1, bottom = chars.columns.boxes
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    inside = np.zeros(len(chars), bool)
    for box in boxes:
        inside |= (box.x0 <= x) & (x <= box.x1) & (box.top <= y) & (y <= box.bottom)
    return chars.take(np.flatnonzero(~inside).tolist())


def _whole(line: PieceLine) -> Chunk:
    return Chunk(line, 0, len(line.text), line.box.x0, line.box.x1)


def _chart(
    page: int, scale: Scale, bars: list[Bar], chunks: Sequence[Chunk]
) -> tuple[PieceGrid, set[Chunk]] | None:
    """The grid of a chart and what it holds; None where no legend names its shares."""
    if not bars:
        return None
    count = max(Counter(len(bar.shares) for bar in bars))
    whole = [bar for bar in bars if len(bar.shares) == count]
    legend = legend_of(scale, bars, count, chunks)
    if legend is None:
        return None
    name_bars(bars, scale, chunks)
    if len(bars) == 1 and not bars[0].label:
        rows = [[[entry], [share]] for entry, share in zip(legend, whole[0].shares, strict=True)]
        return _grid(page, rows, None)
    rows = [[[], *([entry] for entry in legend)]]
    rows += [[bar.label, *([share] for share in bar.shares)] for bar in whole if bar.label]
    return _grid(page, rows, 1) if len(rows) > 1 else None


def _grid(
    page: int, rows: Sequence[Sequence[Sequence[Chunk]]], heads: int | None
) -> tuple[PieceGrid, set[Chunk]]:
    """The grid of rows of cells, and the chunks in it."""
    chunks = [chunk for row in rows for cell in row for chunk in cell]
    box = chunks[0].box
    for chunk in chunks[1:]:
        box = box.union(chunk.box)
    width = len(rows[0])
    edges = [box.x0 + i * (box.x1 - box.x0) / width for i in range(width + 1)]
    cells = []
    for r, row in enumerate(rows):
        for c, own in enumerate(row):
            around = Box(edges[c], box.top, edges[c + 1], box.bottom)
            if own:
                around = own[0].box
                for chunk in own[1:]:
                    around = around.union(chunk.box)
            cell_lines = [chunk.piece() for chunk in own]
            cells.append(PieceCell(r, c, 1, 1, around, lines=cell_lines))
    grid = PieceGrid(page, cells, len(rows), tuple(edges), "chart", box, heads, drawn=True)
    return grid, set(chunks)
