"""Level rules on a page that the table does not begin or end on: the rows that the page cuts."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.joined.columns import Extent
from pipeline.document.pdf.joined.parts import join_part, part_of
from pipeline.document.pdf.joined.under import rows_to_groups_under
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid
from pipeline.document.pdf.text.chunks import is_amount, is_number
from pipeline.document.pdf.white.ruled import stack_to_grid
from pipeline.document.pdf.white.stacks import with_open_end, with_open_start
from tests.document.pdf.rows import grid_rows, levels, line_at, row
from tests.document.pdf.unruled import PROSE

HEAD = ((0, "事業名"), (100, "金額"), (200, "所管"))
BODY = ((0, "甲事業"), (100, "12"), (200, "乙課"))
MORE = ((0, "の続き"), (200, "丙課"))


def table(stack, *rows) -> list[list[str]] | None:
    grid = stack_to_grid(1, stack, stack, rows)
    return grid and grid_rows(grid)


# ---- rows between three rules


def test_rules_part_rows_of_one_amount_each():
    """The second lines of two cells stand on one level, like a row."""
    rows = [row(5, *BODY), row(17, *MORE), row(35, *BODY), row(47, *MORE)]
    whole = ["甲事業\nの続き", "12", "乙課\n丙課"]
    assert table(levels(0, 30, 60), *rows) == [whole, whole]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ([(0, "ー"), (200, "丙課")], [["西センタ\nー", "12", "乙課\n丙課"]] * 2),
        ([(0, "東係"), (100, "ー")], [["西センタ", "12", "乙課"], ["東係", "ー", ""]] * 2),
    ],
)
def test_the_end_of_a_word_is_no_sign_of_nothing(second, expected):
    first = [(0, "西センタ"), (100, "12"), (200, "乙課")]
    rows = [row(y, *texts) for at in (0, 30) for y, texts in ((at + 5, first), (at + 17, second))]
    assert table(levels(0, 30, 60), *rows) == expected


@pytest.mark.parametrize(
    "rows",
    [
        [row(5, *HEAD), *(row(y, *BODY) for y in (35, 55, 75))],  # ruled around its head only
        [*(row(y, *BODY) for y in (3, 18, 35, 55, 75))],  # the lower rows are not parted
    ],
)
def test_rules_that_part_no_rows(rows):
    found = table(levels(0, 30, 100), *rows)
    assert found is not None and len(found) == len(rows)


# ---- the last row, open below


RULED = [row(5, *BODY), row(17, *MORE), row(35, *BODY), row(47, *MORE)]


@pytest.mark.parametrize(
    ("below", "end"),
    [
        ([row(65, *BODY), row(77, *MORE)], 87),
        ([row(65, (200, "乙課")), row(69, (0, "甲事業"), (100, "12")), row(77, (200, "丙課"))], 87),
        ([row(65, (0, "注　推計"))], None),  # one text in one column
        ([row(65, (0, "注　推計")), row(73, (0, "である"))], None),
        ([row(65, (0, "次のとおりとする。あわせて行う"))], None),  # over the columns
        ([row(90, *BODY)], None),  # far away
        ([row(65, *BODY), *(row(y, (0, "本文")) for y in (120, 140, 160))], None),  # text below
    ],
)
def test_open_end_of_a_page_without_a_head(below, end):
    stack = with_open_end(levels(0, 30, 60), [*RULED, *below])
    assert [rule.at for rule in stack] == [0, 30, 60, *([end + 0.5] if end else [])]


def test_head_and_one_row_tell_no_open_end():
    stack = levels(0, 20, 40)
    assert with_open_end(stack, [row(5, *HEAD), row(25, *BODY), row(45, *BODY)]) == stack


@pytest.mark.parametrize(("low", "open_"), [(90, True), (190, True), (0, False)])
def test_rules_that_leave_merged_cells_out_part_rows_as_well(low, open_):
    """Rules of a head's groups and of merged cells end where the table does."""
    rows = [row(5, *HEAD), *(row(y, *BODY) for y in (25, 45, 65))]
    high = 300 if open_ else 200
    stack = with_open_end(
        levels(0, 20, 60), rows, [*levels(0, 20, 60), *levels(40, low=low, high=high)]
    )
    assert len(stack) == (4 if open_ else 3)


