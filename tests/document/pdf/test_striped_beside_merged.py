"""Stripes that leave out the first column, whose cells are merged over rows."""

from __future__ import annotations

from itertools import pairwise

HEADS = ["圏域", "病院", "所在地", "病床数"]
EDGES = (40, 110, 250, 380, 500)
ROWS = [(f"第{n}病院", "本郷市", f"{number}20") for number, n in enumerate("一二三四五六七", 1)]


def hospitals(page, keys, parted=True):
    """keys: the rows each key is merged over; parted: rules stand between the merged cells."""
    for x0, x1 in pairwise(EDGES):
        page.fill(x0, 60, x1, 80, 0.5)
    for x, head in zip(EDGES, HEADS, strict=False):
        page.text(x + 6, 65, head)
    for number, row in enumerate(ROWS):
        top = 80 + 20 * number
        if number % 2 == 0:
            for x0, x1 in pairwise(EDGES[1:]):
                page.fill(x0, top, x1, top + 20, 0.9)
        for x, text in zip(EDGES[1:], row, strict=False):
            page.text(x + 6, top + 5, text)
    start = 0
    for key, count in keys:
        page.text(46, 80 + 20 * start + 10 * count - 5, key)
        start += count
        if parted:
            page.level(40, 110, 80 + 20 * start)


def test_the_column_beside_the_stripes_is_of_the_table(sheet, table):
    page = sheet()
    hospitals(page, [("東部", 3), ("西部", 2), ("島部", 2)])
    (grid,) = page.read().grids
    assert table(grid)[0] == HEADS
    assert grid.head_rows == 1
    keys = [(c.row, c.row_span, c.text) for c in grid.cells if c.column == 0 and c.row]
    assert keys == [(1, 3, "東部"), (4, 2, "西部"), (6, 2, "島部")]
    assert [row[1:] for row in table(grid)[1:]] == [list(row) for row in ROWS]


def test_numbers_of_merged_cells_stand_between_two_rows(sheet, table):
    page = sheet()
    hospitals(page, [("3", 3), ("2", 2), ("2", 2)])
    (grid,) = page.read().grids
    assert [row[1:] for row in table(grid)[1:]] == [list(row) for row in ROWS]
    assert [c.row_span for c in grid.cells if c.column == 0 and c.row] == [3, 2, 2]


def test_keys_that_no_rule_parts_are_not_joined(sheet, table):
    page = sheet()
    hospitals(page, [("東部", 3), ("西部", 3), ("島部", 1)], parted=False)
    (grid,) = page.read().grids
    texts = [c.text for c in grid.cells if c.column == 0 and c.row and c.text]
    assert texts == ["東部", "西部", "島部"]


def test_a_head_far_above_is_not_of_the_stripes(sheet, table):
    page = sheet()
    page.fill(40, 30, 110, 50, 0.5)
    page.fill(110, 30, 500, 50, 0.5)
    page.text(46, 35, "資料")
    page.text(120, 35, "表題")
    for number, row in enumerate(ROWS):
        top = 120 + 20 * number
        if number % 2 == 0:
            page.fill(110, top, 500, top + 20, 0.9)
        for x, text in zip(EDGES[1:], row, strict=False):
            page.text(x + 6, top + 5, text)
    assert all("資料" not in table(grid)[0] for grid in page.read().grids)
