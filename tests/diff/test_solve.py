"""The best set of pairs, splits and merges, against trying all."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff.solve import Candidate, best_candidates, best_pairs, matrix_to_candidates

ROWS = st.frozensets(st.integers(0, 3), min_size=1, max_size=2)
CANDIDATES = st.lists(
    st.builds(
        lambda one, many, split, value: Candidate(
            (one,) if split else tuple(sorted(many)),
            tuple(sorted(many)) if split else (one,),
            float(value),
        ),
        st.integers(0, 3),
        ROWS,
        st.booleans(),
        st.integers(1, 9),
    ),
    max_size=9,
)


def fits(chosen: tuple[Candidate, ...]) -> bool:
    before = [i for c in chosen for i in c.before]
    after = [j for c in chosen for j in c.after]
    return len(set(before)) == len(before) and len(set(after)) == len(after)


@settings(max_examples=80, deadline=None)
@given(CANDIDATES)
def test_no_other_choice_is_worth_more(candidates: list[Candidate]) -> None:
    best = best_candidates(candidates)
    assert fits(tuple(best))
    sizes = range(len(candidates) + 1)
    every = (chosen for size in sizes for chosen in combinations(candidates, size))
    most = max(sum(c.value for c in chosen) for chosen in every if fits(chosen))
    assert abs(sum(c.value for c in best) - most) < 1e-6


def test_only_values_above_zero_are_candidates() -> None:
    found = matrix_to_candidates(np.array([[1.5, 0.0], [-2.0, 0.5]]))
    assert found == [Candidate((0,), (0,), 1.5), Candidate((1,), (1,), 0.5)]


def test_pairs_below_the_limit_push_no_better_pair_aside() -> None:
    values = np.array([[3.0, 2.9], [2.8, -50.0]])
    assert best_pairs(values) == [(0, 1), (1, 0)]
    assert best_pairs(np.array([[3.0, -1.0], [-1.0, -9.0]])) == [(0, 0)]
