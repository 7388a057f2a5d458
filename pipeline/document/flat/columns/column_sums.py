"""Tables that prove their columns themselves: a row of sums below the rows that it sums."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from normalizers.total import is_total
from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.tokens import Token, amount_of

_FEWEST = 2  # rows
_MOST_STATES = 5000  # partial sums that are followed

Columns = tuple[int, ...]


def proved_by_sums(rows: Sequence[Placed], shape: Shape) -> bool:
    """Whether a row of sums holds those of all amounts of the rows above it, in each column of
    numbers."""
    above: list[list[int]] = []
    for row in rows:
        values = [_value(row.parts[column]) for column in shape.typed]
        if not any(parts and is_total(parts[0].text) for parts in row.parts):
            above.append(values)
        elif len(above) >= _FEWEST and any(values):
            return values == [sum(column) for column in zip(*above, strict=True)]
        else:
            above = []
    return False


def _value(parts: list[Token]) -> int:
    return sum(amount_of(part) or 0 for part in parts)


def columns_by_sums(
    rows: Sequence[Sequence[int]], sums: Sequence[int]
) -> list[Columns | None] | None:
    """In which columns the amounts of each row stand, in their order, where blank cells are lost
    and sums are those of the columns. A row is None where several ways give the sums; all are
    where no way does, or there are too many to try."""
    states: dict[Columns, list[frozenset[Columns]]] = {(0,) * len(sums): []}
    rest = [sum(max(0, -v) for row in rows for v in row)] * len(sums)  # what may yet be taken off
    for row in rows:
        following: dict[Columns, list[frozenset[Columns]]] = {}
        for columns in combinations(range(len(sums)), len(row)):
            for state, ways in states.items():
                reached = list(state)
                for column, value in zip(columns, row, strict=True):
                    reached[column] += value
                if any(a > b + more for a, b, more in zip(reached, sums, rest, strict=True)):
                    continue
                found = [*ways, frozenset([columns])]
                if known := following.get(key := tuple(reached)):
                    found = [a | b for a, b in zip(known, found, strict=True)]
                following[key] = found
        states = following
        if not states or len(states) > _MOST_STATES:
            return None
    ways = states.get(tuple(sums), [])
    return [next(iter(way)) if len(way) == 1 else None for way in ways] or None
