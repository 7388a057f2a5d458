"""Documents that an earlier run has read are not read again, and nothing else changes by that."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline import parts, reading, run, seal, tabulate
from pipeline.convert import Failure
from pipeline.discover import Input
from pipeline.summary import Summary
from pipeline.unread import UnreadTable

TEXT = "令和６年度の事業\n在宅医療を進める。予算は 1,200 千円である。\n"


class Reader:
    """Counts the documents that are really read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.names: list[str] = []
        really = reading.file_to_result

        def counted(file: Input, *read: object) -> reading.Result:
            self.names.append(file.source_file)
            return really(file, *read)  # type: ignore[arg-type]

        monkeypatch.setattr(reading, "file_to_result", counted)

    def taken(self) -> list[str]:
        names, self.names = self.names, []
        return names


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    return Reader(monkeypatch)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(TEXT + name, encoding="utf-8")
    return folder


def tables(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.glob("*.parquet"))}


def kept(output: Path) -> list[Path]:
    return sorted(p for p in (output / parts.FOLDER).iterdir() if p != output / seal.NAME)


def test_unchanged_documents_are_not_read_again(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    first = run.extract([folder], output)
    before = tables(output)
    assert reader.taken() == ["a.txt", "b.txt", "c.txt"]
    second = run.extract([folder], output)
    assert reader.taken() == []
    assert tables(output) == before
    assert second == first


def places(output: Path) -> dict[str, int]:
    """Which file each table is: another one after a table was written again."""
    return {path.name: path.stat().st_ino for path in output.glob("*.*")}


def test_without_a_change_nothing_is_written(folder: Path) -> None:
    output = folder.parent / "out"
    (folder / "b.tsv").write_text("名\t数\n甲\t不明円\n", encoding="utf-8")
    first = run.extract([folder], output)
    before = places(output)
    assert run.extract([folder], output) == first
    assert places(output) == before
    assert run.extract([folder], output, fresh=True) == first
    assert places(output) != before


def test_what_is_told_again_is_what_was_told(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"rows")
    told = Summary(Counter(ok=2, partial=1), Counter(programs=3), 5, 4, 2, 1)
    told.problems.append(("a.txt", "a half of a pair: \ud842"))
    told.unread["programs.name"] = 1
    told.examples.append(Failure("programs", "name", "\udc00", "why", "a.txt", None, 3))
    told.tables.append(UnreadTable("a.txt", 2, 3, ("名", "数"), 4, 4))
    files = seal.hashes_of([tmp_path / "a.parquet"])
    seal.seal(tmp_path, seal.Seal("same", files, told))
    assert seal.told_before(tmp_path, "same") == told
    assert seal.told_before(tmp_path, "other") is None
    (tmp_path / "a.parquet").write_bytes(b"Rows")
    assert seal.told_before(tmp_path, "same") is None


@pytest.mark.parametrize(
    "harm", ["gone", "changed", "no seal", "odd seal", "cut seal", "false seal"]
)
def test_tables_that_are_not_what_was_written_are_written_again(
    folder: Path, reader: Reader, harm: str
) -> None:
    output = folder.parent / "out"
    first = run.extract([folder], output)
    before, of = tables(output), output / seal.NAME
    reader.taken()
    if harm == "gone":
        (output / "budgets.parquet").unlink()
    elif harm == "changed":
        (output / "budgets.parquet").write_bytes(before["programs.parquet"])
    elif harm == "no seal":
        of.unlink()
    else:
        told = of.read_text(encoding="utf-8")
        made = {"odd seal": "[]", "cut seal": told[:-9], "false seal": told.replace("ok", "no")}
        of.write_text(made[harm], encoding="utf-8")
        if harm == "false seal":
            (folder / "a.txt").unlink()
            (folder / "d.txt").write_text(TEXT + "d", encoding="utf-8")
    there = places(output)
    assert run.extract([folder], output).statuses == first.statuses
    assert places(output) != there
    assert reader.taken() == (["d.txt"] if harm == "false seal" else [])
    assert harm == "false seal" or tables(output) == before


def test_only_what_changed_is_read_and_the_order_stays(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    reader.taken()
    (folder / "b.txt").write_text(TEXT + "anders", encoding="utf-8")
    (folder / "aa.txt").write_text(TEXT + "new", encoding="utf-8")
    run.extract([folder], output)
    assert reader.taken() == ["aa.txt", "b.txt"]
    run.extract([folder], folder.parent / "other")
    assert tables(output) == tables(folder.parent / "other")


def test_deleted_documents_leave_the_tables_and_the_parts(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    (folder / "a.txt").unlink()
    summary = run.extract([folder], output)
    assert summary.statuses.total() == 2
    assert len(kept(output)) == 2


def test_a_renamed_document_is_read_again(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    reader.taken()
    (folder / "a.txt").rename(folder / "z.txt")
    run.extract([folder], output)
    assert reader.taken() == ["z.txt"]


def test_fresh_reads_everything(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    reader.taken()
    run.extract([folder], output, fresh=True)
    assert reader.taken() == ["a.txt", "b.txt", "c.txt"]
    assert len(kept(output)) == 3


@pytest.mark.parametrize("change", ["reader", "words", "program"])
def test_other_conditions_read_everything(
    folder: Path, reader: Reader, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    reader.taken()
    words = folder.parent / "words.toml"
    words.write_text("", encoding="utf-8")
    if change == "program":
        monkeypatch.setattr(parts, "_program", lambda: "another version")
    run.extract(
        [folder],
        output,
        vocabulary=[words] if change == "words" else [],
        reader="pdfplumber" if change == "reader" else "pdfium",
    )
    assert len(reader.taken()) == 3


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"no part at all", "cut"])
def test_a_damaged_part_is_read_again(folder: Path, reader: Reader, damage: bytes | str) -> None:
    output = folder.parent / "out"
    run.extract([folder], output)
    before = tables(output)
    reader.taken()
    part = kept(output)[1]
    part.write_bytes(part.read_bytes()[:-9] if isinstance(damage, str) else damage)
    (output / "programs.parquet").unlink()  # else no part is looked at
    run.extract([folder], output)
    assert len(reader.taken()) == 1
    assert tables(output) == before
    run.extract([folder], output)
    assert reader.taken() == []


def test_what_failed_is_tried_again(folder: Path, reader: Reader) -> None:
    output = folder.parent / "out"
    (folder / "b.txt").write_bytes(b"PK\x03\x04 an archive")
    assert run.extract([folder], output).failed == 1
    reader.taken()
    assert run.extract([folder], output).failed == 1
    assert reader.taken() == ["b.txt"]


def test_a_result_survives_its_part(folder: Path) -> None:
    result = reading.file_to_result(Input(folder / "a.txt", "a.txt"))
    again = parts.bytes_to_result(parts.result_to_bytes(result))
    assert (again.tables, again.failures, again.unread) == (
        result.tables,
        result.failures,
        result.unread,
    )
    shown = {name: result.document.get(name) for name in ("source_file", "status", "numerals")}
    assert shown.items() <= again.document.items()


def test_long_tables_are_turned_in_slices(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Input(folder / "a.txt", "a.txt")
    whole = reading.file_to_result(file)
    for module in (tabulate, parts):
        monkeypatch.setattr(module, "ROWS", 1)
    sliced = reading.file_to_result(file)
    assert len(sliced.tables["quantities"].to_batches()) > 1
    assert sliced.tables == whole.tables
    assert parts.bytes_to_result(parts.result_to_bytes(sliced)).tables == whole.tables
    assert parts.bytes_to_result(parts.result_to_bytes(whole)).tables == whole.tables
