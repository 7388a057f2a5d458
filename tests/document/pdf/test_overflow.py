"""Text that runs out of its cell: spreadsheets print it over what stands in the next."""

from __future__ import annotations

import pytest

XS = [60, 190, 280, 400]
TOPS = [100, 120, 140]


@pytest.mark.parametrize("start", [60, 61, 65, 69])  # the rule between two characters, or in one
def test_text_that_goes_on_over_the_next_text_is_one(sheet, table, start):
    page = sheet()
    page.rules(XS, TOPS)
    page.text(start, 103, "みどり町循環器内科クリニック")
    page.text(192, 103, "999-8044")
    page.cells(XS, TOPS[1:], [["南診療所", "999-8045", "東浜市"]])
    page.text(283, 103, "西山市")
    (grid,) = page.read().grids
    assert table(grid) == [
        ["みどり町循環器内科クリニック", "999-8044", "西山市"],
        ["南診療所", "999-8045", "東浜市"],
    ]


def test_texts_that_only_meet_at_a_rule_stay_apart(sheet, table):
    page = sheet()
    page.rules(XS, TOPS)
    for top in (103, 123):
        page.text(60, top, "みどり町循環器内科クリニツ")  # ends at the rule
        page.text(190, top, "東浜市下町三丁目")  # begins at it
        page.text(283, top, "甲")
    (grid,) = page.read().grids
    assert table(grid) == [["みどり町循環器内科クリニツ", "東浜市下町三丁目", "甲"]] * 2


def test_text_printed_twice_in_the_next_cell_is_no_guest(sheet, table):
    page = sheet()
    page.rules(XS, TOPS)
    for top in (103, 123):
        page.text(100, top, "西山市")
        page.text(200, top, "東浜市")
        page.text(200.3, top, "東浜市")  # bold by printing twice
        page.text(283, top, "甲")
    (grid,) = page.read().grids
    assert table(grid) == [["西山市", "東浜市", "甲"]] * 2


def test_text_over_a_rule_stays_in_its_cell(sheet, table):
    page = sheet()
    xs, tops = [60, 130, 200, 270], [100, 120, 140]
    page.rules(xs, tops)
    page.text(63, 103, "第一節　施設を整備する事業")
    page.cells(xs, tops[1:], [["甲", "乙", "丙"]])
    (grid,) = page.read().grids
    assert table(grid) == [["第一節　施設を整備する事業", "", ""], ["甲", "乙", "丙"]]


def test_full_cells_side_by_side_stay_apart(sheet, table):
    page = sheet()
    xs, tops = [60, 130, 200], [100, 120, 140]
    page.rules(xs, tops)
    for top in (103, 123):
        page.right(129.5, top, "66,333")
        page.text(130.5, top, "電算機器等")
    (grid,) = page.read().grids
    assert table(grid) == [["66,333", "電算機器等"]] * 2
