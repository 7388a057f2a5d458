"""Which printed number belongs to which amount column, where a table lost its borders.

A number usually stands under its head. Where recognition lost a column border, the numbers of a
row stand one cell to the left, a number is doubled, or a number of the row above leads the row.
All readings that keep the printed order are built, and the document's arithmetic decides: the
scale of one amount to the other (a 決算額 in yen beside a 事業費 in 千円), then the printed total.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from extractors.shared.facts import AmountFact
from extractors.shared.heads import Columns, table_measure
from normalizers.errors import NormalizationError
from normalizers.head import Head
from normalizers.money import parse_yen
from pipeline.document.model import Cite

if TYPE_CHECKING:
    from extractors.shared.tables import TableRow

_MOST_READINGS = 4096  # combinations of doubtful rows that are tried against a total
_GRAND = ("合計", "総計", "総合計")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: for each amount column the number of its value, and what is left."""

    chosen: tuple[int | None, ...]
    loose: tuple[int, ...]
    score: int


def align_amounts(columns: Columns, rows: list[TableRow]) -> None:
    """Give each row its amounts. A value that no reading places is left out, never guessed."""
    amounts = columns.amounts()
    if not amounts:
        return
    readings = [_readings(row, columns, amounts) for row in rows]
    picked = _choose(rows, readings, columns, amounts)
    for row, reading in zip(rows, picked, strict=True):
        for place, index in enumerate(reading.chosen):
            if index is not None:
                _add(row, columns, amounts[place], row.values[index])
    for number, reading in enumerate(picked):
        _place_loose(rows, number, reading, columns, amounts)


def _readings(row: TableRow, columns: Columns, amounts: list[tuple[int, Head]]) -> list[Reading]:
    places = {column: place for place, (column, _) in enumerate(amounts)}
    if all(c in places for c in row.columns):
        chosen: list[int | None] = [None] * len(amounts)
        for index, column in enumerate(row.columns):
            chosen[places[column]] = index
        return [Reading(tuple(chosen), (), 0)]
    count, width = len(row.values), len(amounts)
    found = []
    for kept in combinations(range(count), min(count, width)):
        loose = tuple(i for i in range(count) if i not in kept)
        for spots in combinations(range(width), len(kept)):
            spread: list[int | None] = [None] * width
            for spot, index in zip(spots, kept, strict=True):
                spread[spot] = index
            score = _plausibility(row, tuple(spread), loose, columns, amounts)
            found.append(Reading(tuple(spread), loose, score))
    found.sort(key=lambda r: -r.score)
    return found


def _plausibility(
    row: TableRow,
    chosen: tuple[int | None, ...],
    loose: tuple[int, ...],
    columns: Columns,
    amounts: list[tuple[int, Head]],
) -> int:
    """How well the amounts of one reading go together: a settled sum is at most its budget."""
    values = [_value(row, index, columns, amounts[p][0]) for p, index in enumerate(chosen)]
    score = 0
    for low, high in combinations([v for v in values if v], 2):
        ratio = low / high
        score += 2 if ratio == 1 else 1 if 1 <= ratio < 50 else -1 if ratio > 0.5 else -3
    printed = [row.values[i].text for i in chosen if i is not None]
    return score + sum(row.values[i].text in printed for i in loose)


def _value(row: TableRow, index: int | None, columns: Columns, column: int) -> int | None:
    return None if index is None else yen_of(row.values[index], columns.unit_of(column))


def yen_of(cite: Cite, unit: str | None) -> int | None:
    """Whole yen of a cell, None for a nil mark or a number without a known unit."""
    try:
        return parse_yen(cite.text, unit)
    except NormalizationError:
        return None


