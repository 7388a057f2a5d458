"""Running heads beside text of several sizes."""

from __future__ import annotations

import pytest

from tests.document.pdf.unruled import PROSE


def test_running_head_is_measured_by_the_text_not_by_the_count_of_lines(sheet):
    """Small rows of a list are more lines than the text, but fewer characters."""
    page = sheet()
    for number in range(3):
        page.text(400, 30, "保健医療計画　第一部", 8)
        for i in range(4):
            page.text(60, 100 + 16 * i, PROSE, 11)
        for i in range(12):
            page.text(60, 300 + 20 * i, f"項目{number}の{i}", 7)
        page.next_page()
    document = page.read()
    assert [line.text for line in document.lines if line.margin] == ["保健医療計画　第一部"] * 3


def test_titles_that_stand_on_every_page_are_no_running_head(sheet):
    page = sheet()
    for _ in range(3):
        page.text(60, 40, "事業の進め方", 14)
        for i in range(6):
            page.text(60, 100 + 16 * i, PROSE, 10)
        page.next_page()
    assert not any(line.margin for line in page.read().lines)


@pytest.mark.parametrize(
    ("text", "margin"),
    [("- 41 -", True), ("－ 41 －", True), ("\u2212 41 \u2212", True), ("41 事業", False)],
)
def test_the_number_of_a_page_at_its_foot(sheet, text, margin):
    page = sheet()
    for i in range(6):
        page.text(60, 100 + 16 * i, PROSE, 10)
    page.text(280, 800, text)
    *_, last = page.read().lines
    assert last.margin is margin
