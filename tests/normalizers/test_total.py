"""Which words name the sum of other rows."""

from __future__ import annotations

import pytest

from normalizers.total import end_of_total, ends_with_total, is_grand_total, is_total, total_level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("計", "total"), ("合　計", "total"), ("純合計（A）", "total"), ("合計Ｂ", "total"),
        ("計（３病院）", "total"), ("小計", "subtotal"), ("小 計（医療）", "subtotal"),
        ("重複を除く計", "total"), ("うち再掲分", "total"), ("医療政策課計", None),
        ("差引（Ａ）－（Ｂ）", "total"), ("【小計】", "subtotal"),
        ("合計(ア)", "total"), ("差引計(ア-イ)", "total"), ("再掲(イ)", "total"),
        ("再掲", None), ("再掲(医療)", None), ("合計(アイ)", "total"),
        ("差引き", None), ("（Ａ）", None),
        ("会計", None), ("計画", None), ("合計特殊出生率", None), ("", None),
    ],
)  # fmt: skip
def test_label_of_a_sum_says_what_of(text: str, level: str | None) -> None:
    assert total_level(text) == level


@pytest.mark.parametrize("text", ["医療政策課計", "北部圏域計", "総数", "県計", "全 体", "計"])
def test_words_at_the_beginning_of_a_row_of_a_sum(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text", ["一般会計", "人口推計", "統計", "県", "全体計画", "事業の設計", "生計"]
)
def test_words_of_no_sum(text: str) -> None:
    assert not is_total(text)


@pytest.mark.parametrize(
    ("text", "among"), [("合計", True), ("総数", True), ("全体", True), ("費用計", False)]
)
def test_sums_among_answers_say_no_more(text: str, among: bool) -> None:
    assert is_total(text, leads=False) is among


def test_sum_of_all_rows_says_so() -> None:
    words = ("合計", "純合計", "総 計", "計", "小計", "再掲計")
    assert [is_grand_total(word) for word in words] == [True, True, True, False, False, False]


def test_answers_with_their_sum_in_brackets() -> None:
    assert ends_with_total("知っている（計）") and not ends_with_total("知っている（計画）")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("合計　(A)", "合計"), ("純合計 (A)-(B)", "純合計"), ("再掲事業計（Ｂ）", "再掲事業計"),
        ("合計", "合計"), ("計（３病院）", "計（３病院）"), ("(A)", "(A)"),
    ],
)  # fmt: skip
def test_letters_of_equations_are_no_words_of_a_sum(text: str, words: str) -> None:
    assert text[: end_of_total(text)] == words
