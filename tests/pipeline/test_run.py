"""The whole flow over small documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.context import Context
from extractors.row import Amount, Given, Row
from pipeline import extraction, judge, reading, run
from pipeline.checks.finding import Finding
from pipeline.convert import TypedRow
from pipeline.document.model import Document
from pipeline.errors import MissingInput, OutputError
from pipeline.extraction import Extractor
from pipeline.schemas import all_tables

Rows = dict[str, list[TypedRow]]


def tables_of(folder: Path) -> Rows:
    return {path.stem: pq.read_table(path).to_pylist() for path in sorted(folder.glob("*.parquet"))}


def read_programs(document: Document, context: Context) -> Iterator[Row]:
    """事業 <name> <amount> in thousand yen; a line that says 停止 stops the extractor."""
    for line in document.lines:
        if line.text == "停止":
            raise RuntimeError("stopped")
        if line.text.startswith("事業"):
            _, name, amount = line.text.split(" ")
            start = line.text.index(amount)
            yield Row(
                "programs",
                {
                    "level": Given("program"),
                    "name": line.cite(3, 3 + len(name)),
                    "total_yen": Amount(line.cite(start), "千円"),
                },
                line.cite(),
            )


def read_quantities(document: Document, context: Context) -> Iterator[Row]:
    for line in document.lines:
        for word in line.text.split(" "):
            if word.isdecimal():
                start = line.text.index(word)
                cite = line.cite(start, start + len(word))
                value = Given(Decimal(word))
                yield Row("quantities", {"raw": cite, "value": value}, cite)


def read_documents(document: Document, context: Context) -> Iterator[Row]:
    title = document.lines[0].cite()
    yield Row("documents", {"title": title, "jurisdiction": Given("甲市")}, title)


def check_numbers(tables: Rows) -> Iterator[Finding]:
    for row in tables["programs"]:
        if row.get("total_yen") == 120_000:
            yield Finding("unit", "x", Decimal(1), Decimal(1), True, (row,), "it fits")


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow with extractors and a check of this test in place of the program's."""
    chosen = (
        Extractor("documents", read_documents),
        Extractor("programs", read_programs),
        Extractor("quantities", read_quantities),
    )
    monkeypatch.setattr(extraction, "all_extractors", lambda: chosen)
    monkeypatch.setattr(judge, "all_checks", lambda: {"unit": check_numbers})


