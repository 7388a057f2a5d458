"""Output folders for the tests: tables as keikaku extract writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.tabulate import rows_to_arrow
from pipeline.write import open_output


def write_output(folder: Path, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """Write rows to an output folder."""
    with open_output(folder) as output:
        output.add({name: rows_to_arrow(name, map(dict, rows)) for name, rows in tables.items()})
    return folder


def document(source_file: str, sha256: str, place: str | None, *years: int) -> dict[str, Any]:
    """A row of documents."""
    return {
        "source_file": source_file,
        "sha256": sha256,
        "status": "ok",
        "jurisdiction": place,
        "fiscal_years": list(years) or None,
    }
