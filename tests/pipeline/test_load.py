"""The tables as DataFrames: whole numbers stay whole beside nulls."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from pipeline import load
from pipeline.errors import OutputError, UsageError
from pipeline.schemas import all_tables
from pipeline.tabulate import rows_to_arrow
from pipeline.write import open_output


@pytest.fixture
def output(tmp_path: Path) -> Path:
    programs = [
        {"name": "往診", "total_yen": 9_007_199_254_740_993, "is_new": True, "funding": ["基金"]},
        {"name": None, "total_yen": None, "is_new": None, "fiscal_year": 2024},
    ]
    ledger = [{"raw": "36.8%", "value": Decimal("36.8")}, {"raw": "－"}]
    with open_output(tmp_path) as tables:
        tables.add({"programs": rows_to_arrow("programs", programs)})
        tables.add({"quantities": rows_to_arrow("quantities", ledger)})
    return tmp_path


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("programs", "total_yen", "Int64"),
        ("programs", "fiscal_year", "Int16"),
        ("programs", "page", "Int32"),
        ("programs", "is_new", "boolean"),
        ("programs", "name", "string"),
        ("survey_percentages", "percent", "float64"),
        ("dmat_deployments", "occurred_month", "Int8"),
        ("quantities", "value", "object"),
    ],
)
def test_types(output: Path, table: str, column: str, kind: str) -> None:
    assert str(load.table(output, table).dtypes[column]) == kind


def test_days_are_days(output: Path) -> None:
    assert pd.api.types.is_datetime64_any_dtype(load.table(output, "documents")["as_of"])


def test_no_yen_is_rounded_and_null_stays_null(output: Path) -> None:
    programs = load.table(str(output), "programs")
    assert programs["total_yen"].sum() == 9_007_199_254_740_993
    assert programs["total_yen"].isna().tolist() == [False, True]
    assert programs["name"].isna().tolist() == [False, True]
    assert list(programs["funding"][0]) == ["基金"]
    assert load.table(output, "quantities")["value"][0] == Decimal("36.8")


def test_all_tables_come_in_the_order_of_the_documentation(output: Path) -> None:
    written = [t.name for t in all_tables().values() if t.written_by == "extract"]
    tables = load.tables(output)
    assert list(tables) == written
    assert [len(tables[name]) for name in ("programs", "budgets", "quantities")] == [2, 0, 2]


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no tables; run keikaku extract first"):
        load.tables(tmp_path)
    with pytest.raises(OutputError, match=r"holds no programs\.parquet"):
        load.table(tmp_path, "programs")


def test_a_broken_file_is_told(output: Path) -> None:
    (output / "programs.parquet").write_bytes(b"PAR1 and then nothing")
    with pytest.raises(OutputError, match="cannot be read"):
        load.table(output, "programs")


def test_a_name_that_no_table_has_is_told(output: Path) -> None:
    with pytest.raises(UsageError, match="no table is called 'program'; there are documents, "):
        load.table(output, "program")
