"""What the numbers are that state no fact: markers, page numbers, parts of names, dates of events.

A reason is given only where form or place says so; a figure without a meaning stays unexplained.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from extractors.context import Context
from extractors.figures.cells import head_of
from extractors.figures.charts import axis_numerals
from extractors.figures.ledger import Chunk, Numeral, ledger_of
from extractors.figures.segments import Item
from extractors.figures.sketch import is_basis, is_figure, numbers_head
from extractors.figures.taken import taken_by
from extractors.figures.words import folded, words
from extractors.row import Row
from extractors.shared.heads import columns_of
from extractors.shared.outline import marker_of, outline_of
from normalizers.patterns import compiled
from pipeline.document.model import Cite, Document, Line

LIST_MARKER = "list marker"
HEADING_NUMBER = "heading number"
PAGE_NUMBER = "page number"
REFERENCE = "reference"  # 図1, ２（１）のとおり
IDENTIFIER = "identifier"  # part of a name
LEGAL = "legal or form number"
HEAD_YEAR = "year of a head"
ISSUE = "date of issue"
EVENT = "time of an event"
PHRASE = "set phrase"
BASIS = "basis of a rate"
POSITION = "position in a sequence"
AXIS = "axis of a chart"
RUNNING = "running head"

_PAGE = compiled(r"[-\s]*[pP]{0,2}\.?\s*[0-9]{1,4}\s*(?:/\s*[0-9]{1,4})?[-\s]*(?:頁|ページ)?")
_SENTENCE = compiled(r"[。\n](?=[・○〇◯●■◆①-⑳※→<【(（#-]|\s*[0-9]+[.．、 ])|。")
_BODY_TIMES = compiled(r"(?:で|まで|以内|後|前|間|程度|以降|目|を目途|かけて|ごと|毎|にわた)")
_BRACKETED = compiled(r"[<(【〈《≪].*[>)】〉》≫]")
_LONGEST_HEAD = 40
_LONGEST_LINE = 160
_ITEMS = frozenset(("circled", "bullet", "kana", "bracketed kana"))  # kinds of headings that list
_NEAR = 20  # numerals on either side that may be of the same sentence
_REACH = 160  # characters that a sentence has at most on either side


class _Facts(NamedTuple):
    """What is known of a document when its numbers are explained."""

    stated: Callable[[Numeral], bool]  # read into a row of any table
    told: Callable[[Numeral], bool]  # read into what the document tells of itself
    issue: frozenset[int]  # ids of numerals in the day of issue
    title: frozenset[int]  # ... in the title
    headings: frozenset[int]  # indices of the lines that are headings
    edges: frozenset[int]  # ... that are the first or last of their page
    axes: frozenset[int]  # ids of numerals on the axis of a chart


def explanations(document: Document, context: Context) -> dict[int, str]:
    """For the ids of numerals their reasons; of those that a row takes nobody asks."""
    facts = _facts(document, context)
    found: dict[int, str] = {}
    for chunk, numerals in ledger_of(document):
        if numerals:
            here = _Explainer(document, facts, chunk, numerals)
            for number, numeral in enumerate(numerals):
                if not here.is_settled(numeral) and (reason := here.reason(number)):
                    found[id(numeral)] = reason
    return found


def _facts(document: Document, context: Context) -> _Facts:
    ledger = ledger_of(document)
    everything = [n for _, numerals in ledger for n in numerals]
    of_document = next(iter(context.rows.get("documents", ())), None)
    rows = [r for name, r in context.rows.items() if name not in ("quantities", "documents")]
    return _Facts(
        stated=taken_by(rows),
        told=taken_by([[of_document] if of_document else []]),
        issue=_within(everything, of_document, "as_of"),
        title=_within(everything, of_document, "title"),
        headings=_heading_lines(document),
        edges=_edge_lines(document),
        axes=frozenset(id(n) for c, ns in ledger for n in axis_numerals(c, ns)),
    )


def _within(numerals: list[Numeral], row: Row | None, column: str) -> frozenset[int]:
    cite = row.cells.get(column) if row else None
    if row is None or not isinstance(cite, Cite):
        return frozenset()
    inside = taken_by([[Row(row.table, {column: cite}, cite)]])
    return frozenset(id(n) for n in numerals if inside(n))


def _heading_lines(document: Document) -> frozenset[int]:
    """Lines that head a part; items of lists (①, ○) that stand alone are none."""
    headings = outline_of(document).headings
    return frozenset(s.line for h in headings if h.kind not in _ITEMS for s in h.title.spans)


def _edge_lines(document: Document) -> frozenset[int]:
    """The first and last line with text of every page."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for line in document.lines:
        if line.page is not None and line.text and not line.text.isspace():
            first.setdefault(line.page, line.index)
            last[line.page] = line.index
    return frozenset((*first.values(), *last.values()))


def _short(line: Line) -> str:
    """A line folded; empty for a long one, which is no title, head or page number."""
    return folded(line.text).strip() if len(line.text) <= _LONGEST_LINE else ""


