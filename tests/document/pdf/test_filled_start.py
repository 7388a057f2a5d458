"""A filled head above level rules that stand below the rows: no rule parts it from the first."""

from __future__ import annotations

HEADS = ["市町村", "窓口", "運営"]
ROWS = [
    ("蔵町・川原町", "くらしの相談室", "直営"),
    ("本郷市", "まちかど保健室", "医師会"),
    ("中里村", "なかざと支援センター", "直営"),
    ("東浜町・西浜町", "はまかぜ連携室", "病院"),
]


def desks(page, heads=HEADS, white=0):
    for x0, x1 in ((60, 190), (190, 390), (390, 500)):
        page.fill(x0, 80, x1, 100, 0.8)
    for x, head in zip((100, 250, 420), heads, strict=True):
        page.text(x, 85, head)
    for number, row in enumerate(ROWS):
        top = 105 + white + 22 * number
        for x, text in zip((66, 200, 400), row, strict=True):
            page.text(x, top, text)
        page.level(60, 500, top + 16)


def test_the_filled_head_is_that_of_the_table(sheet, table):
    page = sheet()
    desks(page)
    (grid,) = page.read().grids
    assert table(grid) == [HEADS, *(list(row) for row in ROWS)]
    assert grid.head_rows == 1


def test_a_filled_band_of_amounts_is_no_head(sheet, table):
    page = sheet()
    desks(page, ["合計", "1,200", "3,400"])
    assert not any(grid.head_rows and "合計" in table(grid)[0] for grid in page.read().grids)


def test_a_filled_band_far_above_is_no_head(sheet, table):
    page = sheet()
    desks(page, white=40)
    assert not any(table(grid)[0] == HEADS for grid in page.read().grids)


def test_a_filled_title_may_stand_between_head_and_first_row(sheet, table):
    page = sheet()
    for x0, x1 in ((60, 190), (190, 390), (390, 500)):
        page.fill(x0, 58, x1, 80, 0.6)
    for x, head in zip((100, 250, 420), HEADS, strict=True):
        page.text(x, 64, head)
    for number, row in enumerate([("１　北の地域",), *ROWS[:2], ("２　南の地域",), *ROWS[2:]]):
        top = 82 + 22 * number
        if len(row) == 1:
            page.fill(60, top - 2, 500, top + 20)
        for x, text in zip((66, 200, 400), row, strict=False):
            page.text(x, top + 5, text)
        page.level(60, 500, top + 20)
    (grid,) = page.read().grids
    rows = table(grid)
    assert rows[0] == HEADS
    assert [row for row in rows[1:] if row[1] and row[2]] == [list(row) for row in ROWS]


def test_a_filled_head_may_end_at_the_first_rule(sheet, table):
    page = sheet()
    page.level(60, 500, 100.5)
    desks(page)
    (grid,) = page.read().grids
    assert table(grid) == [HEADS, *(list(row) for row in ROWS)]
