"""Made-up editions with known truth: how many pairs are found, kind by kind."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.diff.programs import rows_to_changes
from tests.diff.editions import make_editions
from tests.diff.rows import pairs_of

SEEDS = range(100, 160)


@pytest.fixture(scope="module")
def measured() -> tuple[float, dict[str, float]]:
    """F1 of the pairs over all seeds, and the share found of each kind."""
    true = found = right = 0
    every: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for seed in SEEDS:
        editions = make_editions(seed)
        got = pairs_of(rows_to_changes(editions.old, editions.new))
        for pair, kind in editions.truth.items():
            every[kind] += 1
            caught[kind] += pair in got
        wanted = {pair for pair in editions.truth if None not in pair}
        pairs = {pair for pair in got if None not in pair}
        true, found, right = true + len(wanted), found + len(pairs), right + len(wanted & pairs)
    precision, recall = right / found, right / true
    return 2 * precision * recall / (precision + recall), {k: caught[k] / every[k] for k in every}


def test_pairs_are_found(measured: tuple[float, dict[str, float]]) -> None:
    assert measured[0] >= 0.985


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("unchanged", 0.995),
        ("amount", 0.995),
        ("slip", 0.97),
        ("small rename", 0.95),
        ("whole rename", 0.75),  # some lists say nothing that would tell
        ("renamed and moved", 0.9),
        ("department", 0.97),
        ("section", 0.95),
        ("funding", 0.97),
        ("unit", 0.97),
        ("split", 0.9),
        ("merged", 0.9),
        ("added", 0.95),
        ("removed", 0.93),
    ],
)
def test_every_kind_is_found(
    measured: tuple[float, dict[str, float]], kind: str, least: float
) -> None:
    assert measured[1][kind] >= least


@settings(max_examples=15, deadline=None)
@given(st.integers(1_000, 9_000))
def test_deltas_are_the_difference_of_the_lists(seed: int) -> None:
    editions = make_editions(seed)
    changes = rows_to_changes(editions.old, editions.new)
    difference = sum(r["total_yen"] for r in editions.new) - sum(
        r["total_yen"] for r in editions.old
    )
    assert sum(change.delta_yen or 0 for change in changes) == difference


@settings(max_examples=10, deadline=None)
@given(st.integers(1_000, 9_000))
def test_every_row_stands_in_the_changes(seed: int) -> None:
    editions = make_editions(seed)
    changes = rows_to_changes(editions.old, editions.new)
    before = {c.before["row_id"] for c in changes if c.before}
    after = {c.after["row_id"] for c in changes if c.after}
    assert before == {row["row_id"] for row in editions.old}
    assert after == {row["row_id"] for row in editions.new}


@settings(max_examples=5, deadline=None)
@given(st.integers(1_000, 9_000))
def test_a_list_compared_with_itself_is_unchanged(seed: int) -> None:
    old = make_editions(seed).old
    assert {tuple(c.kinds) for c in rows_to_changes(old, old)} == {("unchanged",)}
