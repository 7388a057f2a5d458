"""Where documents are read: in this process or in several, with the same result."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pipeline.crew import Crew
from pipeline.document.pdf.sources.source import DEFAULT_READER, use_reader
from pipeline.errors import UsageError
from pipeline.workers import Limits, Task, warm_up

In = TypeVar("In")
Out = TypeVar("Out")

LOCAL = "local"  # the name of the engine of this machine
_COLLECT = 100_000  # new objects between two looks for cycles
UNLIMITED = Limits(seconds=1e9, megabytes=1 << 20)  # 30 years, 1 TB


def prepare(vocabulary: tuple[Path, ...], reader: str = DEFAULT_READER) -> None:
    """What a process does before it reads: take up the user's words and the reader of PDFs."""
    from normalizers import vocabulary as words

    words.use(vocabulary)
    use_reader(reader)
    _collect_seldom()


def _collect_seldom() -> None:
    """Look for cycles of objects seldom: a page makes thousands of tuples and hardly a cycle, and
    each look goes through all that a document is made of."""
    gc.set_threshold(_COLLECT, 20, 50)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How a long item is done by several processes.

    divide(item): its shares, none for an item that is done as a whole; work(share) is done of
    each, and work(join(item, what they gave)) is the result of the item.
    """

    divide: Callable[[Any], Sequence[Any]]
    join: Callable[[Any, list[Any]], Any]


class Engine(Protocol):
    """Where documents are read."""

    def run(
        self,
        work: Callable[[In], Out],
        items: Iterable[In],
        otherwise: Callable[[In, str], Out],
        size: Callable[[In], int] | None = None,
        sharing: Sharing | None = None,
    ) -> Iterator[Out]:
        """work(item) for each item, in the order of items; otherwise(item, why) for one whose
        process dies or goes beyond a limit. size: bytes of an item, its time goes by them.
        sharing: how items may be divided; the results are the same without."""
        ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """The processes of this machine.

    limits: what one item may take; without limits jobs == 1 works in this process, without any
    other. Raises UsageError for fewer jobs than one.
    """

    jobs: int = 1
    vocabulary: tuple[Path, ...] = ()
    limits: Limits | None = None
    reader: str = DEFAULT_READER

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise UsageError(f"--jobs {self.jobs}: at least one process has to read")
        if self.jobs > 1 or self.limits:
            warm_up()

    def run(
        self,
        work: Callable[[In], Out],
        items: Iterable[In],
        otherwise: Callable[[In, str], Out],
        size: Callable[[In], int] | None = None,
        sharing: Sharing | None = None,
    ) -> Iterator[Out]:
        """work(item) for each item, in the order of items.

        An item whose process dies or goes beyond a limit gets otherwise(item, why); the others
        are not touched by that. size: bytes of an item, which its time is measured by.
        """
        todo = list(items)
        jobs = self.jobs if sharing and todo else min(self.jobs, len(todo))
        if jobs < 1 or (jobs == 1 and self.limits is None):
            yield from map(work, todo)
            return
        limits = self.limits or UNLIMITED
        shared = sharing if jobs > 1 else None
        task = Task(
            work,
            partial(prepare, self.vocabulary, self.reader),
            limits.megabytes,
            shared.divide if shared else None,
        )
        crew = Crew(
            task,
            jobs,
            lambda item: limits.seconds_of(size(item) if size else 0),
            size if shared else None,
            shared.join if shared else None,
        )
        yield from crew.run(todo, otherwise)
