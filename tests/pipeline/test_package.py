"""What the files of an output say of themselves: datapackage.json and the Parquet metadata."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.convert import TypedRow
from pipeline.package import keikaku_version, write_package
from pipeline.schemas import all_tables
from pipeline.tabulate import rows_to_arrow
from pipeline.write import open_output

DOCUMENTS: list[TypedRow] = [
    {"source_file": "b/計画.pdf", "sha256": "ab" * 32, "status": "ok"},
    {"source_file": "a.txt", "sha256": None, "status": "failed"},
]


@pytest.fixture
def output(tmp_path: Path) -> Path:
    write(tmp_path)
    return tmp_path


def write(folder: Path) -> None:
    with open_output(folder) as tables:
        for row in DOCUMENTS:
            tables.add({"documents": rows_to_arrow("documents", [row])})
        tables.add({"programs": rows_to_arrow("programs", [{"name": "往診"}])})


def package_of(folder: Path) -> dict[str, list[dict[str, object]]]:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def resource(folder: Path, name: str) -> dict[str, object]:
    [found] = [r for r in package_of(folder)["resources"] if r["name"] == name]
    return found


def test_every_table_is_a_resource_with_size_and_hash(output: Path) -> None:
    written = [t.name for t in all_tables().values() if t.written_by == "extract"]
    assert [r["name"] for r in package_of(output)["resources"]] == written
    for entry in package_of(output)["resources"]:
        data = (output / str(entry["path"])).read_bytes()
        assert entry["bytes"] == len(data)
        assert entry["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"


def test_names_and_types_are_those_of_the_specification(output: Path) -> None:
    allowed = {"string", "integer", "number", "boolean", "date", "array", "object"}
    for entry in package_of(output)["resources"]:
        assert re.fullmatch(r"[-a-z0-9._/]+", str(entry["name"]))
        schema = entry["schema"]
        assert isinstance(schema, dict)
        assert {field["type"] for field in schema["fields"]} <= allowed
        assert schema["primaryKey"] in [field["name"] for field in schema["fields"]]


@pytest.mark.parametrize(
    ("table", "column", "kind", "unit"),
    [
        ("programs", "total_yen", "integer", "円"),
        ("programs", "funding", "array", None),
        ("programs", "bbox", "object", "pt"),
        ("programs", "is_new", "boolean", None),
        ("quantities", "value", "number", None),
        ("documents", "as_of", "date", None),
    ],
)
def test_fields(output: Path, table: str, column: str, kind: str, unit: str | None) -> None:
    schema = resource(output, table)["schema"]
    assert isinstance(schema, dict)
    [field] = [field for field in schema["fields"] if field["name"] == column]
    assert (field["type"], field.get("unit")) == (kind, unit)
    assert field["description"] == all_tables()[table].by_name[column].about


def test_references_lead_to_tables_that_are_there(output: Path) -> None:
    keys = {name: resource(output, name)["schema"] for name in ("programs", "budgets")}
    own, other = keys["programs"]["foreignKeys"], keys["budgets"]["foreignKeys"]  # type: ignore
    assert own == [{"fields": "parent_row_id", "reference": {"resource": "", "fields": "row_id"}}]
    assert other[0]["reference"] == {"resource": "programs", "fields": "row_id"}
    (output / "programs.parquet").unlink()
    write_package(output, {})
    assert "foreignKeys" not in resource(output, "budgets")["schema"]  # type: ignore[operator]


def test_sources_are_the_documents_by_name(output: Path) -> None:
    assert package_of(output)["sources"] == [
        {"title": "a.txt", "path": "a.txt"},
        {"title": "b/計画.pdf", "path": "b/計画.pdf", "hash": f"sha256:{'ab' * 32}"},
    ]


def test_every_parquet_file_names_the_version_and_the_documents(output: Path) -> None:
    for path in output.glob("*.parquet"):
        said = pq.read_metadata(path).metadata
        assert said[b"keikaku.version"].decode() == keikaku_version()
        hashes = json.loads(said[b"keikaku.documents"])
        assert hashes == {"a.txt": None, "b/計画.pdf": "ab" * 32}
        assert said[b"about"].decode() == all_tables()[path.stem].about


def test_the_same_tables_give_the_same_bytes(output: Path, tmp_path: Path) -> None:
    write(tmp_path / "again")
    for path in (tmp_path / "again").iterdir():
        assert path.read_bytes() == (output / path.name).read_bytes(), path.name


def test_a_table_of_another_command_can_be_taken_in(output: Path) -> None:
    pq.write_table(rows_to_arrow("changes", []), output / "changes.parquet")
    write_package(output, {"a.txt": None})
    assert resource(output, "changes")["path"] == "changes.parquet"
