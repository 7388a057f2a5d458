"""The samples as another program prints them: the rows are the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.convert import TypedRow
from pipeline.document.read import read_document
from pipeline.reading import document_to_reading

RAW = Path(__file__).parents[2] / "raw"
PLACES = {"row_id", "program_row_id", "parent_row_id", "source_file", "bbox", "row_ids"}


def rows_of(path: Path) -> dict[str, list[TypedRow]]:
    tables = document_to_reading(read_document(path, path.name)).rows
    return {
        name: [{c: v for c, v in row.items() if c not in PLACES} for row in rows]
        for name, rows in tables.items()
        if name not in ("documents", "quantities", "checks")
    }


@pytest.mark.parametrize("path", sorted(RAW.glob("*.pdf")), ids=lambda path: path.stem)
def test_rows_do_not_depend_on_the_producer(path: Path, tmp_path: Path) -> None:
    cairo = shutil.which("pdftocairo")
    if cairo is None:
        pytest.skip("pdftocairo (poppler-utils) prints these PDFs anew")
    printed = tmp_path / path.name
    subprocess.run([cairo, "-pdf", str(path), str(printed)], check=True, capture_output=True)
    assert rows_of(printed) == rows_of(path)
