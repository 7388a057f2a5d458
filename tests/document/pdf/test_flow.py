"""How far down the columns of an unruled table go, whatever its heads leave white."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.text.chunks import is_amount, is_number
from pipeline.document.pdf.text.rivers import narrow
from pipeline.document.pdf.white.aligned import rows_to_runs
from pipeline.document.pdf.white.flow import flow_on
from tests.document.pdf.rows import middle, row

ENDS = (160, 240, 320, 400)  # right ends of four columns of amounts; digits are 5 wide


def amounts(top: float, name: str, *texts: str):
    places = [(end - 5 * len(text), text) for end, text in zip(ENDS, texts, strict=True)]
    return row(top, (0, name), *((x, text) for x, text in places if text))


def years_over_amounts(wide: str):
    """Two years over two columns each; the first ends beside the white between its columns."""
    return [
        row(0, (131, "令和5年度の額"), (331, "令和6年度")),
        row(14, (0, "事業"), (140, "予算"), (220, "決算"), (300, "予算"), (380, "決算")),
        amounts(34, "甲事業", "1,200", "300", "45", "9"),
        amounts(54, "乙事業", "450", "7", "1,300", "88"),
        amounts(74, "丙事業", "60", "80", "5", "1,000"),
        amounts(94, "小計", "1,710", wide, "1,350", "1,097"),
        amounts(114, "丁事業", "20", "70", "15", "6"),
        amounts(134, "小計", "20", "70", "15", "6"),
    ]


@pytest.mark.parametrize("wide", ["387", "100,000,387"])
def test_a_head_over_columns_does_not_end_them(wide):
    """An amount is so wide that it stands under the head's end."""
    [run] = rows_to_runs(years_over_amounts(wide))
    assert (run.start, run.end, run.head) == (0, 8, 2)
    assert len(run.rivers) == 4


def test_a_row_over_the_white_of_the_rows_above_ends_them():
    rows = years_over_amounts("387")
    rows[5:] = [row(94, (0, "この表の金額は、決算の見込みを含む額である。"), (230, "9,000"))]
    [run] = rows_to_runs(rows)
    assert run.end == 5


def test_a_title_between_rows_whose_columns_stand_close():
    """The head over the names of the second column begins where the widest of them ends."""
    rows = [
        row(0, (0, "事業"), (116, "対象"), (220, "予算")),
        row(20, (0, "甲事業"), (60, "市町村"), (220, "1,200")),
        row(40, (0, "乙事業"), (60, "公社"), (220, "300")),
        row(60, (0, "丙事業"), (60, "看護協会"), (220, "40")),
        row(80, (0, "丁事業"), (60, "市の医師会"), (220, "8")),
        row(100, (0, "在宅")),
        row(120, (0, "戊事業"), (60, "公社"), (220, "45")),
        row(140, (0, "己事業"), (60, "市町村"), (220, "7")),
    ]
    [run] = rows_to_runs(rows)
    assert (run.start, run.end) == (0, len(rows))


def test_white_that_a_row_left_thin_goes_on():
    """The last row above the second line of a name leaves 7 points of white."""
    rows = [
        row(0, (0, "事業"), (100, "予算"), (200, "決算")),
        row(20, (0, "甲事業"), (113, "12"), (213, "1,200")),
        row(40, (0, "乙事業"), (113, "34"), (223, "300")),
        row(60, (0, "丙事業"), (113, "56"), (193, "1,000,000")),
        row(80, (0, "丁の地域の"), (57, "１２，３４５"), (233, "8")),
        row(92, (0, "事業")),
        row(112, (0, "戊事業"), (113, "90"), (228, "45")),
    ]
    end, rivers = flow_on(rows, 0)
    assert end == len(rows) and rivers[0] == (50, 57)


@pytest.mark.parametrize(("top", "head"), [(10, 4), (16, 4), (4, 2)])
def test_a_head_of_its_own_height_stands_in_the_middle_of_the_others(top, head):
    """Of the row above and the next one, or of all rows; what stands higher is a title."""
    rows = [
        middle(0, (200, "本年度"), (360, "前年度")),
        row(top, (30, "事業")),
        middle(20, *((end - 10, "当初") for end in ENDS)),
        middle(32, *((end - 10, "予算") for end in ENDS)),
        amounts(50, "地域医療の事業", "1,200", "300", "45", "9"),
        amounts(68, "救急医療の事業", "450", "7", "1,300", "88"),
        amounts(86, "周産期の事業", "60", "80", "5", "1,000"),
    ]
    [run] = rows_to_runs(sorted(rows, key=lambda r: r.middle))
    assert run.head == head


@pytest.mark.parametrize("text", ["６０※1", "1,000 ※２", "△５※10", "12(注1)", "12注3"])
def test_amounts_with_the_mark_of_a_note(text):
    assert is_amount(text) and is_number(text)


@pytest.mark.parametrize("text", ["－", "-", "\u2212", "―"])
def test_signs_of_nothing_are_numbers_of_a_cell(text):
    assert is_number(text) and not is_amount(text)


@pytest.mark.parametrize("text", ["※1", "６０※1の内", "22年度※1", "注1"])
def test_no_amounts_with_a_mark(text):
    assert not is_amount(text)


@pytest.mark.parametrize(
    ("river", "left"),
    [
        ((40, 60), [(40, 60)]),
        ((0, 40), [(30, 40)]),  # a text reaches into it
        ((0, 35), []),  # ... and leaves less than the width asked for
        ((31, 36), [(31, 36)]),  # narrower than that, but whole
        ((28, 36), []),
        ((50, 50), []),  # of no width
    ],
)
def test_what_a_row_leaves_of_a_river(river, left):
    assert narrow([river], row(0, (0, "甲事業"), (60, "12")), 8) == left


def spaced(*steps: float):
    """Rows whose tops are so far from each other; some have one amount, one has none."""
    own = [("9", "8", "", ""), ("", "7", "", ""), ("", "", "", ""), ("", "6", "", "5")]
    tops = [sum(steps[:number]) for number in range(len(own) + 1)]
    names = ("甲事業", "乙事業", "丙事業", "丁事業")
    rows = [amounts(top, name, *texts) for top, name, texts in zip(tops, names, own, strict=False)]
    return [*rows, amounts(tops[-1], "戊事業", "4", "3", "2", "1")]


@pytest.mark.parametrize(
    ("steps", "end"),
    [
        pytest.param((28, 28, 28, 28), 5, id="regular, however few the texts of a row are"),
        pytest.param((28, 32, 28, 28), 1, id="not regular"),
        pytest.param((36, 36, 36, 36), 1, id="too far"),
        pytest.param((14, 14, 14, 14), 5, id="close"),
    ],
)
def test_regular_rows_may_stand_further_apart(steps, end):
    assert flow_on(spaced(*steps), 0)[0] == end
