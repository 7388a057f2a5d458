"""Documents of our own wording, and the rows that must come out of them.

tests/cases/<table>/<case>/ holds a document (input.txt, .md, .tsv or .pdf) and expected.csv:
the rows of the table in the order of the document, with the columns that the case is about. A
case without a document of its own takes the one of the same name under another table. An
expectation with heads alone says that no row may come out. A missing expectation is written, and
the test fails until somebody has read it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.document.read import read_document
from pipeline.reading import document_to_reading
from pipeline.schemas import table_named

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(folder for folder in CASES.glob("*/*") if folder.is_dir())
# columns that say the same as others, or what no reader of a case can check
LEFT_OUT = {"program_id", "parent_row_id", "program_row_id", "amount_raw", "description"}


def input_of(folder: Path) -> Path:
    for place in (folder, *CASES.glob(f"*/{folder.name}")):
        if found := sorted(place.glob("input.*")):
            return found[0]
    raise FileNotFoundError(f"no input.* for {folder}")


def value_to_text(value: object) -> str:
    """A value as a case writes it: nothing for null and for a mark that is not set."""
    if value is None or value is False:
        return ""
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "true" if value is True else str(value)


def read_rows(folder: Path) -> list[dict[str, str]]:
    source = input_of(folder)
    reading = document_to_reading(read_document(source, source.name))
    return [
        {column: value_to_text(value) for column, value in row.items()}
        for row in reading.rows[folder.parent.name]
    ]


def write_expectation(folder: Path, rows: list[dict[str, str]]) -> None:
    columns = [c.name for c in table_named(folder.parent.name).columns if c.name not in LEFT_OUT]
    columns = [c for c in columns if any(row.get(c) for row in rows)] or columns
    with (folder / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns, restval="", extrasaction="ignore", lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


def rows_to_lines(rows: list[dict[str, str]], columns: list[str]) -> list[str]:
    return [", ".join(f"{c}={row[c]}" for c in columns if row.get(c)) for row in rows]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_case(folder: Path) -> None:
    rows = read_rows(folder)
    expectation = folder / "expected.csv"
    if not expectation.exists():
        write_expectation(folder, rows)
        pytest.fail(f"{expectation} was missing and has been written: read it, then run again")
    with expectation.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        expected = list(reader)
        columns = list(reader.fieldnames or ())
    assert rows_to_lines(rows, columns) == rows_to_lines(expected, columns)
