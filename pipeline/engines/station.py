"""What stands on each worker of a cluster: a process that reads, within the limits of the run.

Documents are read in processes of their own here as on one machine, so that a document that hangs,
takes all memory or breaks a library ends the same way in both, and costs no worker of the cluster.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.crew import Crew
from pipeline.engine import prepare
from pipeline.errors import UsageError
from pipeline.workers import Limits, Task

Answer = tuple[bool, Any]  # what the work gave, or False and why it gave nothing


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all documents of a run. vocabulary: the contents of the user's files.
    conditions: pipeline.parts.conditions of the machine that asks; empty where any will do."""

    conditions: str
    vocabulary: tuple[bytes, ...]
    reader: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class Parcel:
    """An item for a station. data: the bytes of its document, where it cannot be opened there;
    the item is then laid over a copy (item.at). seconds: what it may take."""

    item: Any
    seconds: float
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Items of one document that are done one after the other."""

    items: tuple[Any, ...]

    def at(self, path: Path) -> Group:
        """The same items, their document lying elsewhere."""
        return Group(tuple(item.at(path) for item in self.items))


def work_on_group(work: Callable[[Any], Any], group: Group) -> list[Any]:
    """What work gives for each item of a group."""
    return [work(item) for item in group.items]


def read_parcel(terms: Terms, work: Callable[[Any], Any], parcel: Parcel) -> Answer:
    """work(item) in a process of this machine. Raises UsageError where this machine would read
    otherwise than the one that asks: another version of the program, of a library or the words."""
    station = _station_of(terms)
    with station.crew() as crew, _unpacked(parcel) as item:
        return crew.one((work, item, parcel.seconds))


def close_stations() -> None:
    """End the processes of all runs on this worker; a run that goes on starts its own again."""
    with _lock:
        stations = list(_stations.values())
        _stations.clear()
    for station in stations:
        station.close()


@dataclass(slots=True)
class Station:
    """The crews of one run on one worker, one for each of its threads."""

    task: Task
    words: tempfile.TemporaryDirectory[str]  # lives as long as processes may start
    idle: list[Crew] = field(default_factory=list)

    @contextlib.contextmanager
    def crew(self) -> Iterator[Crew]:
        try:
            crew = self.idle.pop()
        except IndexError:
            crew = Crew(self.task, 1, _seconds_of)
        try:
            yield crew
        except BaseException:
            crew.close()
            raise
        self.idle.append(crew)

    def close(self) -> None:
        while self.idle:
            self.idle.pop().close()


_stations: dict[Terms, Station] = {}
_lock = threading.Lock()


def _station_of(terms: Terms) -> Station:
    with _lock:
        if terms not in _stations:
            _stations[terms] = _open_station(terms)
        return _stations[terms]


def _open_station(terms: Terms) -> Station:
    from pipeline.parts import conditions

    folder = tempfile.TemporaryDirectory(prefix="keikaku-words-")
    words = []
    for number, data in enumerate(terms.vocabulary):
        words.append(Path(folder.name, f"{number}.toml"))
        words[-1].write_bytes(data)
    if terms.conditions and conditions(words, terms.reader) != terms.conditions:
        raise UsageError(
            "a worker of the cluster has another keikaku, or other versions of the libraries "
            "that it reads with; install the same on all machines"
        )
    # Workers of a cluster are daemons, which may have no processes unless the mark is taken off.
    multiprocessing.current_process()._config.pop("daemon", None)  # type: ignore[attr-defined]
    ready = partial(prepare, tuple(words), terms.reader)
    return Station(Task(_do, ready, terms.limits.megabytes), folder)


_Job = tuple[Callable[[Any], Any], Any, float]  # work, its item, and the seconds it may take


def _do(job: _Job) -> Any:
    work, item, _ = job
    return work(item)


def _seconds_of(job: _Job) -> float:
    return job[2]


@contextlib.contextmanager
def _unpacked(parcel: Parcel) -> Iterator[Any]:
    """The item, with a path that can be opened here."""
    if parcel.data is None:
        yield parcel.item
        return
    with tempfile.TemporaryDirectory(prefix="keikaku-") as folder:
        path = Path(folder, "document")
        path.write_bytes(parcel.data)
        yield parcel.item.at(path)
