"""Which rows are compared with which: the editions of a jurisdiction, or one source read twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.diff.amounts import ASIDE
from pipeline.diff.change import EDITION, EXTRACTOR, TypedRow
from pipeline.diff.earlier import output_to_earlier
from pipeline.diff.tables import COMPARED, Output
from pipeline.errors import UsageError
from pipeline.telling import Told, named, told

Rows = dict[str, list[TypedRow]]  # table -> rows


@dataclass(slots=True)
class Comparison:
    """Rows of two editions. years are None where one source is compared with itself."""

    title: str
    jurisdiction: str | None
    year_from: int | None
    year_to: int | None
    before: Rows
    after: Rows
    cause: str = EDITION
    notes: list[Told] = field(default_factory=list)
    earlier: dict[str, int] = field(default_factory=dict)  # what the later one says of the earlier
    one_sided: bool = False  # a collection of another year has nothing of this jurisdiction


@dataclass(slots=True)
class Edition:
    """All rows of one jurisdiction for one fiscal year."""

    jurisdiction: str | None
    year: int
    rows: Rows = field(default_factory=lambda: {name: [] for name in COMPARED})


Editions = dict[tuple[str | None, int], Edition]


def compare_years(
    one: Output, other: Output, year_from: int, year_to: int, jurisdiction: str | None = None
) -> list[Comparison]:
    """The editions of two fiscal years, jurisdiction by jurisdiction.

    Only jurisdictions that have rows of both years are compared. An edition whose document names
    no jurisdiction goes with the one edition that is left over on the other side. Raises
    UsageError where there is nothing to compare, naming what there is.
    """
    old = {k: e for k, e in output_to_editions(one).items() if k[1] == year_from}
    new = {k: e for k, e in output_to_editions(other).items() if k[1] == year_to}
    if one is other:
        _drop_shared(one, old.values(), year_to)
        _drop_shared(other, new.values(), year_from)
    pairs = [(old[k, year_from], new[k, year_to]) for k in _both(old, new)]
    pairs += _left_over(old, new)
    wanted = [p for p in pairs if _is_of(jurisdiction, *p)]
    if not wanted:
        raise UsageError(_nothing(one, other, year_from, year_to, jurisdiction))
    found = [_editions_to_comparison(before, after, other) for before, after in wanted]
    alone = only_in_one(_of_collections(one, old), _of_collections(other, new), year_from, year_to)
    return found + [c for c in alone if jurisdiction in (None, c.jurisdiction)]


def compare_outputs(
    one: Output, other: Output, jurisdiction: str | None = None
) -> list[Comparison]:
    """Two outputs: what was read from the same bytes by itself, the rest edition by edition.

    Documents with the same SHA-256 can only differ by the version of the program that read them.
    Other documents are compared with the edition of the same year, or, where the outputs have no
    year in common, the latest of one with the latest of the other.
    """
    shared = _same_bytes(one, other)
    found = [_source_to_comparison(one, other, *files) for files in shared]
    rest_one = _without(one, {a for a, _ in shared})
    rest_other = _without(other, {b for _, b in shared})
    old, new = output_to_editions(rest_one), output_to_editions(rest_other)
    for before, after in _paired_editions(old, new):
        found.append(_editions_to_comparison(before, after, other))
    wanted = [c for c in found if jurisdiction is None or c.jurisdiction == jurisdiction]
    if not wanted:
        raise UsageError(
            f"{one.folder} and {other.folder} have no document and no edition in common; "
            "name the years with --from and --to"
        )
    return wanted


def output_to_editions(output: Output) -> Editions:
    """The rows of an output by jurisdiction and fiscal year.

    Programs say their year themselves. Amounts are of the year they are for. Facilities, areas
    and surveys are of the years that their document is an edition for.
    """
    editions: Editions = {}

    def add(name: str, row: TypedRow, years: Iterable[int]) -> None:
        place = row.get("jurisdiction") or _document(output, row).get("jurisdiction")
        for year in years:
            edition = editions.setdefault((place, year), Edition(place, year))
            edition.rows[name].append(row)

    for name in COMPARED:
        years_of = _YEARS[name]
        for row in output.rows[name]:
            add(name, row, years_of(output, row))
    for edition in editions.values():
        edition.rows["budgets"] = _told_apart(output, edition)
    return editions


def _document(output: Output, row: TypedRow) -> TypedRow:
    return output.documents.get(row["source_file"], {})


def _stated_years(output: Output, row: TypedRow) -> list[int]:
    return list(_document(output, row).get("fiscal_years") or ())


def _own_year(output: Output, row: TypedRow) -> list[int]:
    if row.get("fiscal_year") is not None:
        return [row["fiscal_year"]]
    years = _stated_years(output, row)
    return years if len(years) == 1 else []


def _amount_year(output: Output, row: TypedRow) -> list[int]:
    return [] if row.get("fiscal_year") is None else [row["fiscal_year"]]


_YEARS: dict[str, Callable[[Output, TypedRow], list[int]]] = {
    "programs": _own_year,
    "budgets": _amount_year,
    "facilities": _stated_years,
    "medical_areas": _stated_years,
    "survey_percentages": _stated_years,
}


def _told_apart(output: Output, edition: Edition) -> list[TypedRow]:
    """Amounts that a document of another year states (前年度予算) are marked ASIDE, unless the
    edition has no others."""
    rows = edition.rows["budgets"]
    own = [edition.year in _stated_years(output, row) for row in rows]
    if not any(own):
        return rows
    return [row if is_own else {**row, ASIDE: True} for row, is_own in zip(rows, own, strict=True)]


def _drop_shared(output: Output, editions: Iterable[Edition], other_year: int) -> None:
    """A table of a document for both years is not of one of them."""
    for edition in editions:
        for name in ("facilities", "medical_areas", "survey_percentages"):
            edition.rows[name] = [
                row for row in edition.rows[name] if other_year not in _stated_years(output, row)
            ]


def _both(old: Editions, new: Editions) -> list[str | None]:
    places = {place for place, _ in new}
    return [place for place, _ in old if place in places]


def _left_over(old: Editions, new: Editions) -> list[tuple[Edition, Edition]]:
    """The only editions without a counterpart, where one of them names no jurisdiction."""
    both = {place for place, _ in old} & {place for place, _ in new}
    before = [e for (place, _), e in old.items() if place not in both and e.rows["programs"]]
    after = [e for (place, _), e in new.items() if place not in both and e.rows["programs"]]
    if len(before) == len(after) == 1 and None in (before[0].jurisdiction, after[0].jurisdiction):
        return [(before[0], after[0])]
    return []


def _of_collections(output: Output, editions: Editions) -> Editions:
    """The editions that come from documents of no jurisdiction of their own, which list programs
    of many."""
    return {
        key: edition
        for key, edition in editions.items()
        if key[0] is not None and edition.rows["programs"]
        and all(
            row["source_file"] in output.documents and not _document(output, row)["jurisdiction"]
            for row in edition.rows["programs"]
        )
    }  # fmt: skip


def only_in_one(old: Editions, new: Editions, year_from: int, year_to: int) -> Iterator[Comparison]:
    """The jurisdictions whose programs a collection lists in one year alone: they came or went."""
    before, after = {place for place, _ in old}, {place for place, _ in new}
    if not before & after:
        return
    nothing: Rows = {name: [] for name in COMPARED}
    for (place, _), edition in (*old.items(), *new.items()):
        if place not in before & after:
            rows = nothing | {"programs": edition.rows["programs"]}
            title = f"{place} {year_from} → {year_to}"
            sides = (rows, nothing) if place in before else (nothing, rows)
            yield Comparison(title, place, year_from, year_to, *sides, one_sided=True)


def _is_of(jurisdiction: str | None, before: Edition, after: Edition) -> bool:
    return jurisdiction is None or jurisdiction in (before.jurisdiction, after.jurisdiction)


def _editions_to_comparison(before: Edition, after: Edition, later: Output) -> Comparison:
    place = after.jurisdiction or before.jurisdiction
    title = f"{place or 'no jurisdiction'} {before.year} → {after.year}"
    found = Comparison(title, place, before.year, after.year, before.rows, after.rows)
    if before.year != after.year:
        found.earlier = output_to_earlier(later, before.year)
    if before.jurisdiction != after.jurisdiction:
        found.notes.append(told("no_jurisdiction"))
    for name in COMPARED:
        if name != "budgets" and bool(before.rows[name]) != bool(after.rows[name]):
            year = before.year if before.rows[name] else after.year
            found.notes.append(told("one_sided", table=named("table", name), year=year))
    return found


def _same_bytes(one: Output, other: Output) -> list[tuple[str, str]]:
    """Pairs of source files with the same SHA-256, copies in their order."""
    digests: defaultdict[str, list[str]] = defaultdict(list)
    for name, row in other.documents.items():
        if row.get("sha256"):
            digests[row["sha256"]].append(name)
    pairs = []
    for name, row in one.documents.items():
        names = digests.get(row.get("sha256") or "", [])
        if names:
            pairs.append((name, names.pop(names.index(name) if name in names else 0)))
    return pairs


def _source_to_comparison(one: Output, other: Output, before: str, after: str) -> Comparison:
    def rows_of(output: Output, source: str) -> Rows:
        return {n: [r for r in output.rows[n] if r["source_file"] == source] for n in COMPARED}

    place = other.documents[after].get("jurisdiction") or one.documents[before].get("jurisdiction")
    rows = rows_of(one, before), rows_of(other, after)
    return Comparison(f"{after}: the same bytes read twice", place, None, None, *rows, EXTRACTOR)


def _without(output: Output, files: set[str]) -> Output:
    rows = {n: [r for r in of if r["source_file"] not in files] for n, of in output.rows.items()}
    kept = {name: row for name, row in output.documents.items() if name not in files}
    return Output(output.folder, kept, rows)


def _paired_editions(old: Editions, new: Editions) -> Iterator[tuple[Edition, Edition]]:
    for place in dict.fromkeys(place for place, _ in old):
        years_old = sorted(year for p, year in old if p == place)
        years_new = sorted(year for p, year in new if p == place)
        common = [year for year in years_old if year in years_new]
        if common:
            yield from ((old[place, year], new[place, year]) for year in common)
        elif years_new:
            yield old[place, years_old[-1]], new[place, years_new[-1]]
    yield from _left_over(old, new)


def _nothing(
    one: Output, other: Output, year_from: int, year_to: int, jurisdiction: str | None
) -> str:
    found: defaultdict[str, set[int]] = defaultdict(set)
    for output in (one, other):
        for (place, year), edition in output_to_editions(output).items():
            if any(edition.rows.values()):
                found[place or "no jurisdiction"].add(year)
    there = "; ".join(f"{p} {', '.join(map(str, sorted(y)))}" for p, y in sorted(found.items()))
    of = f" of {jurisdiction}" if jurisdiction else ""
    return f"there are no rows{of} for both {year_from} and {year_to}; there are: {there or 'none'}"
