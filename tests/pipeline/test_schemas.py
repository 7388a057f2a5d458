"""The tables of the output: the contract, where it lies beside the project, and Arrow."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.schemas import all_tables, table_named, to_arrow
from pipeline.schemas.base import COMMON, Column, Table, arrow_type

CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "tables.toml"
NAMES = [
    "documents",
    "programs",
    "budgets",
    "facilities",
    "dmat_deployments",
    "survey_percentages",
    "medical_areas",
    "indicators",
    "quantities",
    "checks",
    "changes",
]
OWN = {"indicators"}  # beside the contract


@pytest.fixture(scope="module")
def contract() -> dict[str, dict]:
    if not CONTRACT.is_file():
        pytest.skip("the contract (../shared/contract/tables.toml) is not beside the project")
    return tomllib.loads(CONTRACT.read_text("utf-8"))


def test_every_module_with_a_table_is_found() -> None:
    assert list(all_tables()) == NAMES


def test_a_wrong_name_is_answered_with_the_names_there_are() -> None:
    with pytest.raises(KeyError, match="'budget'; there are documents, programs"):
        table_named("budget")


@pytest.mark.parametrize("name", [*(n for n in NAMES if n not in OWN), "common"])
def test_columns_begin_with_those_of_the_contract(contract: dict[str, dict], name: str) -> None:
    ours = COMMON if name == "common" else table_named(name).columns
    wanted = [(c["name"], c["type"], c.get("key", False)) for c in contract[name]["columns"]]
    named = {c["name"] for c in contract[name]["columns"]}
    # columns of our own may stand between those of the contract, which keep their order
    assert [(c.name, c.type, c.key) for c in ours if c.name in named] == wanted


def test_the_contract_has_no_table_that_is_missing_here(contract: dict[str, dict]) -> None:
    assert set(contract) <= {*NAMES, "common"}


@pytest.mark.parametrize("name", NAMES)
def test_every_column_becomes_an_arrow_field_with_its_description(name: str) -> None:
    table = table_named(name)
    schema = to_arrow(table)
    assert schema.names == [column.name for column in table.all_columns]
    assert schema.metadata[b"about"].decode() == table.about
    for column, field in zip(table.all_columns, schema, strict=True):
        assert field.metadata[b"about"].decode() == column.about
        assert field.metadata.get(b"unit", b"").decode() == (column.unit or "")


@pytest.mark.parametrize("name", NAMES)
def test_amounts_say_that_they_are_yen(name: str) -> None:
    amounts = [c for c in table_named(name).columns if "_yen" in c.name]
    assert all((c.type, c.unit) == ("int64", "円") for c in amounts)


@pytest.mark.parametrize("name", [n for n in NAMES if n != "documents"])
def test_every_table_but_documents_begins_with_the_common_columns(name: str) -> None:
    assert table_named(name).all_columns[: len(COMMON)] == COMMON


def test_documents_has_no_common_columns() -> None:
    assert "row_id" not in table_named("documents").by_name


def test_only_changes_is_written_by_another_command() -> None:
    assert [t.name for t in all_tables().values() if t.written_by != "extract"] == ["changes"]


def test_key_names_the_key_columns_in_order() -> None:
    table = Table("t", "about", (Column("a", "string", "", key=True), Column("b", "string", "")))
    assert table.key == ("a",)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("string", pa.string()),
        ("int8", pa.int8()),
        ("double", pa.float64()),
        ("date32", pa.date32()),
        ("decimal128(38, 9)", pa.decimal128(38, 9)),
        ("list<int16>", pa.list_(pa.int16())),
        ("struct<x0: double, n: int32>", pa.struct([("x0", pa.float64()), ("n", pa.int32())])),
    ],
)
def test_type_names_mean_arrow_types(name: str, wanted: pa.DataType) -> None:
    assert arrow_type(name) == wanted


@pytest.mark.parametrize("name", ["int", "float", "text", "list<text>", ""])
def test_other_type_names_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no column type"):
        arrow_type(name)
