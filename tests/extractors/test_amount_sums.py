"""Sums among the amounts of a list: found in one go, as trying every stretch would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.facts.shared.money_text import amounts_to_sums


@pytest.mark.parametrize(
    ("yen", "sums"),
    [
        ([12_345, 10_000, 2_345], [(0, 3)]),
        ([12_345, 12_345], []),  # one amount is no sum
        ([500, 30_111, 20_000, 10_111, 7], [(1, 4)]),
        ([100, 50, 50], []),  # round numbers add up by chance
        ([0, 1_234, 0], []),
        ([1_235, 1_234, 1, 0], [(0, 3)]),  # it ends where it is reached first
    ],
)
def test_an_amount_is_the_sum_of_those_behind_it(
    yen: list[int], sums: list[tuple[int, int]]
) -> None:
    assert amounts_to_sums(yen) == sums


def every_stretch(yen: list[int]) -> list[tuple[int, int]]:
    found = []
    for at, total in enumerate(yen):
        ends = [n for n in range(at + 3, len(yen) + 1) if total and sum(yen[at + 1 : n]) == total]
        round_ = all(len(str(part).rstrip("0")) < 2 for part in yen[at : at + 3])
        found += [(at, ends[0])] if ends and not round_ else []
    return found


@given(st.lists(st.integers(-3, 40), max_size=25))
def test_as_trying_every_stretch(yen: list[int]) -> None:
    assert amounts_to_sums(yen) == every_stretch(yen)
