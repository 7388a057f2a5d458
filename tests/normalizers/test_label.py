"""Labels of particulars: what each is the label of, and words that are none."""

from __future__ import annotations

import pytest

from normalizers.label import label_begun, label_of


@pytest.mark.parametrize(
    ("text", "role", "source"),
    [
        ("事業名", "name", None),
        ("事業の実施主体", "implementer", None),
        ("総事業費（計画期間の総額）", "amount", "total"),
        ("総事業費（Ａ＋Ｂ＋Ｃ）", "amount", "total"),
        ("都道府県（Ｂ）", "amount", "prefecture"),
        ("都道府県名", "jurisdiction", None),
        ("基金充当額", "amount", "fund"),
        ("事業の内容（当初計画）", "description", None),
        ("事業に要する費用の額", "cost", None),
        ("アウトプット指標（達成値）", "particular", None),
        ("備考（注３）", "particular", None),
    ],
)
def test_labels(text: str, role: str, source: str | None) -> None:
    head = label_of(text)
    assert head is not None
    assert (head.role, head.source) == (role, source)


@pytest.mark.parametrize(
    ("text", "year"), [("令和2年度予算額", 2020), ("予算額（令和４年度）", 2022)]
)
def test_the_year_of_an_amount(text: str, year: int) -> None:
    head = label_of(text)
    assert head is not None
    assert head.fiscal_year == year


@pytest.mark.parametrize(
    "text", ["", "施設名", "災害医療の整備", "病院", "平成２５年度", "平成28年度（新規）"]
)
def test_no_label(text: str) -> None:
    assert label_of(text) is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("アウトプット指", "particular"),
        ("事業に要する費", "cost"),
        ("背景にある医療・", "particular"),
    ],
)
def test_a_label_that_goes_on_below(text: str, role: str) -> None:
    head = label_begun(text)
    assert head is not None
    assert head.role == role


@pytest.mark.parametrize("text", ["事業の", "救急医療の確保"])
def test_no_beginning_of_a_label(text: str) -> None:
    assert label_begun(text) is None
