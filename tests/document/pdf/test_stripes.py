"""Filled bands behind rows, and what is none of them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.drawn.stripes import Stripe, fills_to_stripes, stripes_to_columns
from pipeline.document.pdf.model.ink import Fill
from pipeline.document.pdf.white.stacks import stripes_to_rules
from tests.document.pdf.rows import row

GREY, BLUE = (0.8,), (0.2, 0.4, 0.9)
HEAD = ((0, "事業名"), (100, "金額"), (200, "所管"))
BODY = ((0, "甲事業"), (100, "12"), (200, "乙課"))


def fill(top: float, bottom: float, x0: float = 0, x1: float = 300, colour=GREY) -> Fill:
    return Fill(Box(x0, top, x1, bottom), 0.8, colour)


def cells(top: float, bottom: float, *xs: float, colour=GREY) -> list[Fill]:
    """Filled cells of a row; their edges are xs."""
    return [fill(top, bottom, a, b, colour) for a, b in pairwise(xs)]


@pytest.mark.parametrize(
    ("fills", "bands"),
    [
        # every other row
        ([fill(20, 40), fill(60, 80)], [(20, 40), (60, 80)]),
        # a head of another colour upon the first of them
        ([fill(0, 20, colour=BLUE), fill(20, 40), fill(60, 80)], [(0, 20), (20, 40), (60, 80)]),
        # ... or of the same
        ([fill(0, 20), fill(20, 40), fill(60, 80)], [(0, 20), (20, 40), (60, 80)]),
        # drawn cell by cell
        (cells(20, 40, 0, 90, 190, 300) + cells(60, 80, 0, 90, 190, 300), [(20, 40), (60, 80)]),
    ],
)
def test_stripes(fills, bands):
    stripes, others = fills_to_stripes(fills)
    assert [(s.box.top, s.box.bottom) for s in stripes] == bands
    assert {(s.box.x0, s.box.x1) for s in stripes} == {(0, 300)}
    assert others == []


@pytest.mark.parametrize(
    "fills",
    [
        [fill(20, 40)],  # a filled head
        [fill(20, 40), fill(160, 180), fill(300, 320)],  # those of three tables
        [fill(20, 40), fill(40, 60), fill(60, 80)],  # rows that are all filled
        [fill(20, 40), fill(60, 80, x1=200)],  # of two widths
        [fill(20, 120, 0, 200), fill(160, 260, 0, 200)],  # boxes of a slide
        [fill(20, 120, 0, 100), fill(20, 120, 200, 300)],  # boxes side by side
        cells(20, 40, 0, 90, 190, 300),  # the cells of a head
    ],
)
def test_other_fills_are_no_stripes(fills):
    assert fills_to_stripes(fills) == ([], fills)


def test_cells_of_stripes_tell_the_columns():
    rows = [cells(y, y + 20, 0, 90, 190, 300) for y in (20, 60, 100)]
    stripes, _ = fills_to_stripes([cell for cells_ in rows for cell in cells_])
    assert stripes_to_columns(stripes) == (0, 90, 190, 300)
    assert stripes_to_columns([Stripe(Box(0, 20, 300, 40), GREY)]) == ()


def test_a_title_of_one_cell_hides_no_columns():
    fills = [*cells(20, 40, 0, 90, 190, 300), fill(60, 80)]
    stripes, _ = fills_to_stripes(fills)
    assert len(stripes) == 2
    assert stripes_to_columns(stripes) == (0, 90, 190, 300)


@pytest.mark.parametrize(
    "second",
    [
        cells(20, 40, 90, 190, colour=BLUE),  # of another colour
        cells(20, 46, 90, 190),  # of another height
        cells(20, 40, 95, 190),  # with white between them
    ],
)
def test_cells_that_do_not_go_on_are_other_bands(second):
    stripes, others = fills_to_stripes([*cells(20, 40, 0, 90), *second])
    assert (stripes, len(others)) == ([], 2)


def edges(stripes: list[Stripe], *rows) -> list[list[float]]:
    return [[rule.at for rule in stack] for stack, _ in stripes_to_rules(stripes, list(rows))]


def stripe(top: float, bottom: float, colour=GREY) -> Stripe:
    return Stripe(Box(0, top, 300, bottom), colour)


def test_a_head_of_the_first_colour_begins_the_next_table():
    stripes = [
        *(stripe(0, 20, BLUE), stripe(40, 60), stripe(80, 100)),
        *(stripe(140, 160, BLUE), stripe(180, 200), stripe(220, 240)),
    ]
    rows = [row(y, *BODY) for y in (25, 45, 65, 85, 165, 185, 205, 225)]
    rows += [row(5, *HEAD), row(145, *HEAD)]
    rows.sort(key=lambda r: r.top)
    assert edges(stripes, *rows) == [[0, 20, 40, 60, 80, 100], [140, 160, 180, 200, 220, 240]]


def test_a_section_of_the_heads_colour_begins_no_table():
    stripes = [stripe(0, 20, BLUE), stripe(40, 60), stripe(80, 100, BLUE), stripe(120, 140)]
    rows = [row(5, *HEAD), *(row(y, *BODY) for y in (25, 45, 65)), row(85, (0, "県の分"))]
    rows += [row(y, *BODY) for y in (105, 125)]
    assert len(edges(stripes, *rows)) == 1


@pytest.mark.parametrize(
    ("title", "tables"),
    [(((0, "表二　県の分"),), 2), (BODY, 1)],
)
def test_a_title_before_a_head_parts_stripes_of_one_colour(title, tables):
    stripes = [stripe(0, 20), stripe(40, 60), stripe(100, 120), stripe(140, 160)]
    rows = [row(5, *HEAD), row(25, *BODY), row(45, *BODY), row(70, *title)]
    rows += [row(105, *HEAD), row(125, *BODY), row(145, *BODY)]
    assert len(edges(stripes, *rows)) == tables


def test_a_unit_above_is_no_part_of_the_table():
    stripes = [stripe(20, 40), stripe(60, 80)]
    rows = [row(5, (220, "（単位：千円）")), *(row(y, *BODY) for y in (25, 45, 65))]
    assert edges(stripes, *rows) == [[20, 40, 60, 80]]


@pytest.mark.parametrize(
    ("last", "end"),
    [
        (row(85, *BODY), [95.5]),  # a row without a stripe
        (row(85, (0, "出典　県の調べ")), []),  # a note
        (row(100, *BODY), []),  # too far below
    ],
)
def test_what_stands_right_below_the_last_stripe(last, end):
    stripes = [stripe(20, 40), stripe(60, 80)]
    rows = [*(row(y, *BODY) for y in (25, 45, 65)), last]
    assert edges(stripes, *rows) == [[20, 40, 60, 80, *end]]
