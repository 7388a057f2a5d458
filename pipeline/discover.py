"""From what the user named to the files to read, each with its path in the output."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from pipeline.errors import MissingInput
from pipeline.remote import RemotePath, address_to_files, is_remote

# A .csv is a table already and no release for print, so it is not looked for.
SUFFIXES = (".pdf", ".txt", ".text", ".md", ".markdown", ".tsv")
_HIDDEN = (".", "~$")  # ~$ marks the lock files of office programs
_UNPRINTABLE = re.compile(r"[\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_PDF_MARK_WITHIN = 1024  # bytes: where readers look for %PDF

Found = tuple[Path | RemotePath, PurePath]  # a file, and its path below the root


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read. source_file is its name in the output.

    copy counts files with the same bytes: 1 for the first, 2 for the next (row ids need it).
    refused says why the file is not opened, in a sentence; empty for a file to read.
    """

    path: Path | RemotePath
    source_file: str
    copy: int = 1
    refused: str = ""

    def at(self, path: Path) -> Input:
        """The same input, its bytes lying elsewhere."""
        return replace(self, path=path)


def inputs_to_files(inputs: Iterable[str | Path]) -> list[Input]:
    """The files that inputs (files or folders) hold, sorted by source_file, each file once.

    Folders are searched to any depth for the suffixes of SUFFIXES and for files that begin as a
    PDF does, whatever their name; hidden files and folders and locks of office programs are left
    out, links to folders are not followed; an address (s3://bucket/folder) is searched in the
    same way (pipeline.remote). A link to a file outside of its folder is not opened:
    its Input says so (refused). A file that is named itself is taken in any case.
    Raises MissingInput for an input that does not exist and for inputs without any document.
    """
    roots = [root if is_remote(root) else Path(root) for root in inputs]
    found: dict[str, Found] = {}  # real path or address -> path, and its part below the root
    refused: dict[Path | RemotePath, str] = {}
    for root in roots:
        if not isinstance(root, Path):
            found |= {str(path): (path, below) for path, below in _address_to_files(root)}
            continue
        for path, below in _root_to_files(root):
            if why := _why_refused(root, path):
                refused[path] = why
            found.setdefault(str(path) if why else os.path.realpath(path), (path, below))
    if not found:
        looked = ", ".join(SUFFIXES)
        raise MissingInput(
            f"no document in {', '.join(map(str, roots))}: looked for {looked} and PDFs"
        )
    named = [
        Input(path, name, refused=refused.get(path, ""))
        for path, name in _unique_names(list(found.values()))
    ]
    return _count_copies(sorted(named, key=lambda i: i.source_file))


def _address_to_files(root: str) -> Iterator[Found]:
    for path, below in address_to_files(root):
        if not below.parts:  # a file that is named itself
            yield path, PurePath(path.parts[-1])
            continue
        hidden = any(part.startswith(_HIDDEN) for part in below.parts)
        if not hidden and _is_document(path, below):
            yield path, below


def _root_to_files(root: Path) -> Iterator[tuple[Path, Path]]:
    if root.is_dir():
        for path in _walk(root):
            yield path, path.relative_to(root)
    elif root.is_file():
        yield root, Path(root.name)
    elif root.exists():
        raise MissingInput(f"{root} is neither a file nor a folder; name documents")
    else:
        raise MissingInput(f"{root} does not exist; name a file or a folder of documents")


def _walk(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(_HIDDEN))
        for name in sorted(names):
            path = Path(here, name)
            if not name.startswith(_HIDDEN) and _is_file(path) and _is_document(path, path):
                yield path


def _is_file(path: Path) -> bool:
    """A file, or a link that shows as one or leads nowhere; no pipe, no device."""
    try:
        return path.is_file() or (path.is_symlink() and not path.exists())
    except OSError:
        return False


def _why_refused(root: Path, path: Path) -> str:
    """Why a file that was found below root is not opened; empty for a file to read."""
    if path == root or not path.is_symlink():
        return ""
    home, target = os.path.realpath(root), os.path.realpath(path)
    if not os.path.isfile(target):
        return "a symbolic link that leads to no file; not read"
    if os.path.commonpath([home, target]) != home:
        return "a symbolic link out of the input folder; not followed, name the file itself"
    return ""


def _is_document(path: Path | RemotePath, below: PurePath) -> bool:
    if below.suffix.lower() in SUFFIXES:
        return True
    try:
        if isinstance(path, RemotePath):
            return b"%PDF" in path.head(_PDF_MARK_WITHIN)
        with path.open("rb") as file:
            return b"%PDF" in file.read(_PDF_MARK_WITHIN)
    except OSError:
        return False


def _unique_names(found: list[Found]) -> Iterator[tuple[Path | RemotePath, str]]:
    """Paths below their roots; where two roots hold the same one, the folders above tell them
    apart, as many as that takes."""
    names = [below.parts for _, below in found]
    whole = [_whole_parts(path) for path, _ in found]
    while True:
        counts = Counter(names)
        longer = [
            parts if counts[parts] == 1 or len(parts) >= len(full) else full[-len(parts) - 1 :]
            for parts, full in zip(names, whole, strict=True)
        ]
        if longer == names:
            break
        names = longer
    for (path, _), parts in zip(found, names, strict=True):
        name = "/".join(part.replace(os.sep, "") for part in parts)
        yield path, _printable(name)


def _whole_parts(path: Path | RemotePath) -> tuple[str, ...]:
    return path.parts if isinstance(path, RemotePath) else Path(os.path.abspath(path)).parts


def _printable(name: str) -> str:
    """A name that a terminal, a table and a report show as it is: line ends, control and
    direction characters, backslashes and bytes that are no UTF-8 are written as \\x1b, \\u202e.
    """
    return _UNPRINTABLE.sub(lambda m: m[0].encode("unicode_escape").decode("ascii"), name)


def _count_copies(files: list[Input]) -> list[Input]:
    """Number the files that hold the same bytes; only files of the same size are compared."""
    sizes = Counter(_size(file.path) for file in files)
    seen: Counter[bytes] = Counter()
    counted = []
    for file in files:
        if not file.refused and sizes[_size(file.path)] > 1 and (digest := _digest(file.path)):
            seen[digest] += 1
            file = replace(file, copy=seen[digest])
        counted.append(file)
    return counted


def _size(path: Path | RemotePath) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


def _digest(path: Path | RemotePath) -> bytes:
    """SHA-256 of a file; empty for a file that cannot be read (the reader says why later)."""
    import hashlib

    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""
