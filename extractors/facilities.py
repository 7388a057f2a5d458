"""facilities: one row per facility that a table or an enumeration lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.context import Context
from extractors.places.addresses import are_of_one_city, is_ward_of_a_city, municipality_of
from extractors.places.facility_columns import (
    first_row,
    holds_kinds,
    is_text,
    name_columns,
    texts_of,
)
from extractors.places.facility_lists import listed_rows
from extractors.places.facility_names import (
    enumerated_rows,
    has_several,
    names_in,
    specific_head,
)
from extractors.places.list_lines import area_heading
from extractors.places.listed_names import parted
from extractors.places.told_names import told_rows
from extractors.row import Amount, Given, Row, Value
from extractors.shared.columns import Columns
from extractors.shared.heads import without_aside
from extractors.shared.jurisdiction import jurisdiction_of, owner_to_cells
from extractors.shared.kinds import has_money, is_kind, kind_of_name
from extractors.shared.nearby import lines_above, lines_below, notes_around, split_mark
from extractors.shared.relook import columns_with
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.text import fold
from normalizers.total import total_level
from pipeline.document.model import Cell, Cite, Document, Grid, Line, once

_NO_TITLE = compiled(
    r"[。※]|^[（(]単位|^担当[：:]|\d{2,4}[-－‐]\d{2,4}[-－‐]\d{4}"
    rf"|^[\s　（(]*(?:{ERA}|{LETTER})[\s　]?{NUMBER}[年.．/／][^、。]{{0,12}}(?:現在|時点)"
    r"[\s　)）]*$"
)
_PIPES = compiled(r"[\s　]*[|｜][\s　|｜]*$")  # the empty cells of a row with the title
_LONGEST_TITLE = 60
_CIRCLED = r"[①-⑳㉑-㊿➀-➉❶-❿]"
_COUNT_BEHIND = compiled(rf"(?P<count>{_CIRCLED})\s*$")
_COUNT_LEGEND = compiled(
    r"数字.{0,12}(?:コーディネーター|相談員|職員|人員|担当者|人)"
    r"|(?:コーディネーター|相談員)の?(?:人?数|人員)"
)
_SIGN_LEGEND = compiled(
    r"[○◯〇丸]\s*(?:付き?|囲み?)?\s*の?数字は[^。]{0,12}(?:コーディネーター|相談員|職員|担当者)"
)
_NUMBERS = {"dmat_teams": "チーム", "beds": "床"}
_TEXTS = ("needs", "tier", "operator")
_MARKS = ("backup_power", "seismic")


@dataclass(slots=True)
class _Table:
    """A table of facilities while its rows are read."""

    columns: Columns
    name: int
    role: Cite | None
    owner: Cite | str | None
    notes: dict[str, Cite]
    counts_behind: bool  # circled numbers behind operators count coordinators
    kinds: int | None = None  # a column that holds nothing but kinds (病院, 診療所)
    districts: bool = False  # the addresses are of one city and begin with its districts
    carried: dict[str, Cite] = field(default_factory=dict)


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The facilities of tables, and of lines that count and name them."""
    owner = jurisdiction_of(document)
    known: set[str] = set()
    for row in (*_tables(document, owner), *listed_rows(document, owner)):
        known.add(fold(name.text) if isinstance(name := row.cells["name"], Cite) else "")
        yield row
    yield from told_rows(document, owner, frozenset(known))


def _tables(document: Document, owner: Cite | str | None) -> Iterator[Row]:
    heads, named = list[str](), list[int]()  # of the last table of facilities, and of its names
    for at, item in enumerate(document.flow):
        if isinstance(item, Line):
            yield from enumerated_rows(item, owner)
            continue
        columns = columns_with(document, item, "facility")
        names = name_columns(columns)
        if not names and columns.texts == heads and not has_money(columns):
            names = named  # the rest of the table, whatever its places are called
        if names:
            heads, named = columns.texts, names
            yield from _rows([_read_table(document, at, columns, n, owner) for n in names])


def _read_table(
    document: Document, at: int, columns: Columns, name: int, owner: Cite | str | None
) -> _Table:
    role = specific_head(columns.cites[name]) or _title(document, at, columns)
    counts = _counts_behind(document, at, columns)
    addresses = {t for c in columns.find("address") for t in texts_of(columns, c)}
    notes, districts = notes_around(document, at), are_of_one_city(addresses)
    every = range(columns.grid.column_count)
    kinds = next((c for c in every if c != name and holds_kinds(columns, c)), None)
    return _Table(columns, name, role, owner, notes, counts, kinds, districts)


def _title(document: Document, at: int, columns: Columns) -> Cite | None:
    """The nearest line above that could be the table's title; a table beside shares it, and one
    that has the heads of a page before goes on below its title."""
    index = at
    while index and isinstance(document.flow[index - 1], Grid):
        index -= 1
    above = [line.cite() for line in lines_above(document, index, 2)]
    above = [
        cite.part(0, ends.start()) if (ends := _PIPES.search(cite.text)) else cite for cite in above
    ]
    for cite in above if columns.first else columns.caption:
        if 2 < len(cite.text) <= _LONGEST_TITLE and not _NO_TITLE.search(cite.text):
            return cite
    return None


def _counts_behind(document: Document, at: int, columns: Columns) -> bool:
    """Whether the head or a note says that circled numbers count coordinators."""
    index = at
    while index + 1 < len(document.flow) and isinstance(document.flow[index + 1], Grid):
        index += 1
    if _explains_signs(document):
        return True
    lines = (*lines_above(document, at, 4), *lines_below(document, index, 8))
    return any(_COUNT_LEGEND.search(t) for t in (*(x.text for x in lines), *columns.texts))


