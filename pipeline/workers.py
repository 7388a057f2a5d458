"""Processes that read one document at a time within limits: the run outlives every one of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from typing import Any

_MEGABYTE = 1 << 20
_LOOK = 0.25  # seconds between two looks at time and memory of the processes
_AHEAD = 4  # results kept for each process while an earlier one is waited for
_PRELOADED = ("pipeline.parts", "pipeline.preload", "pipeline.document.pdf")  # imported once
_SPARE_SECONDS = 10  # processor time over the limit after which the system itself ends a process
_DIED = "the process that read it ended without a word"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take.

    seconds: time at the wall for a small file; seconds_per_megabyte: what each megabyte of the
    file adds to it, for a long document takes its time and a small one that does is hostile.
    megabytes: memory of the process that reads it.
    """

    seconds: float = 60.0
    seconds_per_megabyte: float = 30.0
    megabytes: int = 2048

    def seconds_of(self, size: int) -> float:
        """Seconds that a file of size bytes may take."""
        return self.seconds + self.seconds_per_megabyte * size / _MEGABYTE


@dataclass(slots=True)
class Task:
    """What workers do: work(item) after prepare(), within megabytes. It goes to the processes."""

    work: Callable[[Any], Any]
    prepare: Callable[[], None]
    megabytes: int


@dataclass(slots=True)
class Worker:
    """One process, and what it is reading."""

    process: Any
    pipe: Connection
    index: int | None = None
    deadline: float = 0.0
    allowed: float = 0.0

    def give(self, index: int, item: Any, seconds: float) -> None:
        self.index, self.allowed = index, seconds
        self.deadline = time.monotonic() + seconds
        with contextlib.suppress(OSError):  # dead already: found when its answer is read
            self.pipe.send((item, seconds))

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()

    def resident(self) -> int:
        """Bytes of memory that the process holds; 0 where the system does not tell."""
        try:
            with open(f"/proc/{self.process.pid}/statm", "rb") as file:
                return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except (OSError, IndexError, ValueError):
            return 0


@dataclass(slots=True)
class Crew:
    """The workers of one run; ended at its close, whatever happens."""

    task: Task
    jobs: int
    seconds: Callable[[Any], float]  # that an item may take
    context: BaseContext = field(default_factory=lambda: safe_context())
    workers: list[Worker] = field(default_factory=list)

    def run(self, items: Sequence[Any], otherwise: Callable[[Any, str], Any]) -> Iterator[Any]:
        """work(item) for each item in the order of items; otherwise(item, why) for an item whose
        process died or went beyond a limit. What work raises is raised here."""
        done: dict[int, Any] = {}
        given = 0
        try:
            for index in range(len(items)):
                while index not in done:
                    given = self._hand_out(items, given, index + self.jobs * _AHEAD)
                    for place, good, answer in self._answers():
                        done[place] = answer if good else otherwise(items[place], answer)
                yield done.pop(index)
        finally:
            self.close()

    def one(self, item: Any) -> tuple[bool, Any]:
        """A single item: (True, result) or (False, why). Its process stays for the next one."""
        self._hand_out([item], 0, 1)
        while True:
            for _, good, answer in self._answers():
                return good, answer

    def close(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _hand_out(self, items: Sequence[Any], given: int, until: int) -> int:
        """Give items to workers without one, new workers where there are fewer than jobs."""
        for place in range(given, min(until, len(items))):
            worker = next((w for w in self.workers if w.index is None), None)
            if worker is None:
                if len(self.workers) >= self.jobs:
                    return place
                worker = self._hire()
            worker.give(place, items[place], self.seconds(items[place]))
        return min(until, len(items)) if until > given else given

    def _hire(self) -> Worker:
        here, there = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(there, self.task), daemon=True)  # type: ignore[attr-defined]
        process.start()
        there.close()
        worker = Worker(process, here)
        self.workers.append(worker)
        return worker

    def _answers(self) -> Iterator[tuple[int, bool, Any]]:
        """What came in: (index, True, result), or (index, False, why) for one that failed."""
        busy = {worker.pipe: worker for worker in self.workers if worker.index is not None}
        for pipe in wait(list(busy), timeout=_LOOK):
            worker = busy.pop(pipe)  # type: ignore[call-overload]
            answer = self._answer(worker)
            if answer is not None:
                yield answer
        for worker in busy.values():
            if why := self._beyond(worker):
                yield self._dismiss(worker, why)

    def _answer(self, worker: Worker) -> tuple[int, bool, Any] | None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            return self._dismiss(worker, _death_to_sentence(worker.process.exitcode))
        if kind == "ready":  # the clock of the document runs from here
            worker.deadline = time.monotonic() + worker.allowed
            return None
        if kind == "error":
            raise value
        assert worker.index is not None
        index, worker.index = worker.index, None
        if worker.resident() > self.task.megabytes * _MEGABYTE / 2:
            self._drop(worker)  # what one document left in memory is not taken from the next
        return index, True, value

    def _beyond(self, worker: Worker) -> str:
        """Which limit a worker has gone beyond, as a sentence; empty for none."""
        if time.monotonic() > worker.deadline:
            return (
                f"reading it took longer than {worker.allowed:.0f} seconds and was ended; "
                "give it more with --time-limit"
            )
        if worker.resident() > self.task.megabytes * _MEGABYTE:
            return memory_sentence(self.task.megabytes)
        return ""

    def _dismiss(self, worker: Worker, why: str) -> tuple[int, bool, str]:
        assert worker.index is not None
        index = worker.index
        self._drop(worker)
        return index, False, why

    def _drop(self, worker: Worker) -> None:
        worker.end()
        self.workers.remove(worker)


def memory_sentence(megabytes: int | None = None) -> str:
    """What is told of a document that needs more memory than it may have."""
    most = f"than {megabytes} MB of memory" if megabytes else "memory than it may have"
    return f"reading it took more {most} and was ended; give it more with --memory-limit"


def safe_context() -> BaseContext:
    """How processes are started. No plain fork: Arrow has threads by then, and a forked child
    may wait for them forever."""
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(list(_PRELOADED))
    return context


def warm_up() -> None:
    """Start, beside what this process does meanwhile, the process that workers are born from."""
    if safe_context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def _death_to_sentence(status: int | None) -> str:
    if status is None or status >= 0:
        return f"{_DIED} (status {status}); please report it with the document"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    if name == "SIGXCPU":
        return "reading it took more processor time than it may have; see --time-limit"
    if name == "SIGKILL":
        return f"{_DIED}, most often for want of memory; read it alone, or with fewer jobs"
    return (
        f"{_DIED} ({name}): the file breaks a library that the program reads with, or takes more "
        "memory than it may have; see --memory-limit"
    )


def _serve(pipe: Connection, task: Task) -> None:
    """What a worker does until its pipe closes: read an item, answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    task.prepare()
    _limit_memory(task.megabytes)
    with contextlib.suppress(BrokenPipeError):  # the run is gone already: the pipe says so next
        pipe.send(("ready", None))
    while True:
        try:
            item, seconds = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_processor_time(seconds)
        try:
            answer = ("result", task.work(item))
        except Exception as error:
            answer = ("error", error)
        try:
            pipe.send(answer)
        except BrokenPipeError:  # the run is gone
            return


def _limit_memory(megabytes: int) -> None:
    """Let an allocation beyond the limit fail, which most code survives with MemoryError."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor_time(seconds: float) -> None:
    """A net below the clock of the run: it holds when the run itself was killed."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds + _SPARE_SECONDS), hard))
