"""Filled cells that are a head, a first column or both of a table that nothing else draws."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.region import Region, texts_of, without_blanks
from pipeline.document.pdf.model.glyphs import columns_of, count_gaps
from pipeline.document.pdf.model.ink import Char
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.chunks import has_amount, is_amount, lines_to_rows
from pipeline.document.pdf.text.lines import runs_to_lines
from pipeline.document.pdf.text.rivers import common_rivers
from pipeline.document.pdf.text.runs import places_to_runs

_HEAD = 20.0  # em: heads are not higher


def tells_head(region: Region, chars: Sequence[Char], settings: Settings) -> bool:
    if region.head is None:
        if region.lattice.count > 1:
            region.head = _is_strip(region, chars, settings)
        else:
            places = without_blanks(region.chars[0], chars)
            region.head = bool(places) and _is_band(chars, places, region.box, settings)
    return region.head


def _is_band(chars: Sequence[Char], places: list[int], box: Box, settings: Settings) -> bool:
    """A filled band behind the words of a head that is drawn as a whole."""
    size = float(columns_of(chars).sizes[places].max())
    if not box.x1 - box.x0 > 3 * (box.bottom - box.top) or box.bottom - box.top > _HEAD * size:
        return False
    if 0 <= count_gaps(columns_of(chars), places, 0.5 * settings.column_gap) < 2:
        return False  # a title
    lines = runs_to_lines(places_to_runs(chars, [places], settings)[0], settings)
    rows = lines_to_rows(lines, settings.column_gap)
    several = sorted((len(row.chunks) for row in rows), reverse=True)
    upright = sum(line.vertical for line in lines)
    told = sum(several[:1]) + upright > 2 or several[:2] == [2, 2] or len(common_rivers(rows)) > 1
    return told and not any(has_amount(row) for row in rows)


def _is_strip(region: Region, chars: Sequence[Char], settings: Settings) -> bool:
    """Filled cells of a head row, of a first column or of both: three or more, none of them
    high. The table that they belong to is drawn around them or not at all."""
    lattice = region.lattice
    head = len(lattice.ys) <= 4 and not any(is_amount(t.strip()) for t in texts_of(region, chars))
    single = min(len(lattice.xs), len(lattice.ys)) == 2
    whole = lattice.tiled() >= settings.tiled and not _is_angle(lattice)
    if not single and not head and whole:
        return False
    sizes = columns_of(chars).sizes
    size = max(float(sizes[places].max()) for places in region.chars.values())
    frames = [lattice.frame(cell) for cell in region.chars]
    if not (single or whole) and _opens_with_head(region, chars, settings):
        return True  # a head and a first column, whose cells may be merged over many rows
    most = (_HEAD if head else 6) if len(frames) > 2 else 2.2
    return len(frames) > 1 and median(f.bottom - f.top for f in frames) < most * size


def _is_angle(lattice: Lattice) -> bool:
    """Rows with all their cells above rows with the first cell only: a head, however high, above
    the first column."""
    heads = next((n for n, row in enumerate(lattice.owner) if min(row) < 0), 0)
    below = lattice.owner[heads:]
    return heads > 0 and all(row[0] >= 0 and max(row[1:], default=-1) < 0 for row in below)


def _opens_with_head(region: Region, chars: Sequence[Char], settings: Settings) -> bool:
    """Several filled cells, or one band of head words above the one cell that a page cut off."""
    if len(region.chars) > 2:
        return True
    first = region.lattice.owner[0][0]
    places = without_blanks(region.chars.get(first, []), chars)
    return bool(places) and _is_band(chars, places, region.lattice.frame(first), settings)
