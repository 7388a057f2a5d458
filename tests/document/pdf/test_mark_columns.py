"""Columns of marks that stand close together, told by the heads over them alone, and their table
on the next page."""

from __future__ import annotations

import pytest

LEFT, RIGHT = 50, 550
HEADS = ["事業名", "新規", "再掲", "財源", "予算額", "内容"]
PAGES = [
    [
        ("転ばない体づくりの教室を開く", "", "", "ア", "1,200", "体操を週に１回行う。"),
        ("見守り", "新", "○", "イ", "800", "配食のときに声をかける。"),
        ("小計", "2,000"),
        ("耳の聞こえの相談", "", "", "ア", "350", "相談員を置く。"),
        ("地域の計", "2,350"),
        ("合計（Ａ）－（Ｂ）", "2,350"),
    ],
    [
        ("健診", "", "○", "イ", "640", "結果の見方も伝える。"),
        ("口の働きを保つための集まり", "", "", "ア", "90", "歯科衛生士が教える。"),
        ("総計（ア）＋（イ）", "3,080"),
    ],
]


def put(page, rows, label=None):
    page.level(LEFT, RIGHT, 60, 84)
    for x, head in zip((100, 214, 234, 254, 290, 420), HEADS, strict=True):
        page.stacked(x, 62, head) if 210 < x < 260 else page.text(x, 67, head)
    top = 92
    for row in rows:
        if len(row) == 2:
            page.right(264, top, label or row[0])
            page.right(325, top, row[1])
        else:
            for x, mark in zip((214, 234, 254), row[1:4], strict=True):
                page.text(x, top, mark)
            page.text(60, top, row[0])
            page.right(325, top, row[4])
            page.text(340, top, row[5])
        top += 20
        page.level(LEFT, RIGHT, top - 3)


def test_heads_tell_the_columns_of_few_marks(sheet, table):
    page = sheet()
    put(page, PAGES[0])
    (grid,) = page.read().grids
    rows = table(grid)
    assert rows[0] == HEADS
    assert [row for row in rows if row[4] in ("1,200", "800", "350")] == [
        list(row) for row in PAGES[0] if len(row) == 6
    ]


@pytest.mark.parametrize("swapped", [False, True])
def test_the_same_heads_go_on_on_the_next_page(sheet, table, swapped):
    page = sheet()
    pages = PAGES[::-1] if swapped else PAGES
    put(page, pages[0])
    page.canvas.showPage()
    put(page, pages[1])
    (grid,) = page.read().grids
    rows = [row for row in table(grid) if row[0] and row[5]]
    expected = [list(row) for part in pages for row in part if len(row) == 6]
    assert rows == [HEADS, *expected]


def test_words_that_reach_below_two_heads_are_of_one_column(sheet, table):
    page = sheet()
    put(page, PAGES[0])
    page.text(222, 212, "新規分のみ")
    page.right(325, 212, "40")
    page.text(60, 212, "つどい")
    page.level(LEFT, RIGHT, 229)
    (grid,) = page.read().grids
    assert any("新規分のみ" in row for row in table(grid))
