"""Texts of a head to the columns that they stand over."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.white.headband import HeadBand, rows_to_head
from pipeline.document.pdf.white.headblocks import Extent, rows_to_blocks
from tests.document.pdf.rows import middle, row, upright

ENDS = (0.0, 400.0)
# A column of names and three of amounts; their middles: 30, 150, 250, 350.
NAMES = Extent(0, 60)
AMOUNTS = [Extent(130, 170, True), Extent(230, 270, True), Extent(330, 370, True)]
COLUMNS = [NAMES, *AMOUNTS]


def places(band: HeadBand) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, rows and columns of each text."""
    return {
        cell.text.replace("\n", "/"): (cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in band.cells
    }


LOW = middle(20, (150, "国"), (250, "県"), (350, "市"))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # one level
        (
            [middle(20, (30, "事業"), (150, "国"), (250, "県"), (350, "市"))],
            {"事業": (0, 0, 1, 1), "国": (0, 1, 1, 1), "県": (0, 2, 1, 1), "市": (0, 3, 1, 1)},
        ),
        # a parent centred over three
        ([middle(0, (250, "財源")), LOW], {"財源": (0, 1, 1, 3)}),
        # ... over the last two, the first of the three without one
        ([middle(0, (300, "地方")), LOW], {"地方": (0, 2, 1, 2), "国": (0, 1, 2, 1)}),
        # ... over the first two
        ([middle(0, (200, "公費")), LOW], {"公費": (0, 1, 1, 2), "市": (0, 3, 2, 1)}),
        # two parents share them
        (
            [middle(0, (150, "国費"), (300, "地方")), LOW],
            {"国費": (0, 1, 1, 1), "地方": (0, 2, 1, 2)},
        ),
        # a head over the one head of a column covers no other
        ([middle(0, (150, "当初")), LOW], {"当初": (0, 1, 1, 1), "県": (0, 2, 2, 1)}),
    ],
)
def test_a_parent_stands_over_the_columns_that_it_is_centred_over(rows, expected):
    found = places(rows_to_head(rows, COLUMNS, [], ENDS))
    assert {text: found[text] for text in expected} == expected


@pytest.mark.parametrize(
    ("rule", "span"),
    [
        ((120, 380), (1, 3)),  # under the three
        ((120, 280), (1, 2)),  # under two, though the text stands off their middle
        ((220, 380), (2, 2)),
    ],
)
def test_a_partial_rule_tells_the_columns_of_a_parent(rule, span):
    rows = [middle(0, (252, "財源")), LOW]
    found = places(rows_to_head(rows, COLUMNS, [Segment(15, *rule)], ENDS))
    assert found["財源"][1::2] == span


def test_a_rule_above_a_text_tells_nothing():
    rows = [middle(0, (300, "地方")), LOW]
    found = places(rows_to_head(rows, COLUMNS, [Segment(-5, 120, 380)], ENDS))
    assert found["地方"] == (0, 2, 1, 2)


@pytest.mark.parametrize("zone", [None, (-2, 32)])
@pytest.mark.parametrize(("top", "span"), [(10, (3, 3)), (20, (2, 4))])
def test_a_text_in_the_middle_of_the_height_is_not_covered(top, span, zone):
    """計 is under 財源 if it stands on the level of the others, not between the levels."""
    columns = [*COLUMNS, Extent(430, 470, True)]
    rows = [
        middle(0, (350, "財源")),
        middle(top, (30, "事業"), (450, "計")),
        middle(20, (150, "国"), (250, "県"), (350, "市")),
    ]
    found = places(rows_to_head(rows, columns, [], (0, 500), zone=zone))
    column, columns_over = found["財源"][1::2]
    assert (column, column + columns_over - 1) == span
    assert found["事業"] == (0, 0, 2, 1)