# ---- a head without a rule above it


TITLE = row(-60, (0, "表１　事業の一覧"))
LOOSE = [row(-24, (100, "令和５年度"), (200, "担当")), row(-12, *HEAD)]


@pytest.mark.parametrize(
    ("above", "start"),
    [
        ([TITLE, row(-12, *HEAD)], -12),
        ([TITLE, *LOOSE], -24),
        ([TITLE, row(-24, (0, "表１　長い題の名の表の一覧")), row(-12, *HEAD)], -12),
        ([row(-12, *HEAD)], None),  # the rest of a row at the top of a page
        ([TITLE, row(-12, *BODY)], None),  # a row of amounts
        ([TITLE, row(-12, (0, "事業の一覧"))], None),  # a title
        ([TITLE, row(-24, (0, "事業の")), row(-12, (0, "一覧"))], None),
        ([TITLE, row(-12, (0, "事業の一覧"), (200, "（単位：千円）"))], None),
        ([TITLE, row(-30, *HEAD)], None),  # far above
        ([TITLE, row(-12, *HEAD, (400, "注"))], None),  # beside the table as well
    ],
)
def test_head_without_a_rule_above_it(above, start):
    rows = [*above, *(row(y, *BODY) for y in (5, 25, 45))]
    stack = with_open_start(levels(0, 20, 40, 60), rows)
    assert [rule.at for rule in stack] == [*([start - 0.5] if start else []), 0, 20, 40, 60]


# ---- the rest of a row above the first rule


def cell(row_, column, x, text, span=1, rows=1) -> PieceCell:
    lines = [line_at(x, 20 * row_, text)] if text else []
    box = lines[0].box if lines else line_at(x, 20 * row_, "字").box
    return PieceCell(row_, column, rows, span, box, lines=lines)


COLUMNS = (0.0, 90.0, 250.0, 300.0)
OPEN = "地域の体制を整える機関を支援し"  # fills its column


def grid(*rows, columns=COLUMNS) -> PieceGrid:
    cells = [c for part in rows for c in part]
    last = 1 + max(c.row for c in cells)
    found = PieceGrid(1, cells, last, columns, "rules", line_at(0, 0, "字").box)
    found.keep_lines()
    return found


def body(number, text=OPEN) -> list[PieceCell]:
    return [cell(number, 0, 0, "甲事業"), cell(number, 1, 95, text), cell(number, 2, 260, "12")]


@pytest.mark.parametrize(
    ("x", "last", "whole"),
    [
        (95, OPEN, True),
        (95, OPEN[:-1] + "。", False),  # nothing is missing
        (95, "短い", False),
        (80, OPEN, False),  # over two columns
        (0, OPEN, False),  # a title begins where the table does
    ],
)
def test_rest_over_several_columns_goes_into_its_own(x, last, whole):
    upper = grid(body(0), body(1), body(2, last))
    wide = [cell(0, 0, x, "調べる。", span=3)]
    part = part_of(upper, grid(wide, body(1), body(2)))
    assert part is not None
    spans = [(c.column, c.column_span, c.text) for c in part.grid.row(0) if c.text]
    assert spans == ([(1, 1, "調べる。")] if whole else [(0, 3, "調べる。")])


# ---- titles below the rest of a row


def test_titles_are_rows_of_their_own():
    extents = [Extent(0, 60, (0, None, None)), Extent(95, 245, (95, None, None))]
    upper = grid(
        [cell(0, 0, 0, "（医療）"), cell(0, 1, 95, "")],
        [cell(1, 0, 0, "甲事業"), cell(1, 1, 95, OPEN)],
        columns=COLUMNS[:3],
    )
    rest, title = row(0, (95, "調べる。")), row(11, (0, "（救急）"))
    assert rows_to_groups_under([rest, title], extents, upper) == [[rest], [title]]
    # beside the text of the next cell: a key of several lines
    beside = row(5, (0, "（救急）"))
    assert len(rows_to_groups_under([rest, beside], extents, upper)) == 1


# ---- a page that takes up the head again


