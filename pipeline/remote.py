"""Inputs behind addresses (s3://bucket/folder, gs://…, file://…), through fsspec."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from types import SimpleNamespace
from typing import Any

from pipeline.errors import MissingInput, UsageError

_MARK = "://"


@dataclass(frozen=True, slots=True)
class RemotePath:
    """A file behind an address, with what pathlib.Path has of it and the program needs.

    size: its bytes, as its folder told them. All methods raise OSError, whatever the library
    behind the address raises.
    """

    address: str
    size: int = 0

    def __str__(self) -> str:
        return self.address

    def read_bytes(self) -> bytes:
        return self._read()

    def open(self, mode: str = "rb") -> io.BytesIO:
        """The whole file, in memory: documents are read whole."""
        return io.BytesIO(self._read())

    def head(self, count: int) -> bytes:
        """The first count bytes."""
        return self._read(0, min(count, self.size))

    def stat(self) -> Any:
        """Only st_size is there."""
        return SimpleNamespace(st_size=self.size)

    @property
    def parts(self) -> tuple[str, ...]:
        """Names from the root down, the kind of the address first."""
        kind, _, below = self.address.partition(_MARK)
        return (kind, *PurePosixPath(below).parts)

    def _read(self, start: int | None = None, end: int | None = None) -> bytes:
        try:
            files, path = _files_of(self.address)
            return bytes(files.cat_file(path, start, end))
        except OSError:
            raise
        except Exception as error:
            raise OSError(f"{type(error).__name__}: {error}") from error


def is_remote(root: object) -> bool:
    """Whether an input is an address and no path of this machine."""
    return isinstance(root, str) and _MARK in root


def address_to_files(root: str) -> Iterator[tuple[RemotePath, PurePosixPath]]:
    """The files at or below an address, sorted, each with its path below it: . for a file itself.

    Raises MissingInput for an address where nothing is, UsageError where fsspec or what it needs
    for this kind of address is missing.
    """
    files, path = _files_of(root)
    kind = root.partition(_MARK)[0]
    try:
        found: dict[str, Any] = files.find(path, detail=True)
    except Exception as error:  # each library behind fsspec has errors of its own
        raise MissingInput(f"{root} cannot be listed: {error}") from error
    if not found:
        raise MissingInput(f"{root} does not exist; name a file or a folder of documents")
    top = files._strip_protocol(path).rstrip("/")
    for name, about in sorted(found.items()):
        file = RemotePath(f"{kind}{_MARK}{name}", int(about.get("size") or 0))
        yield file, PurePosixPath(name.removeprefix(top).lstrip("/"))


def _files_of(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path in it."""
    kind, _, _ = address.partition(_MARK)
    files = _file_system(kind)
    return files, files._strip_protocol(address)


@lru_cache(maxsize=8)
def _file_system(kind: str) -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(
            f"{kind}:// is read through fsspec, which is not installed; "
            "install it: pip install 'keikaku[dask]'"
        ) from error
    try:
        return fsspec.filesystem(kind)
    except (ImportError, ValueError) as error:  # its message names the package to install
        raise UsageError(f"{kind}:// cannot be read: {error}") from error
