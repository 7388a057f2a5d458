"""Lines of text above a table that nothing encloses, and rules under the sums inside it."""

from __future__ import annotations

ROWS = [
    ["会計", "", "予算額", "繰出金"],
    ["", "土地", "35,379", "0"],
    ["", "国保", "5,503,210", "467,217"],
    ["特別会計", "計", "5,538,589", "467,217"],
    ["", "上水", "1,373,604", "20,411"],
    ["", "下水", "1,190,603", "324,909"],
    ["企業会計", "計", "2,564,207", "345,320"],
    ["", "合　計", "8,102,796", "812,537"],
]


def typeset(page, rows):
    for number, row in enumerate(rows):
        top = 100 + 14 * number
        page.text(80, top, row[0])
        page.text(150, top, row[1])
        for right, text in ((330, row[2]), (440, row[3])):
            page.right(right, top, text)


def test_rules_under_sums_part_no_table(sheet, table):
    page = sheet()
    typeset(page, ROWS)
    page.level(75, 445, 100 + 14 * 4 - 2, 100 + 14 * 7 - 2)
    (grid,) = page.read().grids
    assert table(grid)[1:] == ROWS[1:]


def test_two_rules_around_a_table_are_its_ends(sheet, table):
    page = sheet()
    page.text(80, 70, "令和６年度の会計")
    page.level(75, 445, 96, 100 + 14 * 8)
    typeset(page, ROWS)
    (grid,) = page.read().grids
    assert table(grid)[1:] == ROWS[1:]


def test_sentences_above_a_table_are_no_head(sheet, table):
    """An ordinance: the lines of a paragraph begin with a number or end a word, with white."""
    page = sheet()
    page.text(91, 161, "(2)")
    page.text(
        120, 161, "一人暮らしの世帯に係る見守りの費用として市が支払う補助の基準とする額の均等割"
    )
    page.text(109, 183, "額")
    page.text(133, 183, "次に掲げる世帯の区分に応じ、それぞれ見守りを受ける人一人について次に定め")
    page.text(109, 206, "る額")
    rows = [
        ["ア　前項の世帯", "1,215円"],
        ["イ　次項の世帯", "2,025円"],
        ["ウ　他の世帯", "3,240円"],
    ]
    for number, (name, amount) in enumerate(rows):
        page.text(109, 228 + 22 * number, name)
        page.right(461, 228 + 22 * number, amount)
    document = page.read()
    (grid,) = document.grids
    assert [row[-1] for row in table(grid)] == ["1,215円", "2,025円", "3,240円"]
    assert grid.column_count == 2