class _Explainer:
    """The numbers of one chunk and what stands around them."""

    def __init__(
        self, document: Document, facts: _Facts, chunk: Chunk, numerals: list[Numeral]
    ) -> None:
        self.document = document
        self.facts = facts
        self.chunk = chunk
        self.numerals = numerals
        self.text = chunk.folded

    def is_settled(self, numeral: Numeral) -> bool:
        """Whether the number is one of a row, and no mark: its row is all that there is to say."""
        mark = self.chunk.margin or numeral.quantity.dimension == "structure"
        return not mark and self.facts.stated(numeral) and not self.facts.told(numeral)

    def reason(self, number: int) -> str | None:
        """The reason of the numeral with this number in the chunk; None where there is none."""
        numeral = self.numerals[number]
        dimension = numeral.quantity.dimension
        if dimension == "structure" or self.chunk.margin:
            return self._mark(numeral)
        if id(numeral) in self.facts.axes:
            return AXIS
        if dimension in ("identifier", "ordinal"):
            return self._name(numeral)
        if dimension in ("year", "date", "time"):
            return self._time(number)
        return self._number(numeral)

    def _line(self, numeral: Numeral) -> Line:
        return self.document.lines[numeral.cite.spans[0].line]

    def _mark(self, numeral: Numeral) -> str:
        """A number in the margin, or one that the search for numbers took for a marker."""
        line = self._line(numeral)
        bare = _short(line)
        edge = line.index in self.facts.edges or "-" in bare or self.chunk.margin
        if edge and _PAGE.fullmatch(bare):
            return PAGE_NUMBER
        if self.chunk.margin:
            return RUNNING
        start = numeral.cite.spans[0].start
        begins = start <= len(line.text) - len(line.text.lstrip()) + 2
        marker = marker_of(line.text) if begins else None
        if marker and start < marker[2]:
            return HEADING_NUMBER if line.index in self.facts.headings else LIST_MARKER
        at = numeral.quantity.start
        first = self.chunk.grid is not None or at == 0 or self.text[at - 1] in "\n\t "
        return LIST_MARKER if first else REFERENCE

    def _name(self, numeral: Numeral) -> str | None:
        """Articles of law and numbers of forms; names; the n-th of something; no ranks (3位)."""
        quantity = numeral.quantity
        if quantity.dimension == "identifier":
            return IDENTIFIER
        if is_figure(numeral):
            return None
        if (quantity.unit or "") in words().legal_units:
            return LEGAL
        nth = self.text.startswith("目", quantity.end) or quantity.raw.endswith("目")
        return POSITION if nth else IDENTIFIER

    def _time(self, number: int) -> str | None:
        """A date of the document, of a law, of a head; else of an event, if its sentence has no
        figure that is unread."""
        numeral = self.numerals[number]
        line = self._line(numeral)
        end = numeral.quantity.end
        if id(numeral) in self.facts.issue:
            return ISSUE
        if self.text[end : end + 2] in words().legal:
            return LEGAL
        if id(numeral) in self.facts.title or line.index in self.facts.headings:
            return HEAD_YEAR
        if self._in_head():
            return HEAD_YEAR
        others = self._figures_beside(number)
        if any(not self.facts.stated(n) and self._number(n) is None for n in others):
            return None
        return HEAD_YEAR if not others and self._is_title(line) else EVENT

    def _in_head(self) -> bool:
        """Whether a cell is one of the heads of its table."""
        grid = self.chunk.grid
        return grid is not None and self.chunk.row < columns_of(self.document, grid).first

    def _is_title(self, line: Line) -> bool:
        """A short line that is nothing but a title: in brackets, or at the edge of its page."""
        bare = _short(line)
        if not bare or len(bare) > _LONGEST_HEAD:
            return False
        return bool(_BRACKETED.fullmatch(bare)) or line.index in self.facts.edges

    def _figures_beside(self, number: int) -> list[Numeral]:
        """The figures of the sentence or list item that a numeral stands in."""
        low, high = self._sentence(self.numerals[number])
        return [
            n
            for n in self.numerals[max(0, number - _NEAR) : number + _NEAR]
            if low <= n.quantity.start < high and is_figure(n) and not self._is_basis(n)
        ]

    def _sentence(self, numeral: Numeral) -> tuple[int, int]:
        start, end = numeral.quantity.start, numeral.quantity.end
        low = max(0, start - _REACH)
        for match in _SENTENCE.finditer(self.text, low, start):
            low = match.end()
        high = min(len(self.text), end + _REACH)
        behind = _SENTENCE.search(self.text, end, high)
        return low, behind.start() + 1 if behind else high

    def _is_basis(self, numeral: Numeral) -> bool:
        """24時間, 1件当たり: no figure of its own."""
        quantity = numeral.quantity
        return is_basis(self.text, Item(numeral, quantity.start, quantity.end))

    def _number(self, numeral: Numeral) -> str | None:
        """A count, length of time or amount that no row took."""
        quantity, known, text = numeral.quantity, words(), self.text
        if known.set_phrases.fullmatch(text[quantity.start : quantity.end].replace(" ", "")):
            return PHRASE
        if quantity.dimension == "count" and text.startswith(known.holders, quantity.end):
            return IDENTIFIER
        if quantity.unit is not None and self._is_basis(numeral):
            return BASIS
        if quantity.dimension == "duration":
            spent = _BODY_TIMES.match(text, quantity.end) or text.endswith(
                ("までの", "からの"), 0, quantity.start
            )
            return EVENT if spent else None
        if id(numeral) in self.facts.title:
            return IDENTIFIER
        if quantity.dimension != "count":
            return None
        return self._column() or (self._bare(numeral) if quantity.unit is None else None)

    def _column(self) -> str | None:
        """A cell under a head such as 番号 or ページ."""
        if self.chunk.grid is None:
            return None
        head = folded(head_of(self.document, self.chunk).text).strip().lower()
        if head in words().paging:
            return PAGE_NUMBER
        return LIST_MARKER if head in words().numbering else None

    def _bare(self, numeral: Numeral) -> str | None:
        """A number without unit: it stands alone at the edge of a page, or numbers a head."""
        line = self._line(numeral)
        bare = _short(line)
        if line.index in self.facts.edges and _PAGE.fullmatch(bare):
            return PAGE_NUMBER
        at = bare.find(folded(numeral.cite.text))
        item = Item(numeral, at, at + len(numeral.cite.text))
        return HEADING_NUMBER if at > 0 and numbers_head(bare, item) else None
