"""The document model: what every reader hands to the extractors, whatever the file format.

A document is a list of lines, and a flow: the same lines in reading order, where the lines of a
table are replaced by one Grid. Every string that leaves a document is a Cite: its characters and
the spans of the lines that they stand in, so that each cell of the output can be traced back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import NamedTuple, TypeVar, cast

from normalizers.value import value

T = TypeVar("T")


class Box(NamedTuple):
    """A rectangle in PDF points, measured from the top left corner of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )


class Span(NamedTuple):
    """Characters start to end of one line; line is the index in Document.lines."""

    line: int
    start: int
    end: int


@value
class Line:
    """One line of a text file, or one run of characters on one visual line of a PDF page.

    text holds the source characters unchanged, without the line end. number is the 1-based line
    of the file, or of the page in reading order for a PDF. edges are the x (for a vertical line:
    y) of the left edge of each character and the right edge of the last: len(text) + 1 values,
    empty for text files.
    """

    index: int
    page: int | None
    number: int
    text: str
    box: Box | None = None
    edges: Sequence[float] = field(default=(), hash=False)  # an array is not hashable
    vertical: bool = False
    size: float | None = None  # height of the characters in points
    margin: bool = False  # a running head, page number or other matter outside the text

    def cite(self, start: int = 0, end: int | None = None) -> Cite:
        """The characters from start to end, with blanks at both ends left out."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        bare = piece.strip()
        if not bare:
            return EMPTY
        if len(bare) < len(piece):
            start += len(piece) - len(piece.lstrip())
        return Cite(bare, (Span(self.index, start, start + len(bare)),))


@value
class Cite:
    """Source characters and where they stand.

    text == "\\n".join(lines[s.line].text[s.start:s.end] for s in spans).
    """

    text: str
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def part(self, start: int, end: int | None = None) -> Cite:
        """The characters start to end of text as a cite of its own, outer blanks left out."""
        end = len(self.text) if end is None else min(end, len(self.text))
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = start + len(piece.strip())
        spans, at = [], 0
        for line, first, last in self.spans:
            if at >= end:
                break
            behind = at + last - first
            low, high = max(start, at), min(end, behind)
            if low < high:
                spans.append(Span(line, first + low - at, first + high - at))
            at = behind + 1
        return Cite(self.text[start:end], tuple(spans))

    @staticmethod
    def join(cites: Iterable[Cite]) -> Cite:
        """Several cites as one, a line break between them."""
        kept = [c for c in cites if c.text]
        if len(kept) == 1:
            return kept[0]
        return Cite("\n".join([c.text for c in kept]), tuple([s for c in kept for s in c.spans]))


EMPTY = Cite("")
_DITTO = frozenset({"〃", "″", "々", "仝", '"', "”", "同上", "同　上", "同 上"})


@value
class Cell:
    """One cell of a grid; a merged cell stands once, with its spans."""

    row: int
    column: int
    cite: Cite
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None
    fill: bool = False  # has a background of its own (a grey cell means: no question asked)

    @property
    def text(self) -> str:
        return self.cite.text


@dataclass(slots=True)
class Grid:
    """A table: cells in rows and columns.

    origin says how it was found: tabs, pipes, rules (lines drawn), alignment (positions alone),
    chart (numbers along a scale), flat (rebuilt from a text that lost its columns). head_rows
    counts the leading rows that are heads; None where the reader does not know. A grid that goes
    on over pages is one grid.
    """

    page: int | None
    cells: list[Cell]
    row_count: int
    column_count: int
    origin: str
    head_rows: int | None = None
    box: Box | None = None
    _covering: dict[tuple[int, int], Cell] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self._covering[row, column] = cell

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a position, a merged one included; None where there is none."""
        return self._covering.get((row, column))

    def cite(self, row: int, column: int) -> Cite:
        """The text of a position; a merged cell's text counts for every position it covers, and
        that above a ditto mark (〃) for the mark."""
        cell = self._covering.get((row, column))
        if cell is None:
            return EMPTY
        if cell.cite.text in _DITTO and cell.row:
            return self.cite(cell.row - 1, column)
        return cell.cite

    def own(self, row: int, column: int) -> Cite:
        """The text of a position only where its cell begins, so that nothing is counted twice."""
        cell = self._covering.get((row, column))
        return cell.cite if cell and (cell.row, cell.column) == (row, column) else EMPTY

    def row_cites(self, row: int) -> list[Cite]:
        """The cells that begin in a row, from left to right, those without text left out."""
        return [c for column in range(self.column_count) if (c := self.own(row, column))]

    def row_cite(self, row: int) -> Cite:
        """Everything that stands in a row, cells from left to right."""
        return Cite.join(self.row_cites(row))

    def column_texts(self, column: int, first: int = 0) -> list[str]:
        """The texts of the cells that begin in a column, from row first on, empty ones left out."""
        rows = range(first, self.row_count)
        return [text for row in rows if (text := self.own(row, column).text)]

    @property
    def lines(self) -> list[int]:
        """Indices of the lines that cells stand in, in their order; empty without text."""
        return sorted({span.line for cell in self.cells for span in cell.cite.spans})

    @property
    def first_line(self) -> int:
        """Index of the first line that a cell stands in (0 for a grid without text)."""
        return next(iter(self.lines), 0)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF, or what lies between two page breaks of a text (no size then)."""

    number: int
    width: float | None = None
    height: float | None = None
    kind: str = "text"  # text | scan (no characters) | ocr (recognised) | ocr-layer (hidden text)


@dataclass
class Document:
    """A release as read. flow holds Line and Grid objects in reading order."""

    source_file: str
    sha256: str
    media_type: str
    lines: list[Line]
    flow: list[Line | Grid]
    pages: list[Page] = field(default_factory=list)
    metadata: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)  # why the reading is partial
    written: dict[int, str] = field(default_factory=dict)  # lines as they stand, where text differs

    @property
    def grids(self) -> Iterator[Grid]:
        return (item for item in self.flow if isinstance(item, Grid))

    @cached_property
    def memo(self) -> dict[str, object]:
        """Room for readings that several extractors share, made once a document."""
        return {}

    @cached_property
    def ocr_pages(self) -> dict[int, str]:
        """The pages whose text comes from character recognition, and which: ocr or ocr-layer."""
        return {p.number: p.kind for p in self.pages if p.kind in ("ocr", "ocr-layer")}

    def reading_of(self, spans: Iterable[Span]) -> str:
        """How the characters of spans were read: text, ocr, or ocr-layer; the least sure counts."""
        if not self.ocr_pages:
            return "text"
        kinds = {self.ocr_pages.get(self.lines[span.line].page or 0, "text") for span in spans}
        return next((kind for kind in ("ocr-layer", "ocr") if kind in kinds), "text")

    def source_of(self, cite: Cite) -> str:
        """The characters of a cite as they stand in the source: in a line whose radicals were
        read as the ideographs that they stand for, the radicals."""
        if not self.written or not cite.spans:
            return cite.text
        return "\n".join(
            self.written.get(s.line, self.lines[s.line].text)[s.start : s.end] for s in cite.spans
        )

    def page_of(self, spans: Iterable[Span]) -> int | None:
        for span in spans:
            return self.lines[span.line].page
        return None

    def box_of(self, spans: Iterable[Span]) -> Box | None:
        """The smallest rectangle around the characters of spans on the first span's page."""
        result: Box | None = None
        page: int | None = None
        for span in spans:
            line = self.lines[span.line]
            if line.box is None or (page is not None and line.page != page):
                continue
            page, box = line.page, line.box
            if line.edges:
                low, high = line.edges[span.start], line.edges[span.end]
                low, high = min(low, high), max(low, high)
                box = (
                    Box(box.x0, low, box.x1, high)
                    if line.vertical
                    else Box(low, box.top, high, box.bottom)
                )
            result = box if result is None else result.union(box)
        return result


def once(read: Callable[[Document], T]) -> Callable[[Document], T]:
    """A reading that several extractors share: made when a document is first asked for it."""
    key = f"{read.__module__}.{read.__qualname__}"

    @wraps(read)
    def kept(document: Document) -> T:
        if key not in document.memo:
            document.memo[key] = read(document)
        return cast(T, document.memo[key])

    return kept
