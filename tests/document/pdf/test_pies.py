"""Labels of round charts, which stand in columns by chance."""

from __future__ import annotations

import pytest

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
