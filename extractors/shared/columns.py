"""What the columns of a grid hold, as far as they are understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.shared.legends import Legend
from normalizers.head import Head
from normalizers.unit import find_unit
from pipeline.document.model import Cite, Grid

MONEY_ROLES = ("amount", "difference")


@dataclass(slots=True)
class Columns:
    """The columns of one grid as understood.

    heads holds for each column its possible meanings, best first (empty: not understood); texts
    the head strings; first the number of the first row with data; legend what the marks of
    the table stand for (① -> 基金); caption the lines above the grid, nearest first.
    """

    grid: Grid
    first: int
    heads: list[tuple[Head, ...]]
    texts: list[str]
    cites: list[Cite]
    legend: Legend = field(default_factory=dict)
    caption: list[Cite] = field(default_factory=list)
    unit: str | None = None  # unit of money columns without one of their own
    new_sign: str | None = None  # which of the signs in the column of marks says new
    signs: dict[str, str] = field(default_factory=dict)  # what those before names say
    whole: int | None = None  # the column that the amounts of several years in a row add up to
    planned: int | None = None  # another total without a year beside that one (計画額)
    noted: str | None = None  # the same as far as the table's own caption states it
    _found: dict[tuple[str, ...], list[int]] = field(init=False, default_factory=dict, repr=False)

    def find(self, *roles: str) -> list[int]:
        """The columns with one of these roles among their meanings, from left to right."""
        found = self._found.get(roles)
        if found is None:
            columns = enumerate(self.heads)
            found = [c for c, heads in columns if any(h.role in roles for h in heads)]
            self._found[roles] = found
        return found

    def settle(self, column: int, heads: tuple[Head, ...]) -> None:
        """Give a column other meanings."""
        self.heads[column] = heads
        self._found.clear()

    def first_of(self, *roles: str) -> int | None:
        found = self.find(*roles)
        return found[0] if found else None

    def head(self, column: int, role: str) -> Head | None:
        return next((h for h in self.heads[column] if h.role == role), None)

    def amounts(self) -> list[tuple[int, Head]]:
        """Columns that hold money of a known source, each with its head."""
        return [(c, h) for c in self.find("amount") if (h := self.head(c, "amount"))]

    def unit_of(self, column: int) -> str | None:
        """The unit of a column's numbers: its head's, else the table's for money columns."""
        for head in self.heads[column]:
            if head.unit:
                return head.unit
        found = find_unit(self.texts[column])
        if found:
            return found
        return self.unit if any(h.role in MONEY_ROLES for h in self.heads[column]) else None

    @property
    def known(self) -> int:
        return sum(bool(h) for h in self.heads)
