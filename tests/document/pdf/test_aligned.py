"""Rows that stand in columns by nothing but their places."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.text.rivers import lasting_rivers
from pipeline.document.pdf.white.aligned import is_aligned
from tests.document.pdf.rows import row

KEY, NAME, SUM, FIRST, SECOND, THIRD = 0, 60, 100, 200, 260, 320


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(
            [
                [(KEY, "医療"), (NAME, "人員不足"), (THIRD, "74.5")],
                [(NAME, "費用負担"), (SECOND, "58.2"), (THIRD, "5.1")],
                [(NAME, "相談窓口"), (FIRST, "42.1"), (SECOND, "81.7")],
                [(NAME, "研修機会"), (SECOND, "9.9"), (THIRD, "75.6")],
                [(KEY, "施設"), (NAME, "連携先無"), (FIRST, "38.7"), (SECOND, "19.2")],
                [(NAME, "場所不足"), (THIRD, "28.1")],
            ],
            id="a merged first column and an amount here and there",
        ),
        pytest.param(
            [
                [(KEY, "医療"), (NAME, "看護研修の支援"), (THIRD, "1,200")],
                [(NAME, "夜間相談の窓口"), (THIRD, "2,200")],
                [(SUM, "小計"), (THIRD, "3,400")],
                [(KEY, "施設"), (NAME, "当番医師の支援"), (THIRD, "3,400")],
                [(NAME, "救急訓練の実施"), (THIRD, "1,000")],
                [(SUM, "小計"), (THIRD, "4,400")],
                [(SUM, "合計"), (THIRD, "7,800")],
            ],
            id="sums in the middle of the names",
        ),
    ],
)
def test_tables(cells):
    rows = [row(14 * number, *own) for number, own in enumerate(cells)]
    assert is_aligned(rows, lasting_rivers(rows))


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(
            [
                [(KEY, "県の医療"), (FIRST, "看護")],
                [(KEY, "市の福祉"), (SECOND, "当番")],
                [(KEY, "町の救急"), (THIRD, "訓練")],
                [(KEY, "村の保健"), (400, "相談")],
            ],
            id="words here and there beside a list",
        ),
        pytest.param(
            [
                [(0, "医療"), (NAME, "看護研修"), (THIRD, "1,200")],
                [(11, "福祉"), (SUM, "相談"), (THIRD, "3,400")],
                [(22, "救急"), (NAME + 20, "訓練"), (THIRD, "5,600")],
                [(33, "保健"), (SUM + 20, "窓口"), (THIRD, "7,800")],
            ],
            id="words that keep no edge",
        ),
    ],
)
def test_no_tables(cells):
    rows = [row(14 * number, *own) for number, own in enumerate(cells)]
    assert not is_aligned(rows, lasting_rivers(rows))
