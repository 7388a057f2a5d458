"""Inputs behind addresses are found and read as files of this machine are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import reading, run
from pipeline.discover import inputs_to_files
from pipeline.errors import MissingInput, UsageError
from pipeline.remote import RemotePath

fsspec = pytest.importorskip("fsspec", reason="the extra dask is not installed")

FILES = {
    "a.txt": "令和６年度の予算は 1,200 千円である。\n".encode(),
    "b/c.txt": "令和６年度の事業\n".encode(),
    "b/d.txt": "令和６年度の事業\n".encode(),  # the same bytes again
    "b/release": b"%PDF-1.7 broken",
    "notes.doc": b"no document for us",
    ".hidden/e.txt": b"x",
    "~$a.txt": b"x",
}


@pytest.fixture
def bucket() -> Iterator[str]:
    """The files in memory, behind an address."""
    memory = fsspec.filesystem("memory")
    for name, data in FILES.items():
        memory.pipe_file(f"/bucket/{name}", data)
    yield "memory://bucket"
    memory.rm("/bucket", recursive=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The same files on this machine."""
    for name, data in FILES.items():
        path = tmp_path / "bucket" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "bucket"


def test_the_same_files_are_found(bucket: str, folder: Path) -> None:
    found = [(file.source_file, file.copy) for file in inputs_to_files([bucket])]
    assert found == [("a.txt", 1), ("b/c.txt", 1), ("b/d.txt", 2), ("b/release", 1)]
    assert found == [(file.source_file, file.copy) for file in inputs_to_files([folder])]


def test_tables_are_the_same(bucket: str, folder: Path, tmp_path: Path) -> None:
    outputs = []
    for place in (bucket, folder, f"file://{folder}"):
        outputs.append(tmp_path / f"out{len(outputs)}")
        assert run.extract([place], outputs[-1]).failed == 1
    first, *others = (
        {p.name: p.read_bytes() for p in output.glob("*.*") if p.is_file()} for output in outputs
    )
    assert others == [first, first]
    assert "quantities.parquet" in first


def test_what_is_unchanged_is_not_read_again(
    bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.extract([bucket], tmp_path)
    monkeypatch.setattr(
        reading, "file_to_result", lambda file, read=None: reading.failed_result(file, "again")
    )
    assert run.extract([bucket], tmp_path).failed == 1  # what failed is tried again


def test_a_file_is_named_itself_whatever_its_name(bucket: str) -> None:
    (file,) = inputs_to_files([f"{bucket}/notes.doc"])
    assert (file.source_file, file.path.stat().st_size) == ("notes.doc", 18)


def test_names_of_two_roots_are_told_apart(bucket: str, folder: Path) -> None:
    names = [file.source_file for file in inputs_to_files([f"{bucket}/a.txt", folder / "a.txt"])]
    assert len(set(names)) == 2 and all(name.endswith("a.txt") for name in names)


@pytest.mark.parametrize("address", ["memory://nowhere", "file:///nowhere/at/all"])
def test_what_is_not_there_is_said(address: str) -> None:
    with pytest.raises(MissingInput, match="does not exist"):
        inputs_to_files([address])


def test_an_unknown_kind_of_address_is_said() -> None:
    with pytest.raises(UsageError, match="nosuch:// cannot be read"):
        inputs_to_files(["nosuch://a/b"])


def test_without_fsspec_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline import remote

    remote._file_system.cache_clear()
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError, match=r"pip install 'keikaku\[dask\]'"):
        inputs_to_files(["memory://bucket"])


def test_whatever_a_library_raises_is_an_error_of_the_system(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise RuntimeError("no credentials")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "cat_file", refuse)
    with pytest.raises(OSError, match="no credentials"):
        RemotePath("memory://bucket/a.txt", 3).read_bytes()


def test_a_file_that_is_gone_is_a_failed_document(bucket: str, tmp_path: Path) -> None:
    (file, *_) = inputs_to_files([bucket])
    fsspec.filesystem("memory").rm("/bucket/a.txt")
    document = reading.file_to_result(file).document
    assert (document["status"], document["sha256"]) == ("failed", None)
    assert "cannot be opened" in str(document["error"])
