"""Tables that go on over pages where nothing draws their columns, and what must stay apart."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.columns import Extent, grid_to_extents, match_columns
from pipeline.document.pdf.pieces import PieceCell, PieceGrid, PieceLine

XS = (60, 110, 240, 480)  # left edges of numbers, names and texts; right edge of amounts
STEP = 20
PROGRAMS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]


def rows_of(first: int, count: int, digits: str = "1,200"):
    return [
        [str(n), f"{PROGRAMS[n % 8]}事業", "地域の体制を整備する。", digits]
        for n in range(first, first + count)
    ]


def typeset(page, top, rows):
    """Rows without any rule: three columns at their left edges, amounts at their right edge."""
    for i, row in enumerate(rows):
        for x, text in zip(XS[:3], row, strict=False):
            page.text(x, top + STEP * i, text)
        if len(row) > 3 and row[3]:
            page.right(XS[3], top + STEP * i, row[3])
    return top + STEP * len(rows)


def test_columns_that_their_text_moves_are_the_same(sheet, table):
    upper, lower = rows_of(1, 5, "1,234,567,890"), rows_of(6, 5, "7")
    page = sheet()
    typeset(page, 700, upper)
    page.next_page()
    typeset(page, 60, lower)
    (grid,) = page.read().grids
    assert table(grid) == upper + lower


def test_a_column_that_is_empty_on_one_page_has_its_place(sheet, table):
    upper = rows_of(1, 5)
    lower = [[number, "", text, amount] for number, _, text, amount in rows_of(6, 5)]
    for first, second in ((upper, lower), (lower, upper)):
        page = sheet()
        typeset(page, 700, first)
        page.next_page()
        typeset(page, 60, second)
        (grid,) = page.read().grids
        assert table(grid) == first + second


def test_head_ruled_page_and_bare_page_are_one_table(sheet, table):
    head = ["番号", "事業名", "内容", "予算額"]
    page = sheet()
    page.level(55, 485, 655, 675)
    typeset(page, 660, [head])
    typeset(page, 680, rows_of(1, 5))
    page.level(55, 485, 785)
    page.next_page()
    typeset(page, 60, rows_of(6, 5))
    (grid,) = page.read().grids
    assert table(grid) == [head, *rows_of(1, 10)]
    assert grid.head_rows == 1


def test_rest_of_a_cut_row_belongs_to_the_row_above(sheet, table):
    cut = "年度末までに研修を重ねて体制を"
    upper = [*rows_of(1, 4), ["5", "戊事業", cut, "30"]]
    page = sheet()
    typeset(page, 700, upper)
    page.next_page()
    page.text(XS[2], 60, "整える機関を支援する。")
    typeset(page, 80, rows_of(6, 5))
    (grid,) = page.read().grids
    assert table(grid)[4] == ["5", "戊事業", cut + "\n整える機関を支援する。", "30"]
    assert table(grid)[5:] == rows_of(6, 5)


def test_a_rest_alone_on_its_page_is_no_prose(sheet, table):
    cut = "年度末までに研修を重ねて体制を"
    page = sheet()
    typeset(page, 700, [*rows_of(1, 4), ["5", "戊事業", cut, "30"]])
    page.next_page()
    page.text(XS[2], 60, "整える機関を支援する。")
    page.text(
        60, 100, "　この計画は、地域の実情に応じて毎年度見直し、その結果を公表するものとする。"
    )
    document = page.read()
    (grid,) = document.grids
    assert table(grid)[4][2] == cut + "\n整える機関を支援する。"
    assert [line.text[:5] for line in document.flow if line is not grid] == ["この計画は"]


def test_rows_that_a_page_lost_are_read_under_the_columns(sheet, table):
    """Two rows make no table of their own; under the columns of the page above they are rows."""
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    typeset(page, 60, rows_of(6, 2))
    page.text(
        60, 140, "　この計画は、地域の実情に応じて毎年度見直し、その結果を公表するものとする。"
    )
    document = page.read()
    (grid,) = document.grids
    assert table(grid) == rows_of(1, 7)
    assert document.page_of(grid.own(6, 1).spans) == 2
    assert sum("事業" in line.text for line in document.lines) == 7  # every line once


@pytest.mark.parametrize(
    ("between", "x"),
    [("別の表", 60), ("表２ 施設の一覧", 240), ("　次のとおり支援の取組を進めるものとする。", 60)],
)
def test_text_between_keeps_tables_apart(sheet, between, x):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    page.text(x, 40, between)
    typeset(page, 70, rows_of(6, 5))
    document = page.read()
    assert len(list(document.grids)) == 2
    assert between.strip() in [line.text.strip() for line in document.lines]


def test_another_head_begins_another_table(sheet):
    page = sheet()
    typeset(page, 680, [["番号", "事業名", "内容", "予算額"], *rows_of(1, 5)])
    page.next_page()
    typeset(page, 60, [["番号", "施設名", "所在地", "病床数"], *rows_of(6, 5)])
    assert len(list(page.read().grids)) == 2


def test_numbers_below_words_are_another_table(sheet):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    other = [["北地区", f"{n},300", f"{n}5,000", "有"] for n in range(1, 6)]
    typeset(page, 60, other)
    assert len(list(page.read().grids)) == 2


def test_note_below_a_table_is_no_row(sheet):
    page = sheet()
    end = typeset(page, 690, rows_of(1, 5))
    page.text(60, end, "（注）金額は当初予算の額であり、単位は千円である。", size=8)
    page.next_page()
    typeset(page, 60, rows_of(6, 5))
    document = page.read()
    assert not any("（注）" in cell.text for grid in document.grids for cell in grid.cells)


def test_head_and_one_row_at_the_foot_of_a_page_begin_the_table(sheet, table):
    head = ["番号", "事業名", "内容", "予算額"]
    page = sheet()
    page.text(
        60, 600, "　この計画は、地域の実情に応じて毎年度見直し、その結果を公表するものとする。"
    )
    page.text(60, 680, "表１　事業の一覧")
    typeset(page, 720, [head, *rows_of(1, 1)])
    page.next_page()
    typeset(page, 60, rows_of(2, 6))
    document = page.read()
    (grid,) = document.grids
    assert table(grid) == [head, *rows_of(1, 7)]
    assert (grid.page, grid.head_rows) == (1, 1)
    assert [line.text for line in document.flow if line is not grid][-1] == "表１　事業の一覧"


@pytest.mark.parametrize(
    "foot",
    [
        [["（別記）", "会長", "委員の推薦による。", ""]],  # no number where the table has them
        [["", "", "この計画は毎年度見直すものとする。", ""]],
        [["１　事業の一覧は、次の頁のとおりとする。"]],
    ],
)
def test_text_at_the_foot_of_a_page_begins_no_table(sheet, table, foot):
    page = sheet()
    typeset(page, 760, foot)
    page.next_page()
    typeset(page, 60, rows_of(1, 6))
    (grid,) = page.read().grids
    assert table(grid) == rows_of(1, 6)
    assert grid.page == 2


def test_numbers_that_a_page_set_apart_are_the_first_column(sheet, table):
    """A column far left of the others, which the page takes for something else."""
    from pipeline.document.pdf.lostcolumn import with_lines_beside

    page = sheet()
    typeset(page, 60, rows_of(1, 5))
    (grid,) = page.read().grids
    assert table(grid) == rows_of(1, 5)
    cells = [PieceCell(row, 0, 1, 1, box(100, 20 * row, 200, 20 * row + 10)) for row in (0, 1)]
    lines = [line("1", 60, 2), line("2", 60, 18)]
    whole = with_lines_beside(piece_grid(cells, (100, 200)), lines)
    assert [[line.text for line in cell.lines] for cell in whole.cells] == [["1"], ["2"]]
    assert not cells[0].lines


def test_rows_with_centred_cells_are_parted_by_the_white_across(sheet, table):
    """Level rules part the rows of page one; the page ends with a row that no rule closes."""
    page = sheet()
    text = "地域の体制を\n整備する事業\nを支援する。"
    for i in range(4):
        top = 600 + 50 * i
        page.level(55, 485, top - 6)
        for j, part in enumerate(text.split("\n")):
            page.text(240, top + 12 * j, part)
        page.text(60, top + 12, str(i + 1))
        page.text(110, top + 12, f"{PROGRAMS[i]}事業")
        page.right(480, top + 12, f"{i + 1},200")
    page.next_page()
    typeset(page, 60, rows_of(5, 5))
    (grid,) = page.read().grids
    assert table(grid)[:4] == [
        [str(i + 1), f"{PROGRAMS[i]}事業", text, f"{i + 1},200"] for i in range(4)
    ]
    assert table(grid)[4:] == rows_of(5, 5)


def test_title_between_rows_that_the_page_cuts_off_stays_a_row(sheet, table):
    """Drawn cells: the last row of the page is a title that no rule closes below."""
    page = sheet()
    tops = [660, 690, 720, 750]
    page.rules(RULED, tops)
    page.fill(60.5, 690.5, 479.5, 719.5, grey=1.0)
    page.cells(RULED, tops, [["区分", "事業名", "内容"], ["人材", "", ""], ["1", "甲", "あ"]])
    page.next_page()
    page.rules(RULED, [60, 90, 120])
    page.cells(RULED, [60, 90], [["2", "乙", "い"], ["3", "丙", "う"]])
    (grid,) = page.read().grids
    assert [row[0] for row in table(grid)] == ["区分", "人材", "1", "2", "3"]


def box(*edges):
    from pipeline.document.model import Box

    return Box(*edges)


def line(text, x, top):
    return PieceLine(text, (x, x + 8), box(x, top, x + 8, top + 8), 8)


def piece_grid(cells, columns):
    return PieceGrid(1, cells, 2, columns, "alignment", box(100, 0, 200, 30))


RULED = [60, 130, 260, 480]


def test_merged_cell_that_the_page_cuts_goes_on(sheet, table):
    def part(page, top, rows, closed):
        tops = [top + 30 * i for i in range(len(rows) + 1)]
        page.upright(tops[0], tops[-1], *RULED)
        page.level(RULED[1], RULED[-1], *tops)
        page.level(RULED[0], RULED[1], *(tops[i] for i in closed))
        page.cells(RULED, tops, rows)

    page = sheet()
    part(page, 660, [["区分", "事業名", "内容"], ["人材", "甲", "あ"], ["", "乙", "い"]], (0, 1))
    page.next_page()
    part(page, 60, [["", "丙", "う"], ["", "丁", "え"], ["施設", "戊", "お"]], (2, 3))
    (grid,) = page.read().grids
    assert [grid.cite(row, 0).text for row in range(6)] == [
        "区分",
        "人材",
        "人材",
        "人材",
        "人材",
        "施設",
    ]


def test_first_column_is_seen_where_few_rules_reach_over_it(sheet, table):
    """Open sides, and a page that begins and ends within a merged cell of the first column."""
    page = sheet()
    tops = [60 + 30 * i for i in range(6)]
    page.level(130, 480, *tops)
    page.level(60, 130, tops[2], tops[4])
    page.upright(tops[0], tops[-1], 130, 260)
    rows = [["", "甲", "あ"], ["", "乙", "い"], ["人材", "丙", "う"], ["", "丁", "え"]]
    page.cells(RULED, tops, [*rows, ["施設", "戊", "お"]])
    (grid,) = page.read().grids
    assert grid.column_count == 3
    assert [grid.cite(row, 0).text for row in range(5)] == ["", "", "人材", "人材", "施設"]


def open_page(page, top, rows, over, closed=None):
    """Rows of 30 points open at the left side; the level rules of the rows over reach over the
    first column. The page cuts the table at its top, and at its foot where nothing closes it."""
    tops = [top + 30 * i for i in range(len(rows) + 1)]
    page.upright(tops[0], tops[-1], *RULED[1:3])
    page.level(RULED[1], RULED[3], *tops[1:-1])
    page.level(RULED[0], RULED[1], *(tops[i] for i in over))
    if closed is not None:
        page.level(closed, RULED[3], tops[-1])
    page.cells(RULED, tops, rows)


def open_head(page, top, rows):
    page.level(RULED[0], RULED[3], top)
    open_page(page, top, [["区分", "事業名", "内容"], *rows], range(1, len(rows) + 1))


@pytest.mark.parametrize(
    ("rows", "over", "keys"),
    [
        ([["", "丙", "う"], ["", "丁", "え"], ["施設", "戊", "お"]], [2], ["医療", "医療", "施設"]),
        ([["", "丙", "う"], ["在宅", "丁", "え"], ["", "戊", "お"]], [], ["在宅", "在宅", "在宅"]),
    ],
)
def test_merged_first_column_that_a_page_lost(sheet, rows, over, keys):
    """Too few rules of the page reach over the first column to see it there: one or none."""
    page = sheet()
    open_head(page, 700, [["人材", "甲", "あ"], ["医療", "乙", "い"]])
    page.next_page()
    open_page(page, 60, rows, over)
    (grid,) = page.read().grids
    assert grid.column_count == 3
    assert [grid.cite(row, 0).text for row in range(3, 6)] == keys
    assert [grid.cite(row, 1).text for row in range(3, 6)] == ["丙", "丁", "戊"]


def test_no_column_is_lost_where_nothing_reaches_over_it(sheet):
    page = sheet()
    open_head(page, 700, [["人材", "甲", "あ"], ["医療", "乙", "い"]])
    page.next_page()
    open_page(page, 60, [["", "丙", "う"], ["", "丁", "え"]], [], closed=RULED[1])
    assert [grid.column_count for grid in page.read().grids] == [3, 2]


CUT = "体制を整える機関を年度末までに支援し、地域の"  # fills its column


@pytest.mark.parametrize(
    ("x", "ended", "closed", "rest"),
    [
        (RULED[2] + 3, False, False, True),
        (RULED[2] + 3, False, True, False),  # a rule ends the table
        (RULED[2] + 3, True, False, False),  # nothing is missing
        (RULED[0] + 3, False, False, False),  # below the first column
        (RULED[2] - 40, False, False, False),  # below no column
    ],
)
def test_rest_of_a_drawn_row_alone_on_its_page(sheet, x, ended, closed, rest):
    page = sheet()
    tops = [700, 730, 760]
    page.upright(700, 790, *RULED)
    page.level(RULED[0], RULED[3], *tops, *([790] if closed else []))
    last = CUT[:-1] + "。" if ended else CUT
    page.cells(
        RULED, tops, [["区分", "事業名", "内容"], ["人材", "甲", "あ"], ["医療", "乙", last]]
    )
    page.next_page()
    page.text(x, 60, "現状を調べる。")
    page.text(
        60, 100, "　この計画は、地域の実情に応じて毎年度見直し、その結果を公表するものとする。"
    )
    (grid,) = page.read().grids
    assert grid.cite(2, 2).text == last + ("\n現状を調べる。" if rest else "")


def test_titles_between_the_rows_may_reach_under_the_next_column(sheet, table):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    typeset(page, 60, rows_of(6, 2))
    page.text(60, 100, "（災害・救急）")
    typeset(page, 120, rows_of(8, 3))
    (grid,) = page.read().grids
    assert [row[0] for row in table(grid)[5:]] == ["6", "7", "（災害・救急）", "8", "9", "10"]


# ---- columns


def extents(*stretches: tuple[float, float]) -> list[Extent]:
    return [Extent(a, b, (a, b, (a + b) / 2)) for a, b in stretches]


@pytest.mark.parametrize(
    ("lower", "pairs"),
    [
        ([(50, 90), (120, 150), (250, 300)], [(0, 0), (1, 1), (2, 2)]),  # left, left, right edge
        ([(50, 60), (200, 300)], [(0, 0), (1, None), (2, 1)]),  # one is empty below
        ([(50, 60), (120, 180), (185, 195), (280, 300)], [(0, 0), (1, 1), (None, 2), (2, 3)]),
        ([(50, 130), (210, 300)], None),  # a text over two columns
        ([(60, 85), (130, 170), (225, 280)], None),  # nothing stands on the same edges
        ([(400, 450), (500, 550)], None),
    ],
)
def test_columns_match_by_their_stretches(lower, pairs):
    upper = extents((50, 100), (120, 180), (200, 300))
    assert match_columns(upper, extents(*lower)) == pairs


def test_extents_leave_out_the_head_and_titles():
    def cell(row, column, x0, x1):
        from pipeline.document.model import Box

        box = Box(x0, 10 * row, x1, 10 * row + 8)
        return PieceCell(row, column, 1, 1, box, lines=[PieceLine("字", (x0, x1), box, 8)])

    cells = [cell(0, 0, 40, 110), cell(1, 0, 50, 180), cell(2, 0, 50, 80), cell(2, 1, 120, 150)]
    grid = PieceGrid(1, cells, 3, (40, 100, 160), "alignment", cells[0].box, head_rows=1)
    first, second = grid_to_extents(grid, inside=True)
    assert (first.low, first.high, second.low, second.high) == (50, 80, 120, 150)
    assert grid_to_extents(grid)[0].high == 180
