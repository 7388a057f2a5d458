"""What is given out to a cluster: documents, and long ones as ranges of their pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

from pipeline.engine import Sharing
from pipeline.engines.station import Answer, Group, Parcel, Terms, read_parcel, work_on_group

Work = Callable[[Any], Any]

_KILLERS = (
    "the workers that read it died, one after the other; read it alone on this machine to see why"
)


class Tasks(Protocol):
    """A cluster: its client (dask.distributed), and the result of one of its tasks."""

    client: Any

    def result(self, task: Any) -> Answer: ...


class Job(Protocol):
    """An item that was given out."""

    def result(self) -> Answer:
        """What came of it, waited for: True and the result, or False and why there is none."""
        ...


@dataclass(slots=True)
class Giver:
    """Gives work out as tasks of the cluster."""

    cluster: Tasks
    terms: Terms
    name: str = field(default_factory=lambda: f"keikaku-{uuid.uuid4().hex}")
    count: int = 0

    def out(self, work: Work, item: Any, parcel: Parcel) -> Any:
        self.count += 1
        key = f"{self.name}-{self.count}"
        return self.cluster.client.submit(
            read_parcel, self.terms, work, parcel, key=key, pure=False
        )


@dataclass(slots=True)
class Whole:
    """One task: work(item), the item being a document or a part of it (of).

    A task whose workers died is given out again when its result is wanted: they may have died of
    another document, which has been given up by then, for results are taken in their order.
    """

    give: Giver
    work: Work
    item: Any
    of: Any  # the document: has path and refused
    seconds: float
    _task: Any = None

    def __post_init__(self) -> None:
        self._task = self._out()

    def result(self) -> Answer:
        from distributed import KilledWorker

        try:
            return self._answer(self._task)
        except KilledWorker:
            pass
        try:
            return self._answer(self._out())
        except KilledWorker:
            return False, _KILLERS

    def _answer(self, task: Any) -> Answer:
        return task if isinstance(task, tuple) else self.give.cluster.result(task)

    def _out(self) -> Any:
        """The task; its answer where the document cannot be read from here."""
        try:
            data = _bytes_of(self.of)
        except OSError:  # what is told of such a file is told by the work itself
            return True, self.work(self.item)
        return self.give.out(self.work, self.item, Parcel(self.item, self.seconds, data))


def _bytes_of(item: Any) -> bytes | None:
    """The bytes of a document of this machine; None for one that the workers open themselves."""
    path = getattr(item, "path", None)
    return path.read_bytes() if isinstance(path, Path) and not item.refused else None


@dataclass(slots=True)
class Divided:
    """A long document: a worker divides it, its shares are given to as many threads as there are
    (each gets the bytes once), and one does the rest.

    seconds: for the whole as for each task.
    """

    give: Giver
    work: Work
    item: Any
    seconds: float
    sharing: Sharing
    threads: int
    _divided: Whole | None = None

    def __post_init__(self) -> None:
        self._divided = self._whole(self.sharing.divide, self.item)

    def result(self) -> Answer:
        assert self._divided is not None
        good, shares = self._divided.result()
        if not good:
            return good, shares
        if not shares:
            return self._whole(self.work, self.item).result()
        each = partial(work_on_group, self.work)
        given = [self._whole(each, group) for group in self._groups(shares)]
        values: list[Any] = []
        for task in given:
            good, value = task.result()
            if not good:
                return good, value
            values.extend(value)
        return self._whole(self.work, self.sharing.join(self.item, values)).result()

    def _whole(self, work: Work, item: Any) -> Whole:
        return Whole(self.give, work, item, self.item, self.seconds)

    def _groups(self, shares: Sequence[Any]) -> list[Group]:
        """As many groups of shares as threads, the shares in their order."""
        here = [share.at(self.item.path) for share in shares]
        count = min(self.threads, len(here))
        ends = [len(here) * number // count for number in range(count + 1)]
        return [Group(tuple(here[first:end])) for first, end in pairwise(ends)]
