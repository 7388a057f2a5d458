"""Heads of unruled tables on a filled band, drawn as a whole."""

from __future__ import annotations

import pytest

ROWS = [("1", "看護の研修", "1,200"), ("2", "医師の当番", "3,400"), ("3", "救急の訓練", "5,600")]
XS = (60, 110, 260)
WORDS = [
    "看護師の研修を県内の",
    "各地で開き、夜間の当",
    "番を置き、家族からの",
    "相談に応じる窓口を設",
    "ける。",
]


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


def test_filled_keys_below_a_filled_head_are_its_first_column(sheet, table):
    """A title parts the head from the key cells; these are high, and no rule is drawn."""
    head, xs = ("区分", "取組", "予算"), (60, 160, 300, 360)
    keys = ["訪問看護の\n研修", "夜間の相談\n窓口"]
    page = sheet()
    for left, right, text in zip(xs, xs[1:], head, strict=False):
        page.fill(left, 100, right - 0.3, 120)
        page.text(left + 5, 105, text)
    page.text(65, 128, "高齢者")
    for number, key in enumerate(keys):
        top = 150 + 80 * number
        page.fill(xs[0], top, xs[1] - 0.3, top + 79.7)
        for i, line in enumerate(key.split("\n")):
            page.text(65, top + 8 + 13 * i, line)
        for i, line in enumerate(WORDS):
            page.text(165, top + 8 + 13 * i, line)
        page.text(305, top + 8, f"{1200 + number:,}")
    [grid] = page.read().grids
    body = [[key, "\n".join(WORDS), f"{1200 + n:,}"] for n, key in enumerate(keys)]
    assert table(grid) == [list(head), ["高齢者", "", ""], *body]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        pytest.param([(65, "圏域"), (160, "取組"), (300, "予算")], 4, id="a head"),
        pytest.param([(65, "取組と予算の一覧を次の頁にも示す")], 3, id="a title"),
    ],
)
def test_an_empty_key_below_a_filled_band(sheet, table, head, rows):
    """The page cut the rows of a key: its filled cell has no text here, and is the only one."""
    page = sheet()
    page.fill(60, 100, 400, 120)
    page.fill(60, 120, 150, 180)
    page.level(60, 400, 100, 120, 180)
    page.level(150, 400, 140, 160)
    for x, text in head:
        page.text(x, 105, text)
    for number, name in enumerate(("看護の研修", "医師の当番", "救急の訓練")):
        page.text(160, 125 + 20 * number, name)
        page.right(390, 125 + 20 * number, f"{1200 + number:,}")
    [grid] = page.read().grids
    assert grid.row_count == rows
    assert table(grid)[-1] == [*[""] * (grid.column_count - 2), "救急の訓練", "1,202"]


@pytest.mark.parametrize("key", ["１", ""])
def test_a_high_head_above_one_filled_key_is_the_head(sheet, table, key):
    """The head fills nearly all of the angle that its cells and the key's make."""
    page = sheet()
    for left, top, right, bottom, text in (
        (60, 100, 120, 160, "番号"),
        (120, 100, 240, 160, "取組"),
        (240, 100, 400, 130, "費用"),
        (240, 130, 320, 160, "予算"),
        (320, 130, 400, 160, "決算"),
    ):
        page.fill(left, top, right, bottom)
        page.text(left + 20, (top + bottom) / 2 - 5, text)
    page.fill(60, 160, 120, 180)
    page.level(60, 400, 100, 160, 220)
    for number, name in enumerate(("看護の研修", "医師の当番", "救急の訓練")):
        page.text(80, 165 + 20 * number, f"{'２３'[number - 1]}" if number else key or "・")
        page.text(130, 165 + 20 * number, name)
        page.right(310, 165 + 20 * number, f"{1200 + number:,}")
        page.right(390, 165 + 20 * number, f"{900 + number}")
    [grid] = page.read().grids
    assert table(grid)[2:][1:] == [
        ["２", "医師の当番", "1,201", "901"],
        ["３", "救急の訓練", "1,202", "902"],
    ]
    assert grid.head_rows == 2


def test_each_of_two_tables_has_its_filled_head(sheet, table):
    """No caption between them; sums in the middle of their column, as many as rows nearly."""
    head = [["取組", "予算"], ["事業", "決算"]]
    rows = [["看護の研修の開催", "1,200"], ["小計", "1,200"], ["医師の当番の支援", "3,400"],
            ["救急の訓練の実施", "5,600"], ["小計", "9,000"], ["合計", "10,200"]]  # fmt: skip
    page = sheet(595, 842)
    for number, (name, amount) in enumerate(head):
        top = 100 + 180 * number
        page.fill(50, top, 400, top + 20)
        page.text(60, top + 5, f"区分　　　{name}")
        page.right(380, top + 5, amount)
        for place, (label, figure) in enumerate(rows):
            page.text(150 if "計" in label else 110, top + 30 + 20 * place, label)
            page.right(380, top + 30 + 20 * place, figure)
    grids = list(page.read().grids)
    assert [table(grid)[0][-1] for grid in grids] == ["予算", "決算"]
    assert [table(grid)[-1][-2:] for grid in grids] == [["合計", "10,200"]] * 2
