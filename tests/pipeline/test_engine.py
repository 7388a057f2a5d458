"""Reading in one process and in several. The work is eval: processes know it by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalizers.vocabulary import used
from pipeline.engine import LocalEngine, prepare
from pipeline.errors import UsageError

SUMS = [f"{n} * {n}" for n in range(20)]
DEATH = "__import__('os')._exit(3)"


def lost(item: str, why: str) -> str:
    return f"lost {item}"


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(LocalEngine(jobs).run(eval, SUMS, lost)) == [n * n for n in range(20)]


def test_without_items_there_is_no_result() -> None:
    assert list(LocalEngine(2).run(eval, [], lost)) == []


def test_a_process_that_dies_costs_its_own_item_only() -> None:
    items = [*SUMS[:3], DEATH, *SUMS[3:6], DEATH]
    found = list(LocalEngine(2).run(eval, items, lost))
    assert found == [0, 1, 4, f"lost {DEATH}", 9, 16, 25, f"lost {DEATH}"]


def test_one_item_needs_no_process_of_its_own() -> None:
    import os

    assert list(LocalEngine(8).run(eval, ["__import__('os').getpid()"], lost)) == [os.getpid()]


@pytest.mark.parametrize("jobs", [0, -1])
def test_fewer_jobs_than_one_are_refused(jobs: int) -> None:
    with pytest.raises(UsageError, match=f"--jobs {jobs}"):
        LocalEngine(jobs)


def test_every_process_knows_the_words_of_the_user(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text("", "utf-8")
    ask = "__import__('normalizers.vocabulary').vocabulary.used()"
    found = list(LocalEngine(2, (words,)).run(eval, [ask] * 4, lost))
    assert found == [(str(words),)] * 4


def test_words_are_those_of_the_last_run(tmp_path: Path) -> None:
    words = tmp_path / "words.toml"
    words.write_text("", "utf-8")
    prepare((words,))
    assert used() == (str(words),)
    prepare(())
    assert used() == ()
