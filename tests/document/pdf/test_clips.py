"""Rules and fills that are drawn longer than they show: word processors clip the corners of
frames, so that two tables below each other reach into each other and out at their sides."""

from __future__ import annotations

import pytest

XS = [90, 250, 400, 530]
ROWS = [["施設名", "実施主体", "事業費"], ["市道", "岬市", "1,200"], ["林道", "岬市", "340"]]


def _cornered(page, tops):
    """A table whose corners are drawn 17 points further than they show."""
    page.level(XS[0], XS[-1], *tops[1:-1])
    page.upright(tops[0], tops[-1], *XS[1:-1])
    for x in (XS[0], XS[-1]):
        page.upright(tops[0] + 6, tops[-1] - 6, x)
        for top in (tops[0], tops[-1]):
            with page.window(x - 6, top - 6, x + 6, top + 6):
                page.level(x - 17, x + 17, top)
                page.upright(top - 17, top + 17, x)
    for top in (tops[0], tops[-1]):
        page.level(XS[0] + 6, XS[-1] - 6, top)
    page.cells(XS, tops, ROWS)


def test_corners_that_are_clipped_do_not_join_tables(sheet, table):
    page = sheet()
    _cornered(page, [100, 120, 140, 160])
    _cornered(page, [190, 210, 230, 250])
    grids = page.read().grids
    assert [table(grid) for grid in grids] == [ROWS, ROWS]


def test_a_rule_ends_with_its_window(sheet):
    xs = [90, 170, 250, 400]
    page = sheet()
    page.rules(xs[:3], [100, 120, 140])
    with page.window(90, 90, 381, 150):
        page.frame(250, 100, 400, 120)
        page.frame(250, 120, 400, 140)
    page.cells(xs, [100, 120], [["甲", "乙", "丙"], ["丁", "戊", "己"]])
    (grid,) = page.read().grids
    assert grid.box.x1 == pytest.approx(381)


def test_a_fill_shows_within_its_window(sheet):
    """The background of a head, drawn over the whole table."""
    page = sheet()
    with page.window(90, 100, 530, 120):
        page.fill(90, 100, 530, 160)
    page.rules(XS, [100, 120, 140, 160])
    page.cells(XS, [100, 120, 140], ROWS)
    (grid,) = page.read().grids
    assert [cell.fill for cell in grid.cells] == [not cell.row for cell in grid.cells]


def test_text_outside_of_its_window_is_not_read(sheet, table):
    """The text of a cell merged over pages stands in its middle, on every page that has a part of
    it: what shows of it on the page before."""
    page = sheet()
    page.rules(XS, [100, 120, 140, 160])
    page.cells(XS, [100, 120, 140], ROWS)
    with page.window(400, 121, 530, 160):
        page.text(460, 107, "財務課")
        page.text(460, 135, "会計課")
    (grid,) = page.read().grids
    assert table(grid)[0] == ROWS[0]
    assert "財務課" not in str(table(grid))
    assert "会計課" in table(grid)[1][2]


def test_text_that_shows_in_part_is_read_whole(sheet, table):
    """A spreadsheet cuts what is too long for its cell: its names are worth more than its look."""
    xs = [90, 140, 400, 530]
    page = sheet()
    page.rules(xs, [100, 120, 140])
    page.cells(xs, [100, 120], [["", "甲", "乙"], ["", "丙", "丁"]])
    with page.window(90, 100, 140, 120):
        page.text(93, 103, "農業集落排水施設", size=5)
        page.text(93, 111, "公共下水道事業特別会計", size=5)
    (grid,) = page.read().grids
    assert "公共下水道事業特別会計" in grid.own(0, 0).text
    assert "農業集落排水施設" in grid.own(0, 0).text
