"""What differs between paired programs: kinds, amounts, evidence, and the sum of the deltas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
import regex

from pipeline.diff.change import Change
from pipeline.diff.programs import rows_to_changes
from pipeline.telling import ENGLISH, JAPANESE, say
from tests.diff.rows import Row, program, programs

BASE = {
    "name": "訪問薬剤師派遣事業",
    "total_yen": 4_861_000,
    "section": "薬 > 訪問",
    "department": "薬務課 企画班",
    "funding": ["基金"],
    "description": "薬剤師が自宅を訪ねて飲み残しを調べる。",
}
OTHERS = (
    program("献血推進事業", 1_234, department="薬務課 血液班", section="薬 > 血液"),
    program("森の学校運営事業", 5_020, department="林業課 森班", section="森 > 学び"),
    program("バス路線維持費補助金", 88_150, department="交通課 路線班", section="町 > 足"),
)


def first(old: Row, new: Row, others: Sequence[Row] = OTHERS) -> Change:
    """The change of the first row of two lists."""
    return rows_to_changes(programs("a", old, *others), programs("b", new, *others, year=2025))[0]


@pytest.mark.parametrize(
    ("changed", "kinds", "columns"),
    [
        ({}, ["unchanged"], []),
        ({"total_yen": 5_000_000}, ["amount"], ["total_yen"]),
        ({"total_yen": 4_861_000_000}, ["unit"], ["total_yen"]),
        ({"total_yen": 4_861}, ["unit"], ["total_yen"]),
        ({"name": "訪問薬剤師等派遣事業"}, ["renamed"], ["name"]),
        ({"department": "薬務課 訪問班"}, ["department"], ["department"]),
        ({"department": "業務課 企画班"}, ["unchanged"], []),
        ({"department": "薬務課企画班"}, ["unchanged"], []),
        ({"funding": ["国庫", "県単"]}, ["funding"], ["funding"]),
        ({"section": "薬 > 見守り"}, ["section"], ["section"]),
        ({"section": "(1) 薬 > ア 訪問"}, ["unchanged"], []),
        ({"section": "薬"}, ["unchanged"], []),
        ({"section": "在宅 > 薬 > 訪問 > その他"}, ["unchanged"], []),
        ({"section": "訪問 > 薬"}, ["section"], ["section"]),
        ({"department": "薬務室 企画班"}, ["department"], ["department"]),
        ({"is_new": True}, ["mark"], ["is_new"]),
        ({"is_new": False}, ["unchanged"], []),
        ({"description": "飲み残しを調べるため薬剤師が自宅を訪ねる。"}, ["unchanged"], []),
        (
            {"total_yen": 1_000, "department": "医務課 薬班", "is_new": True},
            ["amount", "department", "mark"],
            ["total_yen", "department", "is_new"],
        ),
    ],
)
def test_every_difference_has_its_word(changed: Row, kinds: list[str], columns: list[str]) -> None:
    change = first(BASE, BASE | changed)
    assert (change.kinds, change.columns) == (kinds, columns)


@pytest.mark.parametrize("column", ["department", "funding", "section", "total_yen"])
def test_what_one_list_does_not_state_is_no_difference(column: str) -> None:
    change = first(BASE, BASE | {column: None})
    assert change.kinds == ["unchanged"]


def test_an_amount_that_is_not_stated_has_no_delta() -> None:
    change = first(BASE, BASE | {"total_yen": None})
    assert (change.total_yen_from, change.total_yen_to, change.delta_yen) == (4_861_000, None, None)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ({"fund_yen": 3, "own_yen": 7}, {"fund_yen": 5, "own_yen": 5}, ["funding"]),
        (
            {"total_yen": None, "fund_yen": 300_000},
            {"total_yen": None, "fund_yen": 500_000},
            ["amount"],
        ),
    ],
)
def test_shares_of_the_same_cost_are_funding(old: Row, new: Row, kinds: list[str]) -> None:
    assert first(BASE | old, BASE | new).kinds == kinds


@pytest.mark.parametrize(
    ("changed", "told", "in_japanese"),
    [
        ({}, "The name is the same.", "名称は同じ。"),
        ({"name": "訪問薬剤師等派遣事業"}, "Renamed (∅ → 等)", "改称（∅ → 等）、"),
        (
            {"name": "訪問楽剤師派遣事業"},
            "slip of recognition (薬 → 楽)",
            "名称の違いは文字認識の誤りとみられる（薬 → 楽）。",
        ),
        (
            {"name": "令和7年度訪問薬剤師派遣事業"},
            "The names differ in the year alone",
            "名称の違いは年度だけ。",
        ),
        (
            {"department": "医務課 薬班"},
            "薬務課 企画班 became 医務課 薬班",
            "名称は同じ、担当を薬務課 企画班から医務課 薬班へ変更。",
        ),
        ({"funding": ["国庫"]}, "paid from 国庫 instead of 基金", "財源を基金から国庫へ変更。"),
        (
            {"section": "薬 > 見守り"},
            "moved from 薬 > 訪問 to 薬 > 見守り",
            "区分を薬 > 訪問から薬 > 見守りへ移動。",
        ),
        ({"is_new": True}, "marked 新規", "新規の印が付いた。"),
        ({"total_yen": 4_861_000_000}, "1,000 times as large", "数字は同じで 1,000 倍"),
    ],
)
def test_the_evidence_is_one_sentence(changed: Row, told: str, in_japanese: str) -> None:
    found = first(BASE | {"name": f"{BASE['name']}"}, BASE | changed).evidence
    evidence, japanese = say(found, ENGLISH), say(found, JAPANESE)
    assert told in evidence
    assert evidence.endswith(".")
    assert evidence.count(".") == 1 + evidence.count("0.")
    assert in_japanese in japanese
    assert japanese.endswith("。")
    assert not regex.search("[a-z]{2}", japanese)


def test_an_office_with_another_name_is_told_for_all_its_programs() -> None:
    names = ("家庭訪問支援事業", "通所の送迎事業", "看護師の講習", "機器の貸出し")
    old = [program(n, 100 + i, department="福祉課 医療支援班") for i, n in enumerate(names)]
    new = [program(n, 100 + i, department="福祉課 療育支援班") for i, n in enumerate(names)]
    changes = rows_to_changes(programs("a", *old), programs("b", *new))
    assert [change.kinds for change in changes] == [["department"]] * 4
    assert all("as for 4 programs" in str(change.evidence) for change in changes)


def test_a_whole_list_in_another_unit_is_told_from_changed_amounts() -> None:
    old = [program(f"{place}の橋の修繕", 1_001 * n) for n, place in enumerate("東西南北中", 1)]
    new = [row | {"total_yen": row["total_yen"] * 1_000} for row in old]
    new[1]["total_yen"] += 700_000_000
    changes = rows_to_changes(programs("a", *old), programs("b", *new))
    assert [c.kinds for c in changes] == [["unit"], ["unit", "amount"], *[["unit"]] * 3]


@pytest.mark.parametrize("merged", [False, True])
def test_parts_have_a_row_each_and_the_whole_is_counted_once(merged: bool) -> None:
    whole = [program("夜間往診支援事業", 12_340)]
    parts = [program("夜間往診支援事業（当番）", 8_040), program("夜間往診支援事業（機器）", 5_000)]
    old, new = (parts, whole) if merged else (whole, parts)
    changes = rows_to_changes(programs("a", *old, *OTHERS), programs("b", *new, *OTHERS))
    found = [c for c in changes if c.kinds[0] == ("merged" if merged else "split")]
    assert len(found) == 2
    sign = -1 if merged else 1
    assert sum(c.delta_yen or 0 for c in found) == sign * 700_000
    assert all("8,040,000 + 5,000,000" in str(c.evidence) for c in found)


def test_what_came_and_went_has_its_amount_as_delta() -> None:
    old = programs("a", program("里山の道の整備", 700), *OTHERS)
    new = programs("b", program("港の見学会", 900), *OTHERS)
    found = {
        c.kinds[0]: c for c in rows_to_changes(old, new) if c.before is None or c.after is None
    }
    assert (found["removed"].name_from, found["removed"].delta_yen) == ("里山の道の整備", -700_000)
    assert (found["added"].name_to, found["added"].delta_yen) == ("港の見学会", 900_000)
    assert found["added"].name_from is found["removed"].name_to is None


def test_a_group_that_was_renamed_moves_none_of_its_programs() -> None:
    group = program("訪問薬剤の推進", 9_000, level="group", department="薬務課 企画班")
    new = group | {"name": "訪問薬剤の推進・研修", "total_yen": 9_500_000}
    old_row, new_row = BASE | {"section": group["name"]}, BASE | {"section": new["name"]}
    changes = rows_to_changes(
        programs("a", group, old_row, *OTHERS), programs("b", new, new_row, *OTHERS, year=2025)
    )
    assert [c.kinds for c in changes[:2]] == [["renamed", "amount"], ["unchanged"]]


def test_a_list_in_a_larger_unit_has_no_changed_amounts_but_those_that_changed() -> None:
    amounts = (4_861, 12_345, 88_150, 930_400, 61_800, 50_000)
    names = [
        f"{name}推進事業" for name in ("献血", "森の学校", "路線バス", "港湾", "防災無線", "図書館")
    ]
    old = programs("a", *(program(n, a) for n, a in zip(names, amounts, strict=True)))
    rounded = (5_000, 12_000, 88_000, 930_000, 62_000, 75_000)  # 百万円; 50 became 75
    new = programs("b", *(program(n, a) for n, a in zip(names, rounded, strict=True)), year=2025)
    changes = rows_to_changes(old, new)
    assert [c.kinds for c in changes] == [*[["unit"]] * 5, ["amount"]]
    assert "rounded to 1,000,000 yen" in str(changes[0].evidence)


def test_a_few_round_amounts_are_no_larger_unit() -> None:
    changes = rows_to_changes(
        programs("a", program("献血推進事業", 4_861), program("森の学校運営事業", 12_345)),
        programs(
            "b", program("献血推進事業", 5_000), program("森の学校運営事業", 12_000), year=2025
        ),
    )
    assert [c.kinds for c in changes] == [["amount"], ["amount"]]


def test_a_share_alone_is_the_whole_amount() -> None:
    sole = BASE | {"total_yen": None, "fund_yen": 3_000_000}
    change = first(sole, BASE)
    assert (change.kinds, change.total_yen_from, change.delta_yen) == (
        ["amount"], 3_000_000, 1_861_000,
    )  # fmt: skip
    assert first(sole, BASE | {"total_yen": 3_000_000}).kinds == ["unchanged"]


def test_a_group_that_an_annex_states_again_did_not_come() -> None:
    group = program("訪問薬剤の推進", 9_000, level="group", section="施策 > 薬")
    again = group | {"section": "別表 > 薬"}
    part = program("訪問薬剤師派遣事業", 9_000, section="別表 > 薬", parent_row_id="b1")
    old = programs("a", group, part | {"parent_row_id": "a0"}, *OTHERS)
    new = programs("b", group, again, part, *OTHERS, year=2025)
    changes = rows_to_changes(old, new)
    assert [c.kinds for c in changes] == [["unchanged"]] * 5
    assert changes[0].delta_yen is None  # its program counts


def test_a_measure_whose_programs_state_amounts_adds_nothing() -> None:
    def of(side: str, amount: int) -> list[dict[str, Any]]:
        rows = programs(
            side,
            program("人を育てる施策", amount, level="group"),
            program("看護師の講習", amount, parent_row_id=f"{side}0"),
        )
        return rows

    changes = rows_to_changes(of("a", 100), of("b", 150))
    assert [(c.total_yen_to, c.delta_yen) for c in changes] == [(150_000, None), (150_000, 50_000)]


def test_subtotals_and_totals_are_no_programs() -> None:
    rows = (program("小計", 5, level="subtotal"), program("合計", 5, level="total"))
    changes = rows_to_changes(programs("a", *OTHERS, *rows), programs("b", *OTHERS, *rows))
    assert {change.name_to for change in changes} == {row["name"] for row in OTHERS}


def test_changes_stand_in_the_order_of_the_later_list() -> None:
    gone = program("里山の道の整備", 700)
    old = programs("a", OTHERS[0], gone, OTHERS[1], OTHERS[2])
    new = programs("b", OTHERS[2], OTHERS[0], OTHERS[1])
    names = [change.name_to or change.name_from for change in rows_to_changes(old, new)]
    assert [n for n in names if n != gone["name"]] == [OTHERS[i]["name"] for i in (2, 0, 1)]
