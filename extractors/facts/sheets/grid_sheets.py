"""Sheets drawn as grids: which grids they are, where they end, and what their labels lead."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.shared.fields import Field, cite_to_fields
from extractors.shared.heads import is_numeric
from normalizers.label import label_of
from pipeline.document.model import Cite, Document, Grid, Line

_STRIP = 4  # rows of labels and values that open a sheet
_CAPTIONS = 3  # lines between two grids of a sheet, and one more
_TORN = 3  # lines that a page break may tear from the last row of a sheet


def end_of_grids(document: Document, at: int) -> int:
    """Where the grid of a sheet ends, the parts of it on further pages and the tables drawn in
    its cells included."""
    flow, end, last = document.flow, at + 1, at
    page, whole = flow[at].page, flow[at]
    for index in range(at + 1, len(flow)):
        item = flow[index]
        if isinstance(item, Line):
            if item.margin or item.page == page:
                if index - last > _TORN:
                    break
                continue
            break
        if is_inside(item, [whole]):
            end, last = index + 1, index
            continue
        if page is None or item.page != page + 1 or not _goes_on(item):
            break
        end, last, page, whole = index + 1, index, item.page, item
    return end


def is_inside(grid: Grid, others: Iterable[Line | Grid]) -> bool:
    """Whether a grid is drawn in a cell of another one."""
    inner = grid.box
    return inner is not None and any(
        other is not grid
        and other.page == grid.page
        and (outer := other.box) is not None
        and outer.x0 <= inner.x0 + 1
        and outer.top < inner.top
        and inner.x1 - 1 <= outer.x1
        and inner.bottom < outer.bottom
        for other in others
        if isinstance(other, Grid)
    )


def _goes_on(grid: Grid) -> bool:
    """Whether a grid begins in the middle of a sheet: labels, and no name that opens one first."""
    roles = [f.role for f in grids_to_fields([grid]) if f.label]
    return bool(roles) and roles[0] not in ("name", "division", "jurisdiction")


def is_sheet_grid(grid: Grid, fewest: int = 3) -> bool:
    """A grid whose first column holds labels, the one of a program's name among them.

    fewest: rows with a label that it needs."""
    first = grid.column_texts(0)
    roles = [h.role if (h := label_of("".join(text.split()))) else None for text in first]
    if "name" not in roles or len(first) < fewest or any(is_numeric(t) for t in first):
        return False
    if any(_is_row_of_heads(grid, row) for row in range(min(2, grid.row_count))):
        return False
    return sum(role is not None for role in roles) * 2 > len(first)


def strip_to_fields(grid: Grid) -> list[Field]:
    """The particulars of a grid of a row or two that opens a sheet drawn in pieces: a label and
    its value in turns, the program's name first (事業名 | 産後ケア事業 | 担当課 | 子育て課); none
    for other grids."""
    rows = [[c for c in grid.row_cites(row) if c] for row in range(grid.row_count)]
    if grid.row_count > _STRIP or any(len(row) % 2 for row in rows):
        return []
    pairs = [pair for row in rows for pair in zip(row[::2], row[1::2], strict=True)]
    heads = [label_of("".join(label.text.split())) for label, _ in pairs]
    known = sum(head is not None for head in heads)
    if known < 2 or 2 * known < len(pairs) or heads[0] is None or heads[0].role != "name":
        return []
    if any(label_of("".join(value.text.split())) for _, value in pairs):
        return []  # heads of columns
    return [
        Field(head, label, value)
        for head, (label, value) in zip(heads, pairs, strict=True)
        if head is not None
    ]


def end_of_strip(document: Document, at: int) -> int:
    """Where a sheet ends that a strip opens: behind the last grid of its page before the next
    strip, with no text between them but their captions."""
    end = at + 1
    for index in range(at + 1, len(document.flow)):
        item = document.flow[index]
        if item.page != document.flow[at].page or index - end >= _CAPTIONS:
            break
        if isinstance(item, Grid):
            if strip_to_fields(item):
                break
            end = index + 1
    return end


def _is_row_of_heads(grid: Grid, row: int) -> bool:
    """Whether a row has three labels or more, and no value for each beside it."""
    cells = [c for c in grid.row_cites(row) if c]
    labels = sum(label_of("".join(c.text.split())) is not None for c in cells)
    return labels > 2 and 2 * labels > len(cells)


def grids_to_fields(grids: list[Grid]) -> list[Field]:
    """Each label cell with the cells behind it, up to the next label; labels inside cells too."""
    fields: list[Field] = []
    cells = (c for g in grids for c in sorted(g.cells, key=lambda c: (c.row, c.column)))
    for cell in cells:
        if not cell.cite:
            continue
        head = label_of("".join(cell.text.split()))
        if head is not None:
            fields.append(Field(head, cell.cite, Cite("")))
            continue
        inner = cite_to_fields(cell.cite)
        start = cell.text.find(inner[0].label.text) - 1 if inner and inner[0].bracketed else None
        before = cell.cite if start is None else cell.cite.part(0, max(0, start))
        if fields and before:
            last = fields[-1]
            fields[-1] = Field(last.head, last.label, Cite.join([last.value, before]))
        if start is not None:
            fields.extend(inner)
    return fields
