"""Parquet files: whole, the same bytes again, put in place at the end."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import write
from pipeline.convert import TypedRow
from pipeline.errors import OutputError
from pipeline.schemas import all_tables
from pipeline.tabulate import rows_to_arrow, schema_of
from pipeline.write import open_output

WRITTEN = sorted(t.name for t in all_tables().values() if t.written_by == "extract")


def write_programs(folder: Path, *documents: list[TypedRow]) -> None:
    with open_output(folder) as tables:
        for rows in documents:
            tables.add({"programs": rows_to_arrow("programs", rows)})


def programs(folder: Path) -> list[TypedRow]:
    return pq.read_table(folder / "programs.parquet").to_pylist()


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_every_table_is_written_even_without_rows(tmp_path: Path) -> None:
    write_programs(tmp_path / "new" / "output")
    found = sorted(path.stem for path in (tmp_path / "new" / "output").glob("*.parquet"))
    assert found == WRITTEN
    for name in WRITTEN:
        table = pq.read_table(tmp_path / "new" / "output" / f"{name}.parquet")
        assert table.schema.equals(schema_of(name))
        abouts = [field.metadata[b"about"] for field in table.schema]
        assert abouts == [field.metadata[b"about"] for field in schema_of(name)]
        assert table.num_rows == 0


def test_rows_stand_in_the_order_of_the_documents(tmp_path: Path) -> None:
    rows: list[list[TypedRow]] = [[{"name": "乙"}, {"name": "甲"}], [], [{"name": "丙"}]]
    write_programs(tmp_path, *rows)
    assert [row["name"] for row in programs(tmp_path)] == ["乙", "甲", "丙"]


def test_a_column_that_a_row_lacks_is_null(tmp_path: Path) -> None:
    write_programs(tmp_path, [{"name": "相談", "total_yen": 5, "funding": ["基金"]}])
    (row,) = programs(tmp_path)
    assert (row["total_yen"], row["funding"], row["fund_yen"]) == (5, ["基金"], None)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows: list[TypedRow] = [{"name": f"事業{n}", "total_yen": n} for n in range(50)]
    write_programs(tmp_path / "a", rows, rows)
    write_programs(tmp_path / "b", rows, rows)
    assert content(tmp_path / "a") == content(tmp_path / "b")


def test_many_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "_ROW_GROUP", 4)
    write_programs(tmp_path, *([{"name": f"{n}"}] for n in range(10)))
    assert [row["name"] for row in programs(tmp_path)] == [f"{n}" for n in range(10)]
    assert pq.ParquetFile(tmp_path / "programs.parquet").num_row_groups == 3


def test_files_are_compressed_with_zstd(tmp_path: Path) -> None:
    write_programs(tmp_path, [{"name": "相談"}])
    column = pq.ParquetFile(tmp_path / "programs.parquet").metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*", "utf-8")
    (tmp_path / "changes.parquet").write_bytes(b"of another command")
    write_programs(tmp_path)
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*"
    assert (tmp_path / "changes.parquet").read_bytes() == b"of another command"


def test_a_run_that_breaks_off_leaves_the_former_tables(tmp_path: Path) -> None:
    write_programs(tmp_path, [{"name": "former"}])
    before = content(tmp_path)
    with pytest.raises(KeyboardInterrupt), open_output(tmp_path) as tables:
        tables.add({"programs": rows_to_arrow("programs", [{"name": "later"}])})
        raise KeyboardInterrupt
    assert content(tmp_path) == before


def test_errors_of_the_block_are_not_taken_for_errors_of_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), open_output(tmp_path):
        raise FileNotFoundError("an input")


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("a file", "utf-8")
    with (
        pytest.raises(OutputError, match=r"output cannot be written: a file is in the way"),
        open_output(tmp_path / "output"),
    ):
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_without_permission_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"), open_output(tmp_path / "output"):
        pass


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_programs(tmp_path / "output")
    assert list((tmp_path / "output").iterdir()) == []


def test_half_surrogates_are_replaced() -> None:
    table = rows_to_arrow("programs", [{"name": "相\ud800談", "funding": ["\udc00"]}])
    assert table.column("name").to_pylist() == ["相\ufffd談"]
    assert table.column("funding").to_pylist() == [["\ufffd"]]
