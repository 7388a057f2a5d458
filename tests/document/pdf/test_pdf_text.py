"""Characters to lines: spacing, doubles, small characters, turned and cut pages, order."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

GOTHIC = "HeiseiKakuGo-W5"


def texts(document):
    return [line.text for line in document.lines]


def test_letter_spaced_text_is_one_run(sheet):
    page = sheet()
    page.spaced(60, 100, "９０，０００円を上限とする", 13)
    page.spaced(60, 130, "90,000円", 9)
    assert texts(page.read()) == ["９０，０００円を上限とする", "90,000円"]


@pytest.mark.parametrize("gap", [0, 150, 250, 400, 600])
@pytest.mark.parametrize("text", ["９０，０００円を上限とする", "90,000円", "総合整備計画の変更"])
def test_letters_spaced_within_one_string_are_one_run(sheet, text, gap):
    page = sheet()
    page.kerned(60, 100, text, gap)
    assert texts(page.read()) == [text]


def test_wide_gap_is_a_blank_with_edges(sheet):
    page = sheet()
    page.text(60, 100, "事業費")
    page.text(200, 100, "500")
    (line,) = page.read().lines
    assert line.text == "事業費 500"
    assert len(line.edges) == len(line.text) + 1
    assert line.edges[3] == pytest.approx(90, abs=1)
    assert line.edges[4] == pytest.approx(200, abs=1)
    assert line.box.x0 == pytest.approx(60, abs=1)


@pytest.mark.parametrize("offset", [0.0, 0.3, 1.2])
def test_text_drawn_twice_stands_once(sheet, offset):
    page = sheet()
    for shift in (0.0, offset):
        page.text(60 + shift, 100 + shift, "在宅医療の一一覧11", 20)
    assert texts(page.read()) == ["在宅医療の一一覧11"]


def test_ruby_is_a_margin_line(sheet):
    page = sheet()
    page.text(60, 100, "嬬恋村の施設", 12)
    page.text(60, 94, "つまごい", 5)
    document = page.read()
    assert sorted((line.text, line.margin) for line in document.lines) == [
        ("つまごい", True),
        ("嬬恋村の施設", False),
    ]
    assert [line.text for line in document.flow] == ["嬬恋村の施設"]


def test_raised_mark_does_not_change_a_number(sheet):
    page = sheet()
    page.text(60, 100, "33.3", 12)
    page.text(60 + 12 * 0.5 * 4 + 1, 99, "1)", 6)
    page.text(60, 140, "合計", 12)
    page.text(85, 139, "※1", 6)
    document = page.read()
    assert [line.text for line in document.flow] == ["33.3", "合計※1"]
    assert [line.text for line in document.lines if line.margin] == ["1)"]


def test_sizes_on_one_baseline_are_one_line(sheet):
    page = sheet()
    page.text(60, 100 + 0.88 * 4, "推進の", 12)
    page.text(98, 100, "事業一覧", 16)
    assert texts(page.read()) == ["推進の事業一覧"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_as_shown(sheet, turn):
    page = sheet(600, 600)
    canvas = page.canvas
    canvas.setPageRotation(turn)
    canvas.rotate(turn)
    canvas.translate(*{0: (0, 0), 90: (0, -600), 180: (-600, -600), 270: (-600, 0)}[turn])
    page.text(60, 100, "第一の行")
    page.text(60, 120, "第二の行")
    document = page.read()
    assert texts(document) == ["第一の行", "第二の行"]
    assert document.lines[0].box.x0 == pytest.approx(60, abs=1)
    assert document.lines[0].box.top == pytest.approx(100, abs=2)


def test_turned_text_is_a_vertical_line(sheet):
    page = sheet()
    page.canvas.saveState()
    page.canvas.translate(100, 500)
    page.canvas.rotate(90)
    page.canvas.setFont(GOTHIC, 10)
    page.canvas.drawString(0, 0, "縦の目盛り")
    page.canvas.restoreState()
    (line,) = page.read().lines
    assert (line.text, line.vertical) == ("縦の目盛り", True)
    assert line.edges[0] > line.edges[-1]


def test_cropped_pages_hide_what_is_cut(sheet):
    page = sheet()
    page.canvas.setCropBox((50, 100, 500, 800))
    page.text(60, 100, "見える")
    page.text(10, 20, "隠れる", 8)
    document = page.read()
    assert texts(document) == ["見える"]
    assert (document.pages[0].width, document.pages[0].height) == (450, 700)
    assert document.lines[0].box.x0 == pytest.approx(10, abs=1)
    assert document.lines[0].box.top == pytest.approx(100 - 42, abs=2)


def test_page_numbers_and_running_heads_are_margins(sheet):
    page = sheet()
    for number in range(1, 5):
        page.text(60, 30, "保健医療計画　第一部", 8)
        page.text(60, 100, f"本文の{number}頁目である。")
        page.text(60, 116, "どの頁にもある本文の行。")
        page.text(280, 800, f"- {number + 6} -")
        page.next_page()
    document = page.read()
    margins = [line.text for line in document.lines if line.margin]
    assert margins.count("保健医療計画　第一部") == 4
    assert [m for m in margins if m.startswith("-")] == [f"- {n} -" for n in range(7, 11)]
    assert len(margins) == 8
    assert not any(line.margin for line in document.flow)


def test_numbers_in_the_text_are_no_page_numbers(sheet):
    page = sheet()
    page.text(60, 400, "12")
    page.text(60, 780, "合計")
    page.text(110, 780, "12")
    assert not any(line.margin for line in page.read().lines)


def test_slide_with_boxes_reads_box_by_box(sheet):
    page = sheet(800, 500)
    page.text(300, 20, "連携の取組", 20)
    boxes = [(20, 60, 390, 200), (20, 210, 390, 480), (410, 60, 780, 300), (410, 310, 780, 480)]
    for number, (x0, top, x1, bottom) in enumerate(boxes):
        page.frame(x0, top, x1, bottom)
        page.text(x0 + 8, top + 6, f"見出し{number}")
        page.text(x0 + 8, top + 24, f"内容{number}")
    assert texts(page.read()) == ["連携の取組"] + [
        text for n in range(4) for text in (f"見出し{n}", f"内容{n}")
    ]


def test_columns_with_a_gutter_read_one_after_the_other(sheet):
    page = sheet(800, 500)
    page.text(
        20, 20, "二段に組んだ頁の題はここに長く長く置かれていて両方の段の上に渡っているのである", 14
    )
    for i in range(6):
        page.text(20, 80 + 16 * i, f"左の段の文章がここで{i}行目まで続いていくところ")
        page.text(420, 88 + 16 * i, f"右の段の文章がここで{i}行目まで続いていくところ")
    found = [line[:1] for line in texts(page.read())]
    assert found == ["二"] + ["左"] * 6 + ["右"] * 6


def test_columns_on_the_same_levels(sheet):
    page = sheet(800, 500)
    for i in range(6):
        page.text(20, 80 + 16 * i, f"左の段の文章がここで{i}行目まで続いていくところ")
        page.text(420, 80 + 16 * i, f"右の段の文章がここで{i}行目まで続いていくところ")
    document = page.read()
    assert not list(document.grids)
    assert [line[:1] for line in texts(document)] == ["左"] * 6 + ["右"] * 6


def test_upright_rule_parts_lines(sheet):
    page = sheet()
    page.text(60, 100, "左の語")
    page.text(200, 100, "右の語")
    page.upright(60, 300, 150)
    assert texts(page.read()) == ["左の語", "右の語"]


WORDS = st.text(alphabet="医療計画事業在宅12345（）・アイ", min_size=1, max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.integers(20, 400), st.integers(2, 38), WORDS),
        min_size=1,
        max_size=14,
        unique_by=lambda item: item[1],
    ),
    st.booleans(),
)
def test_no_character_is_lost_or_doubled(sheet, items, ruled):
    page = sheet()
    if ruled:
        page.rules([15, 200, 420, 590], [30, 200, 420, 800])
    for x, row, text in items:
        page.text(x, 20 * row, text)
    document = page.read()
    drawn = sorted("".join(text for _, _, text in items))
    assert sorted("".join("".join(line.text.split()) for line in document.lines)) == drawn
    for item in document.grids:
        for cell in item.cells:
            lines = document.lines
            cited = [lines[s.line].text[s.start : s.end] for s in cell.cite.spans]
            assert cell.text == "\n".join(cited)
    assert [line.index for line in document.lines] == list(range(len(document.lines)))


def test_vertical_pages_read_from_the_right(sheet):
    page = sheet()
    for i, text in enumerate(["第一行は右の端に", "第二行はその左に", "第三行は左の端に"]):
        page.stacked(300 - 24 * i, 60, text)
    assert texts(page.read()) == ["第一行は右の端に", "第二行はその左に", "第三行は左の端に"]


def test_drawing_order_does_not_matter(sheet):
    page = sheet()
    text = "逆の順に描いた行の文字"
    for i in reversed(range(len(text))):
        page.text(60 + 10 * i, 100, text[i])
    assert texts(page.read()) == [text]
