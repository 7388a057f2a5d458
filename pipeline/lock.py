"""One run at a time for an output folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OutputError

NAME = ".keikaku-lock"


@contextlib.contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the folder against other runs; the system lets go of it however the process ends, so
    that the file of a run that was killed keeps nobody out.

    Raises OutputError, with the number of the process, while another run holds it; OSError for a
    folder that cannot be written.
    """
    path = folder / NAME
    descriptor = _acquire(path, folder)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()  # before letting go: whoever comes next makes its own
        os.close(descriptor)


def _acquire(path: Path, folder: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            if not _try_lock(descriptor):
                process = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
                raise OutputError(
                    f"another run (process {process or 'unknown'}) is writing to {folder}; "
                    "wait for its end, or name another output folder"
                )
            if _is_still(path, descriptor):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)  # its owner removed the file between our opening and our locking


def _try_lock(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # no such locks on this system: go on without
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except FileNotFoundError:
        return False
