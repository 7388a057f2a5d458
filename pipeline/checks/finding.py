"""What a check yields, and the printed numbers that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from pipeline.convert import TypedRow
from pipeline.telling import Told


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed number: a column of a row; owner is the row of programs whose amount it is.

    sign is -1 where a statement takes it away. A row without a value in the column counts as
    nought.
    """

    row: TypedRow
    column: str
    owner: TypedRow | None = None
    sign: int = 1

    @property
    def holder(self) -> TypedRow:
        """The row that the number is known by: of programs where it is one of its amounts."""
        return self.row if self.owner is None else self.owner

    @property
    def key(self) -> tuple[int, str]:
        """The same for every Cell of the same number, whatever the statement."""
        return id(self.row), self.column

    @property
    def number(self) -> Decimal | None:
        """The number as a Decimal; None where none is printed."""
        value = self.row.get(self.column)
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(value) if isinstance(value, int) else Decimal(str(value))

    @property
    def signed(self) -> Decimal:
        """What it adds to a sum."""
        return self.sign * (self.number or Decimal(0))

    @property
    def taken_away(self) -> Cell:
        """The same number as one that a statement takes away."""
        return replace(self, sign=-1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One statement of a document that was tested.

    expected is what the document states, actual what its figures give, both in the unit of the
    column (yen, percent). rows take part in it: passed, it proves them. blamed are the rows that
    a failure contradicts, all rows where it is None. cells are the numbers of an equation, the
    stated one first: what a passed one says of them is taken as sure when a failed one is
    looked into. message: one sentence that an analyst understands.
    """

    rule: str
    subject: Told | str
    expected: Decimal
    actual: Decimal
    passed: bool
    rows: tuple[TypedRow, ...]
    message: Told
    cells: tuple[Cell, ...] = ()
    blamed: tuple[TypedRow, ...] | None = None

    @property
    def contradicted(self) -> tuple[TypedRow, ...]:
        """The rows that the figures speak against: none when it passed."""
        if self.passed:
            return ()
        return self.rows if self.blamed is None else self.blamed


def rows_of(*cells: Cell) -> tuple[TypedRow, ...]:
    """The rows of cells, each once: the rows of programs first, then those of the numbers."""
    owners = [cell.owner for cell in cells if cell.owner is not None]
    unique = {id(row): row for row in [*owners, *(cell.row for cell in cells)]}
    return tuple(unique.values())
