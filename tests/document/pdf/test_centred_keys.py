"""Keys of several rows in the middle of their rows, where no rule parts these."""

from __future__ import annotations

import pytest

HEADS = ["圏域", "病院", "市町村", "床数"]
ROWS = [
    ("あおば病院", "青葉市", "310"),
    ("海辺の病院", "浜町", "120"),
    ("川上病院", "川上村", "60"),
    ("島の病院", "沖町", "45"),
    ("山あい病院", "峰村", "52"),
    ("坂の上病院", "坂市", "233"),
    ("峠の病院", "峠町", "80"),
]


def listed(page, keys):
    page.fill(60, 80, 500, 98, 0.8)
    page.level(60, 500, 80, 98, 106 + 18 * len(ROWS))
    for x, head in zip((70, 140, 300, 440), HEADS, strict=True):
        page.text(x, 84, head)
    for number, row in enumerate(ROWS):
        for x, text in zip((140, 300), row, strict=False):
            page.text(x, 104 + 18 * number, text)
        page.right(470, 104 + 18 * number, row[2])
        if number in keys:
            page.text(70, 104 + 18 * number, keys[number])


def column(page):
    (grid,) = page.read().grids
    return [grid.cite(row, 0).text for row in range(1, grid.row_count)]


def test_a_key_in_the_middle_is_that_of_the_rows_around_it(sheet):
    page = sheet()
    listed(page, {1: "東部", 3: "島部", 5: "西部"})
    assert column(page) == ["東部"] * 3 + ["島部"] + ["西部"] * 3


@pytest.mark.parametrize(
    "keys",
    [
        {0: "東部", 3: "島部", 4: "西部"},  # at the first of their rows
        {1: "東部", 3: "島部", 4: "西部"},  # not all rows are taken up
        {1: "○", 3: "○", 5: "○"},  # marks
    ],
)
def test_other_keys_stay_where_they_stand(sheet, keys):
    page = sheet()
    listed(page, keys)
    assert column(page) == [keys.get(number, "") for number in range(len(ROWS))]
