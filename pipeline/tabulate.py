"""Typed rows to Arrow tables of the contract's types."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import islice

import pyarrow as pa

from pipeline.convert import TypedRow
from pipeline.schemas import table_named, to_arrow

ROWS = 8192  # that are turned at a time: the way from rows to Arrow takes several times their room


@cache
def schema_of(name: str) -> pa.Schema:
    """The Arrow schema of a table of the output."""
    return to_arrow(table_named(name))


@cache
def _row_type(name: str) -> pa.StructType:
    """A row of a table as one value of Arrow."""
    return pa.struct(list(schema_of(name)))


def rows_to_arrow(name: str, rows: Iterable[TypedRow]) -> pa.Table:
    """The rows as a table; columns that a row lacks are null.

    Characters that no UTF-8 can hold (half surrogates of a broken font) become U+FFFD.
    """
    left = iter(rows)
    batches = [_rows_to_batch(name, list(islice(left, ROWS)))]
    while some := list(islice(left, ROWS)):
        batches.append(_rows_to_batch(name, some))
    return pa.Table.from_batches(batches).replace_schema_metadata(schema_of(name).metadata)


def _rows_to_batch(name: str, rows: list[TypedRow]) -> pa.RecordBatch:
    kind = _row_type(name)
    try:
        structs = pa.array(rows, kind)
    except UnicodeEncodeError:
        structs = pa.array([{k: _encodable(v) for k, v in row.items()} for row in rows], kind)
    return pa.RecordBatch.from_struct_array(structs)


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [_encodable(member) for member in value] if isinstance(value, list) else value
