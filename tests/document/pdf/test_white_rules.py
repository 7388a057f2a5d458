"""White rules upon the filled head of a ruled table whose body has none between its columns."""

from __future__ import annotations

EDGES = (60, 120, 240, 360, 440, 520)
HEADS = ["柱", "取組", "内容", "予算", "担当"]
ROWS = [
    ("見守りの輪", "店と組み声をかける", "1,200", "福祉班"),
    ("通いの場", "月に二度集まる", "860", "健康班"),
    ("移動の足", "車を出す人を募る", "2,340", "交通班"),
]


def measures(page, white=True, rows=ROWS):
    """A frame, level rules that leave the merged first column out, and its one upright rule."""
    page.fill(60, 80, 520, 100, 0.8)
    if white:
        page.canvas.setStrokeGray(1)
        for x in EDGES[1:-1]:
            page.line(x, 80, x, 100)
        page.canvas.setStrokeGray(0)
    bottom = 100 + 22 * len(rows)
    page.level(60, 520, 80)
    page.level(60, 520, bottom)
    page.line(60, 80, 60, bottom)
    page.line(520, 80, 520, bottom)
    page.line(120, 100, 120, bottom)
    for x, head in zip(EDGES, HEADS, strict=False):
        page.text(x + 6, 85, head)
    page.text(66, 126, "暮らし")
    for number, row in enumerate(rows):
        top = 100 + 22 * number
        if number:
            page.level(120, 520, top)
        for x, text in zip(EDGES[1:], row, strict=False):
            page.text(x + 6, top + 6, text)


def test_white_rules_of_the_head_part_the_columns_below(sheet, table):
    page = sheet()
    measures(page)
    (grid,) = page.read().grids
    rows = table(grid)
    assert rows[0] == HEADS
    assert [tuple(row[1:]) for row in rows[1:]] == ROWS
    assert grid.head_rows == 1


def test_text_over_several_columns_stays_one_cell(sheet, table):
    page = sheet()
    long = ("車を出す人と乗る人を結ぶ集まりを月に二度開き声をかける",)
    measures(page, rows=[*ROWS, long])
    (grid,) = page.read().grids
    assert [text for text in table(grid)[-1] if text == long[0]]


def test_a_head_without_white_rules_parts_nothing(sheet, table):
    page = sheet()
    measures(page, white=False)
    assert all(table(grid)[0] != HEADS for grid in page.read().grids)
