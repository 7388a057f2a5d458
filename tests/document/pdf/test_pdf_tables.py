"""Tables drawn in every manner: rules, parts of rules, stripes, nothing."""

from __future__ import annotations

import pytest

HEAD = ["施設名", "所在地", "床数"]
BODY = [["北病院", "北区", "120"], ["南医院", "南町", "19"], ["東診療所", "東村", "4"]]
XS = [60, 200, 320, 400]
TOPS = [100, 120, 140, 160, 180]


def only_grid(document):
    grids = list(document.grids)
    assert len(grids) == 1, [str(line.text) for line in document.lines]
    return grids[0]


def test_full_rules(sheet, table):
    page = sheet()
    page.rules(XS, TOPS)
    page.cells(XS, TOPS, [HEAD, *BODY])
    grid = only_grid(page.read())
    assert table(grid) == [HEAD, *BODY]
    assert (grid.origin, grid.head_rows) == ("rules", 1)


def test_dashed_rules_are_rules(sheet, table):
    page = sheet()
    for top in TOPS:
        for x in range(60, 400, 4):
            page.line(x, top, x + 2, top)
    page.upright(TOPS[0], TOPS[-1], *XS)
    page.cells(XS, TOPS, [HEAD, *BODY])
    assert table(only_grid(page.read())) == [HEAD, *BODY]


def test_double_rules_make_no_empty_rows(sheet, table):
    page = sheet()
    page.rules(XS, TOPS)
    page.level(XS[0], XS[-1], TOPS[1] + 2, TOPS[0] - 2)
    page.cells(XS, TOPS, [HEAD, *BODY])
    assert table(only_grid(page.read())) == [HEAD, *BODY]


def test_level_rules_only(sheet, table):
    page = sheet()
    page.level(XS[0], XS[-1], *TOPS)
    page.cells(XS, TOPS, [HEAD, *BODY])
    grid = only_grid(page.read())
    assert table(grid) == [HEAD, *BODY]
    assert grid.head_rows == 1


def test_head_and_end_ruled_only(sheet, table):
    page = sheet()
    page.level(XS[0], XS[-1], TOPS[0], TOPS[1], TOPS[-1])
    rows = [HEAD, ["北総合病院\n本館", "北区", "120"], *BODY[1:]]
    page.cells(XS, [100, 122, 150, 165], rows)
    grid = only_grid(page.read())
    assert table(grid) == rows
    assert grid.head_rows == 1


def test_white_rules_on_fills(sheet, table):
    page = sheet()
    for i, top in enumerate(TOPS[:-1]):
        page.fill(XS[0], top, XS[-1], top + 20, 0.7 if i == 0 else 0.9)
    page.canvas.setStrokeGray(1)
    page.rules(XS, TOPS)
    page.canvas.setStrokeGray(0)
    page.cells(XS, TOPS, [HEAD, *BODY])
    grid = only_grid(page.read())
    assert table(grid) == [HEAD, *BODY]
    assert (grid.origin, grid.head_rows) == ("fills", 1)


def test_stripes(sheet, table):
    rows = [HEAD, ["北総合病院\n本館", "北区", "120"], BODY[1], BODY[2], ["西", "西町", "7"]]
    page = sheet()
    tops = [100, 120, 150, 170, 190]
    page.fill(60, 120, 400, 150)
    page.fill(60, 170, 400, 190)
    page.cells(XS, tops, rows)
    grid = only_grid(page.read())
    assert table(grid) == rows
    assert grid.cell(1, 0).fill and not grid.cell(2, 0).fill


def test_alignment_alone(sheet, table):
    rows = [HEAD, *BODY, ["西部地域中核\n病院", "西市", "350"]]
    page = sheet()
    page.text(60, 60, "次の各施設において、必要な設備をこの表のとおり整える。")
    page.cells(XS, [100, 114, 128, 142, 156], rows)
    page.text(60, 220, "このほか、必要に応じて見直すものとし、その結果を公表する。")
    document = page.read()
    grid = only_grid(document)
    assert table(grid) == rows
    assert (grid.origin, grid.head_rows) == ("alignment", 1)
    assert [line.text[:4] for line in document.lines if line.index not in range(1, 17)] == [
        "次の各施",
        "このほか",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "長い文章はどこまでも続き、行の終わりで折り返して、",
            "次の行に移ってからもまだ終わらない。",
        ]
        * 3,
        ["（1）　最初の項目を書く", "（2）　次の項目を書く", "（3）　終わりの項目を書く"],
        ["1 現状", "2 課題", "3 対策", "4 目標"],
        ["・連携を進める", "・人を育てる", "・場を設ける"],
    ],
)
def test_prose_and_lists_are_no_tables(sheet, lines):
    page = sheet()
    for i, line in enumerate(lines):
        page.text(60, 100 + 16 * i, line)
    document = page.read()
    assert not list(document.grids)
    assert [line.text for line in document.lines] == lines


