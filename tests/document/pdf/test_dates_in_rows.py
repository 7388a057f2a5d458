"""A month below its year is the second line of a cell, not a row of its own."""

from __future__ import annotations

HEADS = ["災害名", "発生年月", "病院", "人数"]
ROWS = [("みなみ沖地震", "平成23年", "3月", "6", "41"), ("川原豪雨", "平成28年", "7月", "3", "13")]


def sendings(page, lower=("3月", "7月")):
    for y in (60, 80, 110, 140):
        page.level(60, 460, y)
    for x, head in zip((66, 200, 300, 400), HEADS, strict=True):
        page.text(x, 65, head)
    for number, (name, year, _, hospitals, people) in enumerate(ROWS):
        top = 83 + 30 * number
        for x, text in zip((66, 300, 400), (name, hospitals, people), strict=True):
            page.text(x, top + 6, text)
        page.text(200, top, year)
        page.text(200, top + 12, lower[number])


def test_a_month_below_its_year_stays_in_its_row(sheet, table):
    page = sheet()
    sendings(page)
    (grid,) = page.read().grids
    assert [[text.replace("\n", "") for text in row] for row in table(grid)] == [
        HEADS,
        *([name, year + month, *rest] for name, year, month, *rest in ROWS),
    ]


def test_a_number_of_another_kind_below_a_year_is_an_entry(sheet, table):
    page = sheet()
    sendings(page, ("12件", "15件"))
    (grid,) = page.read().grids
    assert grid.row_count > 3
