"""Tables of programs without any rule, as their tests typeset them."""

from __future__ import annotations

XS = (60, 110, 240, 480)  # left edges of numbers, names and texts; right edge of amounts
STEP = 20
PROGRAMS = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"]


def rows_of(first: int, count: int, digits: str = "1,200"):
    return [
        [str(n), f"{PROGRAMS[n % 8]}事業", "地域の体制を整備する。", digits]
        for n in range(first, first + count)
    ]


def typeset(page, top, rows):
    """Rows without any rule: three columns at their left edges, amounts at their right edge."""
    for i, row in enumerate(rows):
        for x, text in zip(XS[:3], row, strict=False):
            page.text(x, top + STEP * i, text)
        if len(row) > 3 and row[3]:
            page.right(XS[3], top + STEP * i, row[3])
    return top + STEP * len(rows)


PROSE = "　この計画は、地域の実情に応じて毎年度見直し、その結果を公表するものとする。"
