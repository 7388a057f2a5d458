"""Labelled particulars in the forms that documents print them in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.shared import fields as module
from extractors.shared.fields import cite_to_fields, has_fields, opens_sheet
from pipeline.document.model import Cite


def fields(text: str) -> list[tuple[str, str]]:
    return [(f.role, f.value.text) for f in cite_to_fields(Cite(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("【事業の実施主体】県内の病院", [("implementer", "県内の病院")]),
        ("・実施主体：県内の病院", [("implementer", "県内の病院")]),
        ("事業の実施主体 県内の病院", [("implementer", "県内の病院")]),
        ("事業の実施主体\n県内の病院", [("implementer", "県内の病院")]),
        (
            "開始年度 平成30年度 財源 県単独",
            [("start", "平成30年度"), ("funding", "県単独")],
        ),
        (
            "担当課　福祉課　　新規・継続の別　新規",
            [("department", "福祉課"), ("new", "新規")],
        ),
        ("財源 一般財源\n背景 特になし", [("funding", "一般財源"), ("particular", "特になし")]),
        # nothing behind the second word, or a word that could be text
        ("事業概要 研修の開催 所管", [("description", "研修の開催 所管")]),
        ("事業概要 窓口の設置 対象 市民", [("description", "窓口の設置 対象 市民")]),
        ("・総事業費６６，９１２千円", [("amount", "６６，９１２千円")]),
        (
            "実施主体：市　事業期間：平成２３年度",
            [("implementer", "市"), ("period", "平成２３年度")],
        ),
        (
            "事業名 【No.5】 X事業 【総事業費】 12千円",
            [("name", "【No.5】 X事業"), ("amount", "12千円")],
        ),
        ("アウトプット指 相談60件\n標", [("particular", "相談60件\n標")]),
        ("事業の対象となる\n区域\n県全域", [("particular", "県全域")]),
        ("事 業 内 容\n研修を開く。", [("description", "研修を開く。")]),
    ],
)
def test_fields(text: str, expected: list[tuple[str, str]]) -> None:
    assert fields(text) == expected
    assert has_fields(text)


@pytest.mark.parametrize(
    "text",
    [
        "事業名 総事業費 基金負担額 県負担額",  # the head of a table
        "財源 一般財源 国庫支出金",
        "事業の内容は次回に示す。",
        "（ア）災害拠点病院の整備",
        "平成２５年度事業開始",
        "病院名：中央病院",
    ],
)
def test_no_fields(text: str) -> None:
    assert fields(text) == []
    assert not has_fields(text)


def test_only_the_roles_that_are_wanted_and_their_own_values() -> None:
    cite = Cite("実施主体：市　事業期間：平成２３年度\n総事業費：１２千円")
    wanted = cite_to_fields(cite, {"implementer", "amount"})
    assert [(f.role, f.value.text) for f in wanted] == [
        ("implementer", "市"),
        ("amount", "１２千円"),
    ]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("事業名 【No.1（医療分）】", True),
        ("【事業名】", True),
        ("- 事業名: 元気アップ事業", True),
        ("事業名 総事業費 実施主体", False),
        ("事業名や事業の内容は次回に示す。", False),
        ("総事業費 12千円", False),
    ],
)
def test_what_opens_a_sheet(text: str, opens: bool) -> None:
    assert opens_sheet(text) is opens


@given(
    st.text("・1９（)〔〕①△ 　:：\n。、事業費ア.．", max_size=8), st.text("事業内容費", max_size=30)
)
@pytest.mark.parametrize("name", ["_TWO_LINES", "_LINE", "_BEFORE_NUMBER"])
def test_what_begins_no_line_of_a_kind_is_no_line_of_it(name: str, mark: str, word: str) -> None:
    for text in (mark + word + mark, mark + word + "12", word + mark + word + "\n" + word):
        if getattr(module, f"_NOT{name}").match(text):
            assert not getattr(module, name).match(text)