@pytest.mark.parametrize(
    ("x", "name", "amounts", "row_"),
    [
        (203, "前年度計", True, ["", "前年度計", "", "9,900", "900"]),  # over two columns
        (60, "次のとおりとする体制の整備", True, None),  # begins where the table does
        (203, "前年度計", False, None),  # no sum
    ],
)
def test_name_of_a_sum_over_several_columns(sheet, table, x, name, amounts, row_):
    def typeset_wide(top, rows):
        for i, texts in enumerate(rows):
            for left, text in zip((60, 110, 230), texts, strict=False):
                page.text(left, top + 20 * i, text)
            page.right(440, top + 20 * i, texts[3])
            page.right(500, top + 20 * i, texts[4])

    def rows(first, count):
        return [
            [str(n), "地域の体制の整備事業", "体制を整備する。", f"{n},200", f"{n}00"]
            for n in range(first, first + count)
        ]

    page = sheet()
    typeset_wide(680, rows(1, 5))
    page.next_page()
    page.text(x, 60, name)
    if amounts:
        page.right(440, 60, "9,900")
        page.right(500, 60, "900")
    page.text(60, 120, PROSE)
    (grid,) = page.read().grids
    assert table(grid)[5:] == ([row_] if row_ else [])


def test_repeated_head_whose_wide_cell_is_told_over_other_columns():
    def part(first, last):
        head = [cell(0, 0, 0, "事業名", rows=2), cell(0, first, 95, "負担", span=last - first + 1)]
        head += [cell(1, 1, 95, "国"), cell(1, 2, 260, "県")]
        made = grid(*[[c for c in head if c.column < 3]], body(2), body(3), body(4))
        made.head_rows, made.head_sign = 2, "fill"
        return made

    found = part_of(part(1, 2), part(2, 2))
    assert found is not None and found.head == 2


def test_numbers_behind_a_minus_and_a_blank():
    assert is_number("△ 5 2 ,5 5 0") and is_amount("（ １２，０００")
    assert not is_number("△ あ") and not is_amount("△ ")


# ---- merged cells that the end of a page cuts, one row on either side


def keyed(*keys, fill=False) -> PieceGrid:
    """Drawn rows whose first cells are keys and how many rows each is merged over."""
    cells, at = [], 0
    for text, rows in keys:
        cells.append(cell(at, 0, 0, text, rows=rows))
        cells[-1].fill = fill
        for _ in range(rows):
            cells += [cell(at, 1, 95, f"{at}番の事業"), cell(at, 2, 260, "12")]
            at += 1
    found = grid(cells)
    found.drawn = True
    return found


@pytest.mark.parametrize(
    ("above", "below", "spans"),
    [
        (
            [("医療", 2), ("救急", 1)],
            [("", 1), ("在宅", 2)],
            [("医療", 2), ("救急", 2), ("在宅", 2)],
        ),
        (  # nothing is merged: the cell is blank
            [("医療", 1), ("救急", 1)],
            [("", 1), ("在宅", 1)],
            [("医療", 1), ("救急", 1), ("", 1), ("在宅", 1)],
        ),
        (  # others are blank as well
            [("医療", 2), ("", 1), ("救急", 1)],
            [("", 1), ("在宅", 1)],
            [("医療", 2), ("", 1), ("救急", 1), ("", 1), ("在宅", 1)],
        ),
    ],
)
@pytest.mark.parametrize("fill", [False, True])
def test_key_of_one_row_goes_on_over_the_page(above, below, spans, fill):
    upper = keyed(*above, fill=fill)
    part = part_of(upper, keyed(*below, fill=fill))
    assert part is not None
    join_part(upper, part)
    found = [(c.text, c.row_span) for c in upper.cells if c.column == 0]
    assert found == spans


def test_key_goes_on_where_the_next_page_has_no_cell_for_it():
    upper, lower = keyed(("医療", 2), ("救急", 1)), keyed(("", 2), ("在宅", 1))
    lower.cells = [c for c in lower.cells if c.text]
    part = part_of(upper, lower)
    assert part is not None
    join_part(upper, part)
    found = [(c.text, c.row_span) for c in upper.cells if c.column == 0]
    assert found == [("医療", 2), ("救急", 3), ("在宅", 1)]
