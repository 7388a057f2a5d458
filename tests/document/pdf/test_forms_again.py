"""Drawn forms of one page each, filled in anew on the next: no table that goes on."""

from __future__ import annotations

FORM = [60, 160, 260, 360, 460]
LABELS = ("取組名", "係", "ねらい", "年度", "予算額")


def form(page, top, name, labels=LABELS):
    tops = [top + 30 * i for i in range(6)]
    page.rules([FORM[0], FORM[-1]], tops)
    page.upright(tops[0], tops[-1], FORM[1])
    page.upright(tops[3], tops[-1], *FORM[2:-1])
    rows = [[name], ["窓口係"], ["声をかけ合う"], ["令和４年度", "５年度", "６年度"]]
    rows.append(["1,200", "1,300", "1,400"])
    page.cells(FORM, tops, [[label, *row] for label, row in zip(labels, rows, strict=True)])


def test_a_form_that_begins_again_is_a_table_of_its_own(sheet, table):
    page = sheet()
    form(page, 660, "見守りの輪")
    page.next_page()
    form(page, 60, "移動の足")
    grids = page.read().grids
    assert [table(grid)[0][1] for grid in grids] == ["見守りの輪", "移動の足"]


def test_other_labels_go_on(sheet, table):
    page = sheet()
    form(page, 660, "見守りの輪")
    page.next_page()
    form(page, 60, "三つ", ("成果", "課題", "方向", "見込み", "次の予算額"))
    (grid,) = page.read().grids
    assert [row[0] for row in table(grid)][4:6] == ["予算額", "成果"]
