"""Filled cells of a head, of a first column and of both."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.lattice import Lattice
from pipeline.document.pdf.drawn.strips import (
    fits,
    is_key,
    lattice_to_strip,
    part_rows,
    strip_of_stack,
    strip_to_stack,
)
from pipeline.document.pdf.model.ink import Segment
from tests.document.pdf.rows import levels, row

XS = [0.0, 100.0, 200.0, 300.0]
COLUMNS = tuple(XS)
HEAD_ONLY = Lattice(XS, [0.0, 20.0], [[0, 1, 2]], 3)
COLUMN_ONLY = Lattice([0.0, 100.0], [0.0, 20.0, 40.0, 60.0], [[0], [1], [2]], 3)
BOTH = Lattice(XS, [0.0, 20.0, 40.0, 60.0], [[0, 1, 2], [3, -1, -1], [4, -1, -1]], 5)
TWO_LEVELS = Lattice(XS, [0.0, 20.0, 40.0], [[0, 1, 1], [0, 2, 3]], 4)


@pytest.mark.parametrize(
    ("lattice", "columns", "rows", "band"),
    [
        (HEAD_ONLY, COLUMNS, (), Box(0, 0, 300, 20)),
        (COLUMN_ONLY, (), (), Box(0, 0, 100, 0)),  # tells no columns: of no use by itself
        (BOTH, COLUMNS, (0, 20, 40, 60), Box(0, 0, 300, 20)),
        (TWO_LEVELS, COLUMNS, (), Box(0, 0, 300, 40)),
    ],
)
def test_what_filled_cells_tell(lattice, columns, rows, band):
    strip = lattice_to_strip(lattice)
    assert (strip.columns, strip.rows, strip.band) == (columns, rows, band)


def test_the_edges_inside_a_head_are_partial_rules():
    """Between the levels, below the head of both columns; 事業 on the left is one cell."""
    assert lattice_to_strip(TWO_LEVELS).partial == (Segment(20, 100, 300),)
    assert lattice_to_strip(HEAD_ONLY).partial == ()


def test_two_parents_have_a_rule_each():
    lattice = Lattice([0, 50, 100, 150, 200], [0, 20, 40], [[0, 0, 1, 1], [2, 3, 4, 5]], 6)
    assert lattice_to_strip(lattice).partial == (Segment(20, 0, 100), Segment(20, 100, 200))


@pytest.mark.parametrize(
    ("stack", "found"),
    [
        (levels(0, 20, 60), True),
        (levels(2, 60, low=-3, high=303), True),  # a little aside
        (levels(20, 60), False),  # begins below the head
        (levels(0, 60, high=200), False),  # is narrower
        (levels(0, 60, low=50), False),
    ],
)
def test_a_stack_of_rules_has_the_head_at_its_upper_end(stack, found):
    strips = [lattice_to_strip(COLUMN_ONLY), lattice_to_strip(HEAD_ONLY)]
    assert strip_of_stack(stack, strips) is (strips[1] if found else None)


BODY = ((10, "甲事業"), (110, "12"), (210, "乙課"))


def ends(lattice: Lattice, *rows) -> list[float] | None:
    stack = strip_to_stack(lattice_to_strip(lattice), rows)
    return stack and [rule.at for rule in stack]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # down to the last row that stands in the columns
        ([row(25, *BODY), row(40, *BODY)], [0, 20, 50.5]),
        # prose below the table
        (
            [row(25, *BODY), row(40, (0, "この表に挙げたもののほかに必要な取組を行う"))],
            [0, 20, 35.5],
        ),
        # white, then something else
        ([row(25, *BODY), row(80, *BODY)], [0, 20, 35.5]),
        # the title of a section
        ([row(25, (10, "第一節")), row(40, *BODY)], [0, 20, 50.5]),
        # two texts in one column
        ([row(25, *BODY), row(40, (10, "甲"), (50, "乙"))], [0, 20, 35.5]),
        # nothing but a title, or nothing at all
        ([row(25, (10, "第一節"))], None),
        ([row(60, *BODY)], None),
        ([], None),
    ],
)
def test_a_filled_head_goes_on_down_its_columns(rows, expected):
    assert ends(HEAD_ONLY, row(5, (10, "名称"), (110, "金額"), (210, "所管")), *rows) == expected


def test_a_filled_first_column_tells_the_rows():
    assert ends(BOTH) == [0, 20, 40, 60]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (BODY, True),
        (((10, "甲事業"), (96, "1200000")), True),  # 0.4 em beyond its column
        (((10, "甲事業の名がとても長い"), (150, "12")), False),
    ],
)
def test_texts_fit_into_columns(texts, expected):
    assert fits(row(0, *texts), COLUMNS) is expected


@pytest.mark.parametrize(
    ("columns", "rows", "expected"),
    [
        (COLUMNS, [row(0, *BODY), row(12, *BODY)], True),
        # the band of a head that is filled as a whole is one column
        ((0, 300), [row(0, *BODY), row(12, *BODY)], False),
        # bands of two, where the rows stand in three
        ((0, 205, 300), [row(0, *BODY), row(12, *BODY)], False),
        # a title of the table's own does not count
        (COLUMNS, [row(0, (10, "第一節")), row(12, *BODY)], True),
        # one row in four that does not keep to them is let pass, every other is not
        (COLUMNS, [row(0, (10, "甲"), (50, "乙")), *(row(12 * n, *BODY) for n in (1, 2, 3))], True),
        (COLUMNS, [row(0, (10, "甲"), (50, "乙")), row(12, *BODY)], False),
    ],
)
def test_columns_are_those_of_the_rows(columns, rows, expected):
    assert part_rows(columns, rows) is expected


KEYS = Lattice([0.0, 100.0], [40.0, 80.0, 160.0], [[0], [1]], 2)
WHOLE_HEAD = Lattice([0.0, 400.0], [0.0, 20.0], [[0]], 1)
NARROW_HEAD = Lattice([0.0, 300.0], [0.0, 20.0], [[0]], 1)
NAMES = ["訪問看護の\n研修", "夜間の相談"]


@pytest.mark.parametrize(
    ("lattice", "texts", "rules", "strips"),
    [
        pytest.param(KEYS, NAMES, levels(40, 80), [], id="beside level rules"),
        pytest.param(KEYS, NAMES, [], [lattice_to_strip(HEAD_ONLY)], id="below a filled head"),
        pytest.param(
            KEYS, NAMES, [], [lattice_to_strip(WHOLE_HEAD)], id="below the band of a head"
        ),
        pytest.param(KEYS, ["1", "12"], [], [], id="numbers"),
    ],
)
def test_filled_cells_of_a_first_column(lattice, texts, rules, strips):
    assert is_key(lattice, texts, rules, strips)


@pytest.mark.parametrize(
    ("lattice", "texts", "rules", "strips"),
    [
        pytest.param(KEYS, NAMES, [], [], id="boxes of a slide"),
        pytest.param(KEYS, NAMES, levels(40, 80, high=150), [], id="rules hardly wider"),
        pytest.param(KEYS, NAMES, levels(40, 80, low=20), [], id="rules that begin elsewhere"),
        pytest.param(KEYS, NAMES, levels(0, 300), [], id="rules above and below"),
        pytest.param(KEYS, NAMES, [], [lattice_to_strip(COLUMN_ONLY)], id="below no head"),
        pytest.param(KEYS, NAMES, [], [lattice_to_strip(NARROW_HEAD)], id="too wide for a key"),
        pytest.param(Lattice([100.0, 200.0], KEYS.ys, KEYS.owner, 2), NAMES, [],
                     [lattice_to_strip(HEAD_ONLY)], id="below the second column of a head"),
        pytest.param(Lattice(KEYS.xs, [-80.0, -40.0, -20.0], KEYS.owner, 2), NAMES, [],
                     [lattice_to_strip(HEAD_ONLY)], id="above a head"),
        pytest.param(Lattice([0.0, 100.0], [40.0, 80.0], [[0]], 1), ["1"], [], [],
                     id="one number"),
        pytest.param(KEYS, ["1", "夜間の相談"], [], [], id="a number and words"),
        pytest.param(BOTH, NAMES, levels(40, 80), [], id="several columns"),
    ],
)  # fmt: skip
def test_other_filled_cells(lattice, texts, rules, strips):
    assert not is_key(lattice, texts, rules, strips)
