"""Whatever stands where: the stages raise nothing and keep every character, once."""

from __future__ import annotations

import itertools
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.region import Regions
from pipeline.document.pdf.drawn.rules import Rules
from pipeline.document.pdf.drawn.stripes import fills_to_stripes
from pipeline.document.pdf.drawn.strips import lattice_to_strip
from pipeline.document.pdf.layout.textcolumns import lines_to_text_columns
from pipeline.document.pdf.model.ink import Fill, Segment
from pipeline.document.pdf.model.pieces import PieceGrid, PieceLine
from pipeline.document.pdf.model.settings import DEFAULT
from pipeline.document.pdf.text.chunks import Row, lines_to_rows
from pipeline.document.pdf.text.rivers import common_rivers
from pipeline.document.pdf.white.aligned import rows_to_runs
from pipeline.document.pdf.white.halves import rows_to_halves
from pipeline.document.pdf.white.headband import rows_to_head
from pipeline.document.pdf.white.headblocks import Extent
from pipeline.document.pdf.white.loose import lines_to_tables
from pipeline.document.pdf.white.narrow import with_narrow_rivers
from tests.document.pdf.rows import characters, line_at, row, upright

# Texts and places as tables have them: a coarse grid with a little play, so that columns, heads,
# titles, lists and prose all come up.
_WORDS = ["事業", "甲", "金額", "1,234", "56", "－", "①", "(1)", "令和6年度", "（単位：千円）"]
_WORDS += ["在宅医療の推進に関する取組を次のとおり行うものとする", "施設 床", "合計"]
_X = st.builds(lambda n, play: 40.0 * n + play, st.integers(0, 7), st.sampled_from([0, 4, 13, 22]))
_TEXT = st.sampled_from(_WORDS)
_STEPS = st.sampled_from([7.0, 12.0, 14.0, 16.0, 20.0, 40.0])


@st.composite
def rows_of_lines(draw: st.DrawFn) -> list[PieceLine]:
    """Lines that do not lie upon each other, rows of one kind repeated now and then."""
    lines: list[PieceLine] = []
    top = 0.0
    places: list[float] = []
    for _ in range(draw(st.integers(0, 9))):
        size = draw(st.sampled_from([10.0, 10.0, 10.0, 16.0]))
        if not places or draw(st.booleans()):
            places = sorted(draw(st.lists(_X, min_size=1, max_size=5, unique=True)))
        end = -1.0
        for x in places:
            line = line_at(max(x, end + 1), top, draw(_TEXT), size)
            lines.append(line)
            end = line.box.x1
        top += draw(_STEPS) * size / 10
    if draw(st.booleans()):
        lines.append(upright(-30, 10, draw(_TEXT)).chunks[0].line)
    return lines


_HEIGHTS = st.lists(st.integers(-2, 20).map(lambda n: 7.0 * n - 3), unique=True, max_size=7)
_ENDS = st.sampled_from([(0.0, 400.0), (0.0, 200.0), (120.0, 400.0), (-30.0, 700.0)])


@st.composite
def rules(draw: st.DrawFn) -> list[Segment]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        low, high = draw(_ENDS)
        found += [Segment(at, low, high) for at in draw(_HEIGHTS)]
    return found


@st.composite
def fills(draw: st.DrawFn) -> list[Fill]:
    low, high = draw(_ENDS)
    colours = st.sampled_from([(0.8,), (0.2, 0.3, 0.9)])
    cuts = draw(st.sampled_from([(), (130.0,), (130.0, 160.0)]))
    xs = [low, *(x for x in cuts if low < x < high), high]
    found = []
    for top in draw(_HEIGHTS):
        colour = draw(colours)
        found += [Fill(Box(a, top, b, top + 12), 0.8, colour) for a, b in itertools.pairwise(xs)]
    return found


def grid_lines(grids: list[PieceGrid]) -> list[PieceLine]:
    return [line for grid in grids for cell in grid.cells for line in cell.lines]