@once
def _explains_signs(document: Document) -> bool:
    """Whether a line says so of circled numbers by that name: ○数字はコーディネーターの配置人数."""
    return any("数字" in x.text and _SIGN_LEGEND.search(x.text) for x in document.lines)


def _rows(tables: list[_Table]) -> Iterator[Row]:
    """Row by row; where several columns hold names, from left to right."""
    columns = tables[0].columns
    for number in range(first_row(columns), columns.grid.row_count):
        if area := _area_row(columns, number):
            for table in tables:
                table.carried["medical_area"] = area
            continue
        if _is_sum(columns, number):
            continue
        for table in tables:
            cell = columns.grid.cell(number, table.name)
            if cell is None or cell.row != number or _spans_all(columns.grid, cell):
                continue
            several = has_several(_cell(columns, number, "address", table.name))
            for cite in (several and names_in(cell.cite)) or [cell.cite]:
                if not total_level(cite.text) and not is_kind(cite.text) and is_text(cite):
                    yield _row(table, number, cite)


def _is_sum(columns: Columns, number: int) -> bool:
    """計 | ６病院 | 1,860: a row that sums the others up."""
    return any(total_level(cite.text) for cite in columns.grid.row_cites(number))


def _area_row(columns: Columns, number: int) -> Cite | None:
    """The area that heads the rows below: 【北部医療圏】 alone in its row."""
    cites = columns.grid.row_cites(number)
    return area_heading(cites[0]) if len(cites) == 1 < columns.grid.column_count else None


def _spans_all(grid: Grid, cell: Cell) -> bool:
    return cell.column_span == grid.column_count > 1


def _row(table: _Table, number: int, cite: Cite) -> Row:
    columns, grid = table.columns, table.columns.grid
    whole, mark = split_mark(cite)
    told = parted(whole)
    name = told.name
    cells: dict[str, Value] = {"name": name}
    if table.role:
        cells["role"] = table.role
    own = grid.own(number, table.kinds) if table.kinds is not None else None
    told_by = (name, own, table.role)  # the first that says what it is
    kind = next((k for cite in told_by if cite and (k := kind_of_name(cite.text))), None)
    cells["kind"] = Given(kind or "other")
    cells |= owner_to_cells(told.owner or table.owner)
    for role in ("municipalities", "medical_area"):
        if value := _carried(table, number, role):
            cells[role] = value
    town = cells.get("municipalities")
    if not isinstance(town, Cite) or town.text.endswith("区"):
        place = _place(table, number) or told.place
        of_a_city = place is not None and place.text.endswith("市")
        if isinstance(town, Cite) and (of_a_city or is_ward_of_a_city(town.text)):
            del cells["municipalities"]  # 北区 of the city that the address names, or of any
        if place and not ("municipalities" in cells or is_ward_of_a_city(place.text)):
            cells["municipalities"] = place
    for role in (*_TEXTS, *_MARKS):
        if value := _cell(columns, number, role, table.name):
            cells[role] = value
    if told.tier:
        cells.setdefault("tier", told.tier)
    for role, unit in _NUMBERS.items():
        if value := _cell(columns, number, role, table.name):
            cells[role] = Amount(without_aside(value), unit)
    cells |= _coordinators(table, number, cells)
    if note := _note(table, number, mark, told.note):
        cells["note"] = note
    return Row("facilities", cells, grid.row_cite(number))


def _place(table: _Table, number: int) -> Cite | None:
    """The municipality that the address of a row names; where others are of districts of one city
    it must be a city."""
    address = _cell(table.columns, number, "address", table.name)
    place = municipality_of(address) if address else None
    return place if place and (not table.districts or place.text.endswith("市")) else None


def _cell(columns: Columns, number: int, role: str, name: int) -> Cite | None:
    """The cell of a role: where tables stand side by side, the one at the right of the name and
    before the next name, else the last at its left."""
    found = [c for c in columns.find(role) if c != name]
    if len(found) > 1 and (behind := [c for c in found if c > name]):
        others = [c for c in columns.find("facility") if c > name]
        found = behind if not others or behind[0] < others[0] else found
    return columns.grid.cite(number, found[0]) or None if found else None


def _carried(table: _Table, number: int, role: str) -> Cite | None:
    """A cell of a column whose cells are merged: an empty one repeats the one above."""
    value = _cell(table.columns, number, role, table.name)
    if value:
        table.carried[role] = value
    return table.carried.get(role)


def _coordinators(table: _Table, number: int, cells: dict[str, Value]) -> dict[str, Value]:
    """Coordinators from a column of their own, else from the circled number behind the operator."""
    own = _cell(table.columns, number, "coordinators", table.name)
    if own:
        return {"coordinators": Amount(without_aside(own), "人")}
    operator = cells.get("operator")
    if not table.counts_behind or not isinstance(operator, Cite):
        return {}
    found = _COUNT_BEHIND.search(operator.text)
    if not found:
        return {}
    return {
        "operator": operator.part(0, found.start()),
        "coordinators": Amount(operator.part(*found.span("count")), "人"),
    }


def _note(table: _Table, number: int, mark: str | None, told: Cite | None) -> Value | None:
    parts = [table.notes[mark]] if mark and mark in table.notes else []
    parts += [told] if told else []
    own = _cell(table.columns, number, "note", table.name)
    return tuple([*parts, *([own] if own else [])]) or None
