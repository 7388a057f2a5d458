"""datapackage.json: what the files of an output are, for programs that have never seen keikaku.

The form is the Frictionless Data Package, https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from pipeline.schemas import Column, Table, all_tables

NAME = "datapackage.json"
# In every Parquet file: who wrote it, from which documents, in which form.
VERSION_KEY, DOCUMENTS_KEY, FORMAT_KEY = "keikaku.version", "keikaku.documents", "keikaku.format"
FORMAT = 1  # raised when an older keikaku would misread or spoil an output
Hashes = dict[str, str | None]  # source_file -> SHA-256, None for a file that could not be opened

_TYPES = {
    "string": "string",
    "bool": "boolean",
    "int8": "integer",
    "int16": "integer",
    "int32": "integer",
    "int64": "integer",
    "double": "number",
    "decimal128(38, 9)": "number",
    "date32": "date",
}
_REFERENCES = {  # column -> the table whose row_id it holds
    "parent_row_id": "programs",
    "program_row_id": "programs",
}


@cache
def keikaku_version() -> str:
    """The version of this program; "unknown" when it runs from sources that are not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("keikaku")
    except PackageNotFoundError:
        return "unknown"


def parquet_metadata(documents: Hashes) -> dict[str, str]:
    """What every Parquet file says of its making: version, format, the hash of each document."""
    hashes = json.dumps(documents, ensure_ascii=False, sort_keys=True)
    return {VERSION_KEY: keikaku_version(), FORMAT_KEY: str(FORMAT), DOCUMENTS_KEY: hashes}


def write_package(folder: Path, documents: Hashes) -> None:
    """Write datapackage.json about the tables that the folder holds. Raises OSError.

    It holds no time and no place of its own: the same tables give the same bytes.
    """
    text = json.dumps(folder_to_package(folder, documents), ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8", newline="\n")


def folder_to_package(folder: Path, documents: Hashes) -> dict[str, object]:
    """The Data Package of a folder: one resource for every table whose file is there."""
    paths = [(t, folder / f"{t.name}.parquet") for t in all_tables().values()]
    there = [(table, path) for table, path in paths if path.is_file()]
    names = {table.name for table, _ in there}
    return {
        "profile": "data-package",
        "name": "keikaku-output",
        "title": "Programs, budgets and figures of Japanese public plans",
        "keikaku_version": keikaku_version(),
        "sources": [_source(name, sha256) for name, sha256 in sorted(documents.items())],
        "resources": [_resource(table, path, names) for table, path in there],
    }


def _source(name: str, sha256: str | None) -> dict[str, str]:
    source = {"title": name, "path": name}
    return source | {"hash": f"sha256:{sha256}"} if sha256 else source


def _resource(table: Table, path: Path, names: set[str]) -> dict[str, object]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": table.name,
        "path": path.name,
        "description": table.about,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, names),
    }


def _schema(table: Table, names: set[str]) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.all_columns],
        "primaryKey": "row_id" if table.common else "source_file",
    }
    if keys := [_reference(table, c) for c in table.columns if _REFERENCES.get(c.name) in names]:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": _type(column.type),
        "description": column.about,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.is_list:
        field["arrayItem"] = {"type": _type(column.item_type)}
    return field


def _type(kind: str) -> str:
    if kind.startswith("list<"):
        return "array"
    return "object" if kind.startswith("struct<") else _TYPES[kind]


def _reference(table: Table, column: Column) -> dict[str, object]:
    target = _REFERENCES[column.name]
    own = "" if target == table.name else target  # the specification names the own table ""
    return {"fields": column.name, "reference": {"resource": own, "fields": "row_id"}}
