"""Tables that kept their tabs: headings and blank lines between their rows."""

from __future__ import annotations

import pytest

from pipeline.document.marked import without_cell_ends
from pipeline.document.marked_heads import lost_spans
from pipeline.document.model import Cite, Grid
from pipeline.document.text import read_text

HEAD = "事業名\t事業内容\t担当課\t予算額"
ROW = "医師確保事業\t医師を育てる。\t医療課\t120"


def grids(text: str) -> list[tuple[int, int]]:
    document = read_text(text.encode(), "a.txt")
    return [(g.row_count, g.column_count) for g in document.flow if isinstance(g, Grid)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([HEAD, ROW, ROW], [(3, 4)]),
        ([HEAD, "１ 退院支援", ROW, "２ 日常の療養", ROW], [(5, 4)]),
        ([HEAD, ROW, "", ROW], [(3, 4)]),
        ([HEAD, ROW, "２　福祉の充実", HEAD, ROW], [(2, 4), (2, 4)]),  # a head begins a table
        (
            [HEAD, ROW, "本県では、次のとおり実施した。", ROW],
            [(2, 4), (1, 4)],
        ),  # a sentence parts two
        (["a\tb", "１ 見出し", "c\td"], [(1, 2), (1, 2)]),  # two columns are too few to tell
        (["予算の推移\t・令和元年度：30,000千円"], []),  # a line with a wide blank
        (["研修会の開催\t120"], [(1, 2)]),
        (["事業名\t予算額"], [(1, 2)]),
    ],
)
def test_rows_go_on_behind_headings(lines: list[str], expected: list[tuple[int, int]]) -> None:
    assert grids("\n".join(lines)) == expected


CELLS = ["事業名 |", "巡回診療", "事業 |", "|", "予算額 |", "12 |", "担当課 |"]
ROWS = ["|事業名|額|", "|---|---|", "|巡回診療|12|", "|研修|3|", "|相談|4|", "|計|19|"]


def test_pipes_behind_cells_on_lines_are_blanks() -> None:
    assert without_cell_ends(CELLS) == [line.replace("|", " ") for line in CELLS]


@pytest.mark.parametrize("lines", [CELLS[:3], ROWS], ids=["too few", "rows"])
def test_pipes_of_rows_stay(lines: list[str]) -> None:
    assert without_cell_ends(lines) == lines


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # no pipe before the rows: the rule below the head tells
        (
            ["順位 | 答え | 割合 |", "---|---|---|", "1 | はい | 60% |", "2 | いいえ | 40% |"],
            [(3, 3)],
        ),
        (["順位 | 答え", "--- | ---", "1 | はい", "", "2 | いいえ"], [(2, 2)]),
        (["開催日 | ６月１日", "開催場所 | 会議室"], []),  # no rule
        # no rule either: a head and rows of as many pipes, first and last cells may be empty
        (
            ["圏域名 | 人口 | 面積", "北部 | 120 | 8", " | 130 | 9", "南部 | 140 | ", "備考"],
            [(4, 3)],
        ),
        (["区分 | 事業名 | 金額", "甲 | 乙"], []),
        (["会議 | 部会 | 協議会", "春 | 夏 | 秋", "春 | 夏 | 冬"], []),  # no head is known
        # cells on lines of their own: the rule tells how many make a row, the last may be cut
        (
            [
                "名 | 額 |",
                "説明 |",
                "---|---|---|",
                "甲 |",
                "1 |",
                "ア |",
                "乙 | 2 |",
                "イ |",
                "丙 |",
            ],
            [(4, 3)],
        ),
        (["目次", "---", "1 | はじめに"], []),
        (["\\ | 番号 | 事業 |", "1 | 相談 |", "2 | 研修 |"], [(3, 2)]),  # an escaped pipe
        # cells on lines of their own
        (
            [
                "| 圏域 | 構成市町 |",
                "人口 |",
                "|---|---|---|",
                "| 北部 | 青葉市 |",
                "120 |",
                "| 南部 | 港市 | 98 |",
            ],
            [(3, 3)],
        ),
        (
            ["| 圏域 | 人口 |", "|---|---|", "| 北部 | 120 |", "以上 ", "| 南部 | 98 |"],
            [(2, 2), (1, 2)],
        ),
    ],
)
def test_tables_with_a_rule(lines: list[str], expected: list[tuple[int, int]]) -> None:
    assert grids("\n".join(lines)) == expected


def heads(lines: list[str]) -> list[str]:
    grid = next(g for g in read_text("\n".join(lines).encode(), "a.md").flow if isinstance(g, Grid))
    return [grid.own(0, column).text for column in range(grid.column_count)]


RULE = "|---|---|---|---|"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # the words of two heads in one cell, the next without one
        (
            ["|事業名|国庫 県費| |市債|", RULE, "|道路|1|2|3|", "|公園|4|5|6|"],
            ["事業名", "国庫", "県費", "市債"],
        ),
        # a column more than heads in nearly all rows
        (
            ["新規 再掲\t事業名\t予算額", "○\t\t研修\t12", "\t再掲\t相談\t3", "\t\t派遣\t4"],
            ["新規", "再掲", "事業名", "予算額"],
        ),
        # one column under both words
        (
            ["|事業名|新規 再掲|予算額|内容|", RULE, "|研修|○|12|a|", "|相談|再|3|b|"],
            ["事業名", "新規 再掲", "予算額", "内容"],
        ),
        # a word of the two is no head; a column without a head of its own stays so
        (
            ["|事業名|国庫 右欄| |市債|", RULE, "|道路|1|2|3|", "|公園|4|5|6|"],
            ["事業名", "国庫 右欄", "", "市債"],
        ),
    ],
)
def test_heads_in_one_cell_stand_over_their_columns(lines: list[str], expected: list[str]) -> None:
    assert heads(lines) == expected


def cites(text: str) -> list[list[Cite]]:
    return [[Cite(cell) for cell in line.split("|")] for line in text.splitlines()]


def test_rows_below_a_group_stand_one_cell_further_right() -> None:
    rows = cites(
        "分野|4年度|5年度|\n住まい|直す|10|12\n探す|5|6|\n移動|出す|7|8\n均す|3|-\n貸す|1|2|"
    )
    assert lost_spans(rows) is rows  # a row with four cells less one is no row of these
    rows[4].append(Cite(""))
    assert [[c.text for c in row] for row in lost_spans(rows)[:3]] == [
        ["分野", "", "4年度", "5年度"],
        ["住まい", "直す", "10", "12"],
        ["", "探す", "5", "6"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "名|4年度|5年度|\n甲|10|12|増\n乙|5|6|\n丙|7|8|減\n丁|3|4|\n戊|1|2|",  # remarks at the end
        "名|課|4年度|備考\n甲|住宅課|10|1\n乙|道路課|5|\n丙|7|8|2\n丁|3|4|\n戊|1|2|",
        "名|4年度|5年度|\n住まい|直す|10|12\n移動|出す|7|8\n探す|5|6|",  # more groups than rows
    ],
)
def test_other_tables_with_empty_ends_stay(text: str) -> None:
    rows = cites(text)
    assert lost_spans(rows) is rows
