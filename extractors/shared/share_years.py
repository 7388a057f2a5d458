"""Which year and measure the shares of a table are of, where totals of several years stand in it.

事業名 本年度予算額 前年度予算額 国庫 一般財源: the shares are of the total that they add up to in
the rows; where the rows do not tell, of the nearest one on their left.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.shared.columns import Columns
from normalizers.errors import NormalizationError
from normalizers.head import Head
from normalizers.number import parse_number

_FEWEST = 2  # shares that make up a total


def carry_years(columns: Columns) -> list[tuple[Head, ...]]:
    """The meanings of all columns, shares with the year and measure of their total."""
    totals: list[tuple[int, Head]] = []
    carried: Head | None = None
    result: list[tuple[Head, ...]] = []
    for column, heads in enumerate(columns.heads):
        amount = next((h for h in heads if h.role == "amount"), None)
        if amount and amount.source == "total":
            totals.append((column, amount))
            carried = amount
        elif amount and carried is not None:
            if totals:
                carried = _proved_total(columns, totals, column) or carried
                totals = []
            year, measure = carried.fiscal_year, carried.measure
            heads = tuple(
                replace(h, fiscal_year=h.fiscal_year or year, measure=h.measure or measure)
                for h in heads
            )
        result.append(heads)
    return result


def _proved_total(columns: Columns, totals: list[tuple[int, Head]], first: int) -> Head | None:
    """The total that the shares from a column on add up to in most rows, if in any."""
    if len(totals) < 2:
        return None
    shares = []
    for column in range(first, columns.grid.column_count):
        head = next((h for h in columns.heads[column] if h.role == "amount"), None)
        if head is None or head.source == "total" or head.fiscal_year:
            break
        shares.append(column)
    if len(shares) < _FEWEST:
        return None
    proved = {column: 0 for column, _ in totals}
    for row in range(columns.first, columns.grid.row_count):
        values = [_value(columns, row, c) for c in shares]
        known = [v for v in values if v is not None]
        for column, _ in totals:
            proved[column] += bool(known) and sum(known) == _value(columns, row, column)
    best = max(proved.values())
    found = [head for column, head in totals if proved[column] == best]
    return found[-1] if best else None


def _value(columns: Columns, row: int, column: int) -> int | None:
    text = columns.grid.own(row, column).text
    try:
        return int(parse_number(text)) if text else None
    except NormalizationError:
        return None
