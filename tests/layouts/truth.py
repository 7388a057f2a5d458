"""What a table states, in the form that a reader's grid is compared with."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.layouts.table import Cell, Table
from tests.layouts.traits import Traits


@dataclass(slots=True)
class Truth:
    """Full heads and rows of cell strings; the value of a merged cell stands at every position.

    loose are the merged cells whose extent nothing on the page draws: there the value is asked
    for once, and the other positions may be blank.
    """

    heads: list[str]
    rows: list[list[str]]
    loose: list[list[tuple[int, int]]] = field(default_factory=list)


def table_to_truth(table: Table, traits: Traits) -> Truth:
    rows = [[""] * len(table.columns) for _ in range(table.row_count)]
    loose = []
    for cell in table.body:
        places = list(_places(cell))
        for row, column in places:
            rows[row][column] = cell.text + cell.note
        if _is_loose(cell, traits):
            loose.append(places)
    return Truth(table.full_heads(), rows, loose)


def _places(cell: Cell) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]


def _is_loose(cell: Cell, traits: Traits) -> bool:
    over_rows = cell.rows > 1 and not traits.ruled
    over_columns = cell.columns > 1 and traits.rules != "full"
    return over_rows or over_columns
