"""Charts of shares: level bars that make 100 together, with a scale from 0 to 100, upright bars
beside a scale in per cent (columns), and level bars with their shares at their ends (ends).

          0%    20%    40%    60%    80%   100%
    男性  |    42.7    |     33.3     | 20.4  |3.6|
    女性  |       52.3       |   33.8    | 9.5 |4.4
            ■ ある   ■ ややある   ■ あまりない   ■ ない

The shares stand in no columns, but each in the middle of its part of the bar: its place on the
scale proves that the ones before it were read, and in which order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from normalizers.patterns import compiled
from pipeline.document.model import Box
from pipeline.document.pdf.charts.bars import Bar, bars_of
from pipeline.document.pdf.charts.columns import columns_to_charts
from pipeline.document.pdf.charts.ends import ends_to_charts, may_end_bars
from pipeline.document.pdf.charts.grid import Found, rows_to_chart
from pipeline.document.pdf.charts.legend import legend_of, name_bars
from pipeline.document.pdf.charts.pies import may_hold_pies, pies_to_charts
from pipeline.document.pdf.charts.scale import Scale, chunk_to_shares, level_to_scales, to_levels
from pipeline.document.pdf.model.glyphs import Chars
from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import Chunk, line_to_chunks
from pipeline.document.pdf.text.lines import runs_to_lines
from pipeline.document.pdf.text.runs import places_to_runs

_DRAWN_SCALE = compiled(  # a chart's scale is drawn from 0 on
    r"[0０]\s*[%％]?\s*(?:(?:5|５)\s*[%％]?\s*(?:10|１０)\s*[%％]?\s*(?:15|１５)"
    r"|(?:10|１０)\s*[%％]?\s*(?:20|２０)|(?:20|２０)\s*[%％]?\s*(?:40|４０)"
    r"|(?:25|２５)\s*[%％]?\s*(?:50|５０)|(?:50|５０)\s*[%％]?\s*(?:100|１００))"
)
_NUMBERS = compiled(r"[0-9０-９][0-9０-９.．%％\s]*")


def chars_to_charts(page: int, chars: Chars, settings: Settings) -> tuple[list[PieceGrid], Chars]:
    """The charts of shares on a page, and the characters outside of them: a row for each bar or
    group of bars, a column for each entry of the legend; without one an answer a row."""
    text = chars.text or "".join([char.text for char in chars])
    along, round_, ends = bool(_DRAWN_SCALE.search(text)), may_hold_pies(text), may_end_bars(text)
    if not along and not round_ and not ends:
        return [], chars
    runs = places_to_runs(chars, [range(len(chars))], settings)[0]
    level = [run for run in runs if not run.vertical]
    numbers = [run for run in level if _NUMBERS.fullmatch(run.text)]
    words = [run for run in level if not _NUMBERS.fullmatch(run.text)]
    drawn = [_whole(line) for run in numbers for line in runs_to_lines([run], settings)]
    charts: list[Found] = []
    if round_:
        pieces = [_whole(line) for run in words for line in runs_to_lines([run], settings)]
        charts += pies_to_charts(page, drawn, pieces)
    gap = settings.column_gap
    texts = _Later(
        lambda: [c for line in runs_to_lines(words, settings) for c in line_to_chunks(line, gap)]
    )
    turned = [run for run in runs if run.vertical]
    upright = _Later(lambda: [_whole(line) for line in runs_to_lines(turned, settings)])
    scaled = (*_level(page, drawn, texts), *columns_to_charts(page, drawn, texts, upright))
    shares = [share for number in drawn for share in chunk_to_shares(number)] if ends else []
    for found in (*scaled, *ends_to_charts(page, shares, texts)):
        if not any(found[1] & other[1] for other in charts):
            charts.append(found)
    boxes = [chunk.box for _, chunks in charts for chunk in chunks]
    return [grid for grid, _ in charts], _outside(chars, boxes) if charts else chars


class _Later(Sequence[Chunk]):
    """Chunks that are made when they are first asked for: most pages with shares have no chart,
    and what stands beside them is not looked at."""

    def __init__(self, make: Callable[[], list[Chunk]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> list[Chunk]:
        return self._make()

    def __getitem__(self, at: Any) -> Any:
        return self._made[at]

    def __len__(self) -> int:
        return len(self._made)


def _level(page: int, drawn: Sequence[Chunk], texts: Sequence[Chunk]) -> Iterator[Found]:
    """The charts of level bars."""
    scales = [scale for level in to_levels(drawn) for scale in level_to_scales(level)]
    shares = [share for number in drawn for share in chunk_to_shares(number)] if scales else []
    for scale in scales:
        if found := _chart(page, scale, bars_of(scale, scales, shares), texts):
            yield found


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


def _chart(page: int, scale: Scale, bars: list[Bar], chunks: Sequence[Chunk]) -> Found | None:
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
        return rows_to_chart(page, rows, 0)
    rows = [[[], *([entry] for entry in legend)]]
    rows += [[bar.label, *([share] for share in bar.shares)] for bar in whole if bar.label]
    return rows_to_chart(page, rows, 1) if len(rows) > 1 else None
