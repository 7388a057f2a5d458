"""Characters: folding with an offset map, comparing forms, wraps, letter spacing."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import (
    fold,
    join_wraps,
    normalize,
    unify_look_alikes,
    unspace,
)

NORMALIZED = [
    ("１２，３４５．６％", "12,345.6%"),
    ("ＤＭＡＴ　研修（Ａ）", "DMAT 研修(A)"),
    ("ｱﾄﾞﾊﾞｲｻﾞｰ ﾊﾟｰﾄ", "アドバイザー パート"),
    ("か\u3099く", "がく"),
    ("⻘年と⻑寿", "青年と長寿"),
    ("⼾⼝と⿊⾊", "戸口と黒色"),
    ("\uf9b4\ufa19", "領神"),
    ("￥５００", "¥500"),
    ("ﾞ ﾀﾞ", "ﾞ ダ"),
]
KEPT = "①②➀❶㊿～〜－―‐△▲「」『』○◯・、。㎡㎢㍻ー\n"


@pytest.mark.parametrize(("source", "wanted"), NORMALIZED)
def test_normalize(source: str, wanted: str) -> None:
    assert normalize(source).text == wanted


@pytest.mark.parametrize("character", KEPT)
def test_marks_that_mean_something_stay(character: str) -> None:
    assert normalize(f"あ{character}い").text == f"あ{character}い"


def test_marks_stay_distinct() -> None:
    assert len({normalize(c).text for c in "①➀～〜－―△▲ー"}) == 9


def test_source_of_composed_kana() -> None:
    source = "（ｶﾞﾝ）１２"
    mapped = normalize(source)
    assert mapped.text == "(ガン)12"
    start = mapped.text.index("ガ")
    assert source[slice(*mapped.source(start, start + 1))] == "ｶﾞ"
    assert source[slice(*mapped.source(4, 6))] == "１２"
    assert mapped.source(0, len(mapped)) == (0, len(source))


def test_slice_keeps_the_source() -> None:
    source = "ﾊﾟｰﾄ１０人"
    part = normalize(source)[3:5]
    assert part.text == "10"
    assert source[slice(*part.source(0, 2))] == "１０"


def test_source_refuses_places_outside() -> None:
    mapped = normalize("あい")
    assert mapped.source(2, 2) == (2, 2)
    with pytest.raises(IndexError):
        mapped.source(1, 3)
    with pytest.raises(IndexError):
        mapped.source(2, 1)


mixed = st.text(st.sampled_from("aＡ１,，ｶﾞﾊﾟかは\u3099\u309a⻘⼾①～－\n　漢") | st.characters())


@given(mixed)
def test_offset_map_covers_the_source_in_order(source: str) -> None:
    mapped = normalize(source)
    ends = [mapped.source(i, i + 1) for i in range(len(mapped))]
    assert all(start < end for start, end in ends)
    assert all(a[1] <= b[0] or a == b for a, b in pairwise(ends))
    covered = {i for start, end in ends for i in range(start, end)}
    assert covered == set(range(len(source)))


@given(mixed)
def test_normalize_is_stable(source: str) -> None:
    once = normalize(source).text
    assert normalize(once).text == once


@given(mixed)
def test_characters_outside_the_rules_do_not_change(source: str) -> None:
    kept = "".join(c for c in source if unicodedata.normalize("NFKC", c) == c and c < "\u2e80")
    assert normalize(kept).text == kept


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("「訪問看護」ステーション（ＡＢＣ）", "訪問看護ｽﾃｰｼｮﾝ ABC"),
        ("在宅医療・介護", "在宅医療介護"),
        ("⻘空 １２％", "青空12"),
        ("Ａ－Ｂ～Ｃ", "abc"),
    ],
)
def test_fold_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("第１期", "第２期"), ("①", "②"), ("県", "市")])
def test_fold_keeps_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("在宅\n医療", "在宅医療"),
        ("在宅 \r\n  医療\n\n計画", "在宅医療計画"),
        ("health\ncare plan", "health care plan"),
        ("第12\n3号", "第123号"),
        ("訪問\n12 件", "訪問12 件"),
        ("地域 医療", "地域 医療"),
        ("\n前後の空白\n", "前後の空白"),
        ("end.\nNext", "end. Next"),
        ("", ""),
    ],
)
def test_join_wraps(text: str, wanted: str) -> None:
    assert join_wraps(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("項 目", "項目"),
        ("財 源 内 訳（千円）", "財源内訳（千円）"),
        ("区　分", "区分"),
        ("病 院： 3施設", "病院： 3施設"),
        ("3 5 市町村", "35市町村"),
        ("9 0, 0 0 0", "90,000"),
        ("９ ０ ， ０ ０ ０", "９０，０００"),
    ],
)
def test_unspace(text: str, wanted: str) -> None:
    assert unspace(text) == wanted


@pytest.mark.parametrize(
    "text", ["訪問 看護", "○ ○ △", "① ②", "22 年度", "12 34", "a b c", "甲 訪問", "1.5 2.5", ""]
)
def test_unspace_leaves_words_alone(text: str) -> None:
    assert unspace(text) == text


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("在宅医療⽀援事業", "在宅医療支援事業"),
        ("⻘梅市の⾚い⼾", "青梅市の赤い戸"),
        ("富士‧東部\u2003１∕２", "富士・東部\u3000１／２"),
        ("ＤＭＡＴ ① △ ～ － ー ﾃﾝﾄ", "ＤＭＡＴ ① △ ～ － ー ﾃﾝﾄ"),  # no look-alikes
    ],
)
def test_unify_look_alikes(source: str, wanted: str) -> None:
    assert unify_look_alikes(source) == wanted
    assert len(wanted) == len(source)
