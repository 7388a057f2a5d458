"""Tables set in two halves side by side."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.white.halves import rows_to_halves
from tests.document.pdf.rows import row, texts_of

HEAD = ((0, "施設"), (60, "床"), (200, "施設"), (260, "床"))
FIRST = ((0, "北院"), (60, "12"), (200, "東院"), (260, "34"))
SECOND = ((0, "南院"), (60, "56"), (200, "西院"), (260, "78"))


def halves(*rows):
    return [texts_of(part) for part in rows_to_halves(rows)]


def test_below_a_repeated_head_the_left_half_comes_first():
    assert halves(row(0, *HEAD), row(12, *FIRST), row(24, *SECOND)) == [
        [["施設", "床"], ["北院", "12"], ["南院", "56"]],
        [["施設", "床"], ["東院", "34"], ["西院", "78"]],
    ]


def test_a_half_may_be_shorter():
    assert halves(row(0, *HEAD), row(12, *FIRST), row(24, *SECOND[:2]))[1] == [
        ["施設", "床"],
        ["東院", "34"],
    ]


def test_rows_across_both_part_them():
    across = (0, "県の全域にわたる取組として次の各施設をここに挙げる")
    found = halves(row(0, *HEAD), row(12, *FIRST), row(24, across), row(36, *SECOND))
    assert [len(part) for part in found] == [2, 2, 2]
    assert found[2] == [[across[1]], [text for _, text in SECOND]]


def test_what_stands_above_stays_before_both():
    title = row(-40, (0, "一覧"))
    assert halves(title, row(0, *HEAD), row(12, *FIRST))[0] == [["一覧"]]


def test_upper_lines_of_a_head_belong_to_their_halves():
    upper = row(-12, (0, "医療"), (60, "許可"), (200, "医療"), (260, "許可"))
    found = halves(upper, row(0, *HEAD), row(12, *FIRST))
    assert [part[:2] for part in found] == [[["医療", "許可"], ["施設", "床"]]] * 2


def test_two_tables_of_halves_below_each_other():
    across = (0, "県の全域にわたる取組として次の各施設をここに挙げる")
    upper = [row(0, *HEAD), row(12, *FIRST)]
    lower = [row(60, *HEAD), row(72, *SECOND)]
    found = halves(*upper, row(40, across), *lower)
    assert [part[-1][0] for part in found] == ["北院", "東院", across[1], "南院", "西院"]


@pytest.mark.parametrize(
    "texts",
    [
        ((0, "12"), (60, "34"), (200, "12"), (260, "34")),  # equal amounts
        ((0, "施設"), (60, "12"), (200, "施設"), (260, "12")),
        ((0, "施設"), (200, "施設")),  # halves of one column
        ((0, "施設"), (60, "施設"), (200, "施設"), (260, "施設")),  # the same four times
        ((0, "施設"), (60, "床"), (200, "施設")),
        ((0, "施設"), (60, "床"), (200, "床"), (260, "施設")),  # in another order
        ((0, "－"), (60, "―"), (200, "－"), (260, "―")),  # nil marks
    ],
)
def test_other_rows_are_no_head_of_halves(texts):
    rows = [row(0, *texts), row(12, *FIRST), row(24, *SECOND)]
    assert rows_to_halves(rows) == [rows]


def test_halves_are_cut_where_their_white_lasts():
    """A long text of the left half reaches beyond the head's middle."""
    long = ((0, "北院"), (60, "十二床のうち休止三床"), (200, "東院"), (260, "34"))
    found = halves(row(0, *HEAD), row(12, *long))
    assert found[0][1] == ["北院", "十二床のうち休止三床"]
    assert found[1][1] == ["東院", "34"]


@pytest.mark.parametrize(
    ("head", "first"),
    [
        # heads of two levels: the lower one leaves the first column of the right half out
        (
            [
                [(15, "施設"), (215, "施設")],
                [(60, "床"), (120, "医師"), (260, "床"), (320, "医師")],
            ],
            [(0, "北の病院"), (60, "12"), (120, "3"), (200, "東の病院"), (260, "34"), (320, "5")],
        ),
        # the left half's last column has no head of its own on the level that says the same twice
        (
            [[(0, "施設"), (60, "床"), (200, "施設"), (260, "床")]],
            [(0, "北院"), (60, "12"), (120, "改修"), (200, "東院"), (260, "34"), (320, "新築")],
        ),
    ],
)
def test_the_right_half_begins_as_far_off_as_its_heads(head, first):
    rows = [row(12 * n, *texts) for n, texts in enumerate([*head, first, first])]
    half = len(first) // 2
    found = [part[-1] for part in halves(*rows)]
    assert found == [[text for _, text in first[:half]], [text for _, text in first[half:]]]


def test_columns_twice_under_the_same_heads_are_no_halves():
    """Two years side by side: the names stand left of both, without a twin on the right."""
    rows = [
        row(0, (200, "予算"), (260, "決算"), (320, "予算"), (380, "決算")),
        row(12, (0, "区分"), (60, "事業")),
        row(24, (0, "医療"), (60, "看護の研修"), (200, "12"), (260, "34"), (320, "5"), (380, "6")),
    ]
    assert rows_to_halves(rows) == [rows]


@pytest.mark.parametrize(("above", "belongs"), [(-32, True), (-40, False)])
def test_how_far_a_head_over_the_halves_may_stand_from_them(above, belongs):
    upper = row(above, (60, "財源"), (260, "財源"))
    found = halves(upper, row(0, *HEAD), row(12, *FIRST))
    assert (found[0][0] == ["財源"]) is belongs


def test_no_rows():
    assert rows_to_halves([]) == []
