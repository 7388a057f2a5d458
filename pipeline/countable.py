"""Which rows may be added up, and the amounts that the charts of a report show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

Row = dict[str, object]

SHARES = {  # column of programs -> who bears that part, as the column source of budgets has it
    "fund_yen": "fund",
    "national_yen": "national",
    "prefecture_yen": "prefecture",
    "operator_yen": "operator",
    "own_yen": "own",
    "bond_yen": "bond",
    "other_yen": "other",
}
_TELLING = 5  # digits from which on two equal amounts are no coincidence
_POINT = ("jurisdiction", "program", "measure", "source")
UNKNOWN = "unknown"  # the part of an amount that the document gives to nobody


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a program's cost: who bears it, in yen."""

    row: Row
    source: str
    yen: int


@dataclass(frozen=True, slots=True)
class Point:
    """What a program is given for a fiscal year: by measure and source, in yen."""

    jurisdiction: str
    program: str
    fiscal_year: int
    measure: str
    source: str
    yen: int


def countable(programs: list[Row], checks: Iterable[Row]) -> list[Row]:
    """The programs whose amounts may be added up: each sum of money once.

    Groups, totals and rows listed before (再掲) are left out. Where a document states the same
    in its body and in an annex, a cross_reference check joins the rows; of these the one with the
    most amounts is kept, and none where one of them is a group, whose programs count already.
    The same holds for rows of two parts of a document with the same telling amounts.
    """
    by_id = {row["row_id"]: row for row in programs}
    dropped: set[object] = set()
    for check in checks:
        if check["rule"] == "cross_reference" and check["status"] == "pass":
            dropped |= _same_money(by_id, check)
    once = [row for row in programs if _is_counted(row) and row["row_id"] not in dropped]
    dropped = _printed_twice(once)
    return [row for row in once if row["row_id"] not in dropped]


def _is_counted(row: Row) -> bool:
    return row["level"] == "program" and not row["is_repeated"]


def _same_money(by_id: dict[object, Row], check: Row) -> set[object]:
    """The row_ids of a check that state what another of its rows counts."""
    ids = check["row_ids"] if isinstance(check["row_ids"], list) else []
    rows = [by_id[i] for i in ids if i in by_id]
    programs = [row for row in rows if _is_counted(row)]
    if len({row["fiscal_year"] for row in programs}) > 1:
        return set()  # an amount of another year is another sum of money
    if any(row["level"] == "group" for row in rows):
        return {row["row_id"] for row in programs}
    best = max(programs, key=_stated, default=None)
    return {row["row_id"] for row in programs if row is not best}


def _printed_twice(programs: Iterable[Row]) -> set[object]:
    """Rows that state the money of another row under a name of their own: in two parts of one
    document, with the same cost to the last of its many digits and the same shares."""
    alike: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in programs:
        total = _yen(row, "total_yen")
        if len(str(total).rstrip("0")) >= _TELLING and _yen(row, "fund_yen"):
            year = row["fiscal_year"]
            alike[row["source_file"], year, total, _yen(row, "fund_yen")].append(row)
    dropped: set[object] = set()
    for rows in alike.values():
        parts = {str(row["section"]).split(" > ", 1)[0] for row in rows}
        if len(rows) == len(parts) > 1:
            dropped |= {row["row_id"] for row in rows} - {max(rows, key=_stated)["row_id"]}
    return dropped


def _stated(row: Row) -> int:
    return sum(row.get(column) is not None for column in ("total_yen", *SHARES))


def program_to_shares(row: Row) -> Iterator[Share]:
    """The cost of a program by who bears it: as the amounts say, else as the funding names.

    The parts of a program with both add up to total_yen where its shares are not more than that.
    """
    rest = _yen(row, "total_yen")
    for column, source in SHARES.items():
        if yen := _yen(row, column):
            yield Share(row, source, yen)
            rest -= yen
    if rest > 0:
        whole = rest == _yen(row, "total_yen")
        funding = row["funding"] if isinstance(row["funding"], list) else []
        yield Share(row, "・".join(map(str, funding)) if whole and funding else UNKNOWN, rest)


def _yen(row: Row, column: str) -> int:
    value = row.get(column)
    return value if isinstance(value, int) else 0


def budgets_to_points(budgets: Iterable[Row], counted: Iterable[Row]) -> list[Point]:
    """The amounts of every program by year, measure and source, for programs with two years.

    Amounts of rows with one name in one document are added (one program, several implementers);
    the same amount in two documents counts once, the larger of the two where they differ.
    """
    ids = {row["row_id"] for row in counted}
    sums: dict[tuple[Point, str], int] = defaultdict(int)
    for row in budgets:
        yen, year = row["amount_yen"], row["fiscal_year"]
        if row["program_row_id"] in ids and isinstance(yen, int) and isinstance(year, int):
            sums[_key(row, year), str(row["source_file"])] += yen
    best: dict[Point, int] = {}
    for (key, _), yen in sums.items():
        best[key] = max(best.get(key, 0), yen)
    points = [replace(key, yen=yen) for key, yen in best.items()]
    return _several_years(_whole_amounts(points))


def _key(row: Row, year: int) -> Point:
    jurisdiction, program, measure, source = (str(row[name] or "") for name in _POINT)
    return Point(jurisdiction, program, year, measure, source, 0)


def _whole_amounts(points: list[Point]) -> list[Point]:
    """Whole costs where a program has them for two years, else its shares."""
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for point in points:
        if point.source == "total":
            years[point.jurisdiction, point.program].add(point.fiscal_year)
    whole = {program for program, found in years.items() if len(found) > 1}
    return [p for p in points if p.source == "total" or (p.jurisdiction, p.program) not in whole]


def _several_years(points: list[Point]) -> list[Point]:
    years: dict[tuple[str, str], set[int]] = defaultdict(set)
    for point in points:
        years[point.jurisdiction, point.program].add(point.fiscal_year)
    return [p for p in points if len(years[p.jurisdiction, p.program]) > 1]
