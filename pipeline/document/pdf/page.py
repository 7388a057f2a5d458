"""One page: ink to pieces in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from pipeline.document.model import Box
from pipeline.document.pdf.charts.find import chars_to_charts
from pipeline.document.pdf.drawn.boxes import join_boxes
from pipeline.document.pdf.drawn.heads import mark_head_rows
from pipeline.document.pdf.drawn.overflow import gather_overflow
from pipeline.document.pdf.drawn.region import Region, Regions, area, inside
from pipeline.document.pdf.drawn.regions import ink_to_regions
from pipeline.document.pdf.drawn.split import split_rows
from pipeline.document.pdf.drawn.tables import lattice_to_grid
from pipeline.document.pdf.layout.order import Block, blocks_to_pieces
from pipeline.document.pdf.layout.pies import lines_on_pies, lines_to_labels, sectors_to_pies
from pipeline.document.pdf.layout.sidenotes import runs_to_side_notes
from pipeline.document.pdf.layout.textcolumns import lines_to_text_columns
from pipeline.document.pdf.layout.turned import ink_to_upright
from pipeline.document.pdf.layout.watermarks import watermarks_apart
from pipeline.document.pdf.model.ink import Char, Ink
from pipeline.document.pdf.model.pieces import PageReading, Piece, PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import Settings
from pipeline.document.pdf.text.characters import drawn_to_seen, lost_count
from pipeline.document.pdf.text.lines import runs_to_lines
from pipeline.document.pdf.text.runs import Run, places_to_runs
from pipeline.document.pdf.white.loose import lines_to_tables


def ink_to_reading(ink: Ink, settings: Settings) -> PageReading:
    """Read one page."""
    ink, turn = ink_to_upright(ink)
    chars = drawn_to_seen(ink.chars, settings)
    chars, watermarks = watermarks_apart(chars)
    charts, chars = chars_to_charts(ink.number, chars, settings)
    regions = ink_to_regions(ink, chars, settings)
    join_boxes(regions, chars)
    root = _nest(ink, chars, regions, settings, charts)
    pieces = blocks_to_pieces(root.children, regions.em)
    for piece in pieces:
        if isinstance(piece, PieceGrid):
            if piece.origin != "chart":
                split_rows(piece)
                mark_head_rows(piece)
            piece.keep_lines()
    pieces += watermarks
    reading = PageReading(ink.number, ink.width, ink.height, "text", pieces, turn=turn)
    _judge(reading, ink, chars)
    return reading


def _nest(
    ink: Ink,
    chars: Sequence[Char],
    regions: Regions,
    settings: Settings,
    charts: Sequence[PieceGrid] = (),
) -> Block:
    """Blocks in blocks: the page holds frames, frames hold lines, grids and frames."""
    root = Block(Box(0, 0, ink.width, ink.height))
    frames: list[Block] = []
    grids: list[Block] = []
    tables = [region for region in regions.regions if region.table]
    for region in regions.regions:
        if not region.table:
            _give_to_cell(region, tables)
    for region in tables:
        gather_overflow(chars, region.lattice, region.chars)
    cells = [places for region in regions.regions for places in region.chars.values()]
    runs = iter(places_to_runs(chars, [*cells, regions.loose], settings))
    for region in regions.regions:
        cell_runs = {cell: next(runs) for cell in region.chars}
        if region.table:
            grid = _region_to_grid(ink, cell_runs, region, settings)
            grids.append(Block(grid.box, grid))
        else:
            frames.extend(_region_to_frames(ink, cell_runs, region, regions, settings))
    root.children = _content(ink, root.box, next(runs), regions, settings)
    columns = [column for block in root.children for column in block.children]
    grids += [Block(chart.box, chart) for chart in charts]
    _hang([*frames, *grids], [*frames, *columns], root)
    return root


def _give_to_cell(frame: Region, tables: Sequence[Region]) -> None:
    """The text of a box drawn inside a cell of a table is the cell's text."""
    for table in tables:
        if area(table.box) <= area(frame.box) or not inside(frame.box, table.box, 0.5):
            continue
        x0, top, x1, bottom = frame.box
        cell = table.lattice.find((x0 + x1) / 2, (top + bottom) / 2)
        if cell >= 0 and inside(frame.box, table.lattice.frame(cell), 0.5):
            places = table.chars.setdefault(cell, [])
            places.extend(place for inner in frame.chars.values() for place in inner)
            places.sort()
            frame.chars = {}
            return


