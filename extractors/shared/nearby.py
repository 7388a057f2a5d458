"""The lines around a table: titles above it, notes and captions below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from extractors.shared.outline import marker_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Grid, Line, once

_BRACKETS = compiled(r"[\s（()）]")
_NOTE = compiled(r"^\s*(?P<mark>[※＊*]\s*[0-9０-９①-⑨]?|[（(]?注[0-9０-９]?[）)]?)\s*[:：]?\s*")
_MARK_BEHIND = compiled(
    r"\s*(?P<mark>[※＊*]\s*[0-9０-９①-⑨]?|[（(]\s*(?:注|[※＊*])\s*[0-9０-９]?\s*[）)])\s*$"
)
_TITLE_OF_TABLE = compiled(
    r"^[\s　【]*(?:[図表]{1,2}|設?問|[QＱ])[\s　]?[0-9０-９]{1,2}(?:[-－―‐.．][0-9０-９]{1,2})*"
    r"[\s　:：】.．]+[^\d\s]"
)
_HEADING_RANK = 7  # markers up to （ア） and ア open a section; ① and ○ may list within it

Page = list[tuple[int, Line]]  # the lines of a page, each with its index in the flow


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive lines as one text; cite() gives the characters of a range of it."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]  # where in text each line begins, and the length of text

    def cite(self, start: int, end: int) -> Cite:
        pieces = []
        for line, (low, high) in zip(self.lines, pairwise(self.starts), strict=True):
            if low < end and start < high:
                indent = len(line.text) - len(line.text.lstrip())
                a, b = max(start, low) - low, min(end, high) - low
                pieces.append(line.cite(indent + a, indent + b))
        return Cite.join(pieces)


def lines_to_passage(lines: Sequence[Line]) -> Passage:
    """The lines joined without their breaks, outer blanks of each left out."""
    starts, text = [0], ""
    for line in lines:
        text += line.text.strip()
        starts.append(len(text))
    return Passage(text, tuple(lines), tuple(starts))


def lines_above(document: Document, at: int, most: int) -> list[Line]:
    """Up to `most` lines above a flow item, nearest first, on its page, up to the next table.

    A line that opens a section ends the search and is the last of the result. The numbered title
    of a table, or its question, may stand alone at the foot of the page before.
    """
    page, _ = pages_of(document, document.flow[at])
    found: list[Line] = []
    for index in range(at - 1, -1, -1):
        item = document.flow[index]
        if isinstance(item, Grid) or len(found) == most:
            break
        if item.margin:
            continue
        if item.page != page:
            return found or ([item] if _TITLE_OF_TABLE.match(item.text) else [])
        found.append(item)
        if opens_section(item):
            break
    return found


def lines_below(document: Document, at: int, most: int) -> list[Line]:
    """Up to `most` lines below a flow item, on its page, down to a table or a new section."""
    _, page = pages_of(document, document.flow[at])
    found: list[Line] = []
    for item in document.flow[at + 1 :]:
        if isinstance(item, Grid) or item.page != page or len(found) == most:
            break
        if item.margin:
            continue
        if opens_section(item):
            break
        found.append(item)
    return found


def pages_of(document: Document, item: Line | Grid) -> tuple[int | None, int | None]:
    """The pages that a flow item begins and ends on."""
    if isinstance(item, Grid) and (lines := item.lines):
        return document.lines[lines[0]].page, document.lines[lines[-1]].page
    return item.page, item.page


@once
def line_pages(document: Document) -> list[Page]:
    """The lines outside of tables and margins, page by page; those of a text are one page."""
    lines = [
        (index, item)
        for index, item in enumerate(document.flow)
        if isinstance(item, Line) and not item.margin
    ]
    return [list(page) for _, page in groupby(lines, key=lambda pair: pair[1].page)]


def opens_section(line: Line) -> bool:
    """A numbered heading or one in ＜＞; marks of lists and 【】 within a section are none."""
    marker = marker_of(line.text)
    if marker is None or len(line.text.strip()) > 40:
        return False
    return marker[1] <= _HEADING_RANK and marker[0] != "square"


def notes_around(document: Document, at: int) -> dict[str, Cite]:
    """The ※ notes above and below a table: mark (※, ※1, 注) -> its text."""
    lines = [*reversed(lines_above(document, at, 4)), *lines_below(document, at, 8)]
    notes: dict[str, Cite] = {}
    for line in lines:
        found = _NOTE.match(line.text)
        if found and line.text[found.end() :].strip():
            notes.setdefault(_bare_mark(found["mark"]), line.cite(found.end()))
    return notes


def split_mark(cite: Cite) -> tuple[Cite, str | None]:
    """A name without the ※ behind it, and the mark."""
    found = _MARK_BEHIND.search(cite.text)
    if not found or not found.start():
        return cite, None
    return cite.part(0, found.start()), _bare_mark(found["mark"])


def _bare_mark(mark: str) -> str:
    return _BRACKETS.sub("", mark).replace("＊", "※").replace("*", "※")


def grid_captions(grid: Grid, first: int) -> Iterator[Cite]:
    """Rows of one cell over all columns below the head: captions and notes inside a table."""
    for cell in grid.cells:
        if cell.row >= first and cell.column_span == grid.column_count > 1 and cell.cite:
            yield cell.cite
