"""The tables of an output folder, as rows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.diff.change import TypedRow
from pipeline.errors import OutputError

COMPARED = ("programs", "facilities", "medical_areas", "survey_percentages", "budgets")


@dataclass(frozen=True, slots=True)
class Output:
    """What an output folder holds: documents by source_file, and the tables that are compared."""

    folder: Path
    documents: dict[str, TypedRow]
    rows: dict[str, list[TypedRow]]


def read_output(folder: Path) -> Output:
    """Read an output folder. Raises OutputError where it holds no tables or unreadable ones."""
    documents = {row["source_file"]: row for row in _read(folder, "documents")}
    return Output(folder, documents, {name: _read(folder, name) for name in COMPARED})


def _read(folder: Path, name: str) -> list[TypedRow]:
    path = folder / f"{name}.parquet"
    try:
        return pq.read_table(path, partitioning=None).to_pylist()
    except FileNotFoundError as error:
        raise OutputError(f"{folder} holds no {path.name}; run keikaku extract first") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise OutputError(f"{path} cannot be read: {error}; run keikaku extract again") from error
