"""A filled head above level rules that stand below the rows: no rule parts it from the first."""

from __future__ import annotations

HEADS = ["市町村", "窓口", "運営"]
ROWS = [
    ("蔵町・川原町", "くらしの相談室", "直営"),
    ("本郷市", "まちかど保健室", "医師会"),
    ("中里村", "なかざと支援センター", "直営"),
    ("東浜町・西浜町", "はまかぜ連携室", "病院"),
]


CELLS = ((60, 190), (190, 390), (390, 500))


def desks(page, heads=HEADS, white=0, cells=CELLS):
    for x0, x1 in cells:
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


def groups(page):
    """Rules below the groups of rows only, whose keys stand beside their first rows."""
    page.fill(60, 80, 500, 100, 0.8)
    page.level(60, 500, 100)
    for x, head in zip((66, 140, 300, 440), ("区分", "窓口", "運営", "件数"), strict=True):
        page.text(x, 85, head)
    top = 104
    for key in ("北部", "南部", "島部"):
        for number in range(3):
            texts = (key if not number else "", f"{key}窓口", "直営", f"1,{number}20")
            for x, text in zip((66, 140, 300, 440), texts, strict=True):
                if text:
                    page.text(x, top, text)
            top += 20
        page.level(60, 500, top - 3)


def test_a_head_filled_as_a_whole_stands_above_rules_of_groups(sheet, table):
    page = sheet()
    groups(page)
    (grid,) = page.read().grids
    assert table(grid)[0] == ["区分", "窓口", "運営", "件数"]
    assert grid.head_rows == 1
    assert grid.row_count == 10


def test_a_filled_title_with_its_unit_is_no_head(sheet, table):
    page = sheet()
    page.fill(60, 80, 500, 100, 0.8)
    page.text(66, 85, "窓口の一覧")
    page.text(430, 85, "（単位：件）")
    for number in range(6):
        page.level(60, 500, 100 + 20 * number)
        for x, text in zip(
            (66, 150, 250, 330, 440),
            ("市町村", "窓口", "運営", "所管", "件数")
            if not number
            else ("本郷市", "保健室", "直営", "福祉課", f"1,{number}20"),
            strict=True,
        ):
            page.text(x, 105 + 20 * number, text)
    page.level(60, 500, 220)
    (grid,) = page.read().grids
    assert table(grid)[0] == ["市町村", "窓口", "運営", "所管", "件数"]
