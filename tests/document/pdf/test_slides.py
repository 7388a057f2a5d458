"""Slides of a ministry's budget, drawn: which line names the program."""

from __future__ import annotations

import pytest

from extractors.facts.slides.requests import request_facts

LINES = [
    (60, "○　移動診療を行う車両の更新を進める。", 12),
    (80, "○　更新は全国４か所で行う。", 12),
    (100, "（車両の内容）", 12),
]


def slide(page, title, bracket):
    page.text(40, 20, title, 20)
    page.text(380, 26, bracket, 11)
    page.text(380, 44, "２７年度予算額 ２４百万円", 11)
    for top, text, size in LINES:
        page.text(40, top, text, size)


@pytest.mark.parametrize(
    ("title", "bracket", "expected"),
    [
        ("移動診療推進事業", "【２７年度要求額 ：３６百万円 】", ["移動診療推進事業"]),
        ("■移動診療推進事業", "【２７年度要求額 ：３６百万円 】", ["移動診療推進事業"]),
        ("移動診療の広がり", "【２７年度要求額 ：３６百万円 】", []),
        ("移動診療推進事業", "【参考資料 ３ 】", []),
    ],
)
def test_the_largest_line_beside_a_budget_in_brackets_names_the_program(
    sheet, title, bracket, expected
):
    page = sheet(780, 540)
    slide(page, title, bracket)
    facts = list(request_facts(page.read()))
    assert [fact.name.text for fact in facts] == expected
    for fact in facts:
        assert [(a.measure, a.year) for a in fact.amounts] == [
            ("requested", 2015),
            ("budget", 2015),
        ]


def strip(page, *titles):
    for number, title in enumerate(titles):
        page.text(10, 12 + 16 * number, title, 13)
    page.text(600, 41, "医療情報庁", 11)
    page.text(500, 54, "令和６年度補正予算額 ２．９億円", 13)
    page.text(10, 70, "① 施策の目的", 13)
    page.text(20, 86, "患者の情報を病院の間で分かち合えるようにする。", 13)
    page.text(10, 110, "② 施策の概要", 13)
    page.text(20, 130, "仕組みの設計に要る調査を行う。", 13)


def test_a_title_of_two_lines_stands_beside_its_budget_and_ministry(sheet):
    page = sheet(780, 540)
    strip(page, "病院をつなぐ情報基盤と診療所の端末を設計する", "調査研究事業")
    page.next_page()
    strip(page, "救急の搬送先を選ぶ仕組みの整備事業")
    facts = list(request_facts(page.read()))
    assert ["".join(fact.name.text.split()) for fact in facts] == [
        "病院をつなぐ情報基盤と診療所の端末を設計する調査研究事業",
        "救急の搬送先を選ぶ仕組みの整備事業",
    ]
    assert [fact.department[0].text for fact in facts] == ["医療情報庁", "医療情報庁"]
