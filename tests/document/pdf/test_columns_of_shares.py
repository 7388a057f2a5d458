"""Charts of upright bars beside a scale in per cent, and the labels of round charts."""

from __future__ import annotations

import pytest

from extractors import survey_percentages
from extractors.context import Context

ZERO, STEP, LEFT, PITCH = 300.0, 2.5, 110.0, 60.0
ANSWERS = (("連絡が", "遅い"), ("人手が", "足りない"), ("その他",), ("無回答",))
SHARES = (48.6, 31.2, 12.4, 7.8)


def scale(page, highest=60, sign="（％）"):
    for value in range(0, highest + 1, 20):
        page.right(100, ZERO - STEP * value - 4, f"{value}", 8)
    page.text(80, ZERO - STEP * highest - 22, sign, 8)


def shares(page, values, left=LEFT, lift=0.0):
    for number, value in enumerate(values):
        x, top = left + PITCH * number, ZERO - STEP * value
        page.fill(x, top, x + 18, ZERO, 0.7)
        page.text(x + 1, top - 11 - lift * number, f"{value}", 8)


def answers(page, upright, words=ANSWERS):
    for number, lines in enumerate(words):
        middle = LEFT + 9 + PITCH * number
        for row, line in enumerate(lines):
            if upright:
                x = middle + 4.5 * (len(lines) - 1) - 9 * row - 4
                page.stacked(x, ZERO + 6, line, 8)
            else:
                page.text(middle - 4 * len(line), ZERO + 6 + 10 * row, line, 8)


def chart(page, upright=True, sign="（％）", **options):
    page.text(80, 90, "問２　困っていることは何ですか（複数回答）")
    page.text(380, 110, "（n=240）", 8)
    scale(page, sign=sign)
    shares(page, SHARES, **options)
    answers(page, upright)


@pytest.mark.parametrize("upright", [True, False])
def test_each_answer_stands_below_its_share(sheet, table, upright):
    page = sheet()
    chart(page, upright)
    (grid,) = page.read().grids
    rows = [["".join(text.split()) for text in row] for row in table(grid)]
    words = ["".join(lines) for lines in ANSWERS]
    assert rows == [[word, str(share)] for word, share in zip(words, SHARES, strict=True)]


def test_shares_are_rows_of_the_survey(sheet):
    page = sheet()
    chart(page)
    rows = [r.cells for r in survey_percentages.extract(page.read(), Context({}))]
    assert [row["percent"].cite.text for row in rows] == [str(share) for share in SHARES]
    assert {row["base"].text for row in rows} == {"240"}


def test_bars_side_by_side_are_those_of_the_legend(sheet, table):
    page = sheet()
    page.text(80, 90, "図２　困っていること")
    scale(page)
    shares(page, SHARES, left=LEFT - 6)
    shares(page, (40.1, 35.5, 20.2, 4.2), left=LEFT + 16)
    answers(page, upright=False)
    for x, text in ((160, "平成30年度（n=240）"), (300, "令和５年度（n=251）")):
        page.fill(x - 10, 122, x - 4, 128, 0.6)
        page.text(x, 121, text, 8)
    (grid,) = page.read().grids
    assert table(grid)[0] == ["", "平成30年度（n=240）", "令和５年度（n=251）"]
    assert [row[1:] for row in table(grid)[1:]] == [
        ["48.6", "40.1"], ["31.2", "35.5"], ["12.4", "20.2"], ["7.8", "4.2"],
    ]  # fmt: skip


@pytest.mark.parametrize("options", [{"sign": "（人）"}, {"lift": 9.0}])
def test_numbers_of_people_or_elsewhere_are_no_shares(sheet, options):
    page = sheet()
    chart(page, **options)
    assert all(grid.origin != "chart" for grid in page.read().grids)


ROUND = [
    (300, 110, ("はい、毎日",), "46.9%"), (240, 190, ("時々",), "29.6%"),
    (150, 150, ("しばらく", "していない"), "14.1%"), (190, 100, ("無回答",), "9.4%"),
]  # fmt: skip


def labels(page, places):
    for x, top, lines, share in places:
        for row, line in enumerate((*lines, share)):
            page.text(x - len(line) * (4 if row < len(lines) else 2), top + 10 * row, line, 8)


def test_labels_around_a_circle_stand_above_their_shares(sheet, table):
    page = sheet()
    page.text(80, 70, "問１　体操をしていますか（n=320）")
    labels(page, ROUND)
    document = page.read()
    (grid,) = document.grids
    words = ["".join(lines) for _, _, lines, _ in ROUND]
    assert ["".join(row[0].split()) for row in table(grid)] == words
    assert [row[1] for row in table(grid)] == [share for *_, share in ROUND]
    assert len(list(survey_percentages.extract(document, Context({})))) == 4


@pytest.mark.parametrize(
    "places",
    [
        [*ROUND[:3], (190, 100, ("無回答",), "19.4%")],  # more than the whole
        [(100 + 80 * n, 150, lines, share) for n, (_, _, lines, share) in enumerate(ROUND)],
    ],
)
def test_other_shares_with_words_above_them_are_no_round_chart(sheet, places):
    page = sheet()
    labels(page, places)
    assert all(grid.origin != "chart" for grid in page.read().grids)
