"""Cells at the bottom of their rows, as spreadsheets set them, where nothing is drawn."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.text.chunks import Row
from pipeline.document.pdf.white.grouping import rows_to_groups
from tests.document.pdf.rows import row

RIVERS = [(52.0, 98.0)]


def groups(*rows: tuple[str, str]) -> list[str]:
    """The texts of each group; a row is what stands in the column of names and the number."""
    lines: list[Row] = [
        row(12 * n, *((x, text) for x, text in ((0, name), (100, number)) if text))
        for n, (name, number) in enumerate(rows)
    ]
    return [
        "/".join(chunk.text for line in group for chunk in line.chunks)
        for group in rows_to_groups(lines, RIVERS)
    ]


def test_numbers_are_level_with_the_last_line_of_a_name():
    rows = [("救急搬送車", ""), ("更新", "1,200"), ("訪問歯科診", ""), ("療支援", "△340")]
    rows += [("夜間の往診", ""), ("体制の確保", ""), ("費", "860"), ("合計", "1,720")]
    assert groups(*rows) == [
        "救急搬送車/更新/1,200",
        "訪問歯科診/療支援/△340",
        "夜間の往診/体制の確保/費/860",
        "合計/1,720",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("救急搬送車", "1,200"),
            ("更新", ""),
            ("訪問歯科診", "340"),
            ("療支援", ""),
            ("計", "1,540"),
        ],
        [
            ("医療", ""),
            ("搬送車更新", "1,200"),
            ("福祉", ""),
            ("訪問の支援", "340"),
            ("計", "1,540"),
        ],
        [("救急搬送車", ""), ("更新", "1,200"), ("訪問歯科診", "340"), ("療支援", "")],
    ],
    ids=["numbers on the first line", "titles that do not fill the column", "last line goes on"],
)
def test_other_lines_do_not_open_a_cell(rows):
    """What the numbers stand beside remains the first line of its row."""
    first = [name for name, number in rows if number]
    found = [group for group in groups(*rows) if any(char.isdigit() for char in group)]
    assert [group.split("/")[0] for group in found] == first
