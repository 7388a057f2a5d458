"""Pages set in two columns of text are read one column after the other; tables are not cut."""

from __future__ import annotations

import pytest

from pipeline.document.pdf import page
from tests.document.pdf.columns import (
    AMOUNTS,
    ENTRIES,
    FORMS,
    LABELS,
    MARKED,
    NARROW,
    PROSE,
    SECTIONS,
    WORDS,
    WRAPPED,
)

LEFT, RIGHT, TOP, STEP = 50, 310, 100, 16


def columns_on(sheet, left, right, shift=0, step=STEP):
    """A sheet with two columns; the right one begins lower by shift and has its own step. A blank
    at the beginning of a line indents it."""
    paper = sheet()
    for x, top, pitch, texts in ((LEFT, TOP, STEP, left), (RIGHT, TOP + shift, step, right)):
        for number, text in enumerate(texts):
            indent = 10 * text.startswith("　")
            paper.text(x + indent, top + pitch * number, text.strip())
    return paper


def stripped(*columns):
    return [text.strip() for column in columns for text in column]


def texts(document):
    return [line.text for line in document.lines]


@pytest.fixture
def without_columns(monkeypatch):
    """The reader as it is without looking for columns of text."""
    monkeypatch.setattr(page, "lines_to_text_columns", lambda lines, *_: ([], list(lines)))


POSITIVE = [
    pytest.param(*ENTRIES, 0, STEP, id="entries"),
    pytest.param(*ENTRIES, 0, 18, id="entries at another distance"),
    pytest.param(*SECTIONS, 0, STEP, id="titles and sentences"),
    pytest.param(*SECTIONS, 8, STEP, id="half a line lower"),
    pytest.param(*NARROW, 0, STEP, id="narrow lines"),
    pytest.param(*NARROW, 8, STEP, id="narrow lines half a line lower"),
    pytest.param(*FORMS, 0, STEP, id="forms filled in again and again"),
]


@pytest.mark.parametrize(("left", "right", "shift", "step"), POSITIVE)
def test_columns_of_text_are_read_one_after_the_other(sheet, left, right, shift, step):
    document = columns_on(sheet, left, right, shift, step).read()
    assert texts(document) == stripped(left, right)
    assert not list(document.grids)


@pytest.mark.usefixtures("without_columns")
@pytest.mark.parametrize(("left", "right", "shift", "step"), POSITIVE)
def test_nothing_else_parts_these_columns(sheet, left, right, shift, step):
    """The cases above can fail: without the stage their lines come mixed."""
    document = columns_on(sheet, left, right, shift, step).read()
    assert texts(document) != stripped(left, right)


def test_long_lines_of_prose_are_read_column_after_column(sheet):
    assert texts(columns_on(sheet, *PROSE).read()) == stripped(*PROSE)


def test_a_title_over_both_columns_comes_first(sheet):
    paper = columns_on(sheet, *ENTRIES)
    paper.text(150, TOP - 24, "両方の段にわたる題として計画の全体をここに書く")
    assert texts(paper.read())[1:] == stripped(*ENTRIES)


def test_the_number_of_the_page_is_no_line_of_a_column(sheet):
    paper = columns_on(sheet, *ENTRIES)
    paper.text(540, TOP + STEP * 30, "12")
    assert texts(paper.read()) == [*stripped(*ENTRIES), "12"]


NEAR = 293
SLIDE = (
    [
        "目的",
        "・通いの場に専門職を派遣し、介護予防の効果を高",
        "める。",
        "内容",
        "・調整は県の団体に委託",
        "・派遣の後に体力を測定",
        "・結果を市町村に提供",
        "・好事例の紹介",
    ],
    [
        "予算額",
        "・令和３年度　２，６１０千円",
        "・令和４年度　２，８５０千円",
        "・令和５年度　３，４１０千円",
        "成果",
        "・派遣した通いの場　延べ５８か所",
        "課題",
        "・専門職の確保",
    ],
)


def test_boxes_of_a_slide_stand_near_each_other(sheet):
    """The left lines end little more than a character before the right ones begin."""
    paper = sheet()
    for x, column in ((LEFT, SLIDE[0]), (NEAR, SLIDE[1])):
        for number, text in enumerate(column):
            paper.text(x, TOP + STEP * number, text)
    assert texts(paper.read()) == [*SLIDE[0], *SLIDE[1]]


def test_a_line_across_parts_two_stretches(sheet):
    paper = columns_on(sheet, *ENTRIES)
    across = TOP + STEP * (len(ENTRIES[0]) + 1)
    paper.text(
        LEFT,
        across,
        "ここからは二段の下に続く文であり、頁の左の端から右の端までを使って組まれている。",
    )
    for x, column in ((LEFT, SECTIONS[0]), (RIGHT, SECTIONS[1])):
        for number, text in enumerate(column, start=2):
            paper.text(x, across + STEP * number, text)
    found = texts(paper.read())
    assert found[:16] == stripped(*ENTRIES)
    assert found[17:] == stripped(*SECTIONS)


