"""What a document added to the output, kept so that an unchanged document is not read again.

A part is one file below OUTPUT/.parts: the record batches of the tables in Arrow's IPC format,
compressed, then a line of JSON that tells them apart, and its length. Its name is a hash of
everything that its content depends on: the bytes and the name of the document, the user's words,
the reader and the program itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pyarrow as pa

from pipeline import reading
from pipeline.convert import Failure
from pipeline.discover import Input
from pipeline.document.model import Document
from pipeline.reading import Result
from pipeline.tabulate import ROWS, schema_of
from pipeline.unread import UnreadTable

FOLDER = ".parts"
_PACKAGES = ("normalizers", "extractors", "pipeline")
_SOURCES = (".py", ".toml")
_LIBRARIES = ("pdfminer.six", "pdfplumber", "pyarrow", "pypdfium2", "regex")
_CODEC = "zstd"
_LENGTH = 8  # bytes of the number at the end of a part

Read = Callable[[list[Input]], Iterable[bytes]]


class Parts:
    """The parts of files in an output folder, which are hashed now.

    fresh: read every document again, keep what comes out.
    """

    def __init__(
        self, output: Path, conditions: str, files: Sequence[Input], fresh: bool = False
    ) -> None:
        self._folder = output / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self._there = set() if fresh else set(os.listdir(self._folder))
        self._files = files
        self._hashes = [_hash_of(file) for file in files]
        self.names = [
            _name(conditions, *pair) for pair in zip(files, self._hashes, strict=True)
        ]  # of the parts, in the order of the files

    def complete(self) -> bool:
        """Whether every file has its part already."""
        return self._there.issuperset(self.names)

    def through(self, read: Read) -> Iterator[Result]:
        """The result of each file in order: from its part, or from read, which gives a new part
        for each of the files that have none. Parts of other files are deleted at the end."""
        files, names, there = self._files, self.names, self._there
        read_now = iter(
            read([f for f, name in zip(files, names, strict=True) if name not in there])
        )
        for file, digest, name in zip(files, self._hashes, names, strict=True):
            result = self._load(name) if name in there else None
            if result is None:  # no part, or one that is damaged
                part = next(iter(read([file])) if name in there else read_now)
                result = bytes_to_result(part)
                self._keep(name, digest, result, part)
            yield result
        self._forget_all_but(set(names))

    def _load(self, name: str) -> Result | None:
        try:
            return bytes_to_result((self._folder / name).read_bytes())
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return None

    def _keep(self, name: str, digest: str, result: Result, part: bytes) -> None:
        """Keep what was read of these bytes; a failure may have a cause beside them."""
        document = result.document
        if document["status"] == "failed" or document["sha256"] != digest:
            return
        unfinished = self._folder / f"{name}.tmp"
        unfinished.write_bytes(part)
        os.replace(unfinished, self._folder / name)

    def _forget_all_but(self, names: set[str]) -> None:
        for found in os.listdir(self._folder):
            if found not in names:
                with contextlib.suppress(OSError):
                    os.unlink(self._folder / found)


def _name(conditions: str, file: Input, digest: str) -> str:
    told = (conditions, digest, file.source_file, str(file.copy))
    return hashlib.sha256("\0".join(told).encode("utf-8", "replace")).hexdigest()[:40]


def file_to_part(file: Input, read: Callable[[Input], Document] | None = None) -> bytes:
    """What a file adds to the output, as the part to keep: so it comes from other processes.

    read: how its document is read (pipeline.reading.file_to_result).
    """
    return result_to_bytes(reading.file_to_result(file, read))


def failed_part(file: Input, sentence: str) -> bytes:
    """The part of a file that could not be read."""
    return result_to_bytes(reading.failed_result(file, sentence))


def _hash_of(file: Input) -> str:
    """SHA-256 of the bytes; empty for a file that cannot be read (the reader says why)."""
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def conditions(vocabulary: Sequence[Path], reader: str) -> str:
    """A hash of what results depend on besides the documents: words, reader and program."""
    digest = hashlib.sha256(f"{reader}\0{_program()}".encode())
    for path in vocabulary:
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _program() -> str:
    """A hash of the program's sources and vocabularies, of the libraries that read, and of the
    recognition that is installed."""
    from pipeline.document.pdf.ocr.engine import find_engine

    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256(repr(find_engine()).encode())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    for package in _PACKAGES:
        for path in sorted(p for p in (root / package).rglob("*") if p.suffix in _SOURCES):
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


class _Open(io.BytesIO):
    """Bytes that stay open when the stream that packed into them ends."""

    def close(self) -> None:
        pass


def result_to_bytes(result: Result) -> bytes:
    """A result as one part; the documents row stands in its table."""
    lengths: dict[str, list[int]] = {}  # of the record batches of each table
    part = _Open()
    sink = pa.PythonFile(part, "w")
    with pa.CompressedOutputStream(sink, _CODEC) as packer:  # never all tables at once
        for name, table in result.tables.items():
            for batch in table.to_batches(ROWS) if table.num_rows else ():
                packed_batch = batch.serialize()
                lengths.setdefault(name, []).append(packed_batch.size)
                packer.write(packed_batch)
    foot = {
        "tables": lengths,
        "failures": [asdict(failure) for failure in result.failures],
        "unread": [asdict(table) for table in result.unread],
        "length": sum(map(sum, lengths.values())),
    }
    told = json.dumps(foot).encode()
    part.write(told + len(told).to_bytes(_LENGTH, "big"))
    return part.getvalue()


def bytes_to_result(data: bytes) -> Result:
    """The result that a part holds. Raises ValueError, KeyError or TypeError for a damaged one."""
    end = len(data) - _LENGTH
    begin = end - int.from_bytes(data[end:], "big")
    foot = json.loads(data[begin:end])
    body = pa.Codec(_CODEC).decompress(memoryview(data)[:begin], foot["length"])
    tables: dict[str, pa.Table] = {}
    at = 0
    for name, lengths in foot["tables"].items():
        batches = []
        for length in lengths:
            batches.append(pa.ipc.read_record_batch(body.slice(at, length), schema_of(name)))
            at += length
        tables[name] = pa.Table.from_batches(batches)
    return Result(
        tables["documents"].to_pylist()[0],
        tables,
        tuple(Failure(**failure) for failure in foot["failures"]),
        tuple(UnreadTable(**{**t, "heads": tuple(t["heads"])}) for t in foot["unread"]),
    )