def _choose(
    rows: list[TableRow],
    readings: list[list[Reading]],
    columns: Columns,
    amounts: list[tuple[int, Head]],
) -> list[Reading]:
    """The readings that the grand total proves; without a total the most plausible ones."""
    best = [r[0] for r in readings]
    doubtful = [n for n, r in enumerate(readings) if len(r) > 1]
    grand = next((r for r in rows if r.fact.name.text.replace(" ", "") in _GRAND), None)
    if not doubtful or grand is None or grand.number in {rows[n].number for n in doubtful}:
        return best
    options = [readings[n][:4] for n in doubtful]
    size = 1
    for option in options:
        size *= len(option)
    if size > _MOST_READINGS:
        return best
    wanted = [_total(rows, best, p, columns, amounts, grand) for p in range(len(amounts))]
    fixed = _sums(rows, best, columns, amounts, skip=set(doubtful))
    winner, rank = best, (-1, 0)
    for combination in product(*options):
        sums = list(fixed)
        for n, reading in zip(doubtful, combination, strict=True):
            for place, index in enumerate(reading.chosen):
                sums[place] += _value(rows[n], index, columns, amounts[place][0]) or 0
        held = sum(w is not None and w == s for w, s in zip(wanted, sums, strict=True))
        score = (held, sum(r.score for r in combination))
        if score > rank:
            rank, winner = score, list(best)
            for n, reading in zip(doubtful, combination, strict=True):
                winner[n] = reading
    return winner


def _total(
    rows: list[TableRow],
    readings: list[Reading],
    place: int,
    columns: Columns,
    amounts: list[tuple[int, Head]],
    grand: TableRow,
) -> int | None:
    index = readings[rows.index(grand)].chosen[place]
    return _value(grand, index, columns, amounts[place][0])


def _sums(
    rows: list[TableRow],
    readings: list[Reading],
    columns: Columns,
    amounts: list[tuple[int, Head]],
    skip: set[int],
) -> list[int]:
    sums = [0] * len(amounts)
    for number, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        if row.fact.level == "program" and number not in skip:
            for place, index in enumerate(reading.chosen):
                sums[place] += _value(row, index, columns, amounts[place][0]) or 0
    return sums


def _add(row: TableRow, columns: Columns, amount: tuple[int, Head], value: Cite) -> None:
    column, head = amount
    unit = columns.unit_of(column)
    if yen_of(value, unit) is None and not any(ch.isdigit() for ch in value.text):
        return  # a nil mark: the document says that there is no such amount
    year = head.fiscal_year or row.fact.fiscal_year
    row.fact.amounts.append(
        AmountFact(
            value,
            head.source or "total",
            head.measure or table_measure(columns),
            unit,
            year,
            wide=year == row.fact.fiscal_year,
            stated=columns.cites[column] if head.fiscal_year else None,
        )
    )


def _place_loose(
    rows: list[TableRow],
    number: int,
    reading: Reading,
    columns: Columns,
    amounts: list[tuple[int, Head]],
) -> None:
    """A number too many that is no double belongs to the row above, if a printed sum says so."""
    row = rows[number]
    printed = {row.values[i].text for i in reading.chosen if i is not None}
    above = next((r for r in reversed(rows[:number]) if r.fact.level == "program"), None)
    for index in reading.loose:
        value = row.values[index]
        if value.text in printed or above is None or above.values:
            row.fact.used.append(value)
            continue
        for amount in amounts:
            yen = yen_of(value, columns.unit_of(amount[0]))
            if yen and _completes_a_sum(rows, above, amount, yen):
                _add(above, columns, amount, value)
                break


def _completes_a_sum(
    rows: list[TableRow], gap: TableRow, amount: tuple[int, Head], yen: int
) -> bool:
    """Whether a total, or a subtotal over neighbouring programs, holds once the gap is filled."""
    source = amount[1].source or "total"
    measure = amount[1].measure
    programs = [r for r in rows if r.fact.level == "program"]
    values = []
    for row in programs:
        fact = row.fact.amount(source, measure) if row is not gap else None
        values.append(yen if row is gap else (yen_of(fact.cite, fact.unit) if fact else 0) or 0)
    totals = set()
    for row in rows:
        if row.fact.level in ("subtotal", "total") and (found := row.fact.amount(source, measure)):
            totals.add(yen_of(found.cite, found.unit))
    at = programs.index(gap)
    for start in range(at + 1):
        running = sum(values[start:at])
        for end in range(at, len(values)):
            running += values[end]
            if end > start and running in totals:
                return True
    return False
