"""What a table of the output is made of: its columns, their types, and what reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

Reader = Callable[[str, str | None], object]  # (source characters, unit of the head) -> value


@dataclass(frozen=True)
class Column:
    """One column: type in the words of Arrow, about in the words of a reader of the data.

    unit: unit of the values (円, %, km2, 人). key: one of the columns that name a fact.
    read: the normalizer that turns source characters into a value; None where extractors give
    the value or the run fills it in. A reader of a list column may return one value or a list.
    keeps_nil: a － that stands alone is read like any other text; elsewhere it means null.
    joint: what comes between several cites that an extractor gives for one plain string.
    """

    name: str
    type: str
    about: str
    unit: str | None = None
    key: bool = False
    read: Reader | None = None
    keeps_nil: bool = False
    joint: str = "、"

    @cached_property
    def is_list(self) -> bool:
        return self.type.startswith("list<")

    @cached_property
    def item_type(self) -> str:
        """The type of one value: of a list its members' type."""
        return self.type[len("list<") : -1] if self.is_list else self.type


@dataclass(frozen=True)
class Table:
    """One table of the output: <name>.parquet.

    common: carries the columns that every table but documents has. written_by: the command that
    writes it. order: place in the documentation, the order that a reader wants them in.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    common: bool = True
    written_by: str = "extract"
    order: int = 99

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """The columns in the order of the file, common ones first."""
        return (COMMON if self.common else ()) + self.columns

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.all_columns}

    @property
    def key(self) -> tuple[str, ...]:
        """Names of the columns that name a fact."""
        return tuple(column.name for column in self.columns if column.key)


BOX = "struct<x0: double, top: double, x1: double, bottom: double>"

COMMON = (
    Column("row_id", "string", "names the row; the same input bytes give the same id on every run"),
    Column("source_file", "string", "the document, as a path from the input folder with / in it"),
    Column("page", "int32", "page from 1 on; null where a text has no page breaks"),
    Column(
        "line",
        "int32",
        "line from 1 on: of the file for a text, of the page in reading order for a PDF",
    ),
    Column("bbox", BOX, "where on the page, measured from its top left; null for texts", "pt"),
    Column("source_text", "string", "the characters that the row was read from, as they stand"),
    Column(
        "verified",
        "string",
        "proved, unchecked or contradicted by the document's own arithmetic (see checks)",
    ),
    Column(
        "reading",
        "string",
        "how its characters were read: text, ocr (recognised by this program) or ocr-layer "
        "(hidden text that a scanner's software left)",
    ),
)


def to_arrow(table: Table) -> pyarrow.Schema:
    """The Arrow schema of a table; about and unit of each column stand in the field metadata."""
    import pyarrow as pa

    fields = [
        pa.field(
            column.name, arrow_type(column.type), metadata=_metadata(column.about, column.unit)
        )
        for column in table.all_columns
    ]
    return pa.schema(fields, metadata=_metadata(table.about, None))


def arrow_type(name: str) -> pyarrow.DataType:
    """The Arrow type that a type name of a schema means. Raises ValueError for other names."""
    import pyarrow as pa

    if name.startswith("list<"):
        return pa.list_(arrow_type(name[len("list<") : -1]))
    if name.startswith("struct<"):
        members = (member.split(":") for member in name[len("struct<") : -1].split(","))
        return pa.struct([(key.strip(), arrow_type(kind.strip())) for key, kind in members])
    if name == "decimal128(38, 9)":
        return pa.decimal128(38, 9)
    plain = {
        "string": pa.string(),
        "bool": pa.bool_(),
        "int8": pa.int8(),
        "int16": pa.int16(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "date32": pa.date32(),
    }
    if name not in plain:
        raise ValueError(f"no column type is called {name!r}")
    return plain[name]


def _metadata(about: str, unit: str | None) -> dict[str, str]:
    return {"about": about, "unit": unit} if unit else {"about": about}
