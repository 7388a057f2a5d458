"""Rebuilt rows as Grid objects."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.place import Placed
from pipeline.document.model import EMPTY, Cell, Cite, Grid

ORIGIN = "flat"


def cites_to_grid(
    page: int | None,
    heads: Sequence[Sequence[Cite]],
    rows: Sequence[Sequence[Cite]],
    captions: Sequence[Cite] = (),
) -> Grid:
    """A grid from head rows, rows and captions (each a row of one cell over all columns).

    Rows longer than the heads hold numbers whose column the text does not tell: these stand in
    columns without a head.
    """
    width = max((len(r) for r in (*heads, *rows)), default=0)
    cells = [
        Cell(number, column, cite)
        for number, row in enumerate((*heads, *rows))
        for column, cite in enumerate(row)
        if cite
    ]
    count = len(heads) + len(rows)
    for caption in captions:
        cells.append(Cell(count, 0, caption, column_span=width))
        count += 1
    return Grid(page, cells, count, width, ORIGIN, head_rows=len(heads))


def placed_to_cites(placed: Placed) -> list[Cite]:
    """The cells of a row, numbers without a column behind the last column."""
    return [
        *(Cite.join(t.cite for t in parts) for parts in placed.parts),
        *(t.cite for t in placed.loose),
    ]


def heads_to_cites(heads: Sequence[HeadCell], label: bool) -> list[Cite]:
    return [EMPTY] * label + [h.cite for h in heads]
