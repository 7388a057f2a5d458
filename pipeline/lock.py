"""One run at a time for an output folder."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import OutputError

NAME = ".keikaku-lock"
_LOOK = 0.2  # seconds between two tries


@contextlib.contextmanager
def only_run(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the folder against other runs; the system lets go of it however the process ends, so
    that the file of a run that was killed keeps nobody out.

    wait: seconds to wait for another run to end. Raises OutputError, with the number of its
    process, where it goes on for longer; OSError for a folder that cannot be written.
    """
    path = folder / NAME
    descriptor = _acquire(path, folder, wait)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()  # before letting go: whoever comes next makes its own
        os.close(descriptor)


def _acquire(path: Path, folder: Path, wait: float) -> int:
    until = time.monotonic() + wait
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            if not _try_lock(descriptor):
                left = until - time.monotonic()
                if left <= 0:
                    raise _busy(folder, os.pread(descriptor, 20, 0), wait)
                time.sleep(min(_LOOK, left))
            elif _is_still(path, descriptor):
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        # Held by another run; or its owner removed the file between our opening and our locking.
        os.close(descriptor)


def _busy(folder: Path, process: bytes, wait: float) -> OutputError:
    number = process.decode("ascii", "replace").strip() or "unknown"
    still = f"still writing to {folder} after {wait:g} seconds" if wait else f"writing to {folder}"
    return OutputError(
        f"another run (process {number}) is {still}; wait for its end (--wait SECONDS), "
        "or name another output folder"
    )


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
