"""Tables of one width below each other, each with a filled head and no rule above it."""

from __future__ import annotations

from itertools import pairwise

EDGES = (60, 170, 290, 400, 500)
AREAS = ["圏域", "市町村", "面積", "人口"]
TEAMS = ["災害名", "開始", "病院数", "人数"]


def part(page, top, title, heads, rows):
    """A title, a filled head, and rows with a rule below each; returns where it ends."""
    page.text(60, top + 4, title)
    top += 20
    for x0, x1 in pairwise(EDGES):
        page.fill(x0, top, x1, top + 18, 0.7)
    for x, head in zip(EDGES, heads, strict=False):
        page.text(x + 6, top + 4, head)
    top += 18
    for row in rows:
        for x, text in zip(EDGES, row, strict=False):
            page.text(x + 6, top + 4, text)
        top += 18
        page.level(60, 500, top)
    return top


NORTH = [("北部", "本郷市", "1,200.5", "12,300"), ("南部", "川原市", "1,090.2", "9,800")]
SENT = [("みなみ沖地震", "4月", "15", "128"), ("川原豪雨", "7月", "14", "119")]


def test_a_filled_head_below_a_title_begins_a_table(sheet, table):
    page = sheet()
    end = part(page, 60, "１　圏域の状況", AREAS, NORTH * 2)
    part(page, end + 4, "２　派遣の状況", TEAMS, SENT * 2)
    first, second = page.read().grids
    assert table(first) == [AREAS, *(list(row) for row in NORTH * 2)]
    assert table(second) == [TEAMS, *(list(row) for row in SENT * 2)]


def test_a_filled_title_within_the_rows_parts_no_table(sheet, table):
    page = sheet()
    end = part(page, 60, "１　圏域の状況", AREAS, NORTH * 2)
    page.fill(60, end, 500, end + 18, 0.9)
    page.text(66, end + 4, "再掲")
    page.level(60, 500, end + 18)
    for number, row in enumerate(NORTH):
        for x, text in zip(EDGES, row, strict=False):
            page.text(x + 6, end + 22 + 18 * number, text)
        page.level(60, 500, end + 36 + 18 * number)
    (grid,) = page.read().grids
    assert table(grid)[0] == AREAS
    assert grid.row_count == 8
