"""Lines whose parts do not stand on one level: each part keeps its own height."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.model.pieces import Height, PieceLine
from pipeline.document.pdf.text.chunks import line_to_chunks, lines_to_rows, row_of
from tests.document.pdf.rows import line_at

ONE_LEVEL = line_at(0, 100, "北院 南院")
# 東院 stands two points lower than 西院, a gap of 40 points apart.
EDGES = (0.0, 10.0, 20.0, 60.0, 70.0, 80.0)
HEIGHTS = (Height(0, 100, 110), Height(3, 102, 112))
TWO_LEVELS = PieceLine(
    "西院 東院", EDGES, Box(0, 100, 80, 112), 10, ends=(*EDGES[1:3], 60, 70, 80), heights=HEIGHTS
)


@pytest.mark.parametrize(
    ("line", "start", "end", "expected"),
    [
        (ONE_LEVEL, 0, 2, (100, 110)),
        (TWO_LEVELS, 0, 2, (100, 110)),
        (TWO_LEVELS, 0, 3, (100, 110)),  # the blank belongs to what stands before it
        (TWO_LEVELS, 3, 5, (102, 112)),
        (TWO_LEVELS, 4, 5, (102, 112)),
        (TWO_LEVELS, 1, 4, (100, 112)),
        (TWO_LEVELS, 0, 5, (100, 112)),
    ],
)
def test_the_height_of_a_part(line, start, end, expected):
    assert line.height(start, end) == expected


def test_chunks_have_their_own_boxes():
    left, right = line_to_chunks(TWO_LEVELS, 1.3)
    assert (left.box, right.box) == (Box(0, 100, 20, 110), Box(60, 102, 80, 112))
    assert right.piece().box == right.box


def test_a_part_of_a_row_has_its_own_height():
    [row] = lines_to_rows([TWO_LEVELS], 1.3)
    assert (row.top, row.bottom) == (100, 112)
    part = row_of(row.chunks[1:])
    assert (part.top, part.bottom) == (102, 112)


HEAD = ("番号", "取組の内容")
LEFT = [(str(n), ["看護師の研修を県", "内の各地で年に二", "回ずつ行う"]) for n in range(1, 5)]
RIGHT = [(str(n), ["夜間の相談"]) for n in range(5, 9)]


def test_lines_of_halves_beside_each_other_on_other_levels(sheet, table):
    """The rows of the right half stand two points below the second lines of the left one."""
    page = sheet(842, 595)
    for x, half, lower in ((60, LEFT, 0.0), (440, RIGHT, 15.2)):
        for at, text in zip((x, x + 60), HEAD, strict=True):
            page.text(at, 100, text)
        for place, (number, lines) in enumerate(half):
            top = 124 + 48 * place + lower
            page.text(x, top, number)
            for i, line in enumerate(lines):
                page.text(x + 60, top + 13 * i, line)
    left, right = page.read().grids
    for grid, half in ((left, LEFT), (right, RIGHT)):
        assert table(grid) == [list(HEAD), *([n, "\n".join(lines)] for n, lines in half)]
