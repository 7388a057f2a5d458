"""Under which sources the amounts of rows stand whose blank cells are lost: what the sums say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.document.flat.columns.column_sums import Columns, columns_by_sums
from pipeline.document.flat.records.lines import Record
from pipeline.document.flat.tokens import amount_of


def columns_of_sources(records: Sequence[Record], totals: int, sources: int) -> dict[int, Columns]:
    """The columns among the sources in which the amounts behind the totals of a record stand, by
    its place: those that a row of sums proves, and that row's own where blanks are lost in it."""
    found: dict[int, Columns] = {}
    if sources < 2 or all(len(r.amounts) in (totals, totals + sources) for r in records):
        return found
    for place, record in enumerate(records):
        if not record.sums or not totals < len(record.amounts) <= totals + sources:
            continue
        for rows in _summed(records, place, totals):
            found |= _proved(records, rows, place, totals, sources)
    return found


def adds_up(record: Record, totals: int) -> bool:
    """Whether the amounts behind the totals add up to one of these: they are its sources."""
    values = [amount_of(token) or 0 for token in record.amounts]
    return len(values) > totals and sum(values[totals:]) in values[:totals]


def _summed(records: Sequence[Record], place: int, totals: int) -> Iterator[list[int]]:
    """The rows that a sum is of, by their first total: those below the sum above it, or all."""
    before = [n for n in range(place) if not records[n].sums]
    above = next((n for n in range(place - 1, -1, -1) if records[n].sums), -1)
    whole = amount_of(records[place].amounts[0])
    for rows in ([n for n in before if n > above], before) if above >= 0 else (before,):
        complete = all(len(records[n].amounts) >= totals for n in rows)
        if complete and sum(amount_of(records[n].amounts[0]) or 0 for n in rows) == whole:
            yield rows


def _proved(
    records: Sequence[Record], rows: list[int], place: int, totals: int, sources: int
) -> dict[int, Columns]:
    values = [_values(records[n], totals) for n in rows]
    if any(len(row) > sources for row in values):
        return {}
    sums = _values(records[place], totals)
    ways: list[dict[int, Columns]] = []
    for columns in combinations(range(sources), len(sums)):
        wanted = [0] * sources
        for column, value in zip(columns, sums, strict=True):
            wanted[column] = value
        if chosen := columns_by_sums(values, wanted):
            told = {n: way for n, way in zip(rows, chosen, strict=True) if way is not None}
            ways.append(told | {place: columns})
    return ways[0] if len(ways) == 1 else {}


def _values(record: Record, totals: int) -> list[int]:
    return [amount_of(token) or 0 for token in record.amounts[totals:]]
