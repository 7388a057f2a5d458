"""Charts of level bars that make 100, with a scale above or below them."""

from __future__ import annotations

import pytest

from extractors import survey_percentages
from extractors.context import Context

LOW, HIGH = 150.0, 450.0
ANSWERS = ("よく使う", "時々使う", "使わない", "無回答")
BARS = [
    ("全体(n=400)", (41.5, 33.0, 20.3, 5.2)),
    ("女性(n=210)", (60.4, 25.1, 13.8, 0.7)),
    ("男性(n=190)", (12.6, 44.2, 40.2, 3.0)),
]


def at(share):
    return LOW + share / 100 * (HIGH - LOW)


def scale(page, top=120):
    for share in range(0, 101, 20):
        width = 5 * len(f"{share}%") * 0.8
        page.text(at(share) - width / 2, top, f"{share}%", 8)


def bar(page, top, label, shares, drawn=True, low=LOW):
    page.right(low - 6, top, label, 8)
    before = 0.0
    for number, share in enumerate(shares):
        x0, x1 = (at(v) - LOW + low for v in (before, before + share))
        before += share
        if drawn:
            page.fill(x0, top - 3, x1, top + 11, 0.6 + 0.1 * number)
            page.canvas.rect(x0, page.height - top - 11, x1 - x0, 14, stroke=1, fill=0)
    before = 0.0
    for share in shares:
        middle = at(before + share / 2) - LOW + low
        page.text(middle - 2 * len(f"{share}"), top, f"{share}", 8)
        before += share


def legend(page, answers=ANSWERS, top=220, columns=4):
    for number, answer in enumerate(answers):
        x, y = 160 + 75 * (number % columns), top + 14 * (number // columns)
        page.fill(x - 10, y, x - 4, y + 6, 0.6)
        page.text(x, y, answer, 8)


def chart(page, bars=BARS, **options):
    page.text(60, 90, "問３　連絡網を使っていますか。")
    scale(page)
    for number, (label, shares) in enumerate(bars):
        bar(page, 140 + 24 * number, label, shares, **options)


@pytest.mark.parametrize("drawn", [True, False])
@pytest.mark.parametrize("columns", [4, 2])
def test_the_shares_of_each_bar_stand_below_the_entries_of_the_legend(sheet, table, drawn, columns):
    page = sheet()
    chart(page, drawn=drawn)
    legend(page, columns=columns)
    (grid,) = page.read().grids
    assert grid.head_rows == 1
    shares = [[label, *map(str, values)] for label, values in BARS]
    assert table(grid) == [["", *ANSWERS], *shares]


def test_each_share_is_a_row_of_the_survey(sheet):
    page = sheet()
    chart(page)
    legend(page)
    rows = [r.cells for r in survey_percentages.extract(page.read(), Context({}))]
    assert len(rows) == 12
    first = {key: getattr(rows[0][key], "text", rows[0][key]) for key in rows[0]}
    assert (first["respondent"], first["item"], first["base"]) == ("全体", "よく使う", "400")
    assert rows[0]["percent"].cite.text == "41.5"


def test_a_legend_may_stand_above_the_scale(sheet, table):
    page = sheet()
    chart(page)
    legend(page, top=106)
    (grid,) = page.read().grids
    assert table(grid)[0] == ["", *ANSWERS]


def test_one_bar_without_a_name_is_a_list_of_answers(sheet, table):
    page = sheet()
    chart(page, [("", BARS[0][1])])
    legend(page, top=176)
    (grid,) = page.read().grids
    assert table(grid) == [[a, str(s)] for a, s in zip(ANSWERS, BARS[0][1], strict=True)]


def test_a_bar_with_fewer_shares_is_left_out(sheet, table):
    page = sheet()
    chart(page, [*BARS[:2], ("男性(n=190)", (15.6, 44.2, 40.2))])
    legend(page)
    (grid,) = [g for g in page.read().grids if g.origin == "chart"]
    assert [row[0] for row in table(grid)] == ["", "全体(n=400)", "女性(n=210)"]


@pytest.mark.parametrize(
    ("bars", "answers", "low"),
    [
        (BARS, ANSWERS[:3], LOW),  # another number of entries
        (BARS, ANSWERS, LOW + 60),  # shares that stand elsewhere
        ([("全体", (41.5, 33.0, 20.3, 9.2)), ("女性", (50.4, 25.1, 13.8, 0.7))], ANSWERS, LOW),
    ],
)
def test_numbers_that_are_no_parts_of_100_along_the_scale_are_no_bars(sheet, bars, answers, low):
    page = sheet()
    chart(page, bars, low=low)
    legend(page, answers)
    assert all(grid.origin != "chart" for grid in page.read().grids)


def test_words_above_the_parts_of_the_first_bar_are_no_legend(sheet):
    page = sheet()
    chart(page)
    for x, top, answer in zip((160, 280, 370, 420), (106, 96, 106, 98), ANSWERS, strict=True):
        page.text(x, top, answer, 8)
    assert all(grid.origin != "chart" for grid in page.read().grids)
