"""What heads of columns mean, and what is none."""

from __future__ import annotations

import pytest

from normalizers.head import is_column_sign, read_heads


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
        ("増減Ａ－Ｂ", {"difference"}),
        ("Ａの財源内訳", {"over"}),
        ("Ａ", set()),
        ("Ａ－Ｂ", set()),
        ("○", set()),
        ("－", set()),
        ("・", set()),
        ("", set()),
    ],
)
def test_the_roles_of_a_head(text: str, roles: set[str]) -> None:
    assert {head.role for head in read_heads(text)} == roles


@pytest.mark.parametrize(
    "text",
    ["令和６年度当初予算額Ａ", "予算額(A)", "予算額①", "増減①－②", "増減額C=A-B", "伸び率A/B"],
)
def test_a_sign_behind_a_head_is_no_part_of_it(text: str) -> None:
    assert all(head.is_exact for head in read_heads(text))


@pytest.mark.parametrize("text", ["Ａ－Ｂ", "(A)", "①＋②", "Ｃ＝Ａ－Ｂ", "Ａ"])
def test_signs_of_columns(text: str) -> None:
    assert is_column_sign(text)


@pytest.mark.parametrize("text", ["", "－", "ＡＢ", "Ｚ", "Ａ班", "１－２", "Ａ－", "事業Ａ"])
def test_what_is_no_sign_of_a_column(text: str) -> None:
    assert not is_column_sign(text)
