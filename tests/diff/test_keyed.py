"""Facilities, areas, surveys and amounts between two editions."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.diff import amounts, keyed
from pipeline.diff.change import Change
from pipeline.diff.programs import rows_to_changes as programs_to_changes
from tests.diff.rows import Row, pairs_of, program, programs

FACILITIES, AREAS, SURVEYS = keyed.SPECS


def numbered(side: str, rows: list[Row]) -> list[Row]:
    return [{"row_id": f"{side}{n}", **row} for n, row in enumerate(rows)]


def changes_of(spec: keyed.Spec, old: list[Row], new: list[Row], **more: Any) -> list[Change]:
    return keyed.rows_to_changes(spec, numbered("a", old), numbered("b", new), **more)


def hospital(name: str, area: str, **columns: Any) -> Row:
    return {"name": name, "role": "拠点病院", "medical_area": area, **columns}


HOSPITALS = [
    hospital("中央赤十字病院", "中央", beds=500, backup_power="full"),
    hospital("北部総合病院", "北部", beds=300, backup_power="none"),
    hospital("海浜病院", "海浜", beds=120, backup_power="partial"),
]


@pytest.mark.parametrize(
    ("changed", "kinds", "columns"),
    [
        ({}, ["unchanged"], []),
        ({"beds": 480}, ["amount"], ["beds"]),
        ({"backup_power": "partial"}, ["mark"], ["backup_power"]),
        ({"medical_area": "西部"}, ["section"], ["medical_area"]),
        ({"operator": "県の病院局"}, ["unchanged"], []),
        ({"name": "中央赤十字 病院"}, ["unchanged"], []),
        ({"beds": 480, "backup_power": "none"}, ["amount", "mark"], ["beds", "backup_power"]),
    ],
)
def test_what_differs_between_two_rows_of_a_hospital(
    changed: Row, kinds: list[str], columns: list[str]
) -> None:
    new = [HOSPITALS[0] | changed, *HOSPITALS[1:]]
    change = changes_of(FACILITIES, HOSPITALS, new)[0]
    assert (change.kinds, change.columns) == (kinds, columns)


def test_a_hospital_with_another_name_is_known_by_what_stands_beside_it() -> None:
    new = [HOSPITALS[0], hospital("北部医療センター総合病院", "北部", beds=280), HOSPITALS[2]]
    found = changes_of(FACILITIES, HOSPITALS, new)
    assert pairs_of(found) == {("a0", "b0"), ("a1", "b1"), ("a2", "b2")}
    assert found[1].kinds == ["renamed", "amount"]


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        (hospital("東病院", "東部"), hospital("西病院", "西部")),
        (hospital("海辺クリニック", "海浜"), hospital("山手記念病院", "山手")),
    ],
)
def test_two_hospitals_are_not_one(gone: Row, come: Row) -> None:
    found = changes_of(FACILITIES, [*HOSPITALS, gone], [*HOSPITALS, come])
    assert {("a3", None), (None, "b3")} <= pairs_of(found)


def test_one_name_in_two_lists_of_facilities() -> None:
    desk = HOSPITALS[0] | {"role": "相談窓口", "beds": None}
    found = changes_of(FACILITIES, [HOSPITALS[0], desk], [desk, HOSPITALS[0]])
    assert pairs_of(found) == {("a0", "b1"), ("a1", "b0")}


def test_the_people_of_an_area_are_an_amount() -> None:
    old = [{"name": "中央医療圏", "population": 1000, "municipalities": ["北市", "南町"]}]
    new = [{"name": "中央医療圏", "population": 990, "municipalities": ["南町", "北市"]}]
    [change] = changes_of(AREAS, old, new)
    assert (change.kinds, change.columns) == (["amount"], ["population"])
    assert "population 1,000 → 990" in str(change.evidence)


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("中央", "中央圏域", ["amount"]),
        ("中央二次保健医療圏", "中央医療圏", ["amount"]),
        ("合計", "県計", ["amount"]),
        ("中央医療圏", "中央東医療圏", ["renamed", "amount"]),
    ],
)
def test_what_all_areas_are_called_is_no_part_of_the_name(
    old: str, new: str, kinds: list[str]
) -> None:
    area = {"population": 1000, "municipalities": ["北市", "南町"]}
    [change] = changes_of(AREAS, [area | {"name": old}], [area | {"name": new, "population": 990}])
    assert change.kinds == kinds


def test_a_hospital_that_became_a_centre_with_as_many_beds() -> None:
    old = hospital("浜西部病院", "西部") | {"role": "(2)災害拠点病院", "beds": 310}
    new = hospital("浜西部医療センター", "西部") | {"role": "（１）災害拠点病院", "beds": 310}
    assert ("a3", "b3") in pairs_of(changes_of(FACILITIES, [*HOSPITALS, old], [*HOSPITALS, new]))


def test_an_answer_of_a_survey_is_paired_within_its_question() -> None:
    def answers(*percents: float) -> list[Row]:
        questions = ("通院の足", "通院の足", "往診の希望")
        items = ("ある", "ない", "ある")
        return [
            {"question": q, "respondent": None, "item": i, "percent": p}
            for q, i, p in zip(questions, items, percents, strict=True)
        ]

    found = changes_of(SURVEYS, answers(10.0, 90.0, 55.5), answers(12.5, 87.5, 55.5))
    assert pairs_of(found) == {("a0", "b0"), ("a1", "b1"), ("a2", "b2")}
    assert [c.kinds for c in found] == [["amount"], ["amount"], ["unchanged"]]


def amount(owner: str, yen: int | None, **columns: Any) -> Row:
    return {
        "program_row_id": owner,
        "program": "夜間往診支援事業",
        "measure": "budget",
        "source": "total",
        "series": None,
        "amount_yen": yen,
        **columns,
    }


def budget_changes(old: list[Row], new: list[Row], **more: Any) -> list[Change]:
    """Of lists with one program, a0 and b0, that was renamed."""
    linked = programs_to_changes(
        programs("a", program("夜間往診支援事業", 5, description="当番の組を作る。")),
        programs("b", program("夜間往診等支援事業", 6, description="当番の組を作る。")),
    )
    return amounts.rows_to_changes(numbered("x", old), numbered("y", new), linked, **more)


def test_amounts_follow_their_programs() -> None:
    found = budget_changes(
        [amount("a0", 5_000), amount("a0", 3_000, source="fund")],
        [
            amount("b0", 3_500, source="fund", program="夜間往診等支援事業"),
            amount("b0", 6_000, program="夜間往診等支援事業"),
        ],
    )
    assert pairs_of(found) == {("x0", "y1"), ("x1", "y0")}
    assert [c.kinds for c in found] == [["amount"], ["amount"]]
    assert [(c.total_yen_from, c.total_yen_to) for c in found] == [(3_000, 3_500), (5_000, 6_000)]


def test_an_amount_that_its_program_counts_has_no_delta() -> None:
    [change] = budget_changes([amount("a0", 5_000)], [amount("b0", 6_000)])
    assert change.delta_yen is None


def test_an_amount_without_a_program_has_one() -> None:
    [change] = budget_changes([amount("elsewhere", 5_000)], [amount("elsewhere", 6_000)])
    assert change.delta_yen == 1_000


@pytest.mark.parametrize(("strict", "kinds"), [(False, []), (True, [["removed"]])])
def test_accounts_that_only_one_year_has_are_left_out(strict: bool, kinds: list[list[str]]) -> None:
    old = [amount("a0", 5_000), amount("a0", 4_900, measure="settled")]
    found = budget_changes(old, [amount("b0", 5_000)], strict=strict)
    assert [c.kinds for c in found if c.kinds != ["unchanged"]] == kinds


def test_an_amount_in_another_unit_is_told() -> None:
    [change] = budget_changes([amount("a0", 5_123)], [amount("b0", 5_123_000)])
    assert change.kinds == ["unit"]
