"""One row of an output, for people: its values, its source characters, its checks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.errors import OutputError, UsageError
from pipeline.ids import id_to_table
from pipeline.schemas import Column, Table, all_tables

_PLACE = ("row_id", "source_file", "page", "line", "bbox", "source_text", "verified", "reading")


def explain(output: Path, row_id: str) -> list[str]:
    """Lines about a row: where it stands, what is in it, what it was read from, its checks.

    Raises UsageError for an id that no table holds, OutputError for a folder without tables.
    """
    table = all_tables().get(id_to_table(row_id))
    if table is None or not table.common:
        raise UsageError(
            f"{row_id!r} names no row: a row_id begins with the name of its table, as in programs-…"
        )
    rows = _rows_where(output, table.name, pc.field("row_id") == row_id)
    if not rows:
        raise UsageError(f"no row of {table.name} in {output} has the row_id {row_id}")
    return [
        *_place_to_lines(rows[0]),
        *_values_to_lines(table, rows[0]),
        *_source_to_lines(rows[0]),
        *_checks_to_lines(output, row_id),
        *_ledger_to_lines(output, row_id),
    ]


def _rows_where(output: Path, name: str, wanted: pc.Expression) -> list[dict[str, object]]:
    path = output / f"{name}.parquet"
    try:
        return pq.read_table(path, filters=wanted, partitioning=None).to_pylist()
    except FileNotFoundError as error:
        raise OutputError(f"{output} holds no {path.name}; run keikaku extract first") from error
    except (OSError, pa.ArrowInvalid) as error:
        raise OutputError(f"{path} cannot be read: {error}; run keikaku extract again") from error


def _place_to_lines(row: dict[str, object]) -> Iterator[str]:
    page = f", page {row['page']}" if row["page"] is not None else ""
    line = f", line {row['line']}" if row["line"] is not None else ""
    yield f"{row['row_id']}  ({row['verified']})"
    yield f"{row['source_file']}{page}{line}"
    if isinstance(box := row["bbox"], dict):
        edges = " ".join(f"{name} {edge:.1f}" for name, edge in box.items())
        yield f"box in points: {edges}"


def _values_to_lines(table: Table, row: dict[str, object]) -> Iterator[str]:
    yield ""
    for column in table.all_columns:
        value = row.get(column.name)
        if column.name not in _PLACE and value is not None:
            yield f"  {column.name:20} {_value_to_text(column, value)}"


def _value_to_text(column: Column, value: object) -> str:
    if isinstance(value, list):
        return " | ".join(map(str, value))
    if column.unit and isinstance(value, int | float):
        return f"{value:,} {column.unit}"
    return str(value)


def _source_to_lines(row: dict[str, object]) -> Iterator[str]:
    yield ""
    yield "read from:"
    yield from (f"  {line}" for line in str(row["source_text"] or "").split("\n"))


def _checks_to_lines(output: Path, row_id: str) -> Iterator[str]:
    # Arrow cannot filter on a member of a list, and checks are few.
    checks = _rows_where(output, "checks", pc.field("row_ids").is_valid())
    naming = [c for c in checks if isinstance(ids := c["row_ids"], list) and row_id in ids]
    yield ""
    yield "checks:" if naming else "checks: none names this row"
    for check in naming:
        yield f"  {check['status']}  {check['rule']}: {check['message']}"


def _ledger_to_lines(output: Path, row_id: str) -> Iterator[str]:
    taken = _rows_where(output, "quantities", pc.field("claimed_by") == row_id)
    if taken:
        yield ""
        yield "numbers of the ledger that it took:"
    for quantity in taken:
        unit = f" {quantity['unit']}" if quantity["unit"] else ""
        value = quantity["value"]
        shown = f" = {value.normalize():,f}{unit}" if isinstance(value, Decimal) else ""
        yield f"  {quantity['raw']}{shown}"
