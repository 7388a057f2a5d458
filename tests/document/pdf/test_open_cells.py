"""Cells that lack a rule at the side of their table, and fields that are none."""

from __future__ import annotations

import pytest

XS = [60, 200, 320, 400]
TOPS = [100, 120, 140, 160]
HEAD = ["施設名", "所在地", "床数"]
BODY = ["北病院", "北区", "120"]


def test_open_sides(sheet, table):
    page = sheet()
    page.level(XS[0], XS[-1], *TOPS)
    page.upright(TOPS[0], TOPS[-1], *XS[1:-1])
    page.cells(XS, TOPS, [HEAD, BODY, ["南医院", "南町", "19"]])
    (grid,) = page.read().grids
    assert table(grid) == [HEAD, BODY, ["南医院", "南町", "19"]]


@pytest.mark.parametrize("lost", ["left", "right"])
@pytest.mark.parametrize("row", [0, 2])
def test_a_merged_cell_without_its_outer_rule_is_a_cell(sheet, table, lost, row):
    page = sheet()
    page.level(XS[0], XS[-1], *TOPS)
    for side, x in (("left", XS[0]), ("right", XS[-1])):
        for number in range(3):
            if (side, number) != (lost, row):
                page.upright(TOPS[number], TOPS[number + 1], x)
    others = [number for number in range(3) if number != row]
    for number in others:
        page.upright(TOPS[number], TOPS[number + 1], *XS[1:-1])
    page.text(210, TOPS[row] + 5, "基本情報")
    for number, texts in zip(others, (HEAD, BODY), strict=True):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, TOPS[number] + 5, text)
    (grid,) = page.read().grids
    rows = table(grid)
    assert rows.pop(row) == ["基本情報", "", ""]
    assert rows == [HEAD, BODY]
    assert grid.cell(row, 0).column_span == 3


def test_a_corner_that_the_table_leaves_out_is_no_cell(sheet, table):
    page = sheet()
    page.level(XS[1], XS[-1], TOPS[0])
    page.level(XS[0], XS[-1], *TOPS[1:])
    page.upright(TOPS[1], TOPS[-1], XS[0])
    page.upright(TOPS[0], TOPS[-1], *XS[1:])
    page.text(70, TOPS[0] + 5, "（参考）")  # above the first column, outside
    for top, texts in zip(TOPS, (["", "所在地", "床数"], BODY, BODY), strict=False):
        for x, text in zip(XS, texts, strict=False):
            if text:
                page.text(x + 4, top + 5, text)
    document = page.read()
    (grid,) = document.grids
    assert table(grid) == [["", "所在地", "床数"], BODY, BODY]
    assert "（参考）" in [item.text for item in document.flow if item is not grid]


@pytest.mark.parametrize(("height", "grids"), [(20, 1), (36, 1), (60, 2)])
def test_the_title_of_a_section_parts_no_open_table(sheet, table, height, grids):
    """No upright rule crosses the title; it is at most a little higher than the rows."""
    tops = [100, 130, 160, 160 + height, 190 + height, 220 + height]
    page = sheet()
    page.level(XS[0], XS[-1], *tops)
    page.upright(tops[0], tops[2], *XS[1:-1])
    page.upright(tops[3], tops[5], *XS[1:-1])
    south, west = ["南医院", "南町", "19"], ["西医院", "西町", "8"]
    for top, texts in zip((100, 130, tops[3], tops[4]), (HEAD, BODY, south, west), strict=True):
        for x, text in zip(XS, texts, strict=False):
            page.text(x + 4, top + 8, text)
    page.text(XS[0] + 4, 164, "診療所")
    found = list(page.read().grids)
    assert len(found) == grids
    if grids == 1:
        assert table(found[0]) == [HEAD, BODY, ["診療所", "", ""], south, west]
