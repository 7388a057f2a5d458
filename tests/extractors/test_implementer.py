"""Who carries a program out, as its description says; and descriptions that name nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.shared.implementer import _deeds, _patterns, implementer_in
from pipeline.document.model import Cite

_PIECES = [
    "県",
    "市",
    "△",
    "地域",
    "を行う",
    "する",
    "の",
    "、",
    "。",
    "等",
    "山",
    "はなみずき",
    "病院",
    "医師会",
    "医療法人",
    "株式会社",
    "ステーション",
    "に対して",
    "支援",
    "へ委託",
    "が",
    "では、",
    "における",
    "整備",
    "に",
    "設置する",
    "事業",
    "機能",
    "を強化",
    "研修",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("発電装置の改修工事を行う緑町赤十字病院に対して支援を行う。", "緑町赤十字病院"),
        ("地下水設備を整備する東部医師会病院に対し支援を行う。", "東部医師会病院"),
        ("水沢市医師会が多職種の事例検討会を実施する事業に対して支援する。", "水沢市医師会"),
        ("歯科医師を対象に実施する海山県歯科医師会の訪問歯科研修を支援する。", "海山県歯科医師会"),
        ("県内で同行して行う海山県医師会の実地研修を支援し、体制を整える。", "海山県医師会"),
        ("ネットワークの整備を図る、海山県医師会等の事業を支援する。", "海山県医師会等"),
        ("へき地医療拠点病院である西谷福祉病院が実施する事業を支援する。", "西谷福祉病院"),
        ("訪問看護ステーションを新たに開設する医療法人青葉会が、連携して行う。", "医療法人青葉会"),
        ("特定NPO法人在宅緩和ケア広場が実施する研修を支援する。", "特定NPO法人在宅緩和ケア広場"),
        ("こころの保健センターの相談機能や調整機能を強化し、支援する。", "こころの保健センター"),
        ("支援者を育てるため、県みどりの相談センターが研修を行う。", "県みどりの相談センター"),
        ("海山県みどりの相談センターが研修を行う。", "海山県みどりの相談センター"),
        ("県立小児病院では、技術向上のため研修を行う。", "県立小児病院"),
        ("フォーラムを開催する。(公益社団法人海山県看護協会委託)", "公益社団法人海山県看護協会"),
        ("県医師会が保育の相談員を置き、離職を防止する。", "県医師会"),
    ],
)
def test_named(text: str, name: str) -> None:
    found = implementer_in(Cite(text))
    assert found is not None
    assert found.text == name


@pytest.mark.parametrize(
    "text",
    [
        "各二次医療圏ごとに、在宅医療の人材育成を促進する事業に対して支援する。",
        "拠点となる薬局において、無菌調剤ができる環境を整備する。",
        "病院が訪問看護ステーションと連携して行う事業に対して支援する。",
        "郡市医師会が実施する研修に対して支援する。",
        "医師が不足する地域の体制を整える。",
        "",
    ],
)
def test_nobody(text: str) -> None:
    assert implementer_in(Cite(text)) is None


def test_wraps_are_kept_in_the_source_and_ignored_in_the_name() -> None:
    found = implementer_in(Cite("工事を行う緑町赤\n十字病院に対して支援を行う。"))
    assert found is not None
    assert found.text == "緑町赤\n十字病院"


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
def test_the_quick_look_for_the_end_of_a_name_finds_what_the_whole_pattern_finds(text: str) -> None:
    patterns = _patterns()
    for deed in patterns.deeds:
        whole = [match.span() for match in deed.whole.finditer(text)]
        assert [match.span() for match in _deeds(deed, text)] == whole
        assert not whole or patterns.kinds.search(text)
