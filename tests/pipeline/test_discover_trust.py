"""Names and links that are made to lead the program astray."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.discover import inputs_to_files
from pipeline.errors import MissingInput
from pipeline.run import extract


def link(path: Path, target: Path | str) -> None:
    try:
        os.symlink(target, path)
    except OSError:
        pytest.skip("this file system has no links")


def test_a_link_out_of_the_folder_is_told_and_not_opened(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("秘密　1,234千円", "utf-8")
    (tmp_path / "raw").mkdir()
    link(tmp_path / "raw" / "plan.txt", "../secret.txt")
    extract([tmp_path / "raw"], tmp_path / "out")
    (row,) = pq.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert (row["source_file"], row["status"], row["sha256"]) == ("plan.txt", "failed", None)
    assert "symbolic link out of the input folder" in row["error"]
    assert pq.read_table(tmp_path / "out" / "quantities.parquet").num_rows == 0


@pytest.mark.parametrize("target", ["nowhere.txt", "plan.txt"])
def test_a_link_that_leads_to_no_file_is_told(tmp_path: Path, target: str) -> None:
    link(tmp_path / "plan.txt", target)
    (file,) = inputs_to_files([tmp_path])
    assert "leads to no file" in file.refused


def test_a_link_within_the_folder_is_its_target(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    link(tmp_path / "b.txt", "a.txt")
    (file,) = inputs_to_files([tmp_path])
    assert (file.source_file, file.refused) == ("a.txt", "")


def test_a_link_that_is_named_itself_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", "utf-8")
    (tmp_path / "raw").mkdir()
    link(tmp_path / "raw" / "b.txt", "../a.txt")
    (file,) = inputs_to_files([tmp_path / "raw" / "b.txt"])
    assert file.refused == ""


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(MissingInput, match="no document"):
        inputs_to_files([tmp_path])
    with pytest.raises(MissingInput, match="neither a file nor a folder"):
        inputs_to_files([tmp_path / "pipe.txt"])


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\nb.txt", "a\\nb.txt"),
        ("a\x1b[31mb.txt", "a\\x1b[31mb.txt"),
        ("a\u202etxt.b.txt", "a\\u202etxt.b.txt"),
        ("a\\nb.txt", "a\\\\nb.txt"),
        ("計画 令和6年度.txt", "計画 令和6年度.txt"),
        ("x" * 251 + ".txt", "x" * 251 + ".txt"),
    ],
)
def test_names_are_shown_as_they_are(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / name).write_text("相談　1,234千円", "utf-8")
    (file,) = inputs_to_files([tmp_path])
    assert file.source_file == shown
