"""Rows marked 再掲: paired with their like, else with the first mention, never counted."""

from __future__ import annotations

import pytest

from pipeline.diff.programs import rows_to_changes
from tests.diff.rows import Row, pairs_of, program, programs

VISIT = program("夜間往診支援事業", 8_000, section="往診")
DRUGS = program("飲み残し調査事業", 1_230, section="薬")


def again(row: Row, section: str) -> Row:
    return row | {"is_repeated": True, "section": section}


@pytest.mark.parametrize(
    ("old", "new", "pairs"),
    [
        pytest.param(
            [VISIT, DRUGS, again(VISIT, "看取り"), again(VISIT, "急変")],
            [VISIT, DRUGS, again(VISIT, "急変"), again(VISIT, "看取り")],
            {("a0", "b0"), ("a1", "b1"), ("a2", "b3"), ("a3", "b2")},
            id="by heading",
        ),
        pytest.param(
            [VISIT, DRUGS, again(VISIT, "看取り"), again(DRUGS, "看取り")],
            [VISIT, DRUGS, again(DRUGS, "看取り"), again(VISIT, "看取り")],
            {("a0", "b0"), ("a1", "b1"), ("a2", "b3"), ("a3", "b2")},
            id="by program under one heading",
        ),
        pytest.param(
            [VISIT, DRUGS],
            [VISIT, DRUGS, again(VISIT, "看取り")],
            {("a0", "b0"), ("a1", "b1"), ("a0", "b2")},
            id="new in the later list: its first mention",
        ),
        pytest.param(
            [VISIT, DRUGS, again(DRUGS, "看取り")],
            [VISIT, DRUGS],
            {("a0", "b0"), ("a1", "b1"), ("a2", "b1")},
            id="gone from the later list: its first mention",
        ),
        pytest.param(
            [VISIT, DRUGS],
            [DRUGS, VISIT | {"section": "看取り"}, again(VISIT, "往診")],
            {("a0", "b1"), ("a1", "b0"), ("a0", "b2")},
            id="the mark went to the other row",
        ),
        pytest.param(
            [VISIT, DRUGS, again(VISIT, "看取り")],
            [DRUGS],
            {("a0", None), ("a1", "b0"), ("a2", None)},
            id="the program is gone",
        ),
        pytest.param(
            [VISIT, again(program("橋の修繕計画", 77), "橋")],
            [VISIT, again(program("橋の修繕計画", 77), "橋")],
            {("a0", "b0"), ("a1", "b1")},
            id="the first mention is in another document",
        ),
    ],
)
def test_repeated_rows_are_paired(
    old: list[Row], new: list[Row], pairs: set[tuple[str | None, str | None]]
) -> None:
    assert pairs_of(rows_to_changes(programs("a", *old), programs("b", *new))) == pairs


def test_repeated_rows_are_marked_and_left_out_of_the_sum() -> None:
    dearer = VISIT | {"total_yen": 9_000_000}
    changes = rows_to_changes(
        programs("a", VISIT, DRUGS, again(VISIT, "看取り")),
        programs("b", dearer, DRUGS, again(dearer, "看取り"), again(DRUGS, "看取り")),
    )
    assert [c.repeated for c in changes] == [False, False, True, True]
    assert sum(c.delta_yen or 0 for c in changes if not c.repeated) == 1_000_000


def test_a_first_mention_that_is_not_new_says_so() -> None:
    changes = rows_to_changes(
        programs("a", VISIT, DRUGS), programs("b", VISIT, DRUGS, again(VISIT, "看取り"))
    )
    [change] = [c for c in changes if c.repeated]
    assert change.kinds == ["mark"]
    assert "再掲" in str(change.evidence) and "看取り" in str(change.evidence)


def test_a_slip_in_the_repeated_name_is_the_same_program() -> None:
    slip = again(VISIT | {"name": "夜間住診支援事業"}, "看取り")
    changes = rows_to_changes(
        programs("a", VISIT, DRUGS, slip), programs("b", VISIT, DRUGS, again(VISIT, "看取り"))
    )
    assert pairs_of(changes) == {("a0", "b0"), ("a1", "b1"), ("a2", "b2")}
