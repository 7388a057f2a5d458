"""Which printed number belongs to which amount column, where a table lost its borders.

A number usually stands under its head. Where recognition lost a column border, the numbers of a
row stand one cell to the left, a number is doubled, or a number of the row above leads the row.
All readings that keep the printed order are built, and the document's arithmetic decides: the
scale of one amount to the other (a 決算額 in yen beside a 事業費 in 千円), then the printed total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, combinations, compress, product
from math import prod

from extractors.facts.shared.fact import yen_of
from extractors.facts.tables.row import TableRow
from extractors.facts.tables.row_values import cell_to_amount
from extractors.shared.columns import Columns
from normalizers.head import Head
from normalizers.total import is_grand_total
from pipeline.document.model import Cite

_SUMS = ("subtotal", "total")
_ADDED_UP = 6
_MOST_READINGS = 4096  # combinations of doubtful rows that are tried against a total


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: for each amount column the number of its value, and what is left."""

    chosen: tuple[int | None, ...]
    loose: tuple[int, ...]
    score: int


@dataclass(slots=True)
class _Amounts:
    """The amount columns of a table, and the whole yen of its numbers there, each read once."""

    columns: Columns
    heads: list[tuple[int, Head]]
    units: list[str | None] = field(init=False)
    _read: dict[tuple[str, str | None], int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.units = [self.columns.unit_of(column) for column, _ in self.heads]

    def yen(self, row: TableRow, index: int | None, place: int) -> int | None:
        """A number of a row as one of the amount column with this place."""
        return None if index is None else self.yen_of(row.values[index], self.units[place])

    def yen_of(self, cite: Cite, unit: str | None) -> int | None:
        key = (cite.text, unit)
        if key not in self._read:
            self._read[key] = yen_of(cite, unit)
        return self._read[key]


def align_amounts(columns: Columns, rows: list[TableRow]) -> None:
    """Give each row its amounts. A value that no reading places is left out, never guessed."""
    heads = columns.amounts()
    if not heads:
        return
    amounts = _Amounts(columns, heads)
    readings = [_readings(row, amounts) for row in rows]
    picked = _choose(rows, readings, amounts)
    for row, reading in zip(rows, picked, strict=True):
        for place, index in enumerate(reading.chosen):
            if index is not None:
                _add(row, amounts, place, row.values[index])
    for number, reading in enumerate(picked):
        if reading.loose:
            _place_loose(rows, number, reading, amounts)


def _readings(row: TableRow, amounts: _Amounts) -> list[Reading]:
    places = {column: place for place, (column, _) in enumerate(amounts.heads)}
    count, width = len(row.values), len(amounts.heads)
    if all(c in places for c in row.columns):
        chosen: list[int | None] = [None] * width
        for index, column in enumerate(row.columns):
            chosen[places[column]] = index
        return [Reading(tuple(chosen), (), 0)]
    found = []
    for kept in combinations(range(count), min(count, width)):
        loose = tuple(i for i in range(count) if i not in kept)
        for spots in combinations(range(width), len(kept)):
            spread: list[int | None] = [None] * width
            for spot, index in zip(spots, kept, strict=True):
                spread[spot] = index
            score = _plausibility(row, tuple(spread), loose, amounts)
            found.append(Reading(tuple(spread), loose, score))
    found.sort(key=lambda r: -r.score)
    return found


def _plausibility(
    row: TableRow, chosen: tuple[int | None, ...], loose: tuple[int, ...], amounts: _Amounts
) -> int:
    """How well the amounts of one reading go together: a settled sum is at most its budget, and
    sources add up to the whole."""
    values = [amounts.yen(row, index, place) for place, index in enumerate(chosen)]
    score = _ADDED_UP * _adds_up(values, amounts)
    for low, high in combinations([v for v in values if v], 2):
        ratio = low / high
        score += 2 if ratio == 1 else 1 if 1 <= ratio < 50 else -1 if ratio > 0.5 else -3
    printed = [row.values[i].text for i in chosen if i is not None]
    return score + sum(row.values[i].text in printed for i in loose)


def _adds_up(values: list[int | None], amounts: _Amounts) -> bool:
    shares = [v for v, (_, head) in zip(values, amounts.heads, strict=True) if head.share and v]
    wholes = [v for v, (_, head) in zip(values, amounts.heads, strict=True) if not head.share]
    return bool(shares) and sum(shares) in wholes


def _choose(
    rows: list[TableRow], readings: list[list[Reading]], amounts: _Amounts
) -> list[Reading]:
    """The readings that the grand total proves; without a total the most plausible ones."""
    best = [r[0] for r in readings]
    doubtful = [n for n, r in enumerate(readings) if len(r) > 1]
    at = next((n for n, r in enumerate(rows) if is_grand_total(r.fact.name.text)), None)
    if at is not None and doubtful == [at]:
        sums = _sums(rows, best, amounts, skip=set())
        agreeing = [_agreeing(r, rows[at], sums, amounts) for r in readings[at]]
        if most := max(agreeing):
            right = [r for r, n in zip(readings[at], agreeing, strict=True) if n == most]
            best[at] = _agreed([r for r in right if r.score == right[0].score], rows[at])
            return best
    if not doubtful or at is None or rows[at].number in {rows[n].number for n in doubtful}:
        return _without_guesses(rows, best, readings)
    options = [readings[n][:4] for n in doubtful]
    if prod(map(len, options)) > _MOST_READINGS:
        return _without_guesses(rows, best, readings)
    total = [amounts.yen(rows[at], index, p) for p, index in enumerate(best[at].chosen)]
    sums = _sums(rows, best, amounts, skip=set(doubtful))
    rest = [None if t is None else t - s for t, s in zip(total, sums, strict=True)]
    addends = [
        [[amounts.yen(rows[n], i, p) or 0 for p, i in enumerate(r.chosen)] for r in option]
        for n, option in zip(doubtful, options, strict=True)
    ]
    for n, equal in zip(doubtful, _proved(options, addends, rest), strict=True):
        best[n] = _agreed(equal, rows[n])
    return best


def _without_guesses(
    rows: list[TableRow], best: list[Reading], readings: list[list[Reading]]
) -> list[Reading]:
    """The readings, without the amounts for which another one as plausible has another number:
    7,300 below 決算額（円） and 予算額（千円）, one share below 国 and 県."""
    return [
        _agreed([r for r in others if r.score == first.score], row) if len(others) > 1 else first
        for row, first, others in zip(rows, best, readings, strict=True)
    ]


def _agreed(readings: Sequence[Reading], row: TableRow) -> Reading:
    """What several readings of a row say alike; a number that stands twice is the same."""
    first = readings[0]
    printed = [[None if i is None else row.values[i].text for i in r.chosen] for r in readings]
    same = [len(set(texts)) == 1 for texts in zip(*printed, strict=True)]
    chosen = tuple(i if told else None for i, told in zip(first.chosen, same, strict=True))
    return first if all(same) else replace(first, chosen=chosen, loose=())


def _agreeing(reading: Reading, row: TableRow, sums: list[int], amounts: _Amounts) -> int:
    """How many amounts of a total are the sums of the programs."""
    yen = [amounts.yen(row, index, place) for place, index in enumerate(reading.chosen)]
    return sum(found == wanted for found, wanted in zip(yen, sums, strict=True))


def _proved(
    options: list[list[Reading]], addends: list[list[list[int]]], wanted: list[int | None]
) -> list[list[Reading]]:
    """The readings of each row whose sums (addends: row, reading, place) are the most of the
    wanted ones, of these the most plausible."""
    ranks = list(map(sum, product(*([r.score for r in option] for option in options))))
    span = max(ranks) - min(ranks) + 1
    for place, rest in enumerate(wanted):
        if rest is not None:
            sums = map(sum, product(*([reading[place] for reading in row] for row in addends)))
            ranks = [r + span * (s == rest) for r, s in zip(ranks, sums, strict=True)]
    best = max(ranks)
    equal = compress(product(*options), (rank == best for rank in ranks))
    return [list(dict.fromkeys(row)) for row in zip(*equal, strict=True)]


def _sums(
    rows: list[TableRow], readings: list[Reading], amounts: _Amounts, skip: set[int]
) -> list[int]:
    sums = [0] * len(amounts.heads)
    for number, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        if row.fact.level == "program" and number not in skip:
            for place, index in enumerate(reading.chosen):
                sums[place] += amounts.yen(row, index, place) or 0
    return sums


def _add(row: TableRow, amounts: _Amounts, place: int, value: Cite) -> None:
    column, head = amounts.heads[place]
    made = cell_to_amount(amounts.columns, column, head, value, row.fact.fiscal_year)
    nil = amounts.yen_of(value, made.unit) is None and not any(ch.isdigit() for ch in value.text)
    if nil and (made.wide or head.share is not None):
        return  # the document says that there is no such amount; of another year that is a fact
    row.fact.amounts.append(made)


def _place_loose(rows: list[TableRow], number: int, reading: Reading, amounts: _Amounts) -> None:
    """A number too many that is no double belongs to the row above, if a printed sum says so."""
    row = rows[number]
    printed = {row.values[i].text for i in reading.chosen if i is not None}
    above = next((r for r in reversed(rows[:number]) if r.fact.level == "program"), None)
    for index in reading.loose:
        value = row.values[index]
        if value.text in printed or above is None or above.values:
            row.fact.used.append(value)
            continue
        for place in range(len(amounts.heads)):
            yen = amounts.yen(row, index, place)
            if yen and _completes_a_sum(rows, above, amounts, place, yen):
                _add(above, amounts, place, value)
                break


def _completes_a_sum(
    rows: list[TableRow], gap: TableRow, amounts: _Amounts, place: int, yen: int
) -> bool:
    """Whether a total, or a subtotal over neighbouring programs, holds once the gap is filled."""
    head = amounts.heads[place][1]
    source, measure = head.source or "total", head.measure
    programs = [r for r in rows if r.fact.level == "program"]
    values = []
    for row in programs:
        fact = row.fact.amount(source, measure) if row is not gap else None
        values.append(
            yen if row is gap else (amounts.yen_of(fact.cite, fact.unit) if fact else 0) or 0
        )
    sums_of = (r.fact.amount(source, measure) for r in rows if r.fact.level in _SUMS)
    totals = {read for x in sums_of if x and (read := amounts.yen_of(x.cite, x.unit)) is not None}
    at = programs.index(gap)
    above = [0, *accumulate(values)]  # the sums of the programs above each, and of all
    with_more = set(above[at + 2 :])
    if any(above[start] + total in with_more for start in range(at + 1) for total in totals):
        return True
    return any(above[start] + total == above[at + 1] for start in range(at) for total in totals)
