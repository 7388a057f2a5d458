"""Tokens of lines of flattened texts."""

from __future__ import annotations

import pytest

from pipeline.document.flat.tokens import line_to_tokens
from pipeline.document.model import Line


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("北 海 道 767 3.2% 3.5%", ["北 海 道", "767", "3.2%", "3.5%"]),
        ("東　北 2,190 9.0", ["東　北", "2,190", "9.0"]),
        ("新 県 100", ["新", "県", "100"]),  # marks of columns of their own
        ("男 女", ["男", "女"]),
        ("近 畿 医療課 100", ["近", "畿", "医療課", "100"]),
    ],
)
def test_letter_spaced_words_before_numbers(text: str, tokens: list[str]) -> None:
    assert [token.text for token in line_to_tokens(Line(0, 1, 1, text))] == tokens
