"""Lists of running numbers whose rows fell apart into lines."""

from __future__ import annotations

import pytest

from pipeline.document.flat.numbered import take_numbered
from pipeline.document.flat.tokens import lines_to_rows
from pipeline.document.model import Line

HEAD = "事業名及び概要 事業費 一般財源"
ROWS = [
    "7 一般 相談事業",
    "電話を受ける",
    "300 300",
    "8 政策 巡回事業",
    "20 10",
    "9 一般 検査事業",
    "5 -",
]


def read(lines: list[str]) -> list[list[str]] | None:
    rows = lines_to_rows([Line(i, None, i + 1, text) for i, text in enumerate(lines)])
    found = take_numbered(rows, 0)
    if found is None:
        return None
    return [[cite.text for cite in cites] for cites in (found.head, *found.rows)]


def test_rows() -> None:
    assert read([HEAD, "総務費 900 800", *ROWS, "予防費 10 10", "10 一般 予防事業", "1 1"]) == [
        ["", "", "事業名及び概要", "", "事業費", "一般財源"],
        ["7", "一般", "相談事業", "電話を受ける", "300", "300"],
        ["8", "政策", "巡回事業", "", "20", "10"],
        ["9", "一般", "検査事業", "", "5", "-"],
        ["10", "一般", "予防事業", "", "1", "1"],
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["事業名 病院名 所在地", *ROWS],  # no amounts
        [HEAD, *(line.replace("8 政策", "18 政策") for line in ROWS)],  # the numbers do not follow
        [HEAD, *ROWS[:5]],  # two rows
        [HEAD, "7 相談事業 300 300", "8 巡回事業 20 10", "9 検査事業 5 -"],  # rows of one line
        [HEAD, "病院では", *ROWS[:2], "次のとおり", *ROWS[3:]],  # a row without amounts
    ],
)
def test_other_lists(lines: list[str]) -> None:
    assert read(lines) is None
