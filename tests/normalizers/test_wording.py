"""Patterns of words: the longest first, latin letters and digits of either width."""

from __future__ import annotations

import pytest
import regex

from normalizers.wording import any_of


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (["事業", "事業費"], "事業費", "事業費"),
        (["QMAT"], "ＱＭＡＴ", "ＱＭＡＴ"),
        (["ＱＭＡＴ"], "QMAT", "QMAT"),
        (["第3種"], "第３種", "第３種"),
        (["(", "."], "（", "（"),
        (["", "課"], "課", "課"),
    ],
)
def test_a_word_is_found(words: list[str], text: str, found: str) -> None:
    match = regex.match(any_of(words), text)
    assert match is not None
    assert match.group() == found


@pytest.mark.parametrize(("words", "text"), [(["QMAT"], "PMAT"), (["."], "x"), (["室"], "課")])
def test_other_words_are_not(words: list[str], text: str) -> None:
    assert regex.search(any_of(words), text) is None


@pytest.mark.parametrize("words", [[], [""]])
def test_no_words_are_no_pattern(words: list[str]) -> None:
    with pytest.raises(ValueError, match="no words"):
        any_of(words)