def test_marker_far_before_its_entry_is_no_column(sheet):
    page = sheet()
    for i, mark in enumerate(["(1)", "(2)", "(3)", "(4)"]):
        page.text(60, 100 + 16 * i, mark)
        page.text(90, 100 + 16 * i, "取組の内容をここに書く")
    assert not list(page.read().grids)


def test_merged_cells_and_two_head_rows(sheet, table):
    page = sheet()
    xs = [60, 160, 230, 300]
    page.level(60, 300, 100, 140, 160, 180)
    page.level(160, 300, 120)
    page.upright(100, 180, 60, 160, 300)
    page.upright(120, 180, 230)
    page.text(63, 110, "事業")
    page.text(190, 104, "財源内訳")
    page.cells(xs[1:], [120], [["国", "県"]])
    page.cells(xs, [140, 160], [["甲事業", "10", "20"], ["乙事業", "30", "40"]])
    grid = only_grid(page.read())
    assert table(grid) == [
        ["事業", "財源内訳", ""],
        ["", "国", "県"],
        ["甲事業", "10", "20"],
        ["乙事業", "30", "40"],
    ]
    assert grid.cell(0, 1).column_span == 2
    assert grid.cell(0, 0).row_span == 2
    assert grid.cite(1, 0).text == "事業"
    assert grid.head_rows == 2


def test_cell_around_others(sheet, table):
    """The 概要 cell begins right of the amounts and flows on below them."""
    page = sheet()
    page.level(60, 400, 100, 120, 200)
    page.level(140, 260, 150)
    page.upright(100, 200, 60, 140, 400)
    page.upright(100, 150, 200, 260)
    page.cells([60, 140, 200, 260], [100], [["名称", "総額", "負担", "概要"]])
    page.cells([60, 140, 200], [120], [["甲", "10", "5"]])
    page.text(263, 123, "右に始まり")
    page.text(143, 160, "下に続いてここで終わる文")
    grid = only_grid(page.read())
    assert table(grid)[1:] == [["甲", "10", "5", "右に始まり\n下に続いてここで終わる文"]]


def test_vertical_heads(sheet, table):
    page = sheet()
    xs, tops = [60, 140, 170, 210], [100, 190, 210, 230]
    page.rules(xs, tops)
    page.text(63, 140, "回答")
    page.stacked(150, 103, "薬局")
    page.stacked(195, 103, "訪問看護ス")
    page.stacked(178, 103, "テーション")
    page.cells(xs, tops[1:], [["甲", "1.5", "2.5"], ["乙", "3.5", "4.5"]])
    document = page.read()
    grid = only_grid(document)
    assert table(grid)[0] == ["回答", "薬局", "訪問看護ス\nテーション"]
    assert grid.head_rows == 1
    span = grid.own(0, 1).spans[0]
    line = document.lines[span.line]
    assert line.vertical and len(line.edges) == 3 and line.edges[0] < line.edges[2]


def test_two_tables_side_by_side(sheet, table):
    page = sheet()
    for left in (50, 320):
        xs = [left, left + 100, left + 200]
        page.rules(xs, TOPS[:3])
        page.cells(xs, TOPS, [[f"名{left}", "数"], [f"値{left}", "7"]])
    grids = list(page.read().grids)
    assert [table(grid) for grid in grids] == [
        [["名50", "数"], ["値50", "7"]],
        [["名320", "数"], ["値320", "7"]],
    ]


def test_filled_cells_are_flagged(sheet):
    page = sheet()
    page.fill(XS[1], TOPS[2], XS[2], TOPS[3])
    page.rules(XS, TOPS)
    page.cells(XS, TOPS, [HEAD, BODY[0], ["南医院", "", "19"], BODY[2]])
    grid = only_grid(page.read())
    assert [(c.row, c.column) for c in grid.cells if c.fill] == [(2, 1)]


