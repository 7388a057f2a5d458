"""Texts fitted to the columns of a terminal."""

from __future__ import annotations

import pytest

from pipeline.diff.screen import fitted


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abc", 5, "abc  "),
        ("事業", 5, "事業 "),
        ("事業名", 5, "事業…"),
        ("事業名", 6, "事業名"),
        ("ｱb事", 4, "ｱb事"),
        ("", 2, "  "),
    ],
)
def test_full_width_characters_take_two_columns(text: str, width: int, shown: str) -> None:
    assert fitted(text, width) == shown
