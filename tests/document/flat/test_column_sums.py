"""In which columns amounts stand whose blank cells are lost: what sums prove, and what not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.flat.columns.column_sums import columns_by_sums

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.none() | st.integers(-50, 500), min_size=width, max_size=width),
        min_size=1,
        max_size=6,
    )
)


@pytest.mark.parametrize(
    ("rows", "sums", "columns"),
    [
        ([[5], [3, 2]], [3, 5, 2], [(1,), (0, 2)]),
        ([[5], [5], [3, 2]], [3, 10, 2], [(1,), (1,), (0, 2)]),
        ([[5], [5]], [5, 5], [None, None]),  # either may be either
        ([[5], [5], [7]], [5, 12], [None, None, (1,)]),
        ([[4, -1], [1]], [5, -1], [(0, 1), (0,)]),
        ([[5]], [4, 1], None),
        ([], [1, 0], None),
    ],
)
def test_columns_by_sums(rows, sums, columns):
    assert columns_by_sums(rows, sums) == columns


@given(TABLES)
def test_what_is_proved_is_true(table):
    rows = [[v for v in row if v is not None] for row in table]
    truth = [tuple(n for n, v in enumerate(row) if v is not None) for row in table]
    sums = [sum(v or 0 for v in column) for column in zip(*table, strict=True)]
    found = columns_by_sums(rows, sums)
    assert found is not None
    assert all(way in (None, told) for way, told in zip(found, truth, strict=True))