def test_boxes_joined_by_arrows_are_no_table(sheet):
    page = sheet()
    for x in (60, 220, 380):
        page.frame(x, 100, x + 100, 160)
        page.text(x + 5, 110, "機関")
        page.text(x + 5, 124, "窓口")
    page.level(160, 220, 130)
    page.level(320, 380, 130)
    document = page.read()
    assert not list(document.grids)
    assert [line.text for line in document.flow] == ["機関", "窓口"] * 3


def test_rows_without_rules_between_them(sheet, table):
    """Upright rules and a frame only: lines of numbers side by side are rows."""
    page = sheet()
    page.level(60, 400, 100, 120, 180)
    page.upright(100, 180, *XS)
    page.cells(XS, [100, 122, 140, 158], [HEAD, *BODY])
    assert table(only_grid(page.read())) == [HEAD, *BODY]


def test_two_amounts_in_one_cell_stay_one_row(sheet, table):
    page = sheet()
    rows = [["課", "事業", "額"], ["甲課\n乙課", "第一の事業\n第二の事業", "57,666"]]
    page.rules(XS, [100, 120, 160])
    page.cells(XS, [100, 122], rows)
    assert table(only_grid(page.read())) == rows


def test_rows_told_by_their_distance(sheet, table):
    """All cells wrap; the lines of a row stand closer than the rows."""
    rows = [
        ["事業の名", "実施する者", "場所"],
        ["在宅医療の\n推進", "県の医師会\nと市の会", "県北部の\n二市"],
        ["人材の育成\n強化", "看護の協会\nと大学", "県南部の\n三町"],
        ["連携の仕組\nづくり", "各市町村の\n窓口", "県全体の\n圏域"],
    ]
    page = sheet()
    page.cells([60, 200, 320], [100, 126, 160, 194], rows)
    assert table(only_grid(page.read())) == rows


def test_boxed_character_in_a_cell_makes_no_column(sheet, table):
    page = sheet()
    page.rules(XS, TOPS)
    page.cells(XS, TOPS, [HEAD, *BODY])
    page.frame(385, 142, 399, 156)
    page.text(387, 144, "新")
    assert table(only_grid(page.read())) == [HEAD, BODY[0], ["南医院", "南町", "19 新"], BODY[2]]


def test_unruled_table_with_caption_and_two_head_rows(sheet):
    page = sheet()
    page.text(60, 80, "表１　財源の内訳")
    page.right(460, 80, "（単位：千円）")
    for x, top, text in (
        (60, 110, "事業名"),
        (260, 104, "財源"),
        (200, 118, "国庫"),
        (300, 118, "一般財源"),
        (420, 110, "計"),
    ):
        page.text(x, top, text)
    body = [
        ["甲事業", "100", "200", "300"],
        ["乙事業", "50", "60", "110"],
        ["計", "150", "260", "410"],
    ]
    for i, row in enumerate(body):
        page.text(60, 136 + 16 * i, row[0])
        for x, text in zip((235, 345, 445), row[1:], strict=True):
            page.right(x, 136 + 16 * i, text)
    document = page.read()
    grid = only_grid(document)
    assert document.flow[0].text.startswith("表１")
    assert [[grid.own(r, c).text for c in range(4)] for r in range(2, 5)] == body
    assert (grid.head_rows, grid.column_count) == (2, 4)
    assert grid.cell(0, 1).text == "財源" and grid.cell(0, 1).column_span == 2
    assert [grid.cite(1, c).text for c in (1, 2)] == ["国庫", "一般財源"]


def test_a_head_of_two_lines_beside_heads_of_one_in_their_middle(sheet):
    page = sheet()
    page.level(60, 480, 100, 134, 154, 174, 194)
    page.text(60, 102, "保健")
    page.text(60, 118, "医療圏")
    page.text(140, 110, "病院名")
    page.text(320, 110, "病床数")
    page.text(420, 110, "指定")
    body = [["東部", "甲病院", "270", "あり"], ["西部", "乙病院", "98", "なし"]]
    body += [["南部", "丙病院", "150", "あり"]]
    for i, row in enumerate(body):
        for x, text in zip((60, 140, 320, 420), row, strict=True):
            page.text(x, 138 + 20 * i, text)
    grid = only_grid(page.read())
    assert grid.head_rows == grid.row_count - len(body)
    head = "".join(grid.own(r, 0).text for r in range(grid.head_rows or 0))
    assert head.replace("\n", "") == "保健医療圏"
