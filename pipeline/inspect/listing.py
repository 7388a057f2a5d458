"""The tables of a document as text: place, shape, and what each column was taken for."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.tables.rows import is_program_table
from extractors.shared.columns import Columns
from extractors.shared.heads import columns_of
from pipeline.document.model import Document, Grid, Line

_SHOWN_ROWS = 3


def document_to_lines(document: Document, page: int | None = None) -> Iterator[str]:
    """The pages and tables of a document; with a page, of that page only, with its lines."""
    pages = f", {len(document.pages)} pages" if document.pages else ""
    yield f"{document.source_file}: {document.media_type}{pages}"
    yield from (f"  {problem}" for problem in document.problems)
    if page is not None:
        yield from _page_to_lines(document, page)
    grids = [g for g in document.grids if page is None or page in _pages_of(document, g)]
    if not grids:
        yield "no table" + (f" on page {page}" if page is not None else "")
    for number, grid in enumerate(grids, 1):
        yield from _grid_to_lines(document, grid, number)


def column_label(columns: Columns, column: int) -> str:
    """What a column was taken for, in a few words: amount total 2024 千円, name, ?."""
    heads = columns.heads[column]
    if not heads:
        return "?"
    head = heads[0]
    words = [head.role, head.source, head.measure, head.fiscal_year, columns.unit_of(column)]
    return " ".join(str(w) for w in words if w)


def _pages_of(document: Document, grid: Grid) -> set[int | None]:
    return {document.lines[s.line].page for c in grid.cells for s in c.cite.spans} | {grid.page}


def _page_to_lines(document: Document, page: int) -> Iterator[str]:
    inside = [line for line in document.lines if line.page == page]
    kind = next((p.kind for p in document.pages if p.number == page), "text")
    yield f"page {page} ({kind}): {len(inside)} lines"
    for item in document.flow:
        if isinstance(item, Line) and item.page == page:
            mark = "  (margin)" if item.margin else ""
            yield f"  {item.number:4} {item.text.strip()}{mark}"
        elif isinstance(item, Grid) and page in _pages_of(document, item):
            yield f"       [table of {item.row_count} rows and {item.column_count} columns]"


def _grid_to_lines(document: Document, grid: Grid, number: int) -> Iterator[str]:
    columns = columns_of(document, grid)
    where = f"page {grid.page}" if grid.page else f"line {document.lines[grid.first_line].number}"
    yield (
        f"table {number}: {where}, {grid.row_count} rows, {grid.column_count} columns, "
        f"from {grid.origin}, {columns.first} head rows"
    )
    for column, text in enumerate(columns.texts):
        head = " / ".join(text.split()) or "(no head)"
        yield f"  {column + 1:2}  {head}  ->  {column_label(columns, column)}"
    if columns.legend:
        yield "  marks: " + ", ".join(f"{k} {v.text}" for k, v in columns.legend.items())
    for row in range(columns.first, min(grid.row_count, columns.first + _SHOWN_ROWS)):
        cells = (" ".join(grid.own(row, c).text.split()) for c in range(grid.column_count))
        yield "  | " + " | ".join(cells)
    yield "  read as a list of programs" if is_program_table(columns) else _why_not(columns)


def _why_not(columns: Columns) -> str:
    unknown = [t.strip() for t, h in zip(columns.texts, columns.heads, strict=True) if t and not h]
    if columns.first == 0:
        return "  not a list of programs: no row of heads that the vocabulary knows"
    if columns.first_of("name") is None:
        heads = ", ".join(" ".join(u.split()) for u in unknown) or "none"
        return f"  not a list of programs: no column of names; heads not known: {heads}"
    return "  not a list of programs: no column of amounts or particulars"
