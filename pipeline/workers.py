"""Processes that read one document at a time within limits: the run outlives every one of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from types import ModuleType
from typing import Any

MEGABYTE = 1 << 20
_PRELOADED = ("pipeline.parts", "pipeline.preload")  # imported once
_SPARE_SECONDS = 10  # processor time over the limit after which the system itself ends a process
_starting = threading.Lock()  # threads of a worker of a cluster start processes side by side
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
        return self.seconds + self.seconds_per_megabyte * size / MEGABYTE


@dataclass(slots=True)
class Task:
    """What workers do: work(item) after prepare(), within megabytes. It goes to the processes.

    divide: the shares of an item that several workers may do side by side; none for an item that
    is done as a whole.
    """

    work: Callable[[Any], Any]
    prepare: Callable[[], None]
    megabytes: int
    divide: Callable[[Any], Sequence[Any]] | None = None


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker is given: an item (its index among all), one of its shares, or the rest."""

    index: int
    item: Any
    share: int | None = None
    divide: bool = False  # whether its shares are asked for


@dataclass(slots=True)
class Worker:
    """One process, and what it is reading."""

    process: Any
    pipe: Connection
    errand: Errand | None = None
    deadline: float = 0.0
    allowed: float = 0.0

    def give(self, errand: Errand, seconds: float) -> None:
        self.errand, self.allowed = errand, seconds
        self.deadline = time.monotonic() + seconds
        with contextlib.suppress(OSError):  # dead already: found when its answer is read
            self.pipe.send((errand.item, seconds, errand.divide))

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


@contextlib.contextmanager
def without_script() -> Iterator[None]:
    """Within it processes start without the script that the program was called from. They need
    nothing of it, and a script that calls it without `if __name__ == "__main__"` would run again
    in each of them."""
    with _starting:
        script = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = script


def death_to_sentence(status: int | None) -> str:
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


def serve(pipe: Connection, task: Task) -> None:
    """What a worker does until its pipe closes: read an item, answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run ends its workers itself
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    task.prepare()
    _limit_memory(task.megabytes)
    with contextlib.suppress(BrokenPipeError):  # the run is gone already: the pipe says so next
        pipe.send(("ready", None))
    while True:
        try:
            item, seconds, divide = pipe.recv()
        except (EOFError, OSError):
            return
        _limit_processor_time(seconds)
        try:
            pipe.send(_work_on(item, divide, task))
        except BrokenPipeError:  # the run is gone
            return


def _work_on(item: Any, divide: bool, task: Task) -> tuple[str, Any]:
    """What a worker answers: the shares of an item, a result, or an error."""
    try:
        if divide and task.divide and (shares := task.divide(item)):
            return "shares", list(shares)
        return "result", task.work(item)
    except Exception as error:
        return "error", error


def _limit_memory(megabytes: int) -> None:
    """Let an allocation beyond the limit fail, which most code survives with MemoryError."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        most = megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_processor_time(seconds: float) -> None:
    """A net below the clock of the run: it holds when the run itself was killed."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds + _SPARE_SECONDS), hard))
