"""The block of costs of a fund plan's sheet: its own sums say which number is whose share."""

from __future__ import annotations

import pytest

from extractors.facts.shared.costs import block_to_amounts
from pipeline.document.model import Cite

IN_ORDER = """金額 総事業費（Ａ＋Ｂ＋Ｃ） （千円） 187,500
基金 国（Ａ） 62,500 都道府県（Ｂ） 31,250 計（Ａ＋Ｂ） 93,750
その他（Ｃ） 93,750"""
MIXED = """総事業費
（Ａ＋Ｂ＋Ｃ）
(千円)
15,900
基金
(千円)
7,000
その他（Ｃ）
国（Ａ）
公
(千円)
0
都道府県（Ｂ） (千円)
3,500
計（Ａ＋Ｂ）
(千円)
10,500
民
7,000
(千円)
5,400
うち受託事業等（再掲）（注２）
7,000"""


def shares(text: str, known: int | None) -> dict[str, str]:
    return {a.source: a.cite.text for a in block_to_amounts(Cite(text), known, 2016)}


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (IN_ORDER, None, {"total": "187,500", "national": "62,500", "prefecture": "31,250",
                          "fund": "93,750", "other": "93,750"}),
        (IN_ORDER, 187_500_000, {"national": "62,500", "prefecture": "31,250", "fund": "93,750",
                                 "other": "93,750"}),
        (MIXED, 15_900_000, {"national": "7,000", "prefecture": "3,500", "fund": "10,500",
                             "other": "5,400"}),
        # no line of the others: the fund's own sum holds, and it is a part of the total
        (IN_ORDER.partition("\nその他")[0], None, {"total": "187,500", "national": "62,500",
                                                "prefecture": "31,250", "fund": "93,750"}),
        ("総事業費 900 国 700 都道府県 350 計 1,050", None, {"total": "900"}),
        # nothing adds up: only the total is sure
        ("総事業費 900 国 100 都道府県 200 計 700", None, {"total": "900"}),
        ("総事業費 900 国 100 都道府県 200 計 700", 800_000, {}),
        ("", None, {}),
    ],
)  # fmt: skip
def test_shares(text: str, known: int | None, expected: dict[str, str]) -> None:
    assert shares(text, known) == expected
