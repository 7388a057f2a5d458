"""Rules and fills of a page to regions: lattices that characters can be sorted into."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.headfills import tells_head
from pipeline.document.pdf.drawn.lattice import rules_to_lattice
from pipeline.document.pdf.drawn.region import (
    Region,
    Regions,
    area,
    inside,
    texts_of,
    without_blanks,
)
from pipeline.document.pdf.drawn.rules import (
    Rules,
    fills_to_segments,
    join_sections,
    rules_to_components,
    segments_to_rules,
    without_marks,
)
from pipeline.document.pdf.drawn.stripes import fills_to_stripes
from pipeline.document.pdf.drawn.strips import Strip, is_key, lattice_to_strip
from pipeline.document.pdf.drawn.whiterules import with_white_rules
from pipeline.document.pdf.model.glyphs import columns_of, with_columns
from pipeline.document.pdf.model.ink import Char, Fill, Ink, Segment
from pipeline.document.pdf.model.settings import Settings

_SECTION = 4.0  # em: titles within a table are not higher
_PAGE = 0.8  # a fill of more than this part of the page is its background


def ink_to_regions(ink: Ink, chars: Sequence[Char], settings: Settings) -> Regions:
    """Find the lattices of a page and sort its characters into them."""
    em = with_columns(chars).usual_size if chars else 10.0
    rules = segments_to_rules(ink.horizontal, ink.vertical, settings)
    rules = without_marks(rules, settings.mark * em, settings)
    crossing, single = rules_to_components(rules, settings)
    crossing = join_sections(
        crossing, _SECTION * em, lambda part: _first_row(part, chars), settings
    )
    if white := _white_rules(ink, settings):
        crossing = [with_white_rules(part, white, chars, settings) for part in crossing]
    regions = _lattices(crossing, False, settings)
    hard = [region.box for region in regions if len(region.lattice.xs) > 2]
    fills = _own_fills(ink, hard)
    striped, fills = fills_to_stripes(fills)
    regions += _fills_to_regions(ink, fills, settings)
    regions.sort(key=lambda region: area(region.box))
    loose = _sort_chars(chars, regions)
    strips = [
        lattice_to_strip(region.lattice)
        for region in regions
        if region.chars and region.soft and tells_head(region, chars, settings)
    ]
    regions = _without_marks(regions, chars, loose, single.horizontal, strips, settings)
    for region in regions:
        region.table = _is_table(region, settings)
    return Regions(regions, loose, single, striped, strips, em)


def _first_row(rules: Rules, chars: Sequence[Char]) -> str:
    """What stands between the first two level rules of a component, in drawing order."""
    box = rules.box
    bottom = next((r.at for r in rules.horizontal if r.at > box.top + 3), box.bottom)
    return "".join(
        char.text
        for char in chars
        if box.x0 <= char.x0 <= box.x1 and box.top < (char.top + char.bottom) / 2 < bottom
    )


def _lattices(components: Sequence[Rules], soft: bool, settings: Settings) -> list[Region]:
    found = (rules_to_lattice(component, settings) for component in components)
    return [Region(lattice, soft) for lattice in found if lattice is not None]


def _own_fills(ink: Ink, tables: Sequence[Box]) -> list[Fill]:
    """Fills that are no background of the page, nor of the cells of ruled tables."""
    page = ink.width * ink.height
    return [
        fill
        for fill in ink.fills
        if area(fill.box) <= _PAGE * page and not any(inside(fill.box, box) for box in tables)
    ]


def _fills_to_regions(ink: Ink, fills: Sequence[Fill], settings: Settings) -> list[Region]:
    """Regions that only fills draw, with the white rules upon them."""
    if not fills:
        return []
    horizontal, vertical = fills_to_segments(fills)
    level, upright = _pale_on_fills(ink, fills)
    rules = segments_to_rules([*horizontal, *level], [*vertical, *upright], settings)
    crossing, _ = rules_to_components(rules, settings)
    return _lattices(crossing, True, settings)


def _white_rules(ink: Ink, settings: Settings) -> Rules | None:
    """The white rules upon fills; None where no upright one is."""
    level, upright = _pale_on_fills(ink, _own_fills(ink, ())) if ink.pale_vertical else ([], [])
    return segments_to_rules(level, upright, settings) if upright else None


def _pale_on_fills(ink: Ink, fills: Sequence[Fill]) -> tuple[list[Segment], list[Segment]]:
    return (
        [s for s in ink.pale_horizontal if _on_fill(s.low, s.at, s.high, s.at, fills)],
        [s for s in ink.pale_vertical if _on_fill(s.at, s.low, s.at, s.high, fills)],
    )


def _on_fill(x0: float, top: float, x1: float, bottom: float, fills: Sequence[Fill]) -> bool:
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    return any(
        f.box.x0 - 2 <= x <= f.box.x1 + 2 and f.box.top - 2 <= y <= f.box.bottom + 2 for f in fills
    )


def _sort_chars(chars: Sequence[Char], regions: Sequence[Region]) -> list[int]:
    """Put each character into the smallest region that has a cell at its middle."""
    x0, top, x1, bottom = columns_of(chars).boxes
    xs, ys = (x0 + x1) / 2, (top + bottom) / 2
    free = np.ones(len(xs), bool)
    for region in regions:
        box = region.box
        level = (box.top <= ys) & (ys <= box.bottom)
        places = np.flatnonzero(level & (box.x0 <= xs) & (xs <= box.x1) & free)
        if not len(places):
            continue
        cells = region.lattice.find_all(xs[places], ys[places])
        region.chars = _by_cell(places, cells)
        free[places[cells >= 0]] = False
    loose: list[int] = np.flatnonzero(free).tolist()
    return loose


def _by_cell(places: np.ndarray, cells: np.ndarray) -> dict[int, list[int]]:
    """The places of each cell in their order, the cells in the order of their first."""
    order = np.argsort(cells, kind="stable")
    drawn, cells = places[order].tolist(), cells[order]
    starts = [0, *(np.flatnonzero(cells[1:] != cells[:-1]) + 1).tolist()]
    ends = zip(cells[starts].tolist(), starts, [*starts[1:], len(drawn)], strict=True)
    found = sorted((drawn[start:stop], cell) for cell, start, stop in ends if cell >= 0)
    return {cell: own for own, cell in found}


def _without_marks(
    regions: Sequence[Region],
    chars: Sequence[Char],
    loose: list[int],
    rules: Sequence[Segment],
    strips: Sequence[Strip],
    settings: Settings,
) -> list[Region]:
    """Hand on the characters of boxes around a word or two (a boxed 新, a stamp) and of regions
    without a cell of their own kind to what lies around them; drop what holds no text."""
    kept: list[Region] = []
    for i, region in enumerate(regions):
        if not region.chars:
            continue
        key = region.soft and is_key(region.lattice, texts_of(region, chars), rules, strips)
        if not (key or _is_mark(region, chars, settings)):
            kept.append(region)
            continue
        _hand_on(list(chain.from_iterable(region.chars.values())), chars, regions[i + 1 :], loose)
    loose.sort()
    for region in kept:
        for places in region.chars.values():
            places.sort()
    return kept


def _is_mark(region: Region, chars: Sequence[Char], settings: Settings) -> bool:
    if region.soft and tells_head(region, chars, settings):
        return True
    if region.lattice.count > 1:
        return False
    places = without_blanks(region.chars[0], chars)
    if not places:
        return True
    size = float(columns_of(chars).sizes[places].max())
    box = region.box
    low = box.bottom - box.top < 2.2 * size
    return low and (region.soft or (len(places) <= 3 and box.x1 - box.x0 < 5 * size))


def _hand_on(
    places: list[int], chars: Sequence[Char], regions: Sequence[Region], loose: list[int]
) -> None:
    x0, top, x1, bottom = columns_of(chars).boxes[:, places]
    middles = zip(((x0 + x1) / 2).tolist(), ((top + bottom) / 2).tolist(), strict=True)
    for place, (x, y) in zip(places, middles, strict=True):
        for region in regions:
            cell = region.lattice.find(x, y)
            if cell >= 0:
                region.chars.setdefault(cell, []).append(place)
                region.head = None
                break
        else:
            loose.append(place)


def _is_table(region: Region, settings: Settings) -> bool:
    """Cells in several columns that fill their frame, more than one of them with text."""
    lattice = region.lattice
    if len(lattice.xs) < 3 or len(region.chars) < 2:
        return False
    if region.soft and (len(lattice.ys) < 3 or lattice.count < 4):
        return False
    columns = {lattice.fields()[cell][0][1] for cell in region.chars}
    starts = {fields[0][1] for fields in lattice.fields()}
    if len(starts) < 2 or len(columns) < 2:
        return False
    return lattice.tiled() >= settings.tiled and lattice.joined() >= settings.joined
