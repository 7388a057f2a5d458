"""What the numbers are that state no fact: markers, page numbers, parts of names, dates of events.

A reason is given only where form or place says so; a figure without a meaning stays unexplained.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import regex

from extractors.context import Context
from extractors.row import Row
from extractors.shared.figures.cells import head_of
from extractors.shared.figures.charts import axis_numerals
from extractors.shared.figures.segments import Item
from extractors.shared.figures.sketch import is_basis, is_figure, numbers_head
from extractors.shared.figures.taken import row_to_cites, taken_by
from extractors.shared.figures.words import folded, words
from extractors.shared.heads import columns_of
from extractors.shared.ledger import Chunk, Numeral, ledger_of
from extractors.shared.outline import marker_of, outline_of
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

_PAGE = regex.compile(r"[-\s]*[pP]{0,2}\.?\s*[0-9]{1,4}\s*(?:/\s*[0-9]{1,4})?[-\s]*(?:頁|ページ)?")
_SENTENCE = regex.compile(r"[。\n](?=[・○〇◯●■◆①-⑳※→<【(（#-]|\s*[0-9]+[.．、 ])|。")
_BODY_TIMES = regex.compile(r"(?:で|まで|以内|後|前|間|程度|以降|目|を目途|かけて|ごと|毎|にわた)")
_LONGEST_HEAD = 40
_REACH = 160  # characters that a sentence has at most on either side


class _Facts(NamedTuple):
    """What is known of a document when its numbers are explained."""

    stated: Callable[[Numeral], bool]  # read into a row of any table
    issue: frozenset[int]  # ids of numerals in the day of issue
    title: frozenset[int]  # ... in the title
    headings: frozenset[int]  # indices of the lines that are headings
    edges: frozenset[int]  # ... that are the first or last of their page
    axes: frozenset[int]  # ids of numerals on the axis of a chart


def explanations(document: Document, context: Context) -> dict[int, str]:
    """For the ids of numerals their reasons; those that a row takes may have one as well."""
    facts = _facts(document, context)
    found: dict[int, str] = {}
    for chunk, numerals in ledger_of(document):
        for number, numeral in enumerate(numerals):
            reason = _reason(document, facts, chunk, numerals, number)
            if reason is not None:
                found[id(numeral)] = reason
    return found


def _facts(document: Document, context: Context) -> _Facts:
    ledger = ledger_of(document)
    everything = [n for _, numerals in ledger for n in numerals]
    of_document = next(iter(context.rows.get("documents", ())), None)
    rows = [r for name, r in context.rows.items() if name not in ("quantities", "documents")]
    return _Facts(
        stated=taken_by(rows),
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
    single = Row(row.table, {column: cite}, cite)
    assert list(row_to_cites(single)) == [cite]
    inside = taken_by([[single]])
    return frozenset(id(n) for n in numerals if inside(n))


def _heading_lines(document: Document) -> frozenset[int]:
    return frozenset(s.line for h in outline_of(document).headings for s in h.title.spans)


def _edge_lines(document: Document) -> frozenset[int]:
    """The first and last line with text of every page."""
    by_page: dict[int | None, list[int]] = {}
    for line in document.lines:
        if line.text.strip() and line.page is not None:
            by_page.setdefault(line.page, []).append(line.index)
    return frozenset(i for lines in by_page.values() for i in (lines[0], lines[-1]))


def _reason(
    document: Document, facts: _Facts, chunk: Chunk, numerals: list[Numeral], number: int
) -> str | None:
    numeral = numerals[number]
    dimension = numeral.quantity.dimension
    line = document.lines[numeral.cite.spans[0].line]
    if dimension == "structure" or chunk.margin:
        return _mark(facts, chunk, numeral, line)
    if id(numeral) in facts.axes:
        return AXIS
    if dimension in ("identifier", "ordinal"):
        return _name(chunk, numeral)
    if dimension in ("year", "date", "time"):
        return _time(document, facts, chunk, numerals, number, line)
    return _number(document, facts, chunk, numeral, line)


def _mark(facts: _Facts, chunk: Chunk, numeral: Numeral, line: Line) -> str:
    """A number that the search for numbers took for a marker already."""
    bare = folded(line.text).strip()
    if chunk.margin or _PAGE.fullmatch(folded(numeral.cite.text).strip()) and (
        line.index in facts.edges or "-" in bare
    ) and len(bare) <= 12:
        return PAGE_NUMBER
    begins = numeral.cite.spans[0].start <= len(line.text) - len(line.text.lstrip()) + 2
    marker = marker_of(line.text) if begins else None
    if marker and numeral.cite.spans[0].start < marker[2]:
        return HEADING_NUMBER if line.index in facts.headings else LIST_MARKER
    at = numeral.quantity.start
    if chunk.grid is not None or at == 0 or chunk.text[at - 1] in "\n\t 　":
        return LIST_MARKER
    return REFERENCE


def _name(chunk: Chunk, numeral: Numeral) -> str | None:
    """Articles of law and numbers of forms; names; the n-th of something; no ranks (3位)."""
    quantity = numeral.quantity
    unit = quantity.unit or ""
    if quantity.dimension == "identifier":
        return IDENTIFIER
    if is_figure(numeral):
        return None
    if unit in words().legal_units:
        return LEGAL
    after = chunk.text[quantity.end : quantity.end + 1]
    return POSITION if after == "目" or quantity.raw.endswith("目") else IDENTIFIER


def _time(
    document: Document,
    facts: _Facts,
    chunk: Chunk,
    numerals: list[Numeral],
    number: int,
    line: Line,
) -> str | None:
    numeral = numerals[number]
    if id(numeral) in facts.issue:
        return ISSUE
    if folded(chunk.text[numeral.quantity.end : numeral.quantity.end + 2]) in words().legal:
        return LEGAL
    if id(numeral) in facts.title or line.index in facts.headings or _in_head(document, chunk):
        return HEAD_YEAR
    low, high = _sentence(chunk, numeral)
    others = [
        n
        for n in numerals[max(0, number - 20) : number + 20]
        if low <= n.quantity.start < high and is_figure(n) and not _is_basis(chunk, n)
    ]
    unread = [n for n in others if not facts.stated(n)]
    lines = (document.lines[n.cite.spans[0].line] for n in unread)
    if any(_number(document, facts, chunk, n, of) is None for n, of in zip(unread, lines, strict=True)):
        return None
    bare = folded(line.text).strip()
    if not others and len(bare) <= _LONGEST_HEAD and _is_title(bare, line, facts):
        return HEAD_YEAR
    return EVENT


def _in_head(document: Document, chunk: Chunk) -> bool:
    """Whether a cell is one of the heads of its table."""
    return chunk.grid is not None and chunk.row < columns_of(document, chunk.grid).first


def _is_title(bare: str, line: Line, facts: _Facts) -> bool:
    """A line that is nothing but a title: in brackets, or the first of its page."""
    whole = regex.fullmatch(r"[<(【〈《≪].*[>)】〉》≫]", bare)
    return bool(whole) or line.index in facts.edges


def _sentence(chunk: Chunk, numeral: Numeral) -> tuple[int, int]:
    """The sentence or list item around a numeral."""
    text, start, end = chunk.text, numeral.quantity.start, numeral.quantity.end
    low = max(0, start - _REACH)
    for match in _SENTENCE.finditer(text, low, start):
        low = match.end()
    behind = _SENTENCE.search(text, end, min(len(text), end + _REACH))
    return low, behind.start() + 1 if behind else min(len(text), end + _REACH)


def _is_basis(chunk: Chunk, numeral: Numeral) -> bool:
    """24時間, 1件当たり: no figure of its own, and read as such in running text."""
    quantity = numeral.quantity
    text = folded(chunk.text)
    return is_basis(text, Item(numeral, quantity.start, quantity.end))


def _number(
    document: Document, facts: _Facts, chunk: Chunk, numeral: Numeral, line: Line
) -> str | None:
    """A count, length of time or amount that no row took."""
    quantity, known = numeral.quantity, words()
    text = folded(chunk.text)
    if known.set_phrases.fullmatch(text[quantity.start : quantity.end].replace(" ", "")):
        return PHRASE
    if quantity.dimension == "count" and text.startswith(known.holders, quantity.end):
        return IDENTIFIER
    if quantity.unit is not None and _is_basis(chunk, numeral):
        return BASIS
    if quantity.dimension == "duration":
        return EVENT if _BODY_TIMES.match(text, quantity.end) else None
    if quantity.dimension != "count" or quantity.unit is not None:
        return None
    if chunk.grid is not None and (head := folded(head_of(document, chunk).text).strip().lower()):
        if head in known.paging:
            return PAGE_NUMBER
        if head in known.numbering:
            return LIST_MARKER
    bare = folded(line.text).strip()
    if line.index in facts.edges and _PAGE.fullmatch(bare):
        return PAGE_NUMBER
    at = bare.find(folded(numeral.cite.text))
    item = Item(numeral, at, at + len(numeral.cite.text))
    return HEADING_NUMBER if at > 0 and numbers_head(bare, item) else None
