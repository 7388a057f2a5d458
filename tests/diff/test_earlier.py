"""What a list says of the year before (前年度予算額) tells which program is which."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.diff import odds
from pipeline.diff.earlier import output_to_earlier
from pipeline.diff.programs import rows_to_changes
from pipeline.diff.tables import COMPARED, Output
from tests.diff.rows import Row, pairs_of, program, programs

OTHERS = (
    program("献血推進事業", 1_234, department="薬務課"),
    program("森の学校運営事業", 5_020, department="林業課"),
    program("バス路線維持費補助金", 88_150, department="交通課"),
    program("消防団員確保事業", 930, department="防災課"),
)


def pairs(
    old: list[Row], new: list[Row], earlier: dict[str, int]
) -> set[tuple[str | None, str | None]]:
    before = programs("a", *old, *OTHERS)
    after = programs("b", *new, *OTHERS, year=2025)
    around = {f"a{len(old) + n}" for n in range(len(OTHERS))}
    found = pairs_of(rows_to_changes(before, after, earlier=earlier))
    return {pair for pair in found if pair[0] not in around}


RADIO = [program("同報無線更新事業", 61_800, department="危機管理室")]
WIRELESS = [program("情報伝達手段デジタル化事業", 254_230, department="危機管理課")]


@pytest.mark.parametrize(
    ("earlier", "same"),
    [
        pytest.param({"b0": 61_800_000}, True, id="the amount of the earlier list"),
        pytest.param({"b0": 63_000_000}, False, id="another amount"),
        pytest.param({"b0": 0}, False, id="nothing"),
        pytest.param({}, False, id="not stated"),
    ],
)
def test_a_new_name_is_known_by_the_amount_of_the_year_before(
    earlier: dict[str, int], same: bool
) -> None:
    expected = {("a0", "b0")} if same else {("a0", None), (None, "b0")}
    assert pairs(RADIO, WIRELESS, earlier) == expected


def test_an_amount_alone_makes_no_pair() -> None:
    bridge = [program("橋りょう長寿命化事業", 61_800, department="維持管理課")]
    assert pairs(bridge, WIRELESS, {"b0": 61_800_000}) == {("a0", None), (None, "b0")}


def test_parts_that_were_as_much_as_the_whole_together() -> None:
    whole = [program("在宅医療参入支援事業", 12_500, department="医務課")]
    parts = [
        program("在宅医療参入支援事業(研修)", 9_100, department="医務課"),
        program("在宅医療参入支援事業(設備)", 7_700, department="医務課"),
    ]
    earlier = {"b0": 4_200_000, "b1": 8_300_000}
    assert pairs(whole, parts, earlier) == {("a0", "b0"), ("a0", "b1")}


def test_a_whole_that_was_as_much_as_its_parts_together() -> None:
    parts = [
        program("移住促進事業", 9_120, department="地域課"),
        program("空き家活用事業", 2_460, department="地域課"),
    ]
    whole = [program("移住・空き家活用促進事業", 20_000, department="地域課")]
    assert pairs(parts, whole, {"b0": 11_580_000}) == {("a0", "b0"), ("a1", "b0")}


def test_parts_add_up_to_what_a_list_in_a_larger_unit_rounds() -> None:
    parts = [
        program("移住促進事業", 9_120_000, department="地域課"),
        program("空き家活用事業", 2_460_000, department="地域課"),
    ]
    whole = [program("移住・空き家活用促進事業", 11_600_000, department="地域課")]  # 億円: 116.0
    around = [
        program(n, a) for n, a in (("献血", 1_234_000), ("港湾", 88_150_000), ("森", 5_020_000))
    ]
    rounded = [
        program(n, a) for n, a in (("献血", 1_200_000), ("港湾", 88_200_000), ("森", 5_000_000))
    ]
    before, after = programs("a", *parts, *around), programs("b", *whole, *rounded, year=2025)
    assert {("a0", "b0"), ("a1", "b0")} <= pairs_of(rows_to_changes(before, after))


def test_what_speaks_for_a_pair_is_shared_by_equal_amounts() -> None:
    once = odds.earlier_odds([61_800_000, 4_000_000], [61_800_000])[0, 0]
    twice = odds.earlier_odds([61_800_000, 61_800_000], [61_800_000])[0, 0]
    assert once > twice > 0
    assert odds.earlier_odds([61_800_000], [62_000_000])[0, 0] > 0  # rounded to a million
    assert odds.earlier_odds([61_800_000], [61_900_000])[0, 0] < 0
    assert not odds.earlier_odds([None, 5], [None]).any()
    assert np.all(odds.earlier_odds([0], [0]) == 0)


def amount(owner: str, year: int, yen: int | None, raw: str = "", **columns: str) -> Row:
    row = {"program_row_id": owner, "fiscal_year": year, "amount_yen": yen, "amount_raw": raw}
    return row | {"measure": "budget", "source": "total", **columns}


def test_amounts_that_programs_state_of_a_year() -> None:
    rows = [
        amount("b0", 2024, 5_000),
        amount("b0", 2025, 6_000),
        amount("b1", 2024, None, "－"),
        amount("b2", 2024, None, "別掲"),
        amount("b3", 2024, 4_000, source="national"),
        amount("b4", 2024, 4_000, measure="settled"),
        amount("b5", 2024, 4_000),
        amount("b5", 2024, 7_000),
    ]
    output = Output(Path("o"), {}, {n: rows if n == "budgets" else [] for n in COMPARED})
    assert output_to_earlier(output, 2024) == {"b0": 5_000, "b1": 0}
    assert output_to_earlier(output, None) == {}