def test_the_second_of_three_levels_is_in_the_middle_and_covered():
    """One rule is drawn below both years, which leaves their columns open."""
    columns = [NAMES, *AMOUNTS, Extent(430, 470, True)]
    rows = [
        middle(0, (200, "前年度"), (400, "本年度")),
        middle(20, (30, "事業"), (200, "財源"), (400, "区分")),
        middle(40, (150, "国"), (250, "県"), (350, "国"), (450, "県")),
    ]
    rules = [Segment(15, 120, 480), Segment(35, 120, 280), Segment(35, 320, 480)]
    found = places(rows_to_head(rows, columns, rules, (0, 500), zone=(-5, 55)))
    assert found["前年度"] == (0, 1, 1, 2)
    assert found["財源"] == (1, 1, 1, 2)
    assert found["事業"] == (0, 0, 3, 1)


def test_heads_at_the_foot_of_the_head():
    """事業 stands on the level of the children: it is a head of the whole height's foot."""
    rows = [
        middle(0, (250, "財源")),
        middle(20, (30, "事業"), (150, "国"), (250, "県"), (350, "市")),
    ]
    band = rows_to_head(rows, COLUMNS, [], ENDS)
    found = places(band)
    assert found["財源"] == (0, 1, 1, 3)
    assert found["事業"][1::2] == (0, 1)
    assert band.row_count == 2


def test_the_heads_below_tell_the_middle_of_a_parent():
    """Amounts at the left of wide columns: where the last column ends is not known."""
    starts = (257, 330, 415, 482, 539, 605)
    columns = [Extent(68, 160), *(Extent(x, x + 20, True) for x in starts)]
    below = [(x, text) for x, text in zip(starts, "国県市町村他", strict=True)]
    rows = [middle(0, (442, "財源の内訳")), row(18, (68, "事業"), *below)]
    assert places(rows_to_head(rows, columns, [], (68, 645)))["財源の内訳"] == (0, 1, 1, 6)


def test_heads_of_two_lines_at_the_foot_of_the_head():
    """All heads end at the foot: the one with nothing above it has no parent."""
    numbers = [Extent(150, 180, True), Extent(200, 230, True)]
    columns = [NAMES, Extent(90, 130), *numbers, Extent(250, 290)]
    rows = [
        middle(0, (215, "内訳")),
        middle(8, (165, "要望額")),
        middle(20, (30, "事業"), (110, "主体"), (165, "千円"), (215, "寄付"), (265, "備考")),
    ]
    assert places(rows_to_head(rows, columns, [], (0, 290)))["内訳"][1::2] == (3, 1)


def test_below_texts_in_the_middle_of_the_height_low_ones_have_a_parent():
    """事業 stands in the middle: 国 and 他 would stand there as well, were nothing above them."""
    columns = [NAMES, *AMOUNTS, Extent(430, 450)]
    low = middle(20, (150, "国"), (250, "県"), (350, "市"), (450, "他"))
    rows = [middle(0, (302, "財源")), middle(10, (30, "事業")), low]
    assert places(rows_to_head(rows, columns, [], (0, 450)))["財源"] == (0, 1, 1, 4)


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        # centred lines of one text, one em apart
        ([middle(0, (150, "補助金の")), middle(12, (150, "額"))], ["補助金の/額"]),
        # lines that begin together
        ([row(0, (120, "補助金の")), row(12, (120, "総額"))], ["補助金の/総額"]),
        # too far apart
        ([middle(0, (150, "補助金")), middle(20, (150, "国費"))], ["補助金", "国費"]),
        # neither their left ends nor their middles are the same
        ([row(0, (120, "補助金の")), row(12, (150, "総額"))], ["補助金の", "総額"]),
    ],
)
def test_lines_of_one_head(rows, texts):
    blocks = rows_to_blocks(rows, [])
    assert ["/".join(chunk.text for chunk in block.chunks) for block in blocks] == texts


def test_a_rule_between_two_lines_parts_them():
    rows = [middle(0, (150, "補助金の")), middle(12, (150, "総額"))]
    assert len(rows_to_blocks(rows, [Segment(11, 120, 180)])) == 2
    assert len(rows_to_blocks(rows, [Segment(11, 200, 280)])) == 1  # beside them


