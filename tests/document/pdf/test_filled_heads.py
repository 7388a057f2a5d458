"""Heads of unruled tables on a filled band, drawn as a whole."""

from __future__ import annotations

import pytest

ROWS = [("1", "看護の研修", "1,200"), ("2", "医師の当番", "3,400"), ("3", "救急の訓練", "5,600")]
XS = (60, 110, 260)


def filled(sheet, head, rows=ROWS, x0=0):
    """A sheet with a filled band behind the texts of a head (place, height, text), rows below."""
    page = sheet(842, 595)
    page.fill(x0 + 50, 100, x0 + 350, 140)
    for x, top, text in head:
        page.text(x0 + x, top, text)
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=True):
            page.text(x0 + x, 150 + 20 * number, text)
    return page


@pytest.mark.parametrize(
    "head",
    [
        pytest.param([(60, 115, "連番"), (110, 115, "取組"), (260, 115, "予算")], id="one level"),
        pytest.param(
            [(60, 115, "連番"), (110, 115, "取組"), (260, 108, "令和６年度"), (260, 122, "の予算")],
            id="the last one in two lines around the others",
        ),
    ],
)
def test_a_band_with_texts_over_three_columns_is_the_head(sheet, table, head):
    [grid] = filled(sheet, head).read().grids
    assert table(grid)[1:] == [list(row) for row in ROWS]
    assert [text[:2] for text in table(grid)[0]] == ["連番", "取組", head[2][2][:2]]


def test_a_box_with_a_list_is_no_head(sheet):
    """One column of text in the filled band: a box of its own above the table."""
    box = [(60, 104, "連番は次の表による"), (60, 121, "取組は次の頁にある")]
    document = filled(sheet, box).read()
    assert [line.text for line in document.lines][:2] == [text for _, _, text in box]
    assert all(grid.row_count == len(ROWS) for grid in document.grids)
