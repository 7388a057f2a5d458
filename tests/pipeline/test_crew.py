"""Who does what next: items in order, long ones divided. The work is eval: processes know it."""

from __future__ import annotations

from operator import methodcaller

import pytest

from pipeline.crew import Answer, Errands
from pipeline.engine import LocalEngine, Sharing
from pipeline.workers import Errand

DEATH = "__import__('os')._exit(3)"
ADDED = Sharing(methodcaller("split", "+"), lambda item, answers: f"sum({answers})")


def lost(item: str, why: str) -> str:
    return f"lost {item}"


def errands(*items: str, jobs: int = 2) -> Errands:
    return Errands(items, lost, jobs, len, lambda item, answers: f"{item}: {answers}")


def given(todo: Errands) -> Errand:
    errand = todo.next(100)
    assert errand is not None
    return errand


@pytest.mark.parametrize(
    ("items", "divided"),
    [
        ([9, 1, 1, 1], [True, False, False, True]),  # the others are done long before the first
        ([5, 5, 5, 5], [False, False, False, True]),
        ([1, 1, 1, 9], [True, False, False, True]),  # the longest goes first
        ([0, 0], [False, False]),
        ([3], [True]),
    ],
)
def test_an_item_is_divided_where_the_others_would_wait_for_it(
    items: list[int], divided: list[bool]
) -> None:
    todo = errands(*("x" * size for size in items))
    assert [given(todo).divide for _ in items] == divided


def test_nothing_is_divided_where_nobody_says_how() -> None:
    todo = Errands(["a", "b"], lost, 2)
    assert not given(todo).divide


def test_shares_go_before_other_items_and_the_rest_before_all() -> None:
    todo = errands("long", "a", "b")
    first = given(todo)
    todo.take(Answer(first, shares=["lo", "ng"]))
    one, two = given(todo), given(todo)
    assert (one.item, two.item) == ("lo", "ng")
    assert not one.divide and not two.divide
    assert given(todo).item == "a"
    todo.take(Answer(two, 2))  # in any order
    assert todo.done == {}
    todo.take(Answer(one, 1))
    rest = given(todo)
    assert (rest.index, rest.item) == (0, "long: [1, 2]")
    todo.take(Answer(rest, "whole"))
    assert todo.done == {0: "whole"}


def test_a_share_that_fails_loses_its_item_once() -> None:
    todo = errands("long", "a")
    todo.take(Answer(given(todo), shares=["l", "on", "g"]))
    one, two = given(todo), given(todo)
    todo.take(Answer(one, why="it died"))
    assert todo.done.pop(0) == "lost long"
    assert given(todo).item == "a"  # the share that waited is not asked for any more
    todo.take(Answer(two, 2))
    todo.take(Answer(two, why="it died too"))
    assert todo.done == {}


def test_items_are_not_given_out_too_far_ahead() -> None:
    todo = errands("a", "b", "c")
    assert [todo.next(2) is not None for _ in range(3)] == [True, True, False]


def test_items_go_in_their_order_and_the_last_ones_longest_first() -> None:
    todo = errands("a", "bbb", "cc", "dddd", "eeeee")
    order = [todo.next(until) for until in (3, 4, 5, 5, 5)]
    assert [errand.item for errand in order if errand] == ["a", "bbb", "eeeee", "dddd", "cc"]
    assert todo.next(5) is None


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_divided_or_not_the_results_are_the_same(jobs: int) -> None:
    items = ["1+2+3", "4", "+".join(map(str, range(30))), "5+5"]
    found = LocalEngine(jobs).run(eval, items, lost, len, ADDED)
    assert list(found) == [6, 4, 435, 10]


def test_a_process_that_dies_of_a_share_costs_its_item_only() -> None:
    items = ["1+1", "2", f"1+{DEATH}+2+3+4", "3"]
    found = LocalEngine(2).run(eval, items, lost, len, ADDED)
    assert list(found) == [2, 2, f"lost {items[2]}", 3]


def test_one_long_item_is_read_by_several_processes() -> None:
    slow_pid = "(__import__('time').sleep(0.2), __import__('os').getpid())[1]"
    each = Sharing(methodcaller("split", ";"), lambda item, answers: f"len(set({answers}))")
    found = LocalEngine(2).run(eval, [";".join([slow_pid] * 8)], lost, len, each)
    assert list(found) == [2]
