"""Tables that go on over pages where nothing draws their columns, and what must stay apart."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine
from tests.document.pdf.unruled import PROGRAMS, PROSE, XS, rows_of, typeset


def line(text, x, top):
    return PieceLine(text, (x, x + 8), Box(x, top, x + 8, top + 8), 8)


def piece_grid(cells, columns):
    return PieceGrid(1, cells, 2, columns, "alignment", Box(100, 0, 200, 30))


def test_columns_that_their_text_moves_are_the_same(sheet, table):
    upper, lower = rows_of(1, 5, "1,234,567,890"), rows_of(6, 5, "7")
    page = sheet()
    typeset(page, 700, upper)
    page.next_page()
    typeset(page, 60, lower)
    (grid,) = page.read().grids
    assert table(grid) == upper + lower


def test_a_column_that_is_empty_on_one_page_has_its_place(sheet, table):
    upper = rows_of(1, 5)
    lower = [[number, "", text, amount] for number, _, text, amount in rows_of(6, 5)]
    for first, second in ((upper, lower), (lower, upper)):
        page = sheet()
        typeset(page, 700, first)
        page.next_page()
        typeset(page, 60, second)
        (grid,) = page.read().grids
        assert table(grid) == first + second


def test_head_ruled_page_and_bare_page_are_one_table(sheet, table):
    head = ["番号", "事業名", "内容", "予算額"]
    page = sheet()
    page.level(55, 485, 655, 675)
    typeset(page, 660, [head])
    typeset(page, 680, rows_of(1, 5))
    page.level(55, 485, 785)
    page.next_page()
    typeset(page, 60, rows_of(6, 5))
    (grid,) = page.read().grids
    assert table(grid) == [head, *rows_of(1, 10)]
    assert grid.head_rows == 1


def test_rest_of_a_cut_row_belongs_to_the_row_above(sheet, table):
    cut = "年度末までに研修を重ねて体制を"
    upper = [*rows_of(1, 4), ["5", "戊事業", cut, "30"]]
    page = sheet()
    typeset(page, 700, upper)
    page.next_page()
    page.text(XS[2], 60, "整える機関を支援する。")
    typeset(page, 80, rows_of(6, 5))
    (grid,) = page.read().grids
    assert table(grid)[4] == ["5", "戊事業", cut + "\n整える機関を支援する。", "30"]
    assert table(grid)[5:] == rows_of(6, 5)


def test_a_rest_alone_on_its_page_is_no_prose(sheet, table):
    cut = "年度末までに研修を重ねて体制を"
    page = sheet()
    typeset(page, 700, [*rows_of(1, 4), ["5", "戊事業", cut, "30"]])
    page.next_page()
    page.text(XS[2], 60, "整える機関を支援する。")
    page.text(60, 100, PROSE)
    document = page.read()
    (grid,) = document.grids
    assert table(grid)[4][2] == cut + "\n整える機関を支援する。"
    assert [line.text[:5] for line in document.flow if line is not grid] == ["この計画は"]


def test_rows_that_a_page_lost_are_read_under_the_columns(sheet, table):
    """Two rows make no table of their own; under the columns of the page above they are rows."""
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    typeset(page, 60, rows_of(6, 2))
    page.text(60, 140, PROSE)
    document = page.read()
    (grid,) = document.grids
    assert table(grid) == rows_of(1, 7)
    assert document.page_of(grid.own(6, 1).spans) == 2
    assert sum("事業" in line.text for line in document.lines) == 7  # every line once


@pytest.mark.parametrize(
    ("between", "x"),
    [("別の表", 60), ("表２ 施設の一覧", 240), ("　次のとおり支援の取組を進めるものとする。", 60)],
)
def test_text_between_keeps_tables_apart(sheet, between, x):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    page.text(x, 40, between)
    typeset(page, 70, rows_of(6, 5))
    document = page.read()
    assert len(list(document.grids)) == 2
    assert between.strip() in [line.text.strip() for line in document.lines]


def test_another_head_begins_another_table(sheet):
    page = sheet()
    typeset(page, 680, [["番号", "事業名", "内容", "予算額"], *rows_of(1, 5)])
    page.next_page()
    typeset(page, 60, [["番号", "施設名", "所在地", "病床数"], *rows_of(6, 5)])
    assert len(list(page.read().grids)) == 2


def test_numbers_below_words_are_another_table(sheet):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    other = [["北地区", f"{n},300", f"{n}5,000", "有"] for n in range(1, 6)]
    typeset(page, 60, other)
    assert len(list(page.read().grids)) == 2


def test_note_below_a_table_is_no_row(sheet):
    page = sheet()
    end = typeset(page, 690, rows_of(1, 5))
    page.text(60, end, "（注）金額は当初予算の額であり、単位は千円である。", size=8)
    page.next_page()
    typeset(page, 60, rows_of(6, 5))
    document = page.read()
    assert not any("（注）" in cell.text for grid in document.grids for cell in grid.cells)


def test_head_and_one_row_at_the_foot_of_a_page_begin_the_table(sheet, table):
    head = ["番号", "事業名", "内容", "予算額"]
    page = sheet()
    page.text(60, 600, PROSE)
    page.text(60, 680, "表１　事業の一覧")
    typeset(page, 720, [head, *rows_of(1, 1)])
    page.next_page()
    typeset(page, 60, rows_of(2, 6))
    document = page.read()
    (grid,) = document.grids
    assert table(grid) == [head, *rows_of(1, 7)]
    assert (grid.page, grid.head_rows) == (1, 1)
    assert [line.text for line in document.flow if line is not grid][-1] == "表１　事業の一覧"


@pytest.mark.parametrize(
    "foot",
    [
        [["（別記）", "会長", "委員の推薦による。", ""]],  # no number where the table has them
        [["", "", "この計画は毎年度見直すものとする。", ""]],
        [["１　事業の一覧は、次の頁のとおりとする。"]],
    ],
)
def test_text_at_the_foot_of_a_page_begins_no_table(sheet, table, foot):
    page = sheet()
    typeset(page, 760, foot)
    page.next_page()
    typeset(page, 60, rows_of(1, 6))
    (grid,) = page.read().grids
    assert table(grid) == rows_of(1, 6)
    assert grid.page == 2


def test_numbers_that_a_page_set_apart_are_the_first_column(sheet, table):
    """A column far left of the others, which the page takes for something else."""
    from pipeline.document.pdf.joined.lostcolumn import with_lines_beside

    page = sheet()
    typeset(page, 60, rows_of(1, 5))
    (grid,) = page.read().grids
    assert table(grid) == rows_of(1, 5)
    cells = [PieceCell(row, 0, 1, 1, Box(100, 20 * row, 200, 20 * row + 10)) for row in (0, 1)]
    lines = [line("1", 60, 2), line("2", 60, 18)]
    whole = with_lines_beside(piece_grid(cells, (100, 200)), lines)
    assert [[line.text for line in cell.lines] for cell in whole.cells] == [["1"], ["2"]]
    assert not cells[0].lines


def test_rows_with_centred_cells_are_parted_by_the_white_across(sheet, table):
    """Level rules part the rows of page one; the page ends with a row that no rule closes."""
    page = sheet()
    text = "地域の体制を\n整備する事業\nを支援する。"
    for i in range(4):
        top = 600 + 50 * i
        page.level(55, 485, top - 6)
        for j, part in enumerate(text.split("\n")):
            page.text(240, top + 12 * j, part)
        page.text(60, top + 12, str(i + 1))
        page.text(110, top + 12, f"{PROGRAMS[i]}事業")
        page.right(480, top + 12, f"{i + 1},200")
    page.next_page()
    typeset(page, 60, rows_of(5, 5))
    (grid,) = page.read().grids
    assert table(grid)[:4] == [
        [str(i + 1), f"{PROGRAMS[i]}事業", text, f"{i + 1},200"] for i in range(4)
    ]
    assert table(grid)[4:] == rows_of(5, 5)


UNRULED = ["番号", "事業名", "内容", "予算額"]


def centred_head(page, top, texts):
    """A head over the middles of the columns, which keeps none of their edges."""
    for x, text in zip((70, 130, 280, 440), texts, strict=True):
        page.text(x, top, text)


@pytest.mark.parametrize(
    ("again", "joined"),
    [(UNRULED, True), (["番号", "施設名", "所在地", "病床数"], False)],
)
def test_head_and_one_row_on_the_last_page(sheet, table, again, joined):
    page = sheet()
    page.text(60, 640, "第３表")
    centred_head(page, 680, UNRULED)
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    centred_head(page, 60, again)
    typeset(page, 80, rows_of(6, 1))
    page.text(60, 140, PROSE)
    grids = list(page.read().grids)
    assert (len(grids) == 1 and table(grids[0])[1:] == rows_of(1, 6)) is joined


def test_title_at_the_foot_of_a_page_that_goes_on_with_the_table(sheet, table):
    """The page before ends lower than the title stands."""
    page = sheet()
    typeset(page, 680, rows_of(1, 5))
    page.next_page()
    typeset(page, 60, rows_of(6, 3))
    page.text(60, 120, "人材確保")
    typeset(page, 140, rows_of(9, 3))
    page.text(60, 200, "救急")
    page.next_page()
    typeset(page, 60, rows_of(12, 4))
    (grid,) = page.read().grids
    assert [texts[0] for texts in table(grid)] == [
        *map(str, range(1, 9)),
        "人材確保",
        *("9", "10", "11"),
        "救急",
        *("12", "13", "14", "15"),
    ]


def test_titles_between_the_rows_may_reach_under_the_next_column(sheet, table):
    page = sheet()
    typeset(page, 700, rows_of(1, 5))
    page.next_page()
    typeset(page, 60, rows_of(6, 2))
    page.text(60, 100, "（災害・救急）")
    typeset(page, 120, rows_of(8, 3))
    (grid,) = page.read().grids
    assert [row[0] for row in table(grid)[5:]] == ["6", "7", "（災害・救急）", "8", "9", "10"]
