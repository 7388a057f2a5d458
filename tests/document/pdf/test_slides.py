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
