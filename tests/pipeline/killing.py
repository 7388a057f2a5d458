"""Work for a cluster that kills the worker it stands on; processes know it by its name."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.discover import Input


def read(file: Input) -> bytes:
    """The name of a file; one named kill takes the worker of the cluster with it."""
    if file.source_file == "kill":
        os.kill(worker_of(os.getppid()), signal.SIGKILL)
    return file.source_file.encode()


def worker_of(server: int) -> int:
    """The process that the server belongs to from which processes are started."""
    return int(Path(f"/proc/{server}/stat").read_text("utf-8").rpartition(")")[2].split()[1])


def lost(file: Input, why: str) -> bytes:
    return why.encode()


@dataclass(frozen=True)
class Part:
    """One character of a file's name, as a share of the file."""

    file: Input
    text: str

    def at(self, path: Path) -> Part:
        return replace(self, file=self.file.at(path))


@dataclass(frozen=True)
class Joined:
    """What came of the parts."""

    file: Input
    values: tuple[bytes, ...]

    def at(self, path: Path) -> Joined:
        return replace(self, file=self.file.at(path))


def divide(file: Input) -> list[Part]:
    """A part for each character of a name of capitals; none for other names."""
    return [Part(file, text) for text in file.source_file] if file.source_file.isupper() else []


def join(file: Input, values: Sequence[bytes]) -> Joined:
    return Joined(file, tuple(values))


def read_parts(item: Input | Part | Joined) -> bytes:
    """The name of a file, with a bar between its parts; the part X takes the worker with it."""
    if isinstance(item, Joined):
        return b"|".join(item.values)
    if isinstance(item, Part):
        if item.text == "X":
            os.kill(worker_of(os.getppid()), signal.SIGKILL)
        assert item.file.path.read_bytes()
        return item.text.encode()
    return read(item)
