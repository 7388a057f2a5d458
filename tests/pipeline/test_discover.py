"""Which files are read, and under which name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.discover import inputs_to_files
from pipeline.errors import MissingInput


def fill(folder: Path, *names: str, content: bytes = b"x") -> Path:
    for number, name in enumerate(names):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content + b" " * number)
    return folder


def names(*inputs: Path) -> list[str]:
    return [file.source_file for file in inputs_to_files(inputs)]


def test_folders_are_searched_to_any_depth_in_order(tmp_path: Path) -> None:
    fill(tmp_path, "b.pdf", "a/z.TXT", "a/deep/er/x.md", "c.tsv")
    assert names(tmp_path) == ["a/deep/er/x.md", "a/z.TXT", "b.pdf", "c.tsv"]


@pytest.mark.parametrize(
    "name", [".hidden.pdf", "~$plan.txt", ".git/a.txt", "a.docx", "a.csv", "README", "a.parquet"]
)
def test_other_files_are_left_out(tmp_path: Path, name: str) -> None:
    fill(tmp_path, "plan.txt", name)
    assert names(tmp_path) == ["plan.txt"]


def test_a_pdf_is_found_whatever_its_name(tmp_path: Path) -> None:
    fill(tmp_path, "download", "other.bin", content=b"\n%PDF-1.7")
    assert names(tmp_path) == ["download", "other.bin"]


def test_a_file_that_is_named_is_taken_in_any_case(tmp_path: Path) -> None:
    fill(tmp_path, "a/.hidden.csv")
    assert names(tmp_path / "a" / ".hidden.csv") == [".hidden.csv"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "sub/b.txt")
    assert names(tmp_path, tmp_path / "a.txt", tmp_path / "sub") == ["a.txt", "sub/b.txt"]


def test_the_order_of_inputs_does_not_count(tmp_path: Path) -> None:
    fill(tmp_path, "one/b.txt", "two/a.txt")
    one, two = tmp_path / "one", tmp_path / "two"
    assert names(one, two) == names(two, one) == ["a.txt", "b.txt"]


def test_equal_names_of_two_inputs_get_the_folders_above(tmp_path: Path) -> None:
    fill(tmp_path, "r6/list.txt", "r7/list.txt", "r7/only.txt")
    assert names(tmp_path / "r6", tmp_path / "r7") == ["only.txt", "r6/list.txt", "r7/list.txt"]


def test_as_many_folders_as_it_takes(tmp_path: Path) -> None:
    fill(tmp_path, "r6/raw/list.txt", "r7/raw/list.txt")
    found = names(tmp_path / "r6" / "raw", tmp_path / "r7" / "raw")
    assert found == ["r6/raw/list.txt", "r7/raw/list.txt"]


def test_copies_of_the_same_bytes_are_counted(tmp_path: Path) -> None:
    for name, content in (("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"one"), ("d.txt", b"")):
        (tmp_path / name).write_bytes(content)
    assert [file.copy for file in inputs_to_files([tmp_path])] == [1, 1, 2, 1]


def test_a_missing_input_is_told(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    with pytest.raises(MissingInput, match=r"nowhere does not exist"):
        inputs_to_files([tmp_path, tmp_path / "nowhere"])


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    fill(tmp_path, "a.docx")
    with pytest.raises(MissingInput, match=r"no document in .*looked for \.pdf, \.txt"):
        inputs_to_files([tmp_path])


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    fill(tmp_path, "a/plan.txt")
    try:
        os.symlink(tmp_path, tmp_path / "a" / "loop", target_is_directory=True)
    except OSError:
        pytest.skip("this file system has no links")
    assert names(tmp_path) == ["a/plan.txt"]


def test_names_that_are_no_utf8_can_be_written(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\x8c\x76.txt")).write_bytes(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (name,) = names(tmp_path)
    assert name.encode("utf-8")
