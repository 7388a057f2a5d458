"""Tables that prove their columns themselves: a row of sums below the rows that it sums."""

from __future__ import annotations

from collections.abc import Sequence

from normalizers.total import is_total
from pipeline.document.flat.columns.place import Placed
from pipeline.document.flat.columns.shape import Shape
from pipeline.document.flat.tokens import Token, amount_of

_FEWEST = 2  # rows


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
