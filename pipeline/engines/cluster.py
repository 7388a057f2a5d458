"""Documents read on a Dask cluster (dask.distributed), with the same result as on this machine.

Dask places the work, keeps track of workers that come, go and die, and gives what one of them had
in hand to another. Documents of this machine travel with the task, those behind addresses are
opened by the workers; what comes back is a part as it is kept beside the tables (Arrow, no pickle).
"""

from __future__ import annotations

import contextlib
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline.document.pdf.source import DEFAULT_READER
from pipeline.engine import UNLIMITED, Sharing
from pipeline.engines.station import Parcel, Terms, close_stations, read_parcel
from pipeline.errors import EngineError
from pipeline.workers import Limits

In = TypeVar("In")
Out = TypeVar("Out")

SCHEME = "dask://"
_PATIENCE = 30.0  # seconds that a cluster may be without a worker, or not answer
_LOOK = 2.0  # seconds between two looks at the cluster while a result is waited for
_AHEAD = 4  # items given out for each thread of the cluster
_RECOUNT = 200  # items between two counts of the threads
_KILLERS = (
    "the workers that read it died, one after the other; read it alone on this machine to see why"
)


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
        gets otherwise(item, why). Items are done as a whole here (sharing is not used)."""
        todo = list(items)
        if not todo:
            return
        limits = self.limits or UNLIMITED
        words = tuple(path.read_bytes() for path in self.vocabulary)
        terms = Terms(self.conditions, words, self.reader, limits)
        with _connected(self.address) as cluster:
            cluster.wait_for_worker()
            give = _Giver(cluster, terms, work)
            waiting: deque[tuple[In, Callable[[], Any], Any]] = deque()
            for number, item in enumerate(todo):
                if number % _RECOUNT == 0:
                    room = max(1, cluster.threads()) * _AHEAD
                seconds = limits.seconds_of(size(item) if size else 0)
                waiting.append((item, partial(give.out, item, seconds), give.out(item, seconds)))
                if len(waiting) >= room:
                    yield cluster.take(*waiting.popleft(), otherwise)
            while waiting:
                yield cluster.take(*waiting.popleft(), otherwise)


@dataclass(slots=True)
class _Giver:
    """Gives items out as tasks of the cluster."""

    cluster: _Cluster
    terms: Terms
    work: Callable[[Any], Any]
    name: str = field(default_factory=lambda: f"keikaku-{uuid.uuid4().hex}")
    count: int = 0

    def out(self, item: Any, seconds: float) -> Any:
        """The task of an item; the item itself where its document cannot be read from here."""
        self.count += 1
        try:
            parcel = _item_to_parcel(item, seconds)
        except OSError:  # what is told of such a file is told by the work itself
            return (True, self.work(item))
        key = f"{self.name}-{self.count}"
        return self.cluster.client.submit(
            read_parcel, self.terms, self.work, parcel, key=key, pure=False
        )


def _item_to_parcel(item: Any, seconds: float) -> Parcel:
    path = getattr(item, "path", None)
    if not isinstance(path, Path) or item.refused:
        return Parcel(item, seconds)
    return Parcel(item, seconds, path.read_bytes())


@dataclass(slots=True)
class _Cluster:
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

    def take(
        self,
        item: In,
        again: Callable[[], Any],
        task: Any,
        otherwise: Callable[[In, str], Out],
    ) -> Out:
        """The result of a task, waited for as long as the cluster lives.

        Where its workers died it is given out again: they may have died of another document,
        which has been given up by then, for results are taken in their order.
        """
        from distributed import KilledWorker

        try:
            good, answer = self._result(task)
        except KilledWorker:
            try:
                good, answer = self._result(again())
            except KilledWorker:
                good, answer = False, _KILLERS
        result: Out = answer if good else otherwise(item, answer)
        return result

    def _result(self, task: Any) -> tuple[bool, Any]:
        from distributed import TimeoutError

        if isinstance(task, tuple):
            return task
        alive = time.monotonic()
        while True:
            try:
                answer: tuple[bool, Any] = task.result(timeout=_LOOK)
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
def _connected(address: str) -> Iterator[_Cluster]:
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
            yield _Cluster(address, client)
        finally:
            with contextlib.suppress(Exception):  # the cluster may be gone
                client.run(close_stations, on_error="ignore")
            with contextlib.suppress(Exception):
                client.close(timeout=5)


def _lost(address: str, error: BaseException) -> EngineError:
    return EngineError(f"the scheduler at {address} is gone ({type(error).__name__}); start again")
