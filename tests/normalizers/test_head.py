"""What heads of columns mean, and what is none."""

from __future__ import annotations

import pytest

from normalizers.head import read_heads


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("％", {"percent"}),
        ("(%)", {"percent"}),
        ("派遣の規模", {"dispatch"}),
        ("事業の内容", {"description"}),
        ("相談員（人）", {"coordinators"}),
        ("うち辺地債", {"amount"}),
        ("令和５年度", {"amount"}),
        ("○", set()),
        ("－", set()),
        ("・", set()),
        ("", set()),
    ],
)
def test_the_roles_of_a_head(text: str, roles: set[str]) -> None:
    assert {head.role for head in read_heads(text)} == roles
