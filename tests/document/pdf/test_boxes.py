"""Cells of slides that are boxes of their own, with white between them."""

from __future__ import annotations

import pytest

ROWS = [
    ["項目", "現在", "目標", "不足"],
    ["療養する人", "2,678人", "2,088人", "590人"],
    ["病床", "1,268床", "1,261床", "7床"],
]


def boxes(page, rows, width=100, height=30, white=10, filled=False):
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            x, top = 60 + column * (width + white), 100 + row * (height + white)
            if filled:
                page.fill(x, top, x + width, top + height)
            else:
                page.frame(x, top, x + width, top + height)
            for number, part in enumerate(text.split("\n")):
                page.text(x + 5, top + 8 + 12 * number, part)


@pytest.mark.parametrize("filled", [False, True])
def test_boxes_in_rows_and_columns_are_a_table(sheet, table, filled):
    page = sheet()
    boxes(page, ROWS, filled=filled)
    (grid,) = page.read().grids
    assert table(grid) == ROWS


def test_a_box_over_two_columns_is_a_merged_cell(sheet):
    page = sheet()
    boxes(page, [[], *ROWS[1:]])
    for x0, x1, text in ((60, 270, "区分"), (280, 380, "目標"), (390, 490, "不足")):
        page.frame(x0, 100, x1, 130)
        page.text(x0 + 5, 108, text)
    page.frame(60, 220, 490, 260)  # as wide as the table: notes below it
    page.text(65, 228, "注　人数は月末の数である。")
    (grid,) = page.read().grids
    assert (grid.row_count, grid.column_count) == (3, 4)
    assert (grid.cells[0].text, grid.cells[0].column_span) == ("区分", 2)


CARD = "予防の取組を広\nげるため、各地\nの教室に人を送\nり、その費用の\n半分を助ける。"


@pytest.mark.parametrize(
    ("rows", "white"),
    [
        (ROWS, 30),  # steps of a course, with arrows between them
        ([["目的", "対象"], ["内容", "経費"], ["主体", "効果"], ["期間", "課題"]], 10),
        (
            [["予防の取組を広\nげるため、各地\nの教室に人を送\nり、その費用の\n半分を助ける。"] * 3]
            * 2,
            10,
        ),
    ],
)
def test_other_boxes_are_no_table(sheet, rows, white):
    page = sheet()
    boxes(page, rows, white=white, height=80 if "\n" in rows[0][0] else 30)
    assert not list(page.read().grids)
