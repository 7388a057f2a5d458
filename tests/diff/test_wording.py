"""Two writings of a name: the same, a slip of recognition, or a rename."""

from __future__ import annotations

import pytest

from pipeline.diff.wording import Spellings, are_opposed, compare_names, name_core

OLD = (
    "重い病の子を医療的ケア児と呼び、その家族を支える。",
    "地域での療養や看取りの相談に応じる。",
    "歯科医師を養成する講座を開く。",
    "介護の仕事の魅力を伝える促進の催し",
)
NEW = ("医療的ケア児の家族を支える。", "講座を開き、取組の推進を図る。")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("訪問看護推進事業", "訪問看護推進事業", "same"),
        ("訪問看護 推進事業（一部）", "訪問看護推進事業(一部)", "same"),
        ("ﾘﾊﾋﾞﾘ支援事業", "リハビリ支援事業", "same"),
        ("髙齢者の受け入れ事業", "高齢者の受入れ事業", "same"),
        ("令和6年度看護の日事業", "令和７年度看護の日事業", "same"),
        ("医療のケア児コーディネーター育成", "医療的ケア児コーディネーター育成", "slip"),
        ("医療的ケア児コーディネーター育成", "医療のケア児コーディネーター育成", "slip"),
        ("在宅医療成研修事業", "在宅医療養成研修事業", "slip"),
        ("業務課 企画指導班", "薬務課 企画指導班", "slip"),
        ("訪問着護師の確保", "訪問看護師の確保", "slip"),
        ("介護職員定着推進事業", "介護職員定着促進事業", "renamed"),
        ("介護職員研修事業", "介護職員等研修事業", "renamed"),
        ("介護職員支援事業", "介護職員応援事業", "renamed"),
        ("救急医療体制事業", "救急医療体制整備事業", "renamed"),
        ("第１期森づくり事業", "第２期森づくり事業", "renamed"),
        ("障害者相談事業", "障害相談事業", "renamed"),
        ("在宅歯科診療事業", "かかりつけ薬局の普及", "renamed"),
        ("県民健康調査", "市民健康調査", "renamed"),
    ],
)
def test_what_makes_two_names_differ(before: str, after: str, kind: str) -> None:
    assert compare_names(before, after, Spellings(OLD), Spellings(NEW)).kind == kind


def test_a_slip_needs_its_own_edition_to_write_otherwise() -> None:
    """Where both words are used elsewhere, one in the place of the other is meant."""
    old = Spellings(["医療のケアを学ぶ", "医療的ケアを学ぶ"])
    found = compare_names("医療のケア児の支援", "医療的ケア児の支援", old, Spellings([]))
    assert found.kind == "renamed"


def test_the_year_alone_is_told() -> None:
    found = compare_names("R6森の日事業", "R7森の日事業", Spellings([]), Spellings([]))
    assert (found.kind, found.only_year) == ("same", True)


def test_pieces_close_together_are_shown_as_one() -> None:
    found = compare_names(
        "外来に対応する潜在看護師の育成",
        "外来に応じた潜在看護師の育成",
        Spellings([]),
        Spellings([]),
    )
    assert found.pieces == (("対応する", "応じた"),)


@pytest.mark.parametrize(
    ("one", "other", "opposed"),
    [
        ("小学校管理費", "中学校管理費", True),
        ("東病院", "西病院", True),
        ("訪問看護推進事業", "訪問看護促進事業", False),
        ("小学校管理費", "小学校管理運営費", False),
    ],
)
def test_opposed_characters_make_another_thing(one: str, other: str, opposed: bool) -> None:
    assert are_opposed(one, other) is opposed


@pytest.mark.parametrize(
    ("name", "core"),
    [("普及啓発事業", ""), ("相談窓口設置事業", "窓口"), ("献血の推進", "献血"), ("", "")],
)
def test_the_core_of_a_name_is_what_others_do_not_share(name: str, core: str) -> None:
    assert name_core(name) == core
