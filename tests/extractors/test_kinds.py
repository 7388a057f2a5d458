"""Names of facilities, and what is no name of one."""

from __future__ import annotations

import pytest

from extractors.shared.kinds import is_complete_name, is_facility_name, kind_of_name


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("東浜総合病院", "hospital"),
        ("東浜大学医学部附属病院", "hospital"),
        ("西山医療センター", "hospital"),
        ("高度救命救急センター", "hospital"),
        ("浜辺クリニック", "clinic"),
        ("川口市国民健康保険診療所", "clinic"),
        ("浜辺歯科医院", "dental_clinic"),
        ("みどり調剤薬局", "pharmacy"),
        ("北原訪問看護ステーション", "nursing_station"),
        ("北原訪問看護ステ－ション", "nursing_station"),
        ("東浜市地域包括支援センター", "center"),
        ("在宅医療相談室あさひ", "center"),
        ("西山郡医師会", "association"),
        ("（仮称）東浜病院（分院）", "hospital"),
        ("あさひ", None),
    ],
)
def test_kind_of_name(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        "東浜総合病院",
        "西山医療センター",
        "在宅医療介護連携センターき\nりゅう",
        "西山郡医師会",
        "みなと総合病院 ※",
        "東浜県立災害医療センター",
        "西山病院救命救急センター",
        "東浜県立中央病院",
    ],
)
def test_is_a_facility_name(text: str) -> None:
    assert is_facility_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "病院",  # a kind, no name
        "訪問看護ステーション",
        "在宅医療支援センター運営事業",  # a program
        "病院の受入体制を整備する。",  # a sentence
        "12病院",
        "都道府県がん診療連携拠点病院",  # what a hospital is designated as
        "東浜県地域災害拠点病院",
        "地域がん診療連携拠点病院（高度型）",
        "全国の相談支援センター",
        "東浜市、西山町",
        "",
    ],
)
def test_is_no_facility_name(text: str) -> None:
    assert not is_facility_name(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("東浜総合病院", True),
        ("東浜総合病院（本院）", True),
        ("在宅医療センターあさひ", False),
        ("病院", False),
    ],
)
def test_is_a_complete_name(text: str, whole: bool) -> None:
    assert is_complete_name(text) is whole
