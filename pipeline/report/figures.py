"""Which charts a report shows, with their captions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.report.money import (
    Point,
    Row,
    Share,
    budgets_to_points,
    countable,
    program_to_shares,
)
from pipeline.report.specs import Spec, percentages_to_bars, points_to_lines, shares_to_bars
from pipeline.report.words import Words

MOST = 60  # charts of one report
_PROGRAMS = 24  # small charts of programs of one jurisdiction


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: the part of the report that it belongs to (money, series, survey), its caption."""

    part: str
    caption: str
    spec: Spec


def rows_to_figures(tables: dict[str, list[Row]], words: Words) -> Iterator[Figure]:
    """The charts of an output in the order of the page: money, budgets by year, surveys."""
    counted = countable(tables.get("programs", []), tables.get("checks", []))
    yield from _money(counted, words)
    yield from _series(budgets_to_points(tables.get("budgets", []), counted), words)
    yield from _surveys(tables.get("survey_percentages", []), words)


def _money(counted: Iterable[Row], words: Words) -> Iterator[Figure]:
    lists: dict[tuple[str, object], list[Row]] = defaultdict(list)
    for row in counted:
        lists[str(row["source_file"]), row["fiscal_year"]].append(row)
    for (file, year), rows in sorted(lists.items(), key=lambda i: (i[0][0], str(i[0][1]))):
        label = _labeller(rows, words)
        shares = [(label(row), share) for row in rows for share in program_to_shares(row)]
        if not shares:
            continue
        total = sum(share.yen for _, share in shares)
        stated = sum(share.row is row for row in rows for _, share in shares[:0]) or len(
            {id(share.row) for _, share in shares}
        )
        key = "money_undated_of" if year is None else "money_of"
        caption = words.say(key, file=file, year=str(year), programs=stated, total=total)
        yield Figure("money", caption, shares_to_bars(_biggest_sources(shares, words), words))
