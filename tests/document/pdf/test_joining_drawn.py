"""Drawn tables that go on over pages: merged cells, open sides and rows that the page cuts."""

from __future__ import annotations

import pytest

from tests.document.pdf.unruled import PROSE

RULED = [60, 130, 260, 480]


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


@pytest.mark.parametrize(("below", "rows"), [([], 6), ([790], 3)])
def test_a_page_within_a_merged_first_column(sheet, below, rows):
    """Nothing of the page tells the column: the row above that the page cut does."""
    page = sheet()
    open_head(page, 700, [["人材", "甲", "あ"], ["医療", "乙", "い"]])
    page.level(RULED[0], RULED[3], *below)
    page.next_page()
    open_page(page, 60, [["", "丙", "う"], ["", "丁", "え"], ["", "戊", "お"]], [])
    first = next(page.read().grids)
    assert (first.row_count, first.column_count) == (rows, 3)


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
    page.text(60, 100, PROSE)
    (grid,) = page.read().grids
    assert grid.cite(2, 2).text == last + ("\n現状を調べる。" if rest else "")
