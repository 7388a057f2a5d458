"""Charts of level bars without a scale: the share stands at the end of each bar."""

from __future__ import annotations

import pytest

from extractors import survey_percentages
from extractors.context import Context

AXIS, POINTS, PITCH = 200.0, 2.4, 15.0
BARS = (
    ("持っている", "58.3%"),
    ("持つ予定がある", "23.1%"),
    ("持っていない", "4.2%"),
    ("無回答", "14.4%"),
)


def chart(page, bars=BARS, axis=AXIS, lift=(0, 0, 0, 0), inside=False):
    page.text(80, 80, "問１　お薬手帳を持っていますか。（○は１つ）")
    page.text(80, 96, "（n=412）", 8)
    for number, (answer, share) in enumerate(bars):
        top = 120 + PITCH * number
        end = axis + POINTS * float(share.rstrip("%")) + lift[number]
        page.right(axis - 6, top, answer, 9)
        page.fill(axis, top, end, top + 9, 0.7)
        if inside:
            page.right(end - 2, top, share, 9)
        else:
            page.text(end + 2, top + 1, share, 8)


@pytest.mark.parametrize("inside", [False, True])
def test_each_share_belongs_to_the_answer_before_its_bar(sheet, table, inside):
    page = sheet()
    chart(page, inside=inside)
    (grid,) = page.read().grids
    assert table(grid) == [list(bar) for bar in BARS]


def test_shares_are_rows_of_the_survey(sheet):
    page = sheet()
    chart(page)
    rows = [r.cells for r in survey_percentages.extract(page.read(), Context({}))]
    assert [(row["item"].text, row["percent"].cite.text) for row in rows] == list(BARS)


def test_answers_of_two_lines(sheet, table):
    page = sheet()
    chart(page, (("", "58.3%"), *BARS[1:]))
    page.right(AXIS - 6, 115.5, "持っていて", 8)
    page.right(AXIS - 6, 124.5, "使っている", 8)
    (grid,) = page.read().grids
    assert table(grid)[0] == ["持っていて\n使っている", "58.3%"]


def test_two_charts_side_by_side(sheet, table):
    page = sheet(842, 595)
    chart(page)
    other = [("ある", "80.0%"), ("ない", "12.5%"), ("わからない", "5.5%"), ("無回答", "2.0%")]
    chart(page, other, axis=520)
    read = [table(grid) for grid in page.read().grids]
    assert read == [[list(bar) for bar in BARS], [list(bar) for bar in other]]


@pytest.mark.parametrize(
    "lift", [(0, 30, 0, 0), (0, 0, -60, 0)], ids=["one too far", "one before the answers"]
)
def test_shares_that_do_not_stand_where_their_bars_end_are_of_no_chart(sheet, lift):
    page = sheet()
    chart(page, lift=lift)
    assert not any(grid.origin == "chart" for grid in page.read().grids)


def test_a_column_of_shares_is_no_chart(sheet):
    page = sheet()
    for number, (answer, share) in enumerate(BARS):
        page.text(80, 120 + PITCH * number, answer)
        page.right(300, 120 + PITCH * number, share)
    assert not any(grid.origin == "chart" for grid in page.read().grids)


def test_bars_of_several_shares_are_no_chart_of_one(sheet):
    page = sheet()
    chart(page)
    for number in range(len(BARS)):
        page.text(AXIS + 10, 121 + PITCH * number, "1.5", 8)
    assert not any(grid.origin == "chart" for grid in page.read().grids)
