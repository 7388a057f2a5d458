"""Names of programs and municipalities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.errors import NormalizationError
from normalizers.name import clean_name, identity, split_municipalities


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("「救急\n搬送」", "救急搬送"),
        ("『研修』", "研修"),
        ("『研修』と「会議」", "『研修』と「会議」"),
        ("Ｃａｒｅ　推進（ｾﾝﾀｰ）", "Care 推進(センター)"),
        ("救 急 搬 送", "救急搬送"),
        ("搬送 支援", "搬送 支援"),
        ("救急の搬送支援\n補 助 事 業 費", "救急の搬送支援補助事業費"),
        ("救急の搬送の負\n担 金", "救急の搬送の負担金"),
        ("救急の\n搬送 支援", "救急の搬送 支援"),
        ("Home\nCare 推進", "Home Care 推進"),
        ("①救急搬送", "①救急搬送"),
        ("救急、 搬送", "救急、搬送"),
    ],
)
def test_clean_name(text: str, wanted: str) -> None:
    assert clean_name(text) == wanted


@pytest.mark.parametrize("text", ["", "  \n", "「」", "「 」"])
def test_no_name(text: str) -> None:
    with pytest.raises(NormalizationError):
        clean_name(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("３カ所の髙橋センター", "3か所の高橋センタ"),
        ("救急・搬送 （ＡＢＣ）", "救急搬送ABC"),
        ("取り組み支援", "取組支援"),
        ("障がい者", "障害者"),
        ("五ヶ丘", "五ケ丘"),
    ],
)
def test_identity_is_equal(one: str, other: str) -> None:
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("第１期", "第２期"), ("医師研修", "看護師研修"), ("その１", "その10"), ("北部", "南部")],
)
def test_identity_differs(one: str, other: str) -> None:
    assert identity(one) != identity(other)


@given(st.text())
def test_identity_is_stable(text: str) -> None:
    once = identity(text)
    assert identity(once) == once


MUNICIPALITIES = [
    ("甲山市、乙川町、 丙谷村", ["甲山市", "乙川町", "丙谷村"]),
    ("甲山市・乙川町", ["甲山市", "乙川町"]),
    ("甲山市·乙川町", ["甲山市", "乙川町"]),
    ("甲山市・乙川市(旧丙町、旧 丁町)", ["甲山市", "乙川市"]),
    ("甲山市（一部を除く）", ["甲山市"]),
    ("東甲\n山町", ["東甲山町"]),
    ("甲山 村・東乙 川町", ["甲山村", "東乙川町"]),
    ("甲山市 乙川町", ["甲山市", "乙川町"]),
    ("甲山町\n乙川町", ["甲山町", "乙川町"]),
    ("甲日市\n市", ["甲日市市"]),
    ("大町 市", ["大町市"]),
    ("甲乙郡（丙町、丁村）", ["丙町", "丁村"]),
    ("甲乙郡丙町", ["丙町"]),
    ("甲山市、甲山市", ["甲山市"]),
    ("甲山市及び乙川町", ["甲山市", "乙川町"]),
    ("甲の川市と乙川町", ["甲の川市", "乙川町"]),
    ("みなみ市", ["みなみ市"]),
    ("松本市、熊本市、島本町", ["松本市", "熊本市", "島本町"]),
]


@pytest.mark.parametrize(("text", "names"), MUNICIPALITIES)
def test_split_municipalities(text: str, names: list[str]) -> None:
    assert split_municipalities(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "県内全域",
        "全市町村",
        "35市町村",
        "甲山市ほか",
        "各市町村",
        "－",
        "甲山",
        "町",
        "市町村",
        "本市",
        "本市、甲山市",
        "当町",
    ],
)
def test_no_municipalities(text: str) -> None:
    with pytest.raises(NormalizationError):
        split_municipalities(text)
