"""Programs in the column 説明 of a budget's statement of items (歳出予算事項別明細書).

The form is laid down for every municipality (地方自治法施行規則, 別記): 目 with its amounts, 節
with 区分 and 金額, and 説明, where the programs stand below each other with their amounts, numbered
in levels or behind a sign. What is a program there is proved: the amounts of a level add up to the
one above it, those behind signs to their 目. What nothing proves is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from extractors.facts.shared.fact import AmountFact, ProgramFact, yen_of
from extractors.facts.tables.explained_cells import Entry, Place, cell_entries
from extractors.shared.edition import edition_year
from normalizers.patterns import compiled
from normalizers.unit import find_unit
from normalizers.vocabulary import cached, load
from pipeline.document.model import Cite, Document, Grid, Line

_BLANKS = compiled(r"[\s　]+")
_ACCOUNT = compiled(
    r"(?:[0-9０-９]+[\s　]*[款項]|[（(]?[款項][）)]?[\s　]*[0-9０-９]+[\s　]*[.．]?)[\s　]*"
    r"(?P<name>\p{Han}[^\s　（()）0-9０-９]*)"
)
_ITEM_NUMBER = compiled(r"^[0-9０-９]+[\s　]*[.．]?[\s　]*")
_DEEPER = 3.0  # points that a level stands further right


def items_of_statements(document: Document) -> set[int]:
    """The flow items that are tables of this form: their 節 are no programs."""
    return {
        at
        for at, item in enumerate(document.flow)
        if isinstance(item, Grid) and _explaining(item) is not None
    }


def explained_facts(document: Document) -> Iterator[ProgramFact]:
    """The programs that columns of 説明 state, groups before what they add up."""
    entries = list(_entries(document))
    year = edition_year(document) if entries else None
    numbered = _trees([e for e in entries if e.number is not None])
    signed = _proved_by_items([e for e in entries if e.number is None])
    for root in (*numbered, *signed):
        yield from _to_facts(root, year, None)


def _entries(document: Document) -> Iterator[Entry]:
    tables = sorted(items_of_statements(document))
    above = _running_heads(document) if tables else {}
    pages = sorted(above)
    section: tuple[Cite, ...] = ()
    unit: str | None = None
    for at in tables:
        grid = document.flow[at]
        column = _explaining(grid) if isinstance(grid, Grid) else None
        if column is None or not isinstance(grid, Grid):
            continue
        page, lines = grid.page or 0, list[Line]()
        while pages and pages[0] <= page:  # the facing page may have none of its own
            lines = above[pages.pop(0)]
            section = _accounts(lines) or section
        unit = _unit(lines, grid) or unit
        for row in range(grid.head_rows or 0, grid.row_count):
            cell = grid.cell(row, column)
            if unit is None or cell is None or cell.row != row:
                continue
            item, yen = _item_of(grid, row, unit)
            path = (*section, item) if item else section
            yield from cell_entries(document, cell.cite, Place(at, unit, path, yen))


def _running_heads(document: Document) -> dict[int, list[Line]]:
    """The lines of each page that name 款 and 項, or a unit: as they come back on every page,
    they may stand outside of the text."""
    found: dict[int, list[Line]] = {}
    for line in document.lines:
        if ("款" in line.text or "項" in line.text or "単位" in line.text) and len(line.text) < 80:
            found.setdefault(line.page or 0, []).append(line)
    return found


def _accounts(lines: Sequence[Line]) -> tuple[Cite, ...]:
    """The names of 款 and 項 above a table."""
    found = [line.cite(*m.span("name")) for line in lines for m in _ACCOUNT.finditer(line.text)]
    return tuple(found[:2])


def _explaining(grid: Grid) -> int | None:
    """The column 説明 beside 節, 区分 and 金額; None in any other table."""
    if grid.origin != "rules" or not 3 <= grid.column_count <= 16:
        return None
    heads = {
        _BLANKS.sub("", cell.text): cell.column
        for cell in grid.cells
        if cell.row < 3 and len(cell.text) < 40
    }
    return heads["説明"] if heads.keys() >= {"説明", "節", "区分", "金額"} else None


def _unit(lines: Sequence[Line], grid: Grid) -> str | None:
    """千円 above the table, or in the first cells below its heads; None where neither says it."""
    texts = [line.text for line in lines if "単位" in line.text]
    rows = [c.text.split("\n")[0] for c in grid.cells if c.row <= (grid.head_rows or 0)]
    return next((u for text in (*texts, *rows) if "円" in text and (u := find_unit(text))), None)


def _item_of(grid: Grid, row: int, unit: str) -> tuple[Cite | None, int | None]:
    """The 目 of a row and its yen, where the table has them in its first two columns."""
    name, yen = grid.cite(row, 0), yen_of(grid.cite(row, 1), unit)
    if _BLANKS.sub("", grid.cite(0, 0).text) != "目" or not name or yen is None:
        return None, None
    number = _ITEM_NUMBER.match(name.text)
    return name.part(number.end() if number else 0), yen


def _trees(entries: Sequence[Entry]) -> list[Entry]:
    """The numbered entries that those right below them, further right, add up to."""
    roots: list[Entry] = []
    at = 0
    while at < len(entries):
        end = _end_of_level(entries, at)
        entry, below = entries[at], entries[at + 1 : end]
        if below and _adds_up(entry, below):
            roots.append(entry)
            at = end
        else:
            at += 1
    return roots


def _end_of_level(entries: Sequence[Entry], at: int) -> int:
    end = at + 1
    while end < len(entries) and entries[end].x > entries[at].x + _DEEPER:
        end += 1
    return end


def _adds_up(entry: Entry, below: Sequence[Entry]) -> bool:
    """Whether the entries of the next level are numbered from 1 on and sum up to this one; then
    they are below it, with those that are proved below them."""
    own = [e for e in below if e.x <= below[0].x + _DEEPER]
    if [e.number for e in own] != list(range(1, len(own) + 1)):
        return False
    if sum(e.yen for e in own) != entry.yen:
        return False
    entry.below = own
    _trees(below)
    return True


def _proved_by_items(entries: Sequence[Entry]) -> list[Entry]:
    """The entries behind signs that add up to their 目, over pages where it goes on."""
    proved: list[Entry] = []
    for (_, yen), group in groupby(entries, key=_item_key):
        run = list(group)
        if yen is not None and sum(e.yen for e in run) == yen:
            proved += run
    return proved


def _item_key(entry: Entry) -> tuple[tuple[str, ...], int | None]:
    return tuple(cite.text for cite in entry.place.section), entry.place.item_yen


def _to_facts(entry: Entry, year: int | None, parent: ProgramFact | None) -> Iterator[ProgramFact]:
    """The fact of an entry and of those below it."""
    name, office = _without_office(entry.name)
    at, unit, section, _ = entry.place
    level = "group" if entry.below else "program"
    order = entry.amount.spans[0].line
    fact = ProgramFact(name, level, at, order, kind="row", section=section)
    fact.fiscal_year, fact.parent = year, parent
    fact.department = (office,) if office else ()
    fact.amounts = [
        AmountFact(cite, source, "budget", unit, year)
        for source, cite in [("total", entry.amount), *entry.shares]
    ]
    yield fact
    for inner in entry.below:
        yield from _to_facts(inner, year, fact)


def _without_office(name: Cite) -> tuple[Cite, Cite | None]:
    """環境調査（環境部): the office in charge in brackets behind a name."""
    found = _office().search(name.text)
    if not found or not found.start():
        return name, None
    return name.part(0, found.start()), name.part(*found.span("office"))


@cached
def _office() -> regex.Pattern[str]:
    ends = "|".join(map(regex.escape, load("offices")["bracketed"]))
    return compiled(rf"[（(](?P<office>[^（()）]{{2,20}}(?:{ends}))[）)]$")
