"""Where documents are read: in this process or in several, with the same result."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.errors import UsageError

In = TypeVar("In")
Out = TypeVar("Out")

_AHEAD = 4  # documents handed out for each process; bounds what waits in memory
_PRELOADED = ("pipeline.run", "pipeline.tabulate", "pipeline.document.pdf")  # imported once


def prepare(vocabulary: tuple[Path, ...]) -> None:
    """What a process does before it reads: take up the user's words."""
    from normalizers import vocabulary as words

    words.use(vocabulary)


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """The processes of this machine. jobs == 1 works in this process, without any other.

    Raises UsageError for fewer jobs than one.
    """

    jobs: int = 1
    vocabulary: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise UsageError(f"--jobs {self.jobs}: at least one process has to read")

    def run(
        self, work: Callable[[In], Out], items: Iterable[In], otherwise: Callable[[In], Out]
    ) -> Iterator[Out]:
        """work(item) for each item, in the order of items.

        An item whose process dies gets otherwise(item); the others are not touched by that.
        """
        todo = deque(items)
        jobs = min(self.jobs, len(todo))
        if jobs <= 1:
            yield from map(work, todo)
            return
        while todo:
            yield from self._until_broken(work, todo, jobs)
            if todo:  # the pool is gone, and the first item left may be the one that broke it
                yield self._alone(work, todo.popleft(), otherwise)

    def _until_broken(self, work: Callable[[In], Out], todo: deque[In], jobs: int) -> Iterator[Out]:
        """Results as long as the pool lives; what it did not do stays in todo."""
        waiting: deque[Future[Out]] = deque()
        with self._pool(jobs) as pool:
            while todo:
                try:
                    while len(waiting) < min(jobs * _AHEAD, len(todo)):
                        waiting.append(pool.submit(work, todo[len(waiting)]))
                    result = waiting[0].result()
                except BrokenProcessPool:
                    return
                waiting.popleft()
                todo.popleft()
                yield result

    def _alone(self, work: Callable[[In], Out], item: In, otherwise: Callable[[In], Out]) -> Out:
        with self._pool(1) as pool:
            try:
                return pool.submit(work, item).result()
            except BrokenProcessPool:
                return otherwise(item)

    def _pool(self, jobs: int) -> ProcessPoolExecutor:
        # No plain fork: Arrow has threads by then, and a forked child may wait for them forever.
        ways = multiprocessing.get_all_start_methods()
        context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
        if context.get_start_method() == "forkserver":
            context.set_forkserver_preload(list(_PRELOADED))
        return ProcessPoolExecutor(jobs, context, prepare, (self.vocabulary,))
