"""Numbers without a column of their own: which of the readings of a table its total proves."""

from __future__ import annotations

import pytest

from extractors.facts.tables.align import Reading, _proved

LEFT = Reading((0, None), (), 2)
RIGHT = Reading((None, 0), (), 1)
BOTH = [LEFT, RIGHT]
TEN, SEVEN = [[10, 0], [0, 10]], [[7, 0], [0, 7]]


@pytest.mark.parametrize(
    ("wanted", "picked"),
    [
        ([17, 0], (LEFT, LEFT)),
        ([10, 7], (LEFT, RIGHT)),
        ([7, 10], (RIGHT, LEFT)),
        ([0, 17], (RIGHT, RIGHT)),
        ([None, 10], (RIGHT, LEFT)),
        ([None, None], (LEFT, LEFT)),  # no total: the most plausible
        ([5, 5], (LEFT, LEFT)),  # none holds: the most plausible
        ([5, 17], (RIGHT, RIGHT)),  # one of two holds: it counts for more than plausibility
    ],
)
def test_the_sums_decide(wanted: list[int | None], picked: tuple[Reading, ...]) -> None:
    assert _proved([BOTH, BOTH], [TEN, SEVEN], wanted) == [[reading] for reading in picked]


def test_equals_stay_undecided() -> None:
    same = [Reading((0, None), (), 1), Reading((None, 0), (), 1)]
    assert _proved([same], [[[4, 4], [4, 4]]], [4, 4]) == [same]
