"""The source files of an output: found again by name, and trusted only by their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.discover import inputs_to_files
from pipeline.document.read import Readable

if TYPE_CHECKING:
    import pyarrow as pa


Problem = tuple[str, str]  # a key of the report's phrases, and the source_file it is said of


def find_sources(
    inputs: Sequence[Path], documents: pa.Table
) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of each document by its source_file, and a problem for each that is not there.

    inputs: the files and folders that were given to keikaku extract, so that names come out the
    same. A file whose bytes have changed since is not used. Raises MissingInput.
    """
    wanted = dict(_names_and_hashes(documents))
    if not inputs:
        return {}, []
    by_name = {file.source_file: file.path for file in inputs_to_files(inputs)}
    found: dict[str, bytes] = {}
    problems: list[Problem] = []
    for name, sha256 in wanted.items():
        data = _read(by_name.get(name))
        if data is None:
            problems.append(("missing_source", name))
        elif sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
            problems.append(("changed_source", name))
        else:
            found[name] = data
    return found, problems


def _names_and_hashes(documents: pa.Table) -> Iterable[tuple[str, str | None]]:
    names, hashes = documents["source_file"].to_pylist(), documents["sha256"].to_pylist()
    return zip(names, hashes, strict=True)


def _read(path: Readable | None) -> bytes | None:
    try:
        return path.read_bytes() if path else None
    except OSError:
        return None
