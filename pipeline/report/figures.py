"""Which charts a report shows, with their captions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.countable import (
    Point,
    Row,
    Share,
    budgets_to_points,
    countable,
    program_to_shares,
)
from pipeline.report.specs import Spec, percentages_to_bars, points_to_lines, shares_to_bars
from pipeline.report.words import Words

_SOURCES = 8  # colours that can be told apart
_PROGRAMS = 24  # small charts of programs in one figure
_FEW = 4  # a jurisdiction with fewer programs shares a figure with others

Labelled = tuple[str, Share]


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
    for (file, year), rows in sorted(lists.items(), key=lambda item: str(item[0])):
        label = _labeller(rows, words)
        shares = [(label(row), share) for row in rows for share in program_to_shares(row)]
        if not shares:
            continue
        total = sum(share.yen for _, share in shares)
        programs = len({id(share.row) for _, share in shares})
        key = "money_undated_of" if year is None else "money_of"
        caption = words.say(key, file=file, year=str(year), programs=programs, total=total)
        yield Figure("money", caption, shares_to_bars(_main_sources(shares), words))


def _labeller(rows: Sequence[Row], words: Words) -> Callable[[Row], str]:
    """What the bar of a row is called: the jurisdiction where a document has several, else the
    last heading of its section, with the one above where two sections end alike."""
    if len({row["jurisdiction"] for row in rows}) > 1:
        return lambda row: str(row["jurisdiction"] or words.say("national"))
    paths = {str(row["section"] or ""): str(row["section"] or "").split(" > ") for row in rows}
    ends = Counter(path[-1] for path in paths.values())

    def label(row: Row) -> str:
        path = paths[str(row["section"] or "")]
        shown = path[-1:] if ends[path[-1]] == 1 else path[-2:]
        return " > ".join(shown) or words.say("unsectioned")

    return label


def _main_sources(shares: Sequence[Labelled]) -> list[Labelled]:
    """The shares, with the sources that bear the least as "other" where colours run out."""
    sums: Counter[str] = Counter()
    for _, share in shares:
        sums[share.source] += share.yen
    if len(sums) <= _SOURCES:
        return list(shares)
    kept = {source for source, _ in sums.most_common(_SOURCES - 1)}
    return [(n, s if s.source in kept else replace(s, source="other")) for n, s in shares]


def _series(points: Iterable[Point], words: Words) -> Iterator[Figure]:
    for jurisdiction, found in _jurisdictions(points, words):
        programs = list(dict.fromkeys(point.program for point in found))
        shown = _largest(found)
        caption = words.say("series_of", jurisdiction=jurisdiction, programs=len(programs))
        if len(programs) > _PROGRAMS:
            caption += " " + words.say("series_first", shown=_PROGRAMS, programs=len(programs))
        yield Figure("series", caption, points_to_lines(shown, words))


def _jurisdictions(points: Iterable[Point], words: Words) -> Iterator[tuple[str, list[Point]]]:
    """The points of each jurisdiction; those with few programs together, named in the label."""
    by_name: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        by_name[point.jurisdiction].append(point)
    few: list[Point] = []
    for name, found in by_name.items():
        if len({point.program for point in found}) >= _FEW or len(by_name) == 1:
            yield name or words.say("national"), found
        else:
            few += [replace(p, program=f"{name} {p.program}".strip()) for p in found]
    if few:
        names = {point.jurisdiction for point in few}
        one = next(iter(names)) or words.say("national")
        yield one if len(names) == 1 else words.say("jurisdictions", count=len(names)), few


def _largest(points: Sequence[Point]) -> list[Point]:
    """The points of the programs with the largest amounts, in the order of the document."""
    most: Counter[str] = Counter()
    for point in points:
        most[point.program] = max(most[point.program], point.yen)
    kept = {program for program, _ in most.most_common(_PROGRAMS)}
    return [point for point in points if point.program in kept]


def _surveys(rows: Iterable[Row], words: Words) -> Iterator[Figure]:
    questions: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        key = (row["source_file"], row["survey"], row["survey_year"], row["question"])
        if row["percent"] is not None:
            questions[(*key, None if row["question"] else row["page"])].append(row)
    for (file, survey, year, question, _), found in questions.items():
        dated = f"{survey or words.say('survey')}" + (f" ({year})" if year else "")
        caption = " — ".join(str(part) for part in (file, dated, question) if part)
        yield Figure("survey", caption, percentages_to_bars(found, words))
