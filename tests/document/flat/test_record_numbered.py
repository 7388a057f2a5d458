"""Rows that begin with running numbers and fell apart into lines."""

from __future__ import annotations

import pytest

from pipeline.document.flat.records.numbered import read_numbered
from pipeline.document.flat.tokens import Row, lines_to_rows
from pipeline.document.model import Line

ROWS = [
    "7 一般 相談事業",
    "電話を受ける",
    "300 300",
    "8 政策 巡回事業",
    "20 10",
    "9 一般 検査事業",
    "5 -",
]


def read(lines: list[str]) -> list[Row]:
    return lines_to_rows([Line(i, None, i + 1, text) for i, text in enumerate(lines)])


def test_rows() -> None:
    more = ["予防費 10 10", "10 一般 予防事業", "薬 1 1", "2 2", "小計", "327", "312", "次の章"]
    found = read_numbered(read(["総務費 900 800", *ROWS, *more]), 0, 1, 2)
    assert found is not None
    rows = [
        (" ".join(t.text for line in r.before for t in line), [t.text for t in r.amounts], r.sums)
        for r in found.records
    ]
    assert rows == [
        ("7 一般 相談事業 電話を受ける", ["300", "300"], False),
        ("8 政策 巡回事業", ["20", "10"], False),
        ("9 一般 検査事業", ["5", "-"], False),
        ("10 一般 予防事業 薬 1 1", ["2", "2"], False),  # the line of amounts alone has them
        ("小計", ["327", "312"], True),
    ]
    assert found.end == 15


@pytest.mark.parametrize(
    "lines",
    [
        ["7 相談事業 300 300", "8 巡回事業 20 10", "9 検査事業 5 -"],  # rows of one line
        ["病院では", *ROWS],  # no running number, no group
        [*ROWS[:2], "次のとおり", "8 政策 巡回事業", "次のとおり"],  # no amounts
    ],
)
def test_other_lists(lines: list[str]) -> None:
    assert read_numbered(read(lines), 0, 1, 2) is None
