"""Tables as compact JSON: column by column, what repeats only once."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.schemas import Column, table_named
from pipeline.telling import ENGLISH, JAPANESE

if TYPE_CHECKING:
    import pyarrow as pa

_EXACT = 2**53  # whole numbers up to here are exact in JavaScript
_NUMBERS = ("int8", "int16", "int32", "int64", "double", "decimal128(38, 9)")
_IN_JAPANESE = f"_{JAPANESE}"  # ends the name of a column with another one's text in Japanese
_REPEATS = 2  # a text that stands this often on average is worth a dictionary


def table_to_json(
    name: str, table: pa.Table, labels: dict[str, str], language: str = ENGLISH
) -> dict[str, object]:
    """A table for the page: {rows, about, columns: [{name, kind, about, values …}]}.

    labels: what a column is called for people. Columns of the file that the schema does not know
    are left out, and columns of the schema that an older file lacks are null. What the file tells
    in two languages (message, message_ja) is one column, in the language of the page.
    """
    schema = table_named(name)
    there = set(table.column_names)
    columns = []
    for column in schema.all_columns:
        if column.name not in there or column.name.endswith(_IN_JAPANESE):
            continue
        told = f"{column.name}{_IN_JAPANESE}"
        shown = told if language == JAPANESE and told in there else column.name
        columns.append({**_head(column, labels), **_values(table.column(shown).to_pylist())})
    return {"about": schema.about, "rows": table.num_rows, "columns": columns}


def to_script(identity: str, value: object) -> str:
    """A value as a JSON data block of the page; nothing in it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/json" id="{identity}">{text}</script>\n'


def _head(column: Column, labels: dict[str, str]) -> dict[str, object]:
    head: dict[str, object] = {"name": column.name, "kind": _kind(column), "about": column.about}
    if label := labels.get(column.name):
        head["label"] = label
    if column.unit:
        head["unit"] = column.unit
    return head


def _kind(column: Column) -> str:
    if column.is_list:
        return "list"
    if column.type.startswith("struct<"):
        return "box"
    if column.type == "bool":
        return "flag"
    if column.type in _NUMBERS:
        # A thousands separator would turn a year into a quantity.
        return "year" if column.name.endswith(("year", "year_from", "year_to")) else "number"
    return "text"


def _values(values: list[object]) -> dict[str, object]:
    """The values of a column: const, words with a number for each row, or values row by row."""
    plain = [_plain(value) for value in values]
    if not any(value is not None for value in plain):
        return {"const": None}
    if not all(isinstance(value, str) or value is None for value in plain):
        return {"values": plain}
    distinct = list(dict.fromkeys(plain))
    if len(distinct) == 1:
        return {"const": distinct[0]}
    if len(distinct) * _REPEATS > len(plain):
        return {"values": plain}
    number = {word: at for at, word in enumerate(distinct)}
    return {"words": distinct, "at": [number[value] for value in plain]}


def _plain(value: object) -> object:
    """A value as JSON has it; numbers that JavaScript would round stay text."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else str(value)
    if isinstance(value, dict):  # a bbox
        return [round(edge, 1) if isinstance(edge, float) else edge for edge in value.values()]
    if isinstance(value, Sequence):
        return [_plain(member) for member in value]
    return value.isoformat() if isinstance(value, date) else str(value)


def _number(value: Decimal) -> object:
    if not value.is_finite():
        return None
    if abs(value) > _EXACT:
        return format(value.normalize(), "f")
    return int(value) if value == value.to_integral_value() else float(value)
