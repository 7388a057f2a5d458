"""First rows of a body without an amount, and titles right below a head, in unruled tables."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.white.aligned import rows_to_runs
from pipeline.document.pdf.white.blankrows import with_blank_rows
from tests.document.pdf.rows import middle, row

STEP = 20.0
UPPER = middle(0, (260, "回答した施設"))
LOWER = middle(12, (30, "区分"), (130, "選択肢"), (220, "病院"), (300, "薬局"))
BODY = [
    ((0, "高齢者"), (100, "場所が狭い"), (210, "12.3")),
    ((100, "人が足りない"), (210, "45.6"), (290, "7.8")),
    ((0, "子ども"), (100, "時間がない"), (290, "90.1")),
    ((100, "費用がかかる"), (210, "2.3"), (290, "4.5")),
]
BLANK = ((0, "在宅"), (100, "とくにない"))


def table(*blank, head=(UPPER, LOWER), start=32.0):
    rows = [*head]
    for number, texts in enumerate((*blank, *BODY)):
        rows.append(row(start + STEP * number, *texts))
    return rows


def body_of(rows, blank):
    """Where the body begins if the first row with an amount is known."""
    return with_blank_rows(rows, 0, len(rows) - len(BODY), len(rows)) == (
        len(rows) - len(BODY) - blank
    )


@pytest.mark.parametrize("count", [1, 2])
def test_rows_of_words_as_far_apart_as_the_others_are_of_the_body(count):
    assert body_of(table(*[BLANK] * count), count)
    [run] = rows_to_runs(table(*[BLANK] * count))
    assert (run.start, run.head, run.end) == (0, 2, 2 + count + len(BODY))


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(table(), id="no such row"),
        pytest.param(table(((100, "とくにない"),)), id="one text"),
        pytest.param(table(((0, "在宅"), (210, "病院"))), id="a text over amounts"),
        pytest.param(table(BLANK, start=22.0), id="as near to the head as its lines"),
        pytest.param(table(BLANK, head=(middle(12, (30, "区分"), (130, "選択肢")),)),
                     id="no head over the amounts"),
    ],
)  # fmt: skip
def test_other_rows_above_the_first_amount_stay_heads(rows):
    assert body_of(rows, 0)


def test_rows_of_a_head_that_stand_as_far_apart_as_the_body():
    """The lower row of the head has texts over the amounts."""
    head = (
        middle(-8, (30, "区分"), (130, "選択肢"), (260, "施設")),
        middle(12, (30, "（類）"), (220, "病院"), (300, "薬局")),
    )
    assert body_of(table(head=head), 0)


@pytest.mark.parametrize("x", [0, 6])
def test_a_title_below_a_head_whose_first_text_stands_further_in(x):
    """The head is centred over its column, the title stands where the rows begin."""
    head = middle(0, (45, "病院"), (130, "床数"), (220, "医師"), (300, "看護師"))
    rows = [head, row(21, (x, "北部"))]
    for number, name in enumerate(("県立第一中央病院", "市立病院", "町立診療所", "村立診療所")):
        rows.append(row(42 + 21 * number, (0, name), (125, "12"), (215, "3"), (295, "45")))
    [run] = rows_to_runs(rows)
    assert (run.start, run.head, run.end) == (0, 1, 6)


def test_a_line_far_in_below_a_head_belongs_to_it():
    head = middle(0, (45, "病院"), (130, "床数"), (220, "医師"), (300, "看護師"))
    rows = [head, row(21, (150, "北部"))]
    for number, name in enumerate(("県立第一中央病院", "市立病院", "町立診療所", "村立診療所")):
        rows.append(row(42 + 21 * number, (0, name), (125, "12"), (215, "3"), (295, "45")))
    [run] = rows_to_runs(rows)
    assert (run.start, run.head) == (0, 2)