def grid_fields(grid: PieceGrid) -> list[tuple[int, int]]:
    return [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


def text(x: float, top: float, value: str, vertical: bool = False) -> PieceLine:
    wide, high = (10.0, 20.0) if vertical else (10.0 * len(value), 10.0)
    edges = tuple(x + 10.0 * n for n in range(len(value) + 1))
    return PieceLine(value, edges, Box(x, top, x + wide, top + high), 10.0, vertical)


def test_a_head_over_a_partial_rule_leaves_other_texts_their_column():
    lines = [text(0, top, "事業") for top in (0, 7, 14, 21)]
    lines += [text(160, 14, "事業"), text(160, 21, "1,234"), text(-30, 10, "事業", vertical=True)]
    level = [Segment(-3, -30, 700), Segment(32, -30, 700), Segment(25, 0, 200)]
    grids, left = lines_to_tables(1, lines, level, [], [], DEFAULT)
    assert characters([*grid_lines(grids), *left]) == characters(lines)
    (grid,) = grids
    fields = grid_fields(grid)
    assert len(fields) == len(set(fields))


def test_heads_that_begin_at_one_height_and_share_columns_stand_in_rows_of_their_own():
    head = [text(0, 0, "区分"), text(21, 0, "事業"), text(80, 0, "備考"), text(80, 7, "事項")]
    head += [text(0, 7, "令和六年"), text(46, 7, "年度"), text(-30, 10, "事業", vertical=True)]
    body = [text(x, top, "事業") for top in range(14, 57, 7) for x in (0, 40)]
    level = [Segment(at, -30, 700) for at in (-3, 25, 39)]
    grids, _ = lines_to_tables(1, [*head, *body], level, [], [], DEFAULT)
    (grid,) = grids
    fields = grid_fields(grid)
    assert len(fields) == len(set(fields))


def test_parts_of_a_line_that_come_to_one_cell_stand_in_its_order():
    tops = (18.2, 25.2, 32.2)
    lines = [
        text(0, top, value) for top, value in zip(tops, ("施設", "事業", "令和六年"), strict=True)
    ]
    lines[0] = replace(
        lines[0], text="施設 床", edges=(0, 10, 20, 25, 35), box=Box(0, 18.2, 35, 28.2)
    )
    lines += [text(x, top, "事業") for top in tops for x in (80, 120, 160)]
    grids, left = lines_to_tables(1, lines, [], [], [], DEFAULT)
    assert characters([*grid_lines(grids), *left]) == characters(lines)
    assert "施設 床" in [line.text for line in grid_lines(grids)]


def held(rows: list[Row]) -> list[str]:
    return sorted("".join("".join(c.text.split()) for r in rows for c in r.chunks))


@settings(max_examples=250, deadline=None)
@given(rows_of_lines(), rules(), fills(), st.booleans())
def test_grids_and_loose_lines_hold_every_character_once(lines, level, filled, headed):
    stripes, _ = fills_to_stripes(filled)
    strips = []
    if headed:
        lattice = Lattice([0, 110, 200, 400], [-2, 12], [[0, 1, 2]], 3)
        strips.append(lattice_to_strip(lattice))
    grids, left = lines_to_tables(1, lines, level, stripes, strips, DEFAULT)
    assert characters([*grid_lines(grids), *left]) == characters(lines)
    for grid in grids:
        fields = grid_fields(grid)
        assert len(fields) == len(set(fields))  # no cell lies upon another
        assert all(0 <= r < grid.row_count and 0 <= c < grid.column_count for r, c in fields)
        assert list(grid.columns) == sorted(grid.columns)


_ENTRIES = ["・取組を進める。", "訪問看護の研修を行い", "当番の医師を置く。", "○備蓄", "北病院 120"]


@st.composite
def lines_of_columns(draw: st.DrawFn) -> list[PieceLine]:
    """Two columns of entries, what stands above and below them, a line of 縦書き."""
    found = []
    for x in (50.0, 310.0):
        top, step = draw(st.sampled_from([100.0, 108.0])), draw(st.sampled_from([14.0, 16.0, 30.0]))
        for text in draw(st.lists(st.sampled_from(_ENTRIES), min_size=2, max_size=12)):
            found.append(line_at(x + draw(st.sampled_from([0, 0, 10])), top, text))
            top += step
    if draw(st.booleans()):
        found.append(line_at(60, draw(st.sampled_from([80.0, 150.0, 500.0])), _WORDS[8] * 2))
    if draw(st.booleans()):
        found.append(upright(draw(_X), 120, "資料").chunks[0].line)
    return found


@settings(max_examples=150, deadline=None)
@given(st.one_of(lines_of_columns(), rows_of_lines()), rules())
def test_columns_of_text_hold_every_character_once(lines, level):
    regions = Regions([], [], Rules(level, []), [], [], 10.0)
    stretches, outside = lines_to_text_columns(lines, Box(0, 0, 595, 842), regions)
    columns = [column for s in stretches for column in (s.left, s.right)]
    held_lines = [line for column in columns for line in column.lines]
    assert characters([*held_lines, *outside]) == characters(lines)
    assert all(s.left.box.x1 < s.right.box.x0 for s in stretches)


@settings(max_examples=150, deadline=None)
@given(rows_of_lines())
def test_rows_keep_their_characters_stage_by_stage(lines):
    rows = lines_to_rows(lines, DEFAULT.column_gap)
    assert held([r for part in rows_to_halves(rows) for r in part]) == held(rows)
    for run in rows_to_runs(rows):
        assert held(list(run.rows)) == held(rows[run.start : run.end])
    found, rivers = with_narrow_rivers(rows, 1, common_rivers(rows[1:])) if rows else ([], [])
    assert held(found) == held(rows)
    assert rivers == sorted(rivers)


@settings(max_examples=150, deadline=None)
@given(rows_of_lines(), rules(), st.lists(_X, min_size=1, max_size=5, unique=True))
def test_heads_keep_their_characters(lines, level, places):
    rows = lines_to_rows(lines, DEFAULT.column_gap)
    columns = [Extent(x, x + 20, bool(n % 2)) for n, x in enumerate(sorted(places))]
    band = rows_to_head(rows, columns, level, (0.0, 400.0))
    assert characters([line for cell in band.cells for line in cell.lines]) == held(rows)
    assert len(set(band.places)) == len(columns) and band.places == sorted(band.places)
    assert all(cell.row + cell.row_span <= band.row_count for cell in band.cells)
    assert all(cell.column + cell.column_span <= len(band.columns) for cell in band.cells)


def test_the_random_rows_hold_tables():
    """What is drawn above is no empty case: such rows are read as a table."""
    lines = [
        chunk.line
        for n, texts in enumerate([("事業", "金額", "合計"), *[("甲", "1,234", "56")] * 3])
        for chunk in row(12.0 * n, *zip((0, 120, 240), texts, strict=True)).chunks
    ]
    grids, left = lines_to_tables(1, lines, [], [], [], DEFAULT)
    assert (len(grids), left) == (1, [])