def test_wide_lines_of_the_body_loosen_those_of_the_head():
    rows = [middle(0, (150, "補助金の")), middle(18, (150, "総額"))]
    assert "補助金の/総額" in places(rows_to_head(rows, COLUMNS, [], ENDS, leading=1.8))
    assert "補助金の/総額" not in places(rows_to_head(rows, COLUMNS, [], ENDS))


def test_a_head_over_nothing_is_a_new_column():
    rows = [middle(0, (30, "事業"), (150, "国"), (250, "県"), (350, "市"), (430, "備考"))]
    band = rows_to_head(rows, COLUMNS, [], (0, 450))
    assert len(band.columns) == 5
    assert places(band)["備考"] == (0, 4, 1, 1)
    assert band.places == [0, 1, 2, 3]


@pytest.mark.parametrize(("x", "columns"), [(380, 4), (430, 4), (600, 5)])
def test_a_head_far_beside_a_column_without_one_is_a_new_column(x, columns):
    rows = [middle(0, (30, "事業"), (150, "国"), (250, "県"), (x, "備考"))]
    band = rows_to_head(rows, COLUMNS, [], (0, x + 20))
    assert len(band.columns) == columns
    assert places(band)["備考"][1] == columns - 1


def test_columns_behind_a_new_one_move():
    columns = [NAMES, Extent(230, 270, True)]
    band = rows_to_head([middle(0, (30, "事業"), (150, "印"), (250, "額"))], columns, [], (0, 300))
    assert band.places == [0, 2]
    assert places(band) == {"事業": (0, 0, 1, 1), "印": (0, 1, 1, 1), "額": (0, 2, 1, 1)}


def test_a_parent_is_no_new_column():
    band = rows_to_head([middle(0, (200, "公費")), LOW], COLUMNS, [], ENDS)
    assert len(band.columns) == 4


def test_upright_heads_stand_over_their_columns():
    rows = [
        middle(15, (30, "区分")),
        upright(145, 0, "病院数"),
        upright(245, 0, "診療所"),
        upright(355, 0, "訪問看"),
        upright(343, 0, "護の所"),
    ]
    found = places(rows_to_head(rows, COLUMNS, [], ENDS))
    assert {text: place[1] for text, place in found.items()} == {
        "区分": 0,
        "病院数": 1,
        "診療所": 2,
        "訪問看/護の所": 3,
    }


def test_upright_lines_far_apart_are_two_heads():
    rows = [upright(345, 0, "病院数"), upright(320, 0, "診療所")]
    assert len(rows_to_blocks(rows, [])) == 2


def test_kinds_of_columns_decide_where_the_middle_does_not():
    """財源 stands between the middles of two and of three columns; the third is one of words."""
    words = [*AMOUNTS[:2], Extent(330, 370)]
    numbers = AMOUNTS
    rows = [middle(0, (225, "財源")), LOW]
    assert places(rows_to_head(rows, [NAMES, *words], [], ENDS))["財源"][1::2] == (1, 2)
    assert places(rows_to_head(rows, [NAMES, *numbers], [], ENDS))["財源"][1::2] == (1, 3)


def test_no_rows_are_no_head():
    band = rows_to_head([], COLUMNS, [], ENDS)
    assert (band.cells, band.row_count, band.places) == ([], 0, [0, 1, 2, 3])


def test_groups_with_a_number_head_columns(sheet):
    """０歳 and １級 stand above numbers, and before them in the first column."""
    xs, tops = [60, 160, 240, 320, 400], [100, 120, 140, 160, 180]
    page = sheet()
    page.rules(xs, tops)
    page.cells(xs, tops, [["保育園", "０歳", "１歳", "２歳"], *[["北の園", "6", "12", "9"]] * 3])
    (grid,) = page.read().grids
    assert grid.head_rows == 1
