"""The workers of one run: who is given what, what came back, and what went beyond its limits."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any

from pipeline.workers import (
    MEGABYTE,
    Errand,
    Task,
    Worker,
    death_to_sentence,
    memory_sentence,
    safe_context,
    serve,
    without_script,
)

_LOOK = 0.25  # seconds between two looks at time and memory of the processes
_AHEAD = 8  # results kept for each process while an earlier one is waited for

Join = Callable[[Any, list[Any]], Any]  # an item and what its shares gave -> what is left to do


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an errand: a value, the shares that its item is divided into, or neither and
    the reason (why)."""

    errand: Errand
    value: Any = None
    shares: Sequence[Any] = ()
    why: str = ""


@dataclass(slots=True)
class Errands:
    """What is still to be done of the items, and what is done already.

    The shares of an item go before other items; when all of them are done, the rest of the item
    (join) goes before everything. Items go in their order; the last ones, which are all that may
    be given out, longest first, so that the workers end together.
    """

    items: Sequence[Any]
    otherwise: Callable[[Any, str], Any]
    jobs: int = 1
    size: Callable[[Any], int] | None = None  # of an item; none is divided without
    join: Join | None = None
    done: dict[int, Any] = field(default_factory=dict)
    _waiting: deque[int] = field(default_factory=deque)  # indices of items, in their order
    _shares: deque[Errand] = field(default_factory=deque)
    _gathered: dict[int, dict[int, Any]] = field(default_factory=dict)
    _counts: dict[int, int] = field(default_factory=dict)
    _lost: set[int] = field(default_factory=set)
    _sizes: list[int] = field(default_factory=list)
    _left: int = 0  # what the items that wait have together

    def __post_init__(self) -> None:
        self._waiting.extend(range(len(self.items)))
        if self.size:
            self._sizes = [self.size(item) for item in self.items]
            self._left = sum(self._sizes)

    def next(self, until: int) -> Errand | None:
        """What to do next, of the items before until; None for nothing."""
        if self._shares:
            return self._shares.popleft()
        if not self._waiting or self._waiting[0] >= until:
            return None
        index = self._waiting[0]
        if self._sizes and self._waiting[-1] < until:
            index = max(self._waiting, key=self._sizes.__getitem__)
        self._waiting.remove(index)
        return Errand(index, self.items[index], divide=self._outlasts(index))

    def _outlasts(self, index: int) -> bool:
        """Whether an item would be done last by one worker while others have nothing to do: it is
        more than its part of what is left."""
        if not self._sizes:
            return False
        left, self._left = self._left, self._left - self._sizes[index]
        return self._sizes[index] * self.jobs > left

    def take(self, answer: Answer) -> None:
        """Note what came of an errand. Of an item that is lost nothing more is noted."""
        errand = answer.errand
        if errand.index in self._lost:
            return
        if answer.why:
            self._lose(errand.index, answer.why)
        elif answer.shares:
            self._counts[errand.index] = len(answer.shares)
            self._gathered[errand.index] = {}
            self._shares.extend(
                Errand(errand.index, share, number) for number, share in enumerate(answer.shares)
            )
        elif errand.share is None:
            self.done[errand.index] = answer.value
        else:
            self._gather(errand.index, errand.share, answer.value)

    def _gather(self, index: int, share: int, value: Any) -> None:
        gathered = self._gathered[index]
        gathered[share] = value
        if len(gathered) == self._counts[index]:
            assert self.join is not None
            values = [gathered[number] for number in range(len(gathered))]
            rest = self.join(self.items[index], values)
            self._shares.appendleft(Errand(index, rest))
            del self._gathered[index]

    def _lose(self, index: int, why: str) -> None:
        self._lost.add(index)
        self.done[index] = self.otherwise(self.items[index], why)
        self._shares = deque(errand for errand in self._shares if errand.index != index)
        self._gathered.pop(index, None)


