"""Work for a cluster that kills the worker it stands on; processes know it by its name."""

from __future__ import annotations

import os
import signal
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
