"""Level rules of one width: those of a table, and those that belong to none."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.model.ink import Segment
from pipeline.document.pdf.text.chunks import Row
from pipeline.document.pdf.text.within import rows_in_stack
from pipeline.document.pdf.white.ruled import stack_to_grid
from pipeline.document.pdf.white.stacks import rules_to_stacks
from tests.document.pdf.rows import grid_rows, levels, row, texts_of

HEAD = ((0, "事業名"), (100, "金額"), (200, "所管"))
BODY = ((0, "甲事業"), (100, "12"), (200, "乙課"))
LONG = "この計画は、県のすべての圏域にわたる取組をここに挙げる"  # 270 of 300 points


def heights(rules: list[Segment], *rows) -> list[list[float]]:
    return [[rule.at for rule in stack] for stack in rules_to_stacks(rules, list(rows))]


def test_the_rule_below_a_running_head_is_no_part_of_the_table():
    page = levels(20, 100, 120, 140, 160)
    rows = [row(5, (0, "第一章")), row(60, (0, LONG)), row(105, *HEAD)]
    rows += [row(125, *BODY), row(145, *BODY)]
    assert heights(page, *rows) == [[100, 120, 140, 160]]


def test_the_rule_above_foot_notes_is_no_part_of_the_table():
    page = levels(100, 120, 140, 160, 700)
    prose = [row(200 + 16 * n, (0, LONG)) for n in range(3)]
    rows = [row(105, *HEAD), row(125, *BODY), row(145, *BODY), *prose, row(710, (0, "注　推計"))]
    assert heights(page, *rows) == [[100, 120, 140, 160]]


@pytest.mark.parametrize(
    ("between", "parts"),
    [
        ([row(45, (0, LONG)), row(57, (0, LONG))], [[0, 20, 40], [80, 100, 120]]),
        ([row(45, (0, LONG))], [[0, 20, 40, 80, 100, 120]]),  # one line may be a title
        ([row(45, *BODY), row(57, *BODY)], [[0, 20, 40, 80, 100, 120]]),
        # lines as wide as the text of a cell
        ([row(45, (0, "甲の事業")), row(57, (0, "の続き"))], [[0, 20, 40, 80, 100, 120]]),
        # wide, but behind the first column
        ([row(45, (60, LONG[:24])), row(57, (60, LONG[:24]))], [[0, 20, 40, 80, 100, 120]]),
    ],
)
def test_prose_between_rules_parts_tables(between, parts):
    rows = [row(5, *HEAD), row(25, *BODY), *between, row(85, *BODY), row(105, *BODY)]
    assert heights(levels(0, 20, 40, 80, 100, 120), *rows) == parts


EVERYWHERE = [row(y, *BODY) for y in range(25, 240, 20)]


@pytest.mark.parametrize(
    ("low", "high", "stacks"),
    [
        (90, 300, [0]),  # the first column is merged over rows
        (90, 303, [0]),
        (90, 250, [0, 90]),  # ends before the table does
        (0, 200, [0, 0]),  # leaves the last column out
    ],
)
def test_rules_that_leave_merged_first_columns_out_belong_to_the_wider_ones(low, high, stacks):
    page = [*levels(20, 60, 100), *levels(80, 140, low=low, high=high)]
    found = rules_to_stacks(page, EVERYWHERE)
    assert [stack[0].low for stack in found] == stacks
    if len(stacks) == 1:  # the narrower ones end the table, as wide as it is
        assert found == [levels(20, 60, 100, 140)]


def test_narrower_rules_elsewhere_on_the_page_are_another_table():
    page = [*levels(20, 60), *levels(200, 240, low=90)]
    assert [len(stack) for stack in rules_to_stacks(page, EVERYWHERE)] == [2, 2]


def test_rules_without_text_between_them_are_no_table():
    assert rules_to_stacks(levels(0, 20, 40), [row(100, *BODY)]) == []


def test_a_merged_first_column_is_one_cell():
    rows = [row(5, *HEAD), row(35, (0, "甲事業")), row(25, *BODY[1:]), row(45, *BODY[1:])]
    rows += [row(65, *BODY), row(85, *BODY)]
    rows.sort(key=lambda r: r.top)
    rules = [*levels(0, 20, 60, 80, 100), *levels(40, low=90)]
    [stack] = rules_to_stacks(rules, rows)
    grid = stack_to_grid(1, stack, rules, rows)
    assert grid is not None
    found = {(cell.row, cell.column): cell for cell in grid.cells}
    assert (found[1, 0].text, found[1, 0].row_span) == ("甲事業", 2)
    assert [found[r, 1].text for r in (1, 2)] == ["12", "12"]


def test_text_beside_a_stack_stays_outside():
    rows = [row(5, *HEAD, (320, "傍注")), row(50, (320, "別の注")), row(200, *BODY)]
    inside, outside = rows_in_stack(levels(0, 100), rows)
    assert texts_of(inside) == [["事業名", "金額", "所管"]]
    assert texts_of(outside) == [["傍注"], ["別の注"], ["甲事業", "12", "乙課"]]


def table(*rows, rules=None, **options) -> list[list[str]] | None:
    stack = rules or levels(0, 20, 40, 60, 80)
    grid = stack_to_grid(1, stack, stack, rows, **options)
    return grid and grid_rows(grid)


def test_each_stretch_between_rules_is_a_row():
    head, body = ["事業名", "金額", "所管"], ["甲事業", "12", "乙課"]
    rows = [row(5, *HEAD), row(25, *BODY), row(45, *BODY), row(65, *BODY)]
    assert table(*rows) == [head, body, body, body]


def test_columns_that_something_tells_may_be_empty():
    rows = [row(5, *HEAD, (260, "備考")), *(row(y, *BODY) for y in (25, 45, 65))]
    found = table(*rows, columns=(0.0, 80.0, 190.0, 250.0, 300.0))
    assert found == [["事業名", "金額", "所管", "備考"], *[["甲事業", "12", "乙課", ""]] * 3]


def test_columns_that_are_not_those_of_the_rows_tell_nothing():
    rows = [row(5, *HEAD), *(row(y, *BODY) for y in (25, 45, 65))]
    assert table(*rows, columns=(0.0, 250.0, 300.0)) == table(*rows)


@pytest.mark.parametrize(
    "rows",
    [
        [row(y, (0, LONG)) for y in (5, 25, 45, 65)],  # lines of prose
        [row(y, (0, "窓口")) for y in (5, 25, 45, 65)],  # one column
        [row(5, *HEAD)],  # a head alone
        [],
    ],
)
def test_text_without_columns_is_no_table(rows):
    assert table(*rows) is None


def test_two_rules_around_a_head_are_no_table():
    assert table(row(5, *HEAD), rules=levels(0, 20)) is None


LIST = ((0, "区分"), (40, "事業名"), (150, "金額"), (200, "前年度"), (260, "所管"))


def entry(top: float, name: str, amount: str, mark: str = "") -> Row:
    texts = [(40, name), (150, amount), (200, amount), (260, "乙課")]
    return row(top, *([(0, mark)] if mark else []), *texts)


def test_titles_that_reach_across_the_first_river_stand_between_rows():
    rows = [row(5, *LIST), row(25, (0, "【在宅医療の推進】")), entry(45, "甲事業", "12")]
    rows += [entry(65, "乙事業", "30"), entry(85, "小計", "42"), row(105, (0, "【人材】の確保"))]
    rows += [
        entry(125, "丙事業", "7", mark="新"),
        entry(145, "丁事業", "8"),
        entry(165, "小計", "15"),
    ]
    found = table(*rows, rules=levels(0, 20, 80, 100, 160, 180))
    assert found is not None
    assert [line[:3] for line in found] == [
        ["区分", "事業名", "金額"],
        ["【在宅医療の推進】", "", ""],
        ["", "甲事業", "12"],
        ["", "乙事業", "30"],
        ["", "小計", "42"],
        ["【人材】の確保", "", ""],
        ["新", "丙事業", "7"],
        ["", "丁事業", "8"],
        ["", "小計", "15"],
    ]


def test_a_key_between_its_rows_is_no_title():
    rows = [
        row(5, *LIST),
        entry(25, "甲事業", "12"),
        row(34, (0, "東部")),
        entry(45, "乙事業", "3"),
    ]
    rows += [entry(65, "丙事業", "7", mark="西部"), entry(85, "丁事業", "8", mark="南部")]
    found = table(*rows, rules=levels(0, 20, 60, 80, 100))
    assert found is not None
    assert [line[0] for line in found if "東部" in line[0]] == ["東部"]
    assert ["東部", "", ""] not in [line[:3] for line in found]
