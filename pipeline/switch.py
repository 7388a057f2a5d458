"""From the former files of a folder to new ones, all at one moment.

A rename is atomic for one file, not for ten. So every name is first made a link through one
common link to the former files, then that one link is turned to the new files, which is the
moment of the change, then every name is made a file again. Whoever reads at any time, or finds
the folder as a killed run left it, sees all former files or all new ones.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".keikaku-run-"  # of the folders that a run keeps in the folder while it lasts
_NOW = ".keikaku-now"  # the link that all names go through while files change
_NEXT = ".keikaku-next"  # a link or file on its way to its name


@contextmanager
def aside(folder: Path) -> Iterator[Path]:
    """A hidden folder in folder for files to come; it is gone at the end of the block.

    What killed runs left is put right first. Raises OSError.
    """
    settle(folder)
    hidden = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    try:
        yield hidden
    finally:
        with suppress(OSError):
            settle(folder)
        shutil.rmtree(hidden, ignore_errors=True)


def switch(folder: Path, new: Path) -> None:
    """Put the files of new, a folder in folder, in the place of those of folder of their names.

    On an error all former files stand as before. Raises OSError.
    """
    names = sorted(path.name for path in new.iterdir() if path.is_file())
    for name in names:
        _sync(new / name)
    _sync(new)
    former = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder))
    if not _can_link(folder, former):
        for name in names:
            os.replace(new / name, folder / name)
        return
    try:
        _point(folder, former)
        for name in names:
            _keep(folder / name, former / name)
            _replace_by_link(folder, name)
        _sync(folder)
        _point(folder, new)  # the moment
        _sync(folder)
    finally:
        settle(folder)


def settle(folder: Path) -> None:
    """Make names that still go through the common link files of their own again, and remove
    what runs keep in the folder while they last. Only for the one run that holds the folder.

    Raises OSError.
    """
    with suppress(FileNotFoundError):
        os.unlink(folder / _NEXT)
    for path in list(folder.iterdir()):
        if path.is_symlink() and Path(os.readlink(path)).parts[:1] == (_NOW,):
            _link_to_file(folder, path)
    _sync(folder)
    with suppress(FileNotFoundError):
        os.unlink(folder / _NOW)
    for path in list(folder.glob(f"{PREFIX}*")):
        shutil.rmtree(path, ignore_errors=True)


def _link_to_file(folder: Path, path: Path) -> None:
    target = Path(os.path.realpath(path))
    if not target.is_file():  # a name that had no file before a change that never came
        path.unlink()
        return
    os.link(target, folder / _NEXT)
    os.replace(folder / _NEXT, path)


def _keep(file: Path, beside: Path) -> None:
    """A second name for a file; a copy where the file may not get one or is a link itself."""
    if not file.is_file():
        if os.path.lexists(file) and not file.is_symlink():
            raise IsADirectoryError(f"{file.name} is no file")
        return
    try:
        if file.is_symlink():
            raise OSError
        os.link(file, beside)
    except OSError:
        shutil.copyfile(file, beside)


def _replace_by_link(folder: Path, name: str) -> None:
    os.symlink(os.path.join(_NOW, name), folder / _NEXT)
    os.replace(folder / _NEXT, folder / name)


def _point(folder: Path, target: Path) -> None:
    os.symlink(target.name, folder / _NEXT)
    os.replace(folder / _NEXT, folder / _NOW)


def _can_link(folder: Path, former: Path) -> bool:
    """Whether the file system has symbolic and hard links (FAT and Windows often do not)."""
    try:
        (former / "probe").write_bytes(b"")
        os.link(former / "probe", former / "hard")
        os.symlink("probe", former / "soft")
    except OSError:
        return False
    for name in ("probe", "hard", "soft"):
        (former / name).unlink()
    return True


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk; folders only where it can."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except (PermissionError, IsADirectoryError):
        return
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)
