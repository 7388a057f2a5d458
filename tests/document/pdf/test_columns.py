"""Columns of two pages put together by the stretches that their text takes."""

from __future__ import annotations

import pytest

from pipeline.document.model import Box
from pipeline.document.pdf.joined.columns import Extent, grid_to_extents, match_columns
from pipeline.document.pdf.model.pieces import PieceCell, PieceGrid, PieceLine


def extents(*stretches: tuple[float, float]) -> list[Extent]:
    return [Extent(a, b, (a, b, (a + b) / 2)) for a, b in stretches]


@pytest.mark.parametrize(
    ("lower", "pairs"),
    [
        ([(50, 90), (120, 150), (250, 300)], [(0, 0), (1, 1), (2, 2)]),  # left, left, right edge
        ([(50, 60), (200, 300)], [(0, 0), (1, None), (2, 1)]),  # one is empty below
        ([(50, 60), (120, 180), (185, 195), (280, 300)], [(0, 0), (1, 1), (None, 2), (2, 3)]),
        ([(50, 130), (210, 300)], None),  # a text over two columns
        ([(60, 85), (130, 170), (225, 280)], None),  # nothing stands on the same edges
        ([(400, 450), (500, 550)], None),
    ],
)
def test_columns_match_by_their_stretches(lower, pairs):
    upper = extents((50, 100), (120, 180), (200, 300))
    assert match_columns(upper, extents(*lower)) == pairs


def test_extents_leave_out_the_head_and_titles():
    def cell(row, column, x0, x1):
        box = Box(x0, 10 * row, x1, 10 * row + 8)
        return PieceCell(row, column, 1, 1, box, lines=[PieceLine("字", (x0, x1), box, 8)])

    cells = [cell(0, 0, 40, 110), cell(1, 0, 50, 180), cell(2, 0, 50, 80), cell(2, 1, 120, 150)]
    grid = PieceGrid(1, cells, 3, (40, 100, 160), "alignment", cells[0].box, head_rows=1)
    first, second = grid_to_extents(grid, inside=True)
    assert (first.low, first.high, second.low, second.high) == (50, 80, 120, 150)
    assert grid_to_extents(grid)[0].high == 180