def test_a_table_in_one_column_is_read_there(sheet, table):
    rows = [("病院", "床数"), ("北病院", "120"), ("南病院", "240"), ("東病院", "360")]
    paper = columns_on(sheet, SECTIONS[0], SECTIONS[1])
    top = TOP + STEP * 9
    for number, (name, beds) in enumerate(rows):
        paper.text(RIGHT, top + STEP * number, name)
        paper.right(RIGHT + 150, top + STEP * number, beds)
        paper.text(LEFT, top + STEP * number, ENTRIES[0][number].strip())
    document = paper.read()
    [grid] = document.grids
    assert table(grid) == [list(row) for row in rows]
    assert texts(document)[:12] == stripped(SECTIONS[0], ENTRIES[0][:4])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(*AMOUNTS, id="names and amounts"),
        pytest.param(*WORDS, id="names and places"),
        pytest.param(*LABELS, id="labels and what they say"),
        pytest.param(*WRAPPED, id="cells of two lines"),
        pytest.param(*MARKED, id="marked entries on both sides"),
    ],
)
def test_a_table_of_two_columns_stays_a_table(sheet, table, left, right):
    [grid] = columns_on(sheet, left, right).read().grids
    rows = table(grid)
    assert grid.column_count == 2
    assert rows[0] == [left[0], right[0]]
    assert "".join(row[1] for row in rows).replace("\n", "") == "".join(right)


def test_a_narrow_note_beside_the_text_is_no_column(sheet):
    """Two lines at the side of a page that runs on below them."""
    _assert_not_called_columns(columns_on(sheet, PROSE[0], ["注 数は概数", "である。"]))


def test_a_note_at_the_edge_of_wide_text_is_no_column(sheet):
    paper = sheet()
    for number, (left, right) in enumerate(zip(*PROSE, strict=True)):
        paper.text(LEFT, TOP + STEP * number, (left + right)[:36])
    for number, text in enumerate(SECTIONS[0][:6]):
        paper.text(450, TOP + STEP * number, text)
    _assert_not_called_columns(paper)


def test_a_single_ragged_column_is_no_two(sheet):
    """Lines of all lengths, some of them with a wide blank near the middle of the page."""
    paper = sheet()
    lines = [text[: 9 + 3 * (number % 5)] for number, text in enumerate(PROSE[0] * 2)]
    for number, text in enumerate(lines):
        paper.text(LEFT, TOP + STEP * number, text)
        if number % 4 == 1:
            paper.text(RIGHT + 17 * (number % 3), TOP + STEP * number, "（再掲）")
    _assert_not_called_columns(paper)


def _assert_not_called_columns(paper):
    """The stage finds no stretch on the page."""
    found = []
    inner = page.lines_to_text_columns

    def spy(*arguments):
        result = inner(*arguments)
        found.extend(result[0])
        return result

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page, "lines_to_text_columns", spy)
        paper.read()
    assert found == []


TITLED = [  # the title of each table, on lines, and where it begins on the page
    (LEFT, 100, ["問１　窓口を知っていますか。", "答えた人 320人", "（１つ選択）"]),
    (LEFT, 300, ["問２　相談する人はいますか。", "答えた人 320人", "（１つ選択）"]),
    (RIGHT, 100, ["問３　どこで暮らしたいですか。", "答えた人 320人", "（１つ選択）"]),
    (RIGHT, 350, ["問４　心配なことは何ですか。", "答えた人 320人", "（複数回答）"]),
]


def tables_on(sheet, titled):
    """Each title with a ruled table of a label and a rate below it, its rows at its own heights."""
    paper = sheet()
    paper.text(LEFT, 50, "住民の意識に関する調査　結果の概要　二段に組んだ表と題のある頁の例として")
    for number, (x, top, title) in enumerate(titled):
        for line, text in enumerate(title):
            paper.text(x, top + 14 * line, text)
        tops = [top + 48 + (17 + number) * row for row in range(5)]
        rows = [["項目", "％"], *([f"答え{number}{row}", f"{10 + row}.5"] for row in range(3))]
        paper.rules([x, x + 150, x + 225], tops)
        paper.cells([x, x + 150], tops, rows)
    return paper.read()


def test_tables_between_short_titles_are_read_column_after_column(sheet):
    found = [text for text in texts(tables_on(sheet, TITLED)) if text[0] in "問答"]
    answers = [[f"答え{n}{row}" for row in range(3)] for n in range(4)]
    assert found == [
        text
        for (_, _, title), own in zip(TITLED, answers, strict=True)
        for text in (*title[:2], *own)
    ]


def test_two_tables_side_by_side_are_no_columns(sheet):
    found = texts(tables_on(sheet, [TITLED[0], TITLED[2]]))
    assert all(title[0] in found[1] for _, _, title in (TITLED[0], TITLED[2]))
