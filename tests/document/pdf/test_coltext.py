"""What tells columns of text from the cells of a table, stage by stage."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.region import Regions
from pipeline.document.pdf.drawn.rules import Rules
from pipeline.document.pdf.layout.coltext import are_text, chunks_to_levels
from pipeline.document.pdf.layout.textcolumns import lines_to_text_columns
from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.model.pieces import PieceLine
from pipeline.document.pdf.text.chunks import line_to_chunks
from tests.document.pdf.rows import characters, line_at, upright

EM, STEP = 10.0, 16.0
PAGE = Box(0, 0, 595, 842)
LEFT, RIGHT = 50.0, 310.0
# Entries, their second lines and sentences in turn: lines as no column of a table has them.
MIXED = ["・取組を進める。", "訪問看護の研修を行い", "当番の医師を置く。", "○備蓄"] * 2
TOWNS = ["上町", "中町", "下町", "本町", "新町", "元町", "港町", "緑町"]
OTHER = ["○災害", "訓練を年に二回行い", "備蓄を見直していく。", "・搬送の調整"] * 2
ROW, PAIR = "・取組　　　研修　　　当番。", "・取組　　　当番。"
PROSE = [
    "左の段では在宅での療養を支える仕組みを述べ",
    "る。訪問看護の事業所は年ごとに増え、夜間の",
] * 4
PROSE += ["当番の医師を置いて暮らしを支えている。", "これからも続ける"]
BESIDE = [
    "右の段では救急の受け入れについて書いている。",
    "病院と消防が毎月集まり受け入れの件数を確か",
] * 4
FORM = ["所在地 上町", "電話 012", "診療科 内科"] * 3
NAMES = ["北病院", "南病院", "東病院", "西病院", "中央病院", "港病院", "緑病院", "森病院"]


def chunks(x, top, text):
    return line_to_chunks(line_at(x, top, text), 1.3)


def levels(x, texts, start=100.0, step=STEP):
    found = [c for i, text in enumerate(texts) if text for c in chunks(x, start + step * i, text)]
    return chunks_to_levels(found)


def lines(x, texts, start=100.0, step=STEP):
    return [line_at(x, start + step * i, text) for i, text in enumerate(texts) if text]


def regions(*rules):
    return Regions([], [], Rules(list(rules), []), [], [], EM)


def stretches(found, *rules):
    return lines_to_text_columns(found, PAGE, regions(*rules))


def texts(column):
    ordered = sorted(column.lines, key=lambda line: line.box.top)
    return [line.text for line in ordered]


# ---- levels


def test_chunks_on_one_height_are_one_level_from_left_to_right():
    found = chunks_to_levels([*chunks(120, 101, "電話"), *chunks(50, 100, "病院")])
    assert [level.text for level in found] == ["病院 電話"]
    assert (found[0].x0, found[0].x1) == (50, 140)


def test_chunks_of_other_heights_are_other_levels():
    assert [v.text for v in levels(50, ["上", "下"], step=6)] == ["上", "下"]


# ---- text or cells


@pytest.mark.parametrize(
    ("left", "right", "shift"),
    [
        pytest.param(MIXED, OTHER, 0.0, id="lines of several kinds"),
        pytest.param(PROSE, BESIDE, 0.0, id="sentences that end on other levels"),
        pytest.param(FORM, FORM, 0.0, id="labels that come again and again"),
        pytest.param([*MIXED[:7], ROW], OTHER, 0.0, id="one line of three texts"),
        pytest.param([*MIXED[:5], PAIR, PAIR, PAIR], OTHER, 0.0, id="three lines of two texts"),
        pytest.param(MIXED, [*OTHER, "120", "34", "56"], 0.0, id="some numbers"),
        pytest.param(MIXED, OTHER, 8.0, id="the same on levels of their own"),
        pytest.param(["・取組", "・研修", "・当番"] * 3, ["・訓練", "・備蓄"] * 4, 8.0,
                     id="one kind on levels of their own"),
    ],
)  # fmt: skip
def test_text_on_both_sides(left, right, shift):
    assert are_text(levels(LEFT, left), levels(RIGHT, right, 100 + shift), EM)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(MIXED, NAMES, id="text beside names"),
        pytest.param(NAMES, OTHER, id="names beside text"),
        pytest.param(NAMES, TOWNS, id="names on both sides"),
        pytest.param(MIXED, [f"{120 * i:,}" for i in range(1, 9)], id="text beside numbers"),
        pytest.param([*MIXED[:6], ROW, ROW], OTHER, id="lines of three texts"),
        pytest.param([*MIXED[:4], PAIR, PAIR, PAIR, PAIR], OTHER, id="lines of two texts"),
        pytest.param(MIXED, [*OTHER, *"123456789"], id="more numbers than text"),
        pytest.param([f"・{name}" for name in NAMES], [f"・{name}" for name in TOWNS],
                     id="all lines of one kind"),
        pytest.param(["・取組を進める。", "", "訪問看護の研修", "", "・当番を置く。", "", "備蓄"],
                     ["○災害の訓練", "年に二回行う。", "備蓄", "見直す。", "・搬送", "調整", "他"],
                     id="second lines of cells leave holes"),
    ],
)  # fmt: skip
def test_cells_on_both_sides(left, right):
    assert not are_text(levels(LEFT, left), levels(RIGHT, right), EM)


def test_lines_that_begin_anywhere_are_no_column_of_text():
    ragged = [c for i, t in enumerate(MIXED) for c in chunks(LEFT + 5 * i, 100 + STEP * i, t)]
    assert not are_text(chunks_to_levels(ragged), levels(RIGHT, OTHER), EM)


def test_names_on_levels_of_their_own_are_no_text():
    """Two marks in twenty lines tell nothing."""
    left, right = (["○その他", *names[:7], *names, "○計", *names[:3]] for names in (NAMES, TOWNS))
    assert not are_text(levels(LEFT, left), levels(RIGHT, right, 108), EM)


# ---- stretches of a page


def test_both_columns_and_nothing_outside():
    [stretch], outside = stretches([*lines(LEFT, MIXED), *lines(RIGHT, OTHER)])
    assert (texts(stretch.left), texts(stretch.right)) == (MIXED, OTHER)
    assert outside == []
    assert stretch.box == Box(LEFT, 100, max(stretch.right.box.x1, RIGHT), 100 + 7 * STEP + 10)


def test_a_line_over_the_gutter_stays_outside():
    title = line_at(LEFT, 70, "両方の段にわたる題として計画の全体をここに書くものとする")
    [stretch], outside = stretches([title, *lines(LEFT, MIXED), *lines(RIGHT, OTHER)])
    assert outside == [title]
    assert texts(stretch.left) == MIXED


def test_a_rule_over_the_gutter_parts_a_stretch():
    both = [*lines(LEFT, MIXED * 2), *lines(RIGHT, OTHER * 2)]
    rule = Segment(100 + 8 * STEP - 3, LEFT, 540)
    assert len(stretches(both)[0]) == 1
    assert [texts(s.left) for s in stretches(both, rule)[0]] == [MIXED, MIXED]


def test_what_two_rules_enclose_may_be_a_row():
    """Four lines beside four between two rules: the cells of a row."""
    both = [*lines(LEFT, MIXED[:4]), *lines(RIGHT, OTHER[:4])]
    rules = [Segment(95, LEFT, 540), Segment(100 + 4 * STEP, LEFT, 540)]
    assert len(stretches(both)[0]) == 1
    assert stretches(both, *rules) == ([], both)


@pytest.mark.parametrize(
    ("x0", "x1"),
    [
        pytest.param(50, 200, id="narrow column on the left"),
        pytest.param(180, 300, id="narrow stretch in the middle"),
        pytest.param(50, 420, id="note at the right edge"),
    ],
)
def test_columns_lie_on_both_sides_of_the_middle(x0, x1):
    both = [*lines(x0, MIXED), *lines(x1, OTHER, 108)]
    assert stretches(both) == ([], both)


def test_fewer_lines_than_a_column_has():
    both = [*lines(LEFT, MIXED), *lines(RIGHT, OTHER[:3])]
    assert stretches(both) == ([], both)


def test_two_pages_on_one_sheet():
    """The right page begins as far right of the middle as the left one of the edge."""
    sheet = Box(0, 0, 842, 595)
    both = [*lines(70, MIXED), *lines(491, OTHER)]
    [stretch], _ = lines_to_text_columns(both, sheet, regions())
    assert (texts(stretch.left), texts(stretch.right)) == (MIXED, OTHER)


def test_upright_lines_join_the_column_they_stand_in():
    mark = upright(LEFT + 180, 120, "資料").chunks[0].line
    [stretch], outside = stretches([*lines(LEFT, MIXED), mark, *lines(RIGHT, OTHER)])
    assert mark in stretch.left.lines
    assert outside == []


def test_lines_that_hold_both_columns_are_cut_apart():
    """Where a line of the page runs through both columns each gets its own part."""
    both = []
    for i, (a, b) in enumerate(zip(MIXED, OTHER, strict=True)):
        one, two = line_at(LEFT, 100 + STEP * i, a), line_at(RIGHT, 100 + STEP * i, b)
        both.append(_joined(one, two))
    [stretch], outside = stretches(both)
    assert (texts(stretch.left), texts(stretch.right)) == (MIXED, OTHER)
    assert outside == []
    assert characters([*stretch.left.lines, *stretch.right.lines]) == characters(both)


def _joined(one, two):
    """Two lines as one with a blank in the gap between them."""
    edges = (*one.edges[:-1], one.box.x1, *two.edges)
    ends = (*one.ends, two.box.x0, *two.ends)
    return PieceLine(f"{one.text} {two.text}", edges, one.box.union(two.box), EM, ends=ends)
