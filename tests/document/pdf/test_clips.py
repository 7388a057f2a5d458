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
