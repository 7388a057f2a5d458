"""Level rules to stacks, turned pages, and the extent of heads and merged cells."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.stripes import fills_to_stripes
from pipeline.document.pdf.layout.turned import ink_to_upright, turn_back
from pipeline.document.pdf.model.ink import Char, Fill, Ink, Segment
from pipeline.document.pdf.model.pieces import PageReading, PieceLine
from pipeline.document.pdf.white.spread import joined_below, rows_to_spans
from pipeline.document.pdf.white.stacks import rules_to_stacks, stripes_to_rules
from tests.document.pdf.rows import levels, row

HEAD = ((0, "事業名"), (100, "金額"), (200, "所管"))
BODY = ((0, "甲事業"), (100, "12"), (200, "乙課"))


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        # head, body | white | head, body
        ([row(5, *HEAD), row(25, *BODY), row(65, *HEAD), row(85, *BODY)], [3, 3]),
        # the same with a title between them
        (
            [row(5, *HEAD), row(25, *BODY), row(45, (0, "表二")), row(65, *HEAD), row(85, *BODY)],
            [3, 3],
        ),
        # a title of a section is followed by amounts: one table
        (
            [row(5, *HEAD), row(25, *BODY), row(45, (0, "区分")), row(65, *BODY), row(85, *BODY)],
            [6],
        ),
    ],
)
def test_stacks_are_parted_where_a_table_ends(rows, parts):
    stacks = rules_to_stacks(levels(0, 20, 40, 60, 80, 100), rows)
    assert [len(stack) for stack in stacks] == parts


@pytest.mark.parametrize(
    ("beside", "wide"),
    [
        pytest.param((), [80, 100, 120], id="nothing stands right of the upper table"),
        pytest.param(((270, "継続"),), [0, 80, 100, 120], id="its rules leave a column out"),
    ],
)
def test_the_rule_at_the_head_of_a_page_is_no_part_of_the_second_table(beside, wide):
    """It is as wide as that table; the first one between them is not."""
    rules = [*levels(0), *levels(20, 40, 60, high=260), *levels(80, 100, 120)]
    rows = [row(25, *HEAD), row(45, *BODY, *beside), row(85, *HEAD), row(105, *BODY)]
    stacks = [[rule.at for rule in stack] for stack in rules_to_stacks(rules, rows)]
    assert sorted(stacks) == sorted([wide, [20, 40, 60]])


def test_rules_of_other_ends_are_other_stacks():
    rules = [Segment(0, 0, 100), Segment(0, 150, 300), Segment(20, 0, 100), Segment(20, 150, 300)]
    rows = [row(5, (0, "事業"), (60, "額"), (150, "窓口"), (240, "所管"))]
    assert [[rule.low for rule in stack] for stack in rules_to_stacks(rules, rows)] == [
        [0, 0],
        [150, 150],
    ]
    assert rules_to_stacks([Segment(0, 0, 100), Segment(20, 0, 200)], rows) == []


def test_stripes_take_the_head_above_and_the_last_row_below():
    fills = [Fill(Box(0, 20, 300, 40), 0.9), Fill(Box(0, 60, 300, 80), 0.9)]
    stripes, others = fills_to_stripes(fills)
    rows = [row(5, *HEAD), row(25, *BODY), row(45, *BODY), row(65, *BODY), row(85, *BODY)]
    [(edges, columns)] = stripes_to_rules(stripes, [*rows, row(120, *BODY)])
    assert [rule.at for rule in edges] == [4.5, 20, 40, 60, 80, 95.5]
    assert (others, columns) == ([], ())


RIVERS = [(60.0, 100.0), (140.0, 200.0)]
COLUMNS = (0.0, 80.0, 170.0, 300.0)


def test_a_partial_rule_tells_the_columns_of_a_head():
    groups = [[row(5, (180, "内訳"))], [row(25, *HEAD)], [row(45, *BODY)]]
    spans = rows_to_spans(groups, COLUMNS, RIVERS, [Segment(20, 82, 298), *levels(40)])
    assert [(first, last) for first, last, text in spans[0] if text] == [(1, 2)]


def test_a_whole_rule_widens_no_head():
    groups = [[row(5, (200, "内訳"))], [row(25, *HEAD)], [row(45, *BODY)]]
    spans = rows_to_spans(groups, COLUMNS, RIVERS, levels(20, 40))
    assert (2, 2) in [(first, last) for first, last, text in spans[0] if text]


def test_cells_that_a_rule_leaves_out_are_one():
    upper, lower = [row(5, *BODY)], [row(25, *BODY)]
    partial = [Segment(20, 80, 300)]
    assert joined_below(upper, lower, COLUMNS, partial) == [True, False, False]
    assert joined_below(upper, lower, COLUMNS, levels(20)) == [False] * 3
    assert joined_below(upper, lower, COLUMNS, []) == [False] * 3


@pytest.mark.parametrize("turn", [90, 270])
def test_turned_text_is_read_upright_and_put_back(turn):
    places = [50.0, 60.0, 70.0] if turn == 90 else [70.0, 60.0, 50.0]
    chars = [
        Char(text, 20, y, 30, y + 10, 10, turn) for text, y in zip("甲乙丙", places, strict=True)
    ]
    ink = Ink(1, 200, 300, chars, horizontal=[Segment(40, 10, 90)])
    upright, found = ink_to_upright(ink)
    assert (found, upright.width, upright.height) == (turn, 300, 200)
    assert [char.turn for char in upright.chars] == [0, 0, 0]
    assert upright.chars[0].x0 < upright.chars[1].x0 < upright.chars[2].x0
    assert not upright.horizontal and len(upright.vertical) == 1
    first = upright.chars[0]
    edges = tuple(first.x0 + 10 * i for i in range(4))
    line = PieceLine("甲乙丙", edges, Box(edges[0], first.top, edges[-1], first.bottom), 10)
    reading = PageReading(1, upright.width, upright.height, "text", [line], turn=turn)
    turn_back(reading)
    assert line.box == Box(20, 50, 30, 80) and line.vertical
    assert line.edges == ((50, 60, 70, 80) if turn == 90 else (80, 70, 60, 50))
    assert (reading.width, reading.height) == (200, 300)


def test_pages_with_little_turned_text_stay():
    chars = [Char("本", 10.0 * i, 10, 10.0 * i + 10, 20, 10) for i in range(5)]
    ink = Ink(1, 200, 300, [*chars, Char("側", 180, 50, 190, 60, 10, 90)])
    assert ink_to_upright(ink) == (ink, 0)


def test_a_text_across_two_cells_of_its_row_makes_them_one():
    groups = [[row(5, *BODY), row(17, (20, "甲乙丙丁戊己庚辛壬癸"))]]
    spans = rows_to_spans(groups, COLUMNS, RIVERS, [])[0]
    assert [(first, last, [chunk.text for chunk in own]) for first, last, own in spans] == [
        (0, 1, ["甲事業", "12", "甲乙丙丁戊己庚辛壬癸"]),
        (2, 2, ["乙課"]),
    ]
