"""Typed rows to Arrow tables of the contract's types."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyarrow as pa

from pipeline.convert import TypedRow
from pipeline.schemas import table_named, to_arrow


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table of the output."""
    return to_arrow(table_named(name))


def rows_to_arrow(name: str, rows: Iterable[TypedRow]) -> pa.Table:
    """The rows as a table; columns that a row lacks are null.

    Characters that no UTF-8 can hold (half surrogates of a broken font) become U+FFFD.
    """
    schema = schema_of(name)
    rows = list(rows)
    arrays = [_column_to_array([row.get(f.name) for row in rows], f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


def _column_to_array(values: list[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, kind)
    except UnicodeEncodeError:
        return pa.array([_encodable(value) for value in values], kind)


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_encodable(member) for member in value] if isinstance(value, list) else value
