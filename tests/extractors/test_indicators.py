"""Figures of running text: what they count, of what, and when."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.context import Context
from extractors.indicators import extract
from extractors.row import Given, Row
from pipeline.convert import rows_to_values
from pipeline.document.model import Document
from pipeline.ids import rows_to_ids

Make = Callable[[str], Document]
Figure = tuple[str, str, str, str]  # raw, label, the whole, fiscal year or date


def figures(document: Document, **others: list[Row]) -> list[Figure]:
    rows = list(extract(document, Context(others)))
    values = rows_to_values({"indicators": rows}, rows_to_ids(rows, document), document)
    assert not values.failures
    return [
        (
            str(v["raw"]).replace("\n", ""),
            str(v.get("label")),
            str(v.get("of") or ""),
            str(v.get("fiscal_year") or v.get("date") or ""),
        )
        for v in values.rows["indicators"]
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # the topic before it
        ("県内の薬局の数は３２０か所である。", [("３２０か所", "県内の薬局の数", "", "")]),
        ("また、往診を行う医院が４５か所ある。", [("４５か所", "往診を行う医院", "", "")]),
        (
            "研修を終えた人の割合も６２．５％となった。",
            [("６２．５％", "研修を終えた人の割合", "", "")],
        ),
        # a colon, dots, a blank, nothing between
        ("・登録した医院：１２か所", [("１２か所", "登録した医院", "", "")]),
        ("・相談窓口・・・８か所", [("８か所", "相談窓口", "", "")]),
        ("・講座の修了者 75名", [("75名", "講座の修了者", "", "")]),
        ("・満足した人の割合９２％", [("９２％", "満足した人の割合", "", "")]),
        ("面 積 ４８．２km2", [("４８．２km2", "面 積", "", "")]),
        # words behind it
        ("４０の町内会に声をかけた。", [("４０", "町内会", "", "")]),
        ("説明の会に２１０人が参加した。", [("２１０人", "説明の会 参加した", "", "")]),
        ("＊１５団体を選定", [("１５団体", "選定", "", "")]),
        # answers that are quoted
        (
            "「十分ではなかったから」を挙げた人の割合は52.2％、「あまりしていない」は29.1％で、"
            "「ある」44.9％、「10年前から」9.3％である。",
            [
                ("52.2％", "「十分ではなかったから」を挙げた人の割合", "", ""),
                ("29.1％", "「あまりしていない」", "", ""),
                ("44.9％", "「ある」", "", ""),
                ("9.3％", "「10年前から」", "", ""),
            ],
        ),
        # brackets
        ("見守り隊（１８隊）をつくった。", [("１８隊", "見守り隊", "", "")]),
        (
            "受講者６０名（うち保健師１１名）",
            [("６０名", "受講者", "", ""), ("１１名", "受講者 保健師", "６０名", "")],
        ),
        (
            "開いた会は９回（北部４回、南部５回）である。",
            [
                ("９回", "開いた会", "", ""),
                ("４回", "開いた会 北部", "", ""),
                ("５回", "開いた会 南部", "", ""),
            ],
        ),
        # a part of a whole
        (
            "夜間も応じる医院は、全医院２３０のうち９２医院である。",
            [
                ("２３０", "全医院", "", ""),
                ("９２医院", "夜間も応じる医院", "全医院２３０", ""),
            ],
        ),
        # ranks and means go with the figure before them
        (
            "人口１０万人当たりの保健師数は４８．１人（全国１２位）で、全国平均の４３．０人を上回る。",
            [
                ("４８．１人", "人口１０万人当たりの保健師数", "", ""),
                ("１２位", "人口１０万人当たりの保健師数 全国", "", ""),
                ("４３．０人", "人口１０万人当たりの保健師数 全国平均", "", ""),
            ],
        ),
        # the line above, the bracket that opens the line
        (
            "・電話の相談件数\n平成30年度：80件、29年度：64件",
            [("80件", "電話の相談件数", "", "2018"), ("64件", "電話の相談件数", "", "2017")],
        ),
        ("【出前講座】申込者３５名", [("３５名", "出前講座 申込者", "", "")]),
        (
            "成果指標（目標値） 訪問した家 200戸",
            [("200戸", "成果指標（目標値） 訪問した家", "", "")],
        ),
        # a unit in a bracket before it
        ("総額（千円） 1,250", [("1,250", "総額", "", "")]),
    ],
)
def test_what_a_figure_counts(document: Make, text: str, wanted: list[Figure]) -> None:
    assert figures(document(text)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("平成２６年度末の会員数は８８人である。", ["2014"]),
        ("令和２年５月末現在の会員：７０名", ["2020-05-31"]),
        (
            "会員数は、平成20年12月末で41人から平成22年12月末で57人に増えた。",
            ["2008-12-31", "2010-12-31"],
        ),
        ("・会員数 H27：898人→H29：997人", ["2015", "2017"]),
        ("・会員の増加\nH24：310人→ H29：347人（1.12倍）", ["2012", "2017", "2012/2017"]),
        ("・会員の増加 H22→H25 +69.1%", ["2010/2013"]),
        ("会員 33万人（2015年）", ["2015"]),
        ("・会員数 40人\n・役員数 6人\n（平成31年3月末現在）", ["2019-03-31", "2019-03-31"]),
        ("会員数は40人である。（令和元年8月1日現在）", ["2019-08-01"]),
        ("○平成30年度の実績\n・会員の集い １回（１月）参加者：21人", ["2018", "2018"]),
        ("会員数は40人である。平成30年度から始めた。", [""]),
        ("平成28年度までに入会した者のいる地区の加入率は73％であった。", [""]),
    ],
)
def test_when_a_figure_holds(document: Make, text: str, wanted: list[str]) -> None:
    assert [date for *_, date in figures(document(text))] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "１ 事業の目的",
        "研修の試行 2 企画の内容",
        "区分３：在宅での療養",
        "- 12 -",
        "２４時間３６５日の見守り",
        "平成３０年度から実施している。",
        "第２回の会議を開いた。",
        "三次救急の医師は一層の努力を要する。",
        "町内会長、3病院長、医師会の代表",
        "本県で、３年間で課題を解消する。",
        "同じ値は3年間横ばい",
        "2復活要求内容\n3査定結果",
    ],
)
def test_numbers_that_state_nothing_are_no_figures(document: Make, text: str) -> None:
    assert figures(document(text)) == []


def test_a_stretch_of_time_goes_with_the_figure_that_it_is_about(document: Make) -> None:
    (row,) = extract(document("この５年間で会員は１２人増えた。"), Context())
    assert row.cells["period"].text == "この５年間で"  # type: ignore[union-attr]

    assert row.cells["value"].value == 12  # type: ignore[union-attr]


def test_a_number_that_begins_in_the_mark_of_its_line(document: Make) -> None:
    """The mark of a note takes the first digit of what was read as one spaced number."""
    assert figures(document("※2 3か月22日の値である。")) == []


def test_values_are_in_the_base_unit_and_ranges_have_two_ends(document: Make) -> None:
    made = extract(
        document("・補助の上限 1,250千円\n・期間：２～３か月\n費用（千円） 40"), Context()
    )
    values = [
        tuple(c.value if isinstance(c := row.cells.get(n), Given) else None for n in names)
        for row in made
        for names in [("value", "value_to", "unit")]
    ]
    assert values == [(1_250_000, None, "円"), (2, 3, "か月"), (40_000, None, "円")]


def test_what_another_table_has_read_is_left_to_it(document: Make) -> None:
    made = document("・会員数 40人\n・役員数 6人")
    other = Row("facilities", {"beds": made.lines[0].cite(5)}, made.lines[0].cite())
    assert [raw for raw, *_ in figures(made, facilities=[other])] == ["6人"]


def test_a_description_that_quotes_a_figure_does_not_take_it(document: Make) -> None:
    made = document("・会員数 40人")
    other = Row("programs", {"description": made.lines[0].cite()}, made.lines[0].cite())
    assert [raw for raw, *_ in figures(made, programs=[other])] == ["40人"]


def test_a_figure_is_linked_to_the_program_that_it_stands_under(document: Make) -> None:
    from pipeline.extraction import document_to_rows

    text = "（ア）見守りの支援\n・総事業費１，２００千円\n・見守る家は３０戸である。\n"
    rows = document_to_rows(document(text)).rows
    (figure,) = rows["indicators"]
    assert figure.links["program_row_id"] in rows["programs"]
    assert [cite.text for cite in figure.cells["section"]] == ["見守りの支援"]  # type: ignore[union-attr]


def test_the_names_of_a_chart_end_where_their_lines_are_shortest(document: Make) -> None:
    text = (
        "制度の使い方を知\nりたい\n料金について聞\nきたい\nその他\n"
        "件数 31 24 6\n0\n10\n20\n30\n相談の内容(令和元年度)"
    )
    assert figures(document(text)) == [
        ("31", "相談の内容(令和元年度) 件数 制度の使い方を知りたい", "", "2019"),
        ("24", "相談の内容(令和元年度) 件数 料金について聞きたい", "", "2019"),
        ("6", "相談の内容(令和元年度) 件数 その他", "", "2019"),
    ]


def test_only_the_first_number_of_a_column_is_that_of_the_words_above(document: Make) -> None:
    text = "費用\n臨時の職員\n3年度当初予算額\n5,210千円\n2,470千円\n7,680千円"
    assert figures(document(text)) == [("5,210千円", "当初予算額", "", "")]


def test_rows_of_numbers_take_the_heads_above_them(document: Make) -> None:
    text = "年度 参加者（人） 費用（千円）\n平成28年度 45 310\n平成29年度 51 321"
    assert figures(document(text)) == [
        ("45", "参加者", "", "2016"),
        ("310", "費用", "", "2016"),
        ("51", "参加者", "", "2017"),
        ("321", "費用", "", "2017"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "相談に来た世帯(世帯)\nH24 H25 H26\n105 117 130",
            [
                ("105", "相談に来た世帯", "", "2012"),
                ("117", "相談に来た世帯", "", "2013"),
                ("130", "相談に来た世帯", "", "2014"),
            ],
        ),
        # of which of the years the numbers are stays open
        (
            "(指標) H24 H25 H26 H27\n巡回した集落の数(か所) 31 40 52",
            [
                ("31", "巡回した集落の数", "", ""),
                ("40", "巡回した集落の数", "", ""),
                ("52", "巡回した集落の数", "", ""),
            ],
        ),
    ],
)
def test_rows_of_numbers_take_the_years_above_them(
    document: Make, text: str, wanted: list[Figure]
) -> None:
    assert figures(document(text)) == wanted


def test_cells_are_named_by_their_row_and_column(document: Make) -> None:
    text = "地区\t催しの数\t来た人の数\n北部\t4\t120人\n南部\t6\t95人\n"
    assert figures(document(text)) == [
        ("4", "北部 催しの数", "", ""),
        ("120人", "北部 来た人の数", "", ""),
        ("6", "南部 催しの数", "", ""),
        ("95人", "南部 来た人の数", "", ""),
    ]


def test_a_number_below_a_head_of_words_is_not_of_it(document: Make) -> None:
    text = "| 事業名 | 所管 | 予算額（円） |\n|---|---|---|\n| 経費の計 | 4,820 | 95.5% |\n"
    assert figures(document(text)) == [
        ("4,820", "経費の計", "", ""),
        ("95.5%", "経費の計", "", ""),
    ]


def test_columns_that_number_or_point_are_no_figures(document: Make) -> None:
    assert figures(document("番号\t取組\tページ\n1\t見守り\t12\n2\t配食\t14\n")) == []
