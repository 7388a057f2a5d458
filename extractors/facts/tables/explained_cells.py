"""The lines of a cell of 説明: entries with a number or sign, a name and an amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.facts.shared.fact import yen_of
from extractors.shared.sources import source_in
from normalizers.patterns import compiled
from pipeline.document.model import EMPTY, Cite, Document, Line

_LEAD = compiled(
    r"^(?:(?P<number>[0-9０-９]{1,3})(?=[\s　.．]|\p{Han})[.．]?|(?P<sign>[○◯◎●◇◆□■]))[\s　]*"
    r"(?=[^0-9０-９\s　])"
)
_MONEY = r"[△▲]?[\s　]?[0-9０-９][0-9０-９,，]*"
_AMOUNT = compiled(rf"(?:^|[\s　]+|(?<=[）)]))(?P<amount>{_MONEY})$")
_SOURCE, _SHARED = r"[^\s　、,，：:0-9０-９]+", r"[0-9０-９][0-9０-９,，]*"
_SHARE = compiled(rf"(?P<source>{_SOURCE})[\s　]*(?P<amount>{_SHARED})")
_SHARE_LINE = compiled(  # 特財：国庫支出金　500、その他　7,653
    rf"^(?:(?:特定?財源?|財源内訳|財源)[\s　]*[：:][\s　]*)?+{_SOURCE}[\s　]*{_SHARED}"
    rf"(?:[、,，][\s　]*{_SOURCE}[\s　]*{_SHARED})*$"
)
_ALIGNED = 1.0  # points


class Place(NamedTuple):
    """Where entries stand: the flow item of their table, its unit, the names of 款, 項 and 目, and
    the yen of that 目 where the table gives it in the same row."""

    at: int
    unit: str
    section: tuple[Cite, ...]
    item_yen: int | None


@dataclass(slots=True, eq=False)
class Entry:
    """A name and its amount, and what the lines below give of its shares (source and amount)."""

    place: Place
    x: float  # of its number or sign
    number: int | None  # None behind a sign
    name: Cite
    amount: Cite = EMPTY  # empty while it may stand in the next line
    yen: int = 0
    shares: list[tuple[str, Cite]] = field(default_factory=list)
    below: list[Entry] = field(default_factory=list)


def cell_entries(document: Document, cite: Cite, place: Place) -> Iterator[Entry]:
    """The entries of a cell, line by line; none where the lines have no places."""
    entry: Entry | None = None
    start: float | None = None  # where the name begins that may go on in the next line
    for index, first, end in cite.spans:
        line = document.lines[index]
        if len(line.edges) <= end:
            return
        text = line.text[first:end]
        found, begins = _AMOUNT.search(text), _LEAD.match(text)
        amount = line.cite(first + found.start("amount"), end) if found else EMPTY
        yen = yen_of(amount, place.unit) if found else None
        behind = first + found.start() if found and yen is not None else end
        if begins:
            if entry and entry.amount:
                yield entry
            number = int(begins["number"]) if begins["number"] else None
            name = line.cite(first + begins.end(), behind)
            entry = Entry(place, line.edges[first], number, name)
            start = line.edges[first + begins.end()]
        elif entry is None:
            continue
        elif entry.amount and _SHARE_LINE.match(text):
            entry.shares += _shares(line, first, end)
            start = None
        elif _goes_on(entry, start, line.edges[first], yen, behind == first):
            entry.name = Cite.join([entry.name, line.cite(first, behind)])
        else:
            start = None
        if start is not None and yen is not None:
            entry.amount, entry.yen = amount, yen
    if entry and entry.amount:
        yield entry


def _goes_on(entry: Entry, start: float | None, x: float, yen: int | None, bare: bool) -> bool:
    """Whether a line belongs to the entry above it: it begins where the name does, or holds
    (bare) nothing but the amount that is still wanted."""
    if start is None or (entry.amount and yen is not None):
        return False
    return bare or abs(x - start) < _ALIGNED


def _shares(line: Line, first: int, end: int) -> Iterator[tuple[str, Cite]]:
    """Sources with their amounts; none where one of them is unknown."""
    found = [
        (source_in(m["source"]), line.cite(*m.span("amount")))
        for m in _SHARE.finditer(line.text, first, end)
    ]
    if all(source for source, _ in found):
        yield from ((source, cite) for source, cite in found if source)
