"""dmat_deployments: one row per disaster that medical teams were sent to, of tables and text."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.context import Context
from extractors.dispatch.deployments import UNREAL, mentions_of, told_deployments
from extractors.dispatch.disasters import (
    DATE,
    is_one,
    named_disasters,
    stated_date,
    without_breaks,
)
from extractors.dispatch.sent_counts import counts_in, only_count, wording
from extractors.dispatch.topics import topic_deployments
from extractors.places.addresses import municipality_of
from extractors.row import Amount, Row, Value
from extractors.shared.columns import Columns
from extractors.shared.jurisdiction import jurisdiction_of, owner_to_cells
from extractors.shared.relook import columns_with
from normalizers.head import Head
from normalizers.patterns import compiled
from normalizers.printed_years import ERA, LETTER, NUMBER
from normalizers.text import fold
from normalizers.total import total_level
from pipeline.document.model import Cite, Document, Grid

_UNITS = {"hospitals": "病院", "teams": "チーム", "people": "人"}
_RANGE = compiled(r"\s*(?:[～〜~]|から|－(?=\s*\p{N})|-(?=\s*\p{N}))\s*")
_YEAR = compiled(rf"(?:{ERA}|{LETTER})?\s*(?:元|[0-9０-９]{{1,4}})\s*(?:年|[./．／])")
_MONTH = compiled(r"[0-9０-９]{1,2}\s*月|(?<=[./．／年])\s*[0-9０-９]{1,2}(?=[./．／])")
_MONTH_LAST = compiled(
    rf"^[\s　]*(?:(?:{ERA}|{LETTER})[\s　.．]*{NUMBER}|[0-9０-９]{{4}})"
    r"[\s　]*[./．／][\s　]*[0-9０-９]{1,2}[\s　]*$"
)
_DAY = compiled(r"(?<=[月./．／])\s*[0-9０-９]{1,2}\s*日?\s*$")
_SENDING = compiled(r"派遣|出動|[DＤ][MＭ][AＡ][TＴ]|救護班|医療チーム")
_COUNTS = compiled(r"(?:[\s　・、,]*延?べ?[0-9０-９,，]++[\s　]*\p{Han}{0,3}(?:チーム)?){2,4}")
_BLANK = compiled(r"[\s　]+")
_DURATION = compiled(r"[\s　]*[（(][\s　]*[0-9０-９]+[\s　]*日間?[\s　]*[)）][\s　]*$")
_WITH_PLACE = compiled(r"[・/／\s]?(?:派遣|活動)?(?:先|場所)\s*$")
_TIMES = ("occurred", "period")
_FEWEST, _MOST = 2, 0.6  # cells that name disasters, and their share, in a column of these
_MEDICAL = compiled(r"[DＤ][MＭ][AＡ][TＴ]|救護班|医療班|医療チーム")


def extract(document: Document, context: Context) -> Iterator[Row]:
    """The deployments of every table whose head names disasters and what was sent, and those that
    sentences tell of."""
    listed: set[str] = set()
    for item in document.flow:
        if not isinstance(item, Grid):
            continue
        columns = columns_with(document, item, "disaster")
        _find_disasters(columns)
        if _is_deployment_table(columns):
            rows = _rows(document, columns)
        else:
            rows = _chronicle(document, item, listed)
        for row in rows:
            listed.add(_bare(row.cells["disaster"]))
            yield row
    yield from _told(document, listed)


def _chronicle(document: Document, grid: Grid, listed: set[str]) -> Iterator[Row]:
    """The rows of a chronicle, a date and what was done then (平成28年4月 | 東浜地震のため班派遣):
    those that say of one disaster that medical teams were sent; each disaster once."""
    if grid.column_count != 2:
        return
    owner = owner_to_cells(jurisdiction_of(document))
    for number in range(grid.row_count):
        date, deed = grid.own(number, 0), grid.own(number, 1)
        if not DATE.fullmatch(date.text.strip()):
            continue
        flat, kept = without_breaks(deed.text)
        named = named_disasters(flat)
        if not named or not is_one(named) or not _were_sent(flat):
            continue
        start, end = named[0].span("name")
        disaster = deed.part(kept[start], kept[end - 1] + 1)
        if not _is_listed(disaster, listed):
            cells: dict[str, Value] = {"disaster": disaster, **owner, **_date_cells(date)}
            yield Row("dmat_deployments", {**cells, **counts_in(deed)}, grid.row_cite(number))


def _were_sent(text: str) -> bool:
    """Whether words say that medical teams were sent."""
    sent = wording().sent.search(text) and _MEDICAL.search(text)
    return bool(sent) and not UNREAL.search(text) and not wording().lesson.search(text)


def _told(document: Document, listed: set[str]) -> Iterator[Row]:
    """The deployments of sentences, each disaster once, those of tables left out: first those whose
    sentence names the disaster, then those of the disaster that a report is about; last those of
    which nothing is said but that they were."""
    stated = list(_stated(document))
    for disaster, date, counts in sorted(stated, key=lambda told: not told[2]):
        if not _is_listed(disaster, listed):
            yield _told_row(document, disaster, date, counts)
            listed.add(_bare(disaster))


def _stated(document: Document) -> Iterator[tuple[Cite, Cite | None, dict[str, Cite]]]:
    """Disaster, date and counts of every deployment that sentences tell of."""
    for told in told_deployments(document):
        counts = next((c for words in told.words if (c := counts_in(words))), {})
        if counts or told.sent:
            date = told.date or stated_date(told.disaster, mentions_of(document))
            yield told.disaster, date, counts
    yield from topic_deployments(document)


def _told_row(
    document: Document, disaster: Cite, date: Cite | None, counts: dict[str, Cite]
) -> Row:
    cells: dict[str, Value] = {"disaster": disaster}
    cells |= owner_to_cells(jurisdiction_of(document))
    if date:
        cells |= _date_cells(date)
    cites = [c for c in (disaster, date, *counts.values()) if c is not None]
    return Row("dmat_deployments", {**cells, **counts}, Cite.join(cites))


def _is_listed(disaster: Cite, listed: set[str]) -> bool:
    name = _bare(disaster)
    return any(name in other or other in name for other in listed)


def _bare(value: Value) -> str:
    return fold(value.text) if isinstance(value, Cite) else ""


def _is_deployment_table(columns: Columns) -> bool:
    """Disasters and what was sent there; a table of disasters and their dates alone lists
    deployments only where a head or the title speaks of sending."""
    if columns.first_of("disaster") is None:
        return False
    if columns.find("dispatch", "hospitals", "teams", "people", "dmat_teams"):
        return True
    return bool(columns.find("occurred")) and _speaks_of_sending(columns)


def _speaks_of_sending(columns: Columns) -> bool:
    told = (*columns.texts, *(cite.text for cite in columns.caption))
    return any(map(_SENDING.search, told))


def _find_disasters(columns: Columns) -> None:
    """Beside counts of what was sent (of people alone, and times), the column whose cells nearly
    all name disasters holds their names, whatever its head says (事案, 派遣先, 名称)."""
    sent = columns.find("dispatch", "hospitals", "teams", "dmat_teams")
    times = columns.find(*_TIMES)
    sent = sent or (columns.find("people") if times else [])
    if columns.find("disaster") or not sent or not _speaks_of_sending(columns):
        return
    for column in range(columns.grid.column_count):
        if column in (*sent, *times):
            continue
        texts = columns.grid.column_texts(column, columns.first)
        named = sum(bool(named_disasters(without_breaks(text)[0])) for text in texts)
        if named >= _FEWEST and named >= _MOST * len(texts):
            columns.settle(column, (Head("disaster", columns.texts[column]),))
            return


def _rows(document: Document, columns: Columns) -> Iterator[Row]:
    grid, name = columns.grid, columns.first_of("disaster")
    assert name is not None
    owner = jurisdiction_of(document)
    for number in range(columns.first, grid.row_count):
        disaster = grid.own(number, name)
        if not disaster or total_level(disaster.text):
            continue
        if _WITH_PLACE.search(columns.texts[name]):
            disaster = _without_place(disaster)
        cells: dict[str, Value] = {"disaster": disaster}
        cells |= owner_to_cells(owner)
        for column in columns.find("occurred") or columns.find("period"):
            cells |= _date_cells(grid.cite(number, column))
        cells |= _count_cells(columns, number)
        if len(cells) > 1 + (owner is not None):
            yield Row("dmat_deployments", cells, grid.row_cite(number))


def _without_place(cite: Cite) -> Cite:
    """The disaster of a cell that goes on with where the teams went: 東浜沖地震 西山県港市."""
    flat, kept = without_breaks(cite.text)
    named = named_disasters(flat)
    if len(named) == 1:
        return cite.part(0, kept[named[0].end() - 1] + 1)
    blank = _BLANK.search(cite.text)
    if blank is None or municipality_of(cite.part(blank.end())) is None:
        return cite
    return cite.part(0, blank.start())


def _date_cells(cite: Cite) -> dict[str, Value]:
    """Year, month and day, each only where it is stated; of a period its first and last day."""
    if lasted := _DURATION.search(cite.text):
        cite = cite.part(0, lasted.start())  # 平成12年（９日間）
    parted = _RANGE.search(cite.text)
    first = cite.part(0, parted.start()) if parted else cite
    cells: dict[str, Value] = {}
    text = without_breaks(first.text)[0]  # 平 / 成20年６月
    if _YEAR.search(text):
        cells["occurred_year"] = first
    if _MONTH_LAST.match(text):  # H19.7
        cells["occurred_month"] = first
    elif _MONTH.search(text):
        cells["occurred_month"] = first
        if _DAY.search(text):
            cells["occurred_day"] = first
    if parted and (last := _last_day(first, cite.part(parted.end()))):
        cells["until"] = last
    return cells


def _last_day(first: Cite, last: Cite) -> Value | None:
    """The end of a period, with the year and month that it shares with the beginning."""
    if not _DAY.search(last.text) and not regex.fullmatch(
        r"\s*[0-9０-９]{1,2}\s*日?\s*", last.text
    ):
        return None
    if _YEAR.search(last.text):
        return last
    month = _MONTH.search(last.text)
    begun = (_YEAR if month else _MONTH).search(first.text)
    return (first.part(0, begun.end()), last) if begun else None


def _count_cells(columns: Columns, number: int) -> dict[str, Value]:
    """Hospitals, teams and people, from columns of their own or out of one (５病院５チーム)."""
    grid = columns.grid
    cells: dict[str, Value] = {}
    for role, unit in _UNITS.items():
        found = columns.find(role, "dmat_teams") if role == "teams" else columns.find(role)
        for column in found[:1]:
            if (cite := grid.own(number, column)) and (counts := counts_in(cite)):
                cells |= {r: c for r, c in counts.items() if r not in cells}  # ６隊（30人）
            elif cite:
                cells[role] = Amount(cite, unit)
    known = columns.find("disaster", "occurred", "dispatch", "dmat_teams", *_UNITS)
    for column in range(grid.column_count):
        cite = grid.cite(number, column)
        if column not in known and _COUNTS.fullmatch(cite.text):  # ２病院２チーム under any head
            cells |= {r: c for r, c in counts_in(cite).items() if r not in cells}
    for column in columns.find("dispatch"):
        cite = grid.cite(number, column)
        for role, pattern in wording().counts.items():
            if role not in cells and (count := only_count(pattern, cite)):
                cells[role] = count
    return cells
