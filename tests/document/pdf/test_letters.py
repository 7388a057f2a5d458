"""Letters spread over their column, and rules under sums, in tables that nothing encloses."""

from __future__ import annotations

import pytest


def spread(page, x0, x1, top, word):
    """The letters of a word from x0 to x1 with even white between them (均等割付)."""
    for number, char in enumerate(word):
        page.text(x0 + number * (x1 - 10 - x0) / (len(word) - 1), top, char)


@pytest.mark.parametrize(
    "words",
    [
        ["原水及浄水費", "配水給水費", "総係費", "減価償却費"],  # of several lengths
        ["企業債", "負担金", "補助費"],  # other letters at the same places
    ],
)
def test_letters_spread_over_their_column_are_one_word(sheet, table, words):
    page = sheet()
    for number, word in enumerate(words):
        spread(page, 80, 240, 100 + 20 * number, word)
        page.right(360, 100 + 20 * number, f"{number + 1},250")
    (grid,) = page.read().grids
    rows = [[text.replace(" ", "") for text in row] for row in table(grid)]
    assert rows == [[word, f"{number + 1},250"] for number, word in enumerate(words)]


def test_single_letters_of_columns_are_no_word(sheet, table):
    """Marks (有, 無) and the days of a week stand as evenly."""
    page = sheet()
    for column, head in enumerate("月火水木"):
        page.text(200 + 50 * column, 100, head)
    for row, (name, marks) in enumerate(
        [("東診療所", "有無有無"), ("西診療所", "無有無有"), ("南診療所", "有有無無")]
    ):
        page.text(80, 120 + 20 * row, name)
        for column, mark in enumerate(marks):
            page.text(200 + 50 * column, 120 + 20 * row, mark)
    (grid,) = page.read().grids
    assert grid.column_count == 5
    assert table(grid)[-1] == ["南診療所", "有", "有", "無", "無"]


def test_a_rule_under_the_numbers_that_are_summed_up_joins_no_rows(sheet, table):
    rows = [
        ["営業の利益", "80,131"],
        ["引当の増加", "1,250"],
        ["小計", "81,381"],
        ["利息の受取り", "118"],
        ["業務による収支の計", "81,499"],
    ]
    page = sheet()
    for number, (name, amount) in enumerate(rows):
        page.text(80, 100 + 20 * number, name)
        page.right(360, 100 + 20 * number, amount)
    page.level(310, 365, 135, 175)
    (grid,) = page.read().grids
    assert table(grid) == rows


def test_a_short_rule_between_all_rows_joins_no_numbers(sheet, table):
    rows = [
        ["前年度の残り", "1,000"],
        ["その他の増えた額の計", "151,144"],
        ["今年度の残り", "152,144"],
    ]
    page = sheet()
    for number, (name, amount) in enumerate(rows):
        page.text(80, 100 + 20 * number, name)
        page.right(460, 100 + 20 * number, amount)
    page.level(410, 465, 115, 135)
    (grid,) = page.read().grids
    assert table(grid) == rows