def _region_to_grid(
    ink: Ink, runs: dict[int, list[Run]], region: Region, settings: Settings
) -> PieceGrid:
    lines = {cell: runs_to_lines(own, settings) for cell, own in runs.items()}
    origin = "fills" if region.soft else "rules"
    return lattice_to_grid(ink.number, region.lattice, lines, ink.fills, origin)


def _region_to_frames(
    ink: Ink, runs: dict[int, list[Run]], region: Region, regions: Regions, settings: Settings
) -> list[Block]:
    frames = []
    for cell, own in runs.items():
        frame = Block(region.lattice.frame(cell))
        frame.children = _content(ink, frame.box, own, regions, settings)
        frames.append(frame)
    return frames


def _content(
    ink: Ink, box: Box, runs: Sequence[Run], regions: Regions, settings: Settings
) -> list[Block]:
    """Lines and unruled tables of one frame, or of the page outside of frames; what is set in
    columns of text as a block of its own, with a block for each column."""
    if noted := runs_to_side_notes(runs, box, regions):
        notes = runs_to_lines(noted.notes, settings, regions.single.vertical, regions.em)
        beside = Block(noted.box, children=[Block(line.box, line) for line in notes])
        return [*_content(ink, noted.frame, noted.text, regions, settings), beside]
    lines = runs_to_lines(runs, settings, regions.single.vertical, regions.em)
    pies = sectors_to_pies(ink.sectors, ink.width, ink.height)
    labels, lines = lines_on_pies(lines, pies, settings.column_gap)
    stretches, lines = lines_to_text_columns(lines, box, regions)
    blocks = [
        Block(
            stretch.box,
            children=[
                Block(c.box, children=_lines_to_blocks(ink, c.box, c.lines, regions, settings))
                for c in (stretch.left, stretch.right)
            ],
        )
        for stretch in stretches
    ]
    blocks += [_label_block(label) for label in lines_to_labels(labels)]
    return blocks + _lines_to_blocks(ink, box, lines, regions, settings)


def _label_block(lines: Sequence[PieceLine]) -> Block:
    """A label on a chart, its lines kept together."""
    first, *others = lines
    box = first.box
    for line in others:
        box = box.union(line.box)
    return Block(box, children=[Block(line.box, line) for line in lines])


def _lines_to_blocks(
    ink: Ink, box: Box, lines: Sequence[PieceLine], regions: Regions, settings: Settings
) -> list[Block]:
    rules = [
        r
        for r in regions.single.horizontal
        if box.top <= r.at <= box.bottom and r.low >= box.x0 - 3 and r.high <= box.x1 + 3
    ]
    stripes = [stripe for stripe in regions.stripes if _meet(stripe.box, box)]
    grids, left = lines_to_tables(ink.number, lines, rules, stripes, regions.strips, settings)
    pieces: list[Piece] = [*grids, *left]
    return [Block(piece.box, piece) for piece in pieces]


def _meet(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _hang(blocks: Sequence[Block], frames: Sequence[Block], root: Block) -> None:
    """Hang each block into the smallest frame around it."""
    by_size = sorted(((area(frame.box), frame) for frame in frames), key=itemgetter(0))
    for block in blocks:
        size = area(block.box)
        for at in range(bisect_right(by_size, size, key=itemgetter(0)), len(by_size)):
            frame = by_size[at][1]
            if inside(block.box, frame.box, 1.0):
                frame.children.append(block)
                break
        else:
            root.children.append(block)


def _judge(reading: PageReading, ink: Ink, chars: Sequence[Char]) -> None:
    """Say what of the page could not be read."""
    if ink.problem:
        reading.problems.append(f"page {ink.number}: {ink.problem}")
    lost = lost_count(chars)
    if lost:
        reading.problems.append(
            f"page {ink.number} has {lost} glyphs whose characters the file does not tell"
        )
