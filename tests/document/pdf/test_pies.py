"""Labels of round charts, which stand in columns by chance."""

from __future__ import annotations

import pytest

from extractors import survey_percentages
from extractors.context import Context

LABELS = [
    (140, 200, "市債"), (140, 220, "25億円"), (140, 240, "11％"),
    (250, 200, "市税"), (250, 220, "59億円"), (250, 240, "25％"),
    (350, 200, "県債"), (350, 220, "21億円"), (350, 240, "9％"),
    (140, 330, "諸収入"), (140, 350, "12億円"), (140, 370, "5％"),
]  # fmt: skip


def labelled(page):
    for x, top, text in LABELS:
        page.text(x, top, text)


def test_the_labels_of_a_round_chart_are_no_table(sheet):
    page = sheet()
    for start, extent in ((0, 90), (90, 130), (220, 60), (280, 80)):
        page.canvas.setFillGray(0.9)
        page.canvas.wedge(100, 420, 420, 740, start, extent, stroke=1, fill=1)
    page.canvas.setFillGray(0)
    labelled(page)
    document = page.read()
    assert not list(document.grids)
    assert sorted(line.text for line in document.lines) == sorted(text for *_, text in LABELS)


@pytest.mark.parametrize("shape", ["none", "one sector", "apart"])
def test_the_same_texts_without_a_round_chart_are_a_table(sheet, shape):
    page = sheet()
    page.canvas.setFillGray(0.9)
    if shape == "apart":
        for x in (100, 250, 400):
            page.canvas.wedge(x, 420, x + 80, 500, 0, 90, stroke=1, fill=1)
    if shape == "one sector":
        page.canvas.wedge(100, 420, 420, 740, 0, 90, stroke=1, fill=1)
    page.canvas.setFillGray(0)
    labelled(page)
    assert list(page.read().grids)


def pie(page):
    page.canvas.setFillGray(0.9)
    for start, extent in ((80, 10), (90, 40), (130, 160), (290, 150)):
        page.canvas.wedge(80, 682, 180, 782, start, extent, stroke=1, fill=1)
    page.canvas.setFillGray(0)


def test_labels_side_by_side_are_read_one_after_the_other(sheet):
    page = sheet()
    pie(page)
    for x, top, text in [
        (110, 60, "使わない,"), (116, 67, "14.2%"),
        (133, 56, "無回答,"), (136, 63, "2.3%"),
        (130, 115, "使う,"), (128, 122, "83.5%"),
    ]:  # fmt: skip
        page.text(x, top, text, 6)
    (grid,) = page.read().grids
    rows = [[grid.own(row, column).text for column in (0, 1)] for row in range(3)]
    assert sorted(rows) == [["使う", "83.5%"], ["使わない", "14.2%"], ["無回答", "2.3%"]]


def test_a_label_broken_in_the_middle_stays_whole(sheet):
    page = sheet()
    pie(page)
    for top, text in ((100, "ときどき"), (107, "使う,"), (114, "60.0"), (121, "%")):
        page.text(115, top, text, 6)
    assert [line.text for line in page.read().lines] == ["ときどき", "使う,", "60.0", "%"]


@pytest.mark.parametrize("caption, years", [("「移動の調査」", ["平成２３年"] * 3), ("出口", [])])
def test_the_caption_of_a_chart_stands_below_it_not_below_the_table_beside(sheet, caption, years):
    page = sheet()
    pie(page)
    for x, top, text in [
        (95, 80, "使わない,"), (103, 87, "24.2%"), (130, 95, "無回答,"), (133, 102, "2.3%"),
        (130, 115, "使う,"), (128, 122, "73.5%"),
    ]:  # fmt: skip
        page.text(x, top, text, 6)
    page.text(80, 166, caption)
    page.text(100, 178, "(平成２３年)")
    page.rules([190, 400, 460], [80, 100, 120, 140])
    for row, (left, right) in enumerate([("車両", "台数"), ("普通車", "3"), ("軽自動車", "5")]):
        page.text(194, 84 + 20 * row, left)
        page.text(410, 84 + 20 * row, right)
    page.text(190, 150, "注意すること、または次の年に行うことを、ここに記す。")
    rows = list(survey_percentages.extract(page.read(), Context({})))
    assert [row.cells["survey_year"].text for row in rows] == years
