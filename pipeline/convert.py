"""Cited strings to typed values: the normalizer of each column, and a reason for each failure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.row import Amount, Given, Row, Value
from normalizers.errors import NormalizationError
from normalizers.number import is_nil
from pipeline.cast import cast
from pipeline.document.model import Cite, Document
from pipeline.schemas import Column, Table, table_named

_USED_UP: dict[str, Value] = {}

TypedRow = dict[str, object]  # a row of the output, column -> value; a missing column is null


@dataclass(frozen=True, slots=True)
class Failure:
    """A cell that could not be read: its characters, why, and where they stand."""

    table: str
    column: str
    text: str
    reason: str
    source_file: str
    page: int | None
    line: int | None

    def __str__(self) -> str:
        page = f", page {self.page}" if self.page is not None else ""
        line = f", line {self.line}" if self.line is not None else ""
        return f"{self.source_file}{page}{line}: {self.table}.{self.column}: {self.reason}"


@dataclass(slots=True)
class Converted:
    """The typed rows of a document by table, and what could not be read."""

    rows: dict[str, list[TypedRow]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def rows_to_values(
    rows: dict[str, list[Row]], ids: dict[Row, str], document: Document, use_up: bool = False
) -> Converted:
    """Typed rows in the order of the extracted ones.

    A nil mark (－) gives null without a failure; what cannot be read gives null and a Failure.
    use_up: take the cells out of the rows, so that a long document never stands in memory as
    cites and as values at once.
    """
    result = Converted()
    for name, extracted in rows.items():
        table = table_named(name)
        typed = result.rows[name] = []
        for row in extracted:
            typed.append(_row_to_values(row, table, ids, document, result.failures))
            if use_up:
                row.cells, row.claims = _USED_UP, ()
    return result


def _row_to_values(
    row: Row, table: Table, ids: dict[Row, str], document: Document, failures: list[Failure]
) -> TypedRow:
    values = _place(row, document)
    if table.common:
        values["row_id"] = ids[row]
        values["verified"] = "unchecked"
        values["reading"] = document.reading_of(row.source.spans)

    def fail(column: str, text: str, reason: str) -> None:
        page, line = values.get("page"), values.get("line")
        failures.append(
            Failure(row.table, column, text, reason, document.source_file, page, line)  # type: ignore[arg-type]
        )

    columns = table.by_name
    for name, value in row.cells.items():
        try:
            column = columns[name]
            if isinstance(value, Given) and not column.is_list:
                values[name] = cast(value.value, column.type)
            else:
                values[name] = _cell_to_value(column, value)
        except NormalizationError as error:
            fail(name, error.text, str(error))
    for name, target in row.links.items():
        values[name] = ids.get(target)
        if values[name] is None:
            fail(name, target.source.text, "the row that it belongs to was not kept")
    return values


def _place(row: Row, document: Document) -> TypedRow:
    """The common columns that say where a row stands."""
    spans = row.source.spans
    line = document.lines[spans[0].line] if spans else None
    box = document.box_of(spans)
    return {
        "source_file": document.source_file,
        "page": line.page if line else None,
        "line": line.number if line else None,
        "bbox": box._asdict() if box else None,
        "source_text": document.source_of(row.source) or None,
    }


def _cell_to_value(column: Column, value: Value) -> object:
    """The value of a cell. Raises NormalizationError."""
    if isinstance(value, Given):
        if not column.is_list:
            return cast(value.value, column.type)
        read = _members(value.value)
    elif isinstance(value, Cite) and not column.is_list:
        return cast(_read(column, value, None), column.type)
    else:
        read = [_read(column, cite, unit) for cite, unit in _pieces(column, value)]
    if column.is_list:
        members = [cast(member, column.item_type) for item in read for member in _members(item)]
        return [member for member in members if member is not None] or None
    if len(read) > 1:
        return column.joint.join(str(part) for part in read if part) or None
    return cast(read[0], column.type)


def _pieces(
    column: Column, value: Cite | Amount | tuple[Cite, ...]
) -> Iterator[tuple[Cite, str | None]]:
    """What is read one by one: each cite of a list or string; those of a number as one."""
    if isinstance(value, Amount):
        yield value.cite, value.unit
    elif isinstance(value, Cite):
        yield value, None
    elif column.is_list or column.type == "string":
        yield from ((cite, None) for cite in value)
    else:
        yield Cite.join(value), None


def _members(value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple | set | frozenset) else [value]


def _read(column: Column, cite: Cite, unit: str | None) -> object:
    text = cite.text
    if not text or (is_nil(text) and not column.keeps_nil):
        return None
    return column.read(text, unit) if column.read else text
