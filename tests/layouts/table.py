"""A random table whose cells are known: the truth that a layout is typeset from."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from tests.layouts import words


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the body or the head; a merged one covers rows x columns positions.

    kind: text | long | amount | mark | key (a merged first column) | section | head.
    note is a mark such as ※1 that belongs to the cell's text and follows it.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    kind: str = "text"
    note: str = ""
    strong: bool = False  # a head, a sum


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heads from the outermost to its own, and what its cells hold."""

    heads: tuple[str, ...]
    kind: str
    role: str = ""  # total, source, spent, rest: how amounts hang together


@dataclass(slots=True)
class Table:
    """heads and body count their rows from 0 each; cells lists merged ones once."""

    columns: list[Column]
    depth: int
    heads: list[Cell] = field(default_factory=list)
    body: list[Cell] = field(default_factory=list)
    row_count: int = 0
    caption: str = ""
    unit: str = ""  # printed right above the table, e.g. （単位：千円）
    notes: list[str] = field(default_factory=list)  # printed below the table

    def full_heads(self) -> list[str]:
        return ["".join(column.heads) for column in self.columns]


def columns_to_heads(columns: list[Column], depth: int) -> list[Cell]:
    """The cells of the head rows: equal neighbours are merged, short columns reach down."""
    cells = []
    for row in range(depth):
        at = 0
        for path, group in groupby(columns, key=lambda c: c.heads[: row + 1]):
            count = len(list(group))
            if len(path) == row + 1:
                last = len(path) == len(columns[at].heads)
                cells.append(
                    Cell(
                        row,
                        at,
                        path[row],
                        depth - row if last else 1,
                        count,
                        "head",
                        strong=True,
                    )
                )
            at += count
    return cells


class Body:
    """Collects the cells of the body row by row; merged cells are opened and closed."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = columns
        self.cells: list[Cell] = []
        self.row = 0

    def add(self, texts: dict[int, str], *, strong: bool = False, span: int = 1) -> None:
        """A row; texts by column; the first span columns are one cell (of the first's text)."""
        for number, column in enumerate(self.columns):
            if number not in texts or 0 < number < span:
                continue
            text, _, note = texts[number].partition("\0")
            kind = "section" if span > 1 and number == 0 else column.kind
            columns = span if number == 0 else 1
            self.cells.append(Cell(self.row, number, text, 1, columns, kind, note, strong))
        self.row += 1

    def merge(self, column: int, first: int, text: str, kind: str = "key") -> None:
        """A cell over the rows from first to the last one added."""
        self.cells.append(Cell(first, column, text, self.row - first, 1, kind))


def unique_heads(random: Random, make: list[tuple[str, str | None]]) -> list[str]:
    """Head words for pairs of role and source, all different."""
    found: list[str] = []
    for role, source in make:
        word = words.head(random, role, source)
        for _ in range(40):
            if word not in found:
                break
            word = words.head(random, role, source)
        found.append(word)
    return found
