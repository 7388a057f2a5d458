"""Documents read on a Dask cluster (dask.distributed), with the same result as on this machine.

Dask places the work, keeps track of workers that come, go and die, and gives what one of them had
in hand to another. Documents of this machine travel with the task, those behind addresses are
opened by the workers; what comes back is a part as it is kept beside the tables (Arrow, no pickle).
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.document.pdf.sources.source import DEFAULT_READER
from pipeline.engine import UNLIMITED, Sharing
from pipeline.engines.jobs import Divided, Giver, Job, Whole
from pipeline.engines.station import Answer, Terms, close_stations
from pipeline.errors import EngineError
from pipeline.workers import Limits

In = TypeVar("In")
Out = TypeVar("Out")

SCHEME = "dask://"
_PATIENCE = 30.0  # seconds that a cluster may be without a worker, or not answer
_LOOK = 2.0  # seconds between two looks at the cluster while a result is waited for
_AHEAD = 4  # items given out for each thread of the cluster
_RECOUNT = 200  # items between two counts of the threads


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """The workers of the cluster at address (dask://HOST:PORT of its scheduler).

    conditions: a worker that reads under others ends the run (pipeline.parts.conditions).
    Raises UsageError: EngineError where dask is missing or the cluster cannot be reached.
    """

    address: str
    vocabulary: tuple[Path, ...] = ()
    limits: Limits | None = None
    reader: str = DEFAULT_READER
    conditions: str = ""

    def run(
        self,
        work: Callable[[In], Out],
        items: Iterable[In],
        otherwise: Callable[[In, str], Out],
        size: Callable[[In], int] | None = None,
        sharing: Sharing | None = None,
    ) -> Iterator[Out]:
        """work(item) for each item, in the order of items. Processes of other machines must know
        work by its name. An item that kills workers, or goes beyond a limit in its process there,
        gets otherwise(item, why). Items know a copy of themselves elsewhere (item.at(path))."""
        todo = list(items)
        if not todo:
            return
        limits = self.limits or UNLIMITED
        words = tuple(path.read_bytes() for path in self.vocabulary)
        terms = Terms(self.conditions, words, self.reader, limits)
        sizes = [size(item) if size else 0 for item in todo]
        left = sum(sizes)
        with _connected(self.address) as cluster:
            cluster.wait_for_worker()
            give = Giver(cluster, terms)
            waiting: deque[tuple[In, Job]] = deque()
            for number, item in enumerate(todo):
                if number % _RECOUNT == 0:
                    threads = max(1, cluster.threads())
                seconds = limits.seconds_of(sizes[number])
                if sharing and sizes[number] * threads > left:  # the others would wait for it
                    job: Job = Divided(give, work, item, seconds, sharing, threads)
                else:
                    job = Whole(give, work, item, item, seconds)
                left -= sizes[number]
                waiting.append((item, job))
                if len(waiting) >= threads * _AHEAD:
                    yield _taken(*waiting.popleft(), otherwise)
            while waiting:
                yield _taken(*waiting.popleft(), otherwise)


def _taken(item: In, job: Job, otherwise: Callable[[In, str], Out]) -> Out:
    good, answer = job.result()
    result: Out = answer if good else otherwise(item, answer)
    return result


@dataclass(slots=True)
class Cluster:
    """A client of the cluster, and what may go wrong with it as sentences."""

    address: str
    client: Any

    def threads(self) -> int:
        return sum(self.client.nthreads().values())

    def wait_for_worker(self) -> None:
        from distributed import TimeoutError

        try:
            self.client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise self.without_workers() from error

    def without_workers(self) -> EngineError:
        return EngineError(
            f"the cluster at {self.address} has no worker; start some: "
            f"dask worker {self.address.removeprefix(SCHEME)}"
        )

    def result(self, task: Any) -> Answer:
        """The result of a task, waited for as long as the cluster lives."""
        from distributed import TimeoutError

        alive = time.monotonic()
        while True:
            try:
                answer: Answer = task.result(timeout=_LOOK)
                return answer
            except TimeoutError:
                if self._has_worker():
                    alive = time.monotonic()
                elif time.monotonic() - alive > _PATIENCE:
                    raise self.without_workers() from None
            except (CancelledError, OSError) as error:
                raise _lost(self.address, error) from error

    def _has_worker(self) -> bool:
        try:
            return self.threads() > 0
        except Exception:  # the scheduler does not answer: it may come back
            return False


@contextlib.contextmanager
def _connected(address: str) -> Iterator[Cluster]:
    try:
        import dask
        from distributed import Client
    except ImportError as error:
        raise EngineError(
            f"{address} needs dask.distributed, which is not installed; "
            "install it: pip install 'keikaku[dask]'"
        ) from error
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        try:
            client = Client(f"tcp://{address.removeprefix(SCHEME)}", timeout=_PATIENCE / 3)
        except (OSError, ValueError) as error:
            raise EngineError(
                f"no scheduler answers at {address} ({error}); start one: dask scheduler"
            ) from error
        try:
            yield Cluster(address, client)
        finally:
            with contextlib.suppress(Exception):  # the cluster may be gone
                client.run(close_stations, on_error="ignore")
            with contextlib.suppress(Exception):
                client.close(timeout=5)


def _lost(address: str, error: BaseException) -> EngineError:
    return EngineError(f"the scheduler at {address} is gone ({type(error).__name__}); start again")
