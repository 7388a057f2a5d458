"""Grades and flags."""

from __future__ import annotations

import pytest

from normalizers.errors import NormalizationError
from normalizers.mark import parse_flag, parse_mark


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("○", "full"),
        ("◎", "full"),
        ("〇", "full"),
        ("◯", "full"),
        (" ○ ", "full"),
        ("△", "partial"),
        ("▲", "partial"),
        ("－", "none"),
        ("―", "none"),
        ("×", "none"),
        ("ー", "none"),
        ("-", "none"),
        ("（○）", "full"),
    ],
)
def test_mark(text: str, grade: str) -> None:
    assert parse_mark(text) == grade


@pytest.mark.parametrize("text", ["", " ", "1", "①", "○○病院", "新規", "二次"])
def test_no_mark(text: str) -> None:
    with pytest.raises(NormalizationError):
        parse_mark(text)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("○", True),
        ("●", True),
        ("新規", True),
        ("新", True),
        ("【新規】", True),
        ("再掲", True),
        ("（再掲）", True),
        ("－", False),
        ("×", False),
        ("継続", False),
        ("新 規", True),
    ],
)
def test_flag(text: str, flag: bool) -> None:
    assert parse_flag(text) is flag


@pytest.mark.parametrize("text", ["", "\n", "1", "事業", "新規事業費"])
def test_no_flag(text: str) -> None:
    with pytest.raises(NormalizationError):
        parse_flag(text)
