"""Rows without rules between them: numbers in brackets below others, titles between rows, heads
that stand close together."""

from __future__ import annotations

LEFT, RIGHT = 60, 540
HEAD = [(70, "事業名"), (266, "新規"), (294, "再掲"), (330, "担当課")]
ROWS = [
    ("１　ねたきりを防ぐ",),
    ("体操教室", "○", "", "健康課", "1,200", "1,000", "(900)"),
    ("配食と見守り", "", "", "長寿課", "2,400", "2,300", "(2,150)"),
    ("計", "", "", "", "3,600", "3,300", "(3,050)"),
    ("２　家族を支える",),
    ("相談の窓口を夜間も開く", "", "○", "長寿課", "800", "－", "(－)"),
    ("介護者のつどい", "", "", "長寿課", "150", "150", "(150)"),
    ("計", "", "", "", "950", "150", "(150)"),
]


def listed(page, brackets=True, head=HEAD):
    page.level(LEFT, RIGHT, 80, 112)
    for x, word in head:
        page.text(x, 90, word)
    page.right(450, 90, "本年度")
    page.right(530, 84, "前年度")
    page.right(530, 97, "(前々年度)")
    top = 118
    for name, *cells in ROWS:
        page.text(300 if name == "計" else 70, top, name)
        if not cells:
            page.fill(LEFT, top - 3, RIGHT, top + 13)
            page.text(70, top, name)
            top += 21
            continue
        for x, mark in ((271, cells[0]), (299, cells[1]), (330, cells[2])):
            page.text(x, top, mark)
        page.right(450, top, cells[3])
        page.right(530, top, cells[4])
        page.right(530, top + 13, cells[5] if brackets else cells[5].strip("()"))
        top += 34
        if name == "計":
            page.level(LEFT, RIGHT, top - 39)
    page.level(LEFT, RIGHT, top + 2)


def test_numbers_in_brackets_stay_with_those_above(sheet, table):
    page = sheet()
    listed(page)
    (grid,) = page.read().grids
    assert [row[-1] for row in table(grid)[grid.head_rows :]] == [
        f"{row[5]}\n{row[6]}" if len(row) > 1 else "" for row in ROWS
    ]


def test_titles_between_rows_are_rows(sheet, table):
    page = sheet()
    listed(page)
    (grid,) = page.read().grids
    names = [row[0] for row in table(grid)[grid.head_rows :]]
    assert [n for n in names if n] == [row[0] for row in ROWS if row[0] != "計"]


def test_close_heads_stand_over_their_own_columns(sheet, table):
    page = sheet()
    listed(page)
    (grid,) = page.read().grids
    rows = table(grid)
    assert rows[0][:4] == ["事業名", "新規", "再掲", "担当課"]
    assert [r[1:3] for r in rows if r[0] in ("体操教室", "相談の窓口を夜間も開く")] == [
        ["○", ""],
        ["", "○"],
    ]


def test_a_head_over_two_columns_with_heads_of_their_own_is_not_cut(sheet, table):
    page = sheet()
    page.level(LEFT, RIGHT, 80, 112, 180)
    page.text(70, 90, "事業名")
    page.text(275, 82, "新旧 の別")
    page.text(266, 97, "新規")
    page.text(308, 97, "継続")
    page.right(530, 90, "本年度")
    for row, (name, new, old, amount) in enumerate(
        [("体操教室", "○", "", "1,200"), ("配食", "", "○", "2,400"), ("つどい", "○", "", "150")]
    ):
        for x, text in ((70, name), (271, new), (313, old)):
            page.text(x, 118 + 20 * row, text)
        page.right(530, 118 + 20 * row, amount)
    (grid,) = page.read().grids
    assert "新旧 の別" in table(grid)[0]


def test_numbers_without_brackets_are_rows_of_their_own(sheet, table):
    page = sheet()
    listed(page, brackets=False)
    (grid,) = page.read().grids
    assert not any("1,000\n900" in row[-1] for row in table(grid))
