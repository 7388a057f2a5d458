"""PDFs that are hostile or broken: each ends as a row with a status and a sentence."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.damage import damaged
from pipeline.run import extract
from pipeline.workers import Limits
from tests.hostile.pdfs import made, many_objects

ROOT = Path(__file__).parents[2]
LIMITS = Limits(10, 0.0, 1500)

FAILED = {
    "empty.pdf": "is empty",
    "password.pdf": "password",
    "no-pages.pdf": "no page",
    "head-only.pdf": "damaged",
    "cut.pdf": "damaged",
    "binary-named.pdf": "",
}
TOLD = {
    "attachments.pdf": "attached",
    "xfa.pdf": "XFA",
    "text-named.pdf": "read as a text",
}
WHOLE = ("whole.pdf", "pdf-named.txt", "no-password.pdf", "junk-before.pdf", "wrong-length.pdf")


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "raw").mkdir()
    for name, data in made().items():
        (folder / "raw" / name).write_bytes(data)
    return documents(folder)


def documents(folder: Path) -> dict[str, dict[str, object]]:
    extract([folder / "raw"], folder / "out", limits=LIMITS)
    found = pq.read_table(folder / "out" / "documents.parquet").to_pylist()
    return {row["source_file"]: row for row in found}


def test_every_file_is_a_row(rows: dict[str, dict[str, object]]) -> None:
    assert set(rows) == set(made())


def test_what_is_not_ok_has_a_sentence(rows: dict[str, dict[str, object]]) -> None:
    silent = [name for name, row in rows.items() if row["status"] != "ok" and not row["error"]]
    assert silent == []
    assert [name for name, row in rows.items() if "unexpected" in str(row["error"])] == []


@pytest.mark.parametrize("name", FAILED)
def test_what_cannot_be_read_failed(name: str, rows: dict[str, dict[str, object]]) -> None:
    assert rows[name]["status"] == "failed"
    assert FAILED[name] in str(rows[name]["error"])


@pytest.mark.parametrize("name", TOLD)
def test_what_is_left_out_is_told(name: str, rows: dict[str, dict[str, object]]) -> None:
    assert rows[name]["status"] == "partial"
    assert TOLD[name] in str(rows[name]["error"])


@pytest.mark.parametrize("name", WHOLE)
def test_what_can_be_read_is_read(name: str, rows: dict[str, dict[str, object]]) -> None:
    assert (rows[name]["status"], rows[name]["numerals"]) == ("ok", 1)


def test_endless_forms_are_ended(rows: dict[str, dict[str, object]]) -> None:
    for name in ("self-drawing.pdf", "doubling-forms.pdf"):
        assert rows[name]["status"] in ("failed", "partial", "ok")  # never the end of the run


def test_what_is_read_on_time_is_not_ended(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "many.pdf").write_bytes(many_objects(5000))
    assert documents(tmp_path)["many.pdf"]["status"] == "ok"


@pytest.mark.parametrize("suffix", [".pdf", ".txt"])
def test_damaged_files_are_rows(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    originals = sorted((ROOT / "raw").glob(f"*{suffix}"), key=lambda p: p.stat().st_size)[:1]
    names = set()
    for name, data in damaged(originals, 24, seed=7):
        (tmp_path / "raw" / name).write_bytes(data)
        names.add(name)
    rows = documents(tmp_path)
    assert set(rows) == names
    assert [n for n, row in rows.items() if "unexpected" in str(row["error"])] == []
    assert [n for n, row in rows.items() if row["status"] != "ok" and not row["error"]] == []


def test_damage_is_the_same_for_the_same_seed() -> None:
    (path,) = sorted((ROOT / "raw").glob("*.txt"))[:1]
    first, again, other = (list(damaged([path], 16, seed)) for seed in (1, 1, 2))
    assert first == again != other
    assert all(data != path.read_bytes() for _, data in first if "swap" not in _)