@dataclass(slots=True)
class Crew:
    """The workers of one run; ended at its close, whatever happens.

    seconds: that an item may take, and each share of it. size and join: where the task divides
    items; a long item is divided where the workers would else wait for it.
    """

    task: Task
    jobs: int
    seconds: Callable[[Any], float]
    size: Callable[[Any], int] | None = None
    join: Join | None = None
    context: BaseContext = field(default_factory=safe_context)
    workers: list[Worker] = field(default_factory=list)

    def run(self, items: Sequence[Any], otherwise: Callable[[Any, str], Any]) -> Iterator[Any]:
        """work(item) for each item in the order of items; otherwise(item, why) for an item whose
        process died or went beyond a limit. What work raises is raised here."""
        errands = Errands(items, otherwise, self.jobs, self.size, self.join)
        try:
            for index in range(len(items)):
                while index not in errands.done:
                    self._hand_out(errands, index + self.jobs * _AHEAD)
                    for answer in self._answers():
                        errands.take(answer)
                yield errands.done.pop(index)
        finally:
            self.close()

    def one(self, item: Any) -> tuple[bool, Any]:
        """A single item as a whole: (True, result) or (False, why). Its process stays for the
        next one."""
        self._hand_out(Errands([item], _nothing), 1)
        while True:
            for answer in self._answers():
                return not answer.why, answer.why or answer.value

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _hand_out(self, errands: Errands, until: int) -> None:
        """Give errands to workers without one, new workers where there are fewer than jobs."""
        free = [worker for worker in self.workers if worker.errand is None]
        while free or len(self.workers) < self.jobs:
            errand = errands.next(until)
            if errand is None:
                return
            worker = free.pop() if free else self._hire()
            worker.give(errand, self.seconds(errands.items[errand.index]))

    def _hire(self) -> Worker:
        here, there = self.context.Pipe()
        process = self.context.Process(target=serve, args=(there, self.task), daemon=True)  # type: ignore[attr-defined]
        with without_script():
            process.start()
        there.close()
        worker = Worker(process, here)
        self.workers.append(worker)
        return worker

    def _answers(self) -> Iterator[Answer]:
        """What came in, and what went beyond a limit."""
        busy = {worker.pipe: worker for worker in self.workers if worker.errand is not None}
        for pipe in wait(list(busy), timeout=_LOOK):
            worker = busy.pop(pipe)  # type: ignore[call-overload]
            answer = self._answer(worker)
            if answer is not None:
                yield answer
        for worker in busy.values():
            if why := self._beyond(worker):
                yield self._dismiss(worker, why)

    def _answer(self, worker: Worker) -> Answer | None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            return self._dismiss(worker, death_to_sentence(worker.process.exitcode))
        if kind == "ready":  # the clock of the document runs from here
            worker.deadline = time.monotonic() + worker.allowed
            return None
        if kind == "error":
            raise value
        assert worker.errand is not None
        errand, worker.errand = worker.errand, None
        if worker.resident() > self.task.megabytes * MEGABYTE / 2:
            self._drop(worker)  # what one document left in memory is not taken from the next
        return Answer(errand, shares=value) if kind == "shares" else Answer(errand, value)

    def _beyond(self, worker: Worker) -> str:
        """Which limit a worker has gone beyond, as a sentence; empty for none."""
        if time.monotonic() > worker.deadline:
            return (
                f"reading it took longer than {worker.allowed:.0f} seconds and was ended; "
                "give it more with --time-limit"
            )
        if worker.resident() > self.task.megabytes * MEGABYTE:
            return memory_sentence(self.task.megabytes)
        return ""

    def _dismiss(self, worker: Worker, why: str) -> Answer:
        assert worker.errand is not None
        errand = worker.errand
        self._drop(worker)
        return Answer(errand, why=why)

    def _drop(self, worker: Worker) -> None:
        worker.end()
        self.workers.remove(worker)


def _nothing(item: Any, why: str) -> None:
    """Of a single item the reason itself is handed on."""
