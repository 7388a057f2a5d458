"""Bodies of drawn tables that no rule parts into rows: numbers on levels, units above them."""

from __future__ import annotations


def test_units_above_the_first_numbers_end_the_head(sheet, table):
    """Cities print 円 in the first row of a body, above its numbers."""
    xs, tops = [60, 160, 260, 360, 460], [100, 120, 140, 170, 190]
    page = sheet()
    page.level(xs[0], xs[-1], tops[0], tops[2], tops[3], tops[4])
    page.level(xs[2], xs[-1], tops[1])
    page.upright(tops[0], tops[-1], xs[0], xs[1], xs[2], xs[-1])
    page.upright(tops[1], tops[-1], xs[3])
    page.text(65, 112, "事業名")
    page.text(165, 112, "予算計上額")
    page.text(300, 104, "左の財源内訳")
    page.text(265, 124, "企業債")
    page.text(365, 124, "負担金")
    page.text(65, 152, "配水管工事費")
    page.text(65, 174, "計")
    for right, amount in ((255, "593,407"), (355, "0"), (455, "4,500")):
        page.right(right, 143, "円")
        page.right(right, 156, amount)
        page.right(right, 174, amount)
    (grid,) = page.read().grids
    assert grid.head_rows == 3
    assert table(grid)[2:] == [
        ["", "円", "円", "円"],
        ["配水管工事費", "593,407", "0", "4,500"],
        ["計", "593,407", "0", "4,500"],
    ]


def test_numbers_on_the_same_levels_are_rows_without_a_name(sheet, table):
    """A table of salaries: rules part its columns alone, also on the next page."""
    xs = [60, 140, 200, 300, 400]
    page = sheet()

    def numbers(first, count, top):
        for number in range(count):
            page.right(190, top + 16 * number, str(first + number))
            for right, base in ((290, 195_000), (390, 242_000)):
                page.right(right, top + 16 * number, f"{base + 900 * (first + number):,}")

    page.rules(xs, [100, 120])
    for x, head in zip(xs, ("区分", "号", "１級", "２級"), strict=False):
        page.text(x + 4, 105, head)
    page.upright(120, 790, *xs)
    for number, part in enumerate(("短時間", "勤務の", "職員")):
        page.text(64, 124 + 12 * number, part)
    numbers(1, 40, 124)
    page.next_page()
    page.upright(60, 380, *xs)
    numbers(41, 20, 64)
    (grid,) = page.read().grids
    rows = table(grid)
    assert (grid.row_count, rows[0][1:]) == (61, ["号", "１級", "２級"])
    assert rows[1][1:] == ["1", "195,900", "242,900"]
    assert rows[60][1:] == ["60", "249,000", "296,000"]
    assert grid.cell(1, 0).row_span == 40
