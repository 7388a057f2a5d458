"""Sources of money have one form each."""

from __future__ import annotations

import pytest

from normalizers.errors import NormalizationError
from normalizers.funding import funding_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国費", "国庫"),
        ("国", "国庫"),
        ("国庫\n補助金", "国庫"),
        ("単県", "県単"),
        ("一財", "一般財源"),
        ("地域医療介護総合確保基金（医療分）", "基金"),
        ("国際交流基金", "国際交流基金"),
        ("県民税", "県民税"),
    ],
)
def test_forms(text: str, expected: str) -> None:
    assert funding_name(text) == expected


def test_nothing() -> None:
    with pytest.raises(NormalizationError):
        funding_name(" ")