@pytest.fixture
def releases(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    for name, text in {
        "a.txt": "計画\n事業 相談 120\n電話 43",
        "b/c.txt": "一覧\n事業 研修 未定\n事業 広報 7",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.usefixtures("small")
def test_documents_become_tables(releases: Path, tmp_path: Path) -> None:
    summary = run.extract([releases], tmp_path / "out")
    tables = tables_of(tmp_path / "out")
    first, second, third = tables["programs"]
    assert [r["name"] for r in (first, second, third)] == ["相談", "研修", "広報"]
    assert [r["total_yen"] for r in (first, second, third)] == [120_000, None, 7_000]
    assert [r["verified"] for r in (first, second, third)] == ["proved", "unchecked", "unchecked"]
    assert {r["jurisdiction"] for r in tables["programs"]} == {"甲市"}
    assert [r["claimed_by"] for r in tables["quantities"]] == [
        first["row_id"],
        None,
        third["row_id"],
    ]
    assert [c["row_ids"] for c in tables["checks"]] == [[first["row_id"]]]
    assert (summary.statuses["ok"], summary.failed, summary.rows["programs"]) == (2, 0, 3)
    assert summary.unread == {"programs.total_yen": 1}


@pytest.mark.usefixtures("small")
def test_the_documents_table_says_what_was_read(releases: Path, tmp_path: Path) -> None:
    run.extract([releases], tmp_path / "out")
    first, second = tables_of(tmp_path / "out")["documents"]
    assert (first["source_file"], second["source_file"]) == ("a.txt", "b/c.txt")
    digest = hashlib.sha256((releases / "a.txt").read_bytes()).hexdigest()
    wanted = {
        "title": "計画",
        "jurisdiction": "甲市",
        "sha256": digest,
        "media_type": "text/plain",
        "status": "ok",
        "error": None,
        "pages": None,
        "numerals": 2,
        "numerals_claimed": 1,
        "checks_passed": 1,
        "checks_failed": 0,
    }
    assert {name: first[name] for name in wanted} == wanted


@pytest.mark.usefixtures("small")
def test_a_document_that_cannot_be_read_is_a_row_and_the_others_go_on(
    releases: Path, tmp_path: Path
) -> None:
    (releases / "b" / "broken.txt").write_bytes(b"PK\x03\x04 an archive")
    (releases / "empty.pdf").write_bytes(b"")
    summary = run.extract([releases], tmp_path / "out")
    rows = {r["source_file"]: r for r in tables_of(tmp_path / "out")["documents"]}
    broken, empty = rows["b/broken.txt"], rows["empty.pdf"]
    assert (broken["status"], empty["status"]) == ("failed", "failed")
    assert str(broken["error"]).startswith("b/broken.txt: found a zip archive")
    assert (broken["media_type"], empty["media_type"]) == ("text/plain", "application/pdf")
    assert len(str(broken["sha256"])) == 64
    assert (summary.statuses["ok"], summary.failed) == (2, 2)


@pytest.mark.usefixtures("small")
def test_an_extractor_that_fails_makes_the_document_partial(releases: Path, tmp_path: Path) -> None:
    (releases / "d.txt").write_text("計画\n事業 相談 5\n停止", "utf-8")
    run.extract([releases], tmp_path / "out")
    tables = tables_of(tmp_path / "out")
    row = tables["documents"][-1]
    assert (row["source_file"], row["status"], row["title"]) == ("d.txt", "partial", "計画")
    assert "the table programs was left out" in str(row["error"])
    assert {r["source_file"] for r in tables["programs"]} == {"a.txt", "b/c.txt"}
    assert "d.txt" in {r["source_file"] for r in tables["quantities"]}


def test_an_unexpected_error_of_a_document_is_its_own(
    releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., reading.Reading] = reading.document_to_reading

    def fail_on_a(document: Document, copy: int = 1) -> reading.Reading:
        if document.source_file == "a.txt":
            raise KeyError
        return whole(document, copy)

    monkeypatch.setattr(reading, "document_to_reading", fail_on_a)
    run.extract([releases], tmp_path / "out")
    first, second = tables_of(tmp_path / "out")["documents"]
    assert (first["status"], second["source_file"]) == ("failed", "b/c.txt")
    assert second["status"] != "failed"
    assert "unexpected KeyError at test_run.py" in str(first["error"])


@pytest.mark.usefixtures("small")
def test_two_files_with_the_same_bytes_have_rows_of_their_own(
    releases: Path, tmp_path: Path
) -> None:
    (releases / "copy.txt").write_bytes((releases / "a.txt").read_bytes())
    run.extract([releases], tmp_path / "out")
    for name, rows in tables_of(tmp_path / "out").items():
        ids = [row["row_id"] for row in rows if "row_id" in row]
        assert len(ids) == len(set(ids)), name


@pytest.mark.usefixtures("small")
def test_ids_do_not_depend_on_the_other_documents(releases: Path, tmp_path: Path) -> None:
    run.extract([releases], tmp_path / "all")
    run.extract([releases / "b"], tmp_path / "one")
    everything, one = (tables_of(tmp_path / name)["programs"] for name in ("all", "one"))
    assert [r["row_id"] for r in everything[1:]] == [r["row_id"] for r in one]


def test_jobs_and_repeats_give_the_same_bytes(releases: Path, tmp_path: Path) -> None:
    (releases / "broken.txt").write_bytes(b"PK\x03\x04 an archive")
    for name, jobs in (("one", 1), ("again", 1), ("three", 3)):
        run.extract([releases], tmp_path / name, jobs)
    one, again, three = (
        {p.name: p.read_bytes() for p in (tmp_path / name).iterdir() if p.is_file()}
        for name in ("one", "again", "three")
    )
    assert one == again == three
    written = {f"{t.name}.parquet" for t in all_tables().values() if t.written_by == "extract"}
    assert set(one) == written | {"datapackage.json"}


def test_wrong_use_stops_before_anything_is_written(releases: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        run.extract([tmp_path / "nowhere"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(OutputError):
        run.extract([releases], releases / "a.txt")
