"""A head and the rows below it to the grids of a table, or of half tables side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from normalizers.label import label_of
from pipeline.document.flat.below.body import Body
from pipeline.document.flat.columns.grids import (
    cites_to_grid,
    divided_groups,
    heads_to_cites,
    period_of,
    placed_to_cites,
    split_side_by_side,
)
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.table import SPANNED
from pipeline.document.flat.tokens import Row, folded
from pipeline.document.model import EMPTY, Cite, Grid

_WORDS = frozenset({"over", "department", "medical_area", "disaster"})
_COUNTS = frozenset({"respondents"})


@dataclass(slots=True)
class Found:
    """A table, or half tables side by side: the line where they stand, and their grids."""

    first: int
    grids: list[Grid]

    @property
    def lines(self) -> set[int]:
        """The lines that stand in the cells."""
        return {s.line for grid in self.grids for cell in grid.cells for s in cell.cite.spans}


def found_below(
    rows: Sequence[Row], first: int, start: int, body: Body, heads: list[HeadCell]
) -> tuple[Found, int]:
    """The table of a head that begins at rows[first] and the rows read below it, and its end."""
    first, groups = _head_groups(rows, first, body, heads)
    groups = groups or divided_groups(heads, body.label)
    head_rows = [heads_to_cites(heads, body.label)]
    grid = cites_to_grid(
        rows[first].line.page,
        [groups, *head_rows] if groups else head_rows,
        [placed_to_cites(p) for p in body.rows],
        body.captions,
    )
    period = period_of(heads)
    whole = body.label or groups or period == len(heads)
    grids = [grid] if whole else list(split_side_by_side(grid, period))
    return Found(rows[first].line.index, grids), body.end


def is_misread(rows: Sequence[Row], start: int, body: Body, heads: Sequence[HeadCell]) -> bool:
    """Whether what stands below heads says that these are none.

    Years and no number below a head of amounts go on with it (計画額 / 22年度 / 支出済額), and
    columns of nothing but words that hold the label which opens a form (事業名) are a form: its
    labels with their values look like heads (事業の実施主体 医療機関).
    """
    columns = [n for n, head in enumerate(heads, body.label) if "amount" in head.roles]
    kinds = {t.kind for row in body.rows for c in columns for t in row.parts[c]}
    if "date" in kinds and kinds.isdisjoint(("number", "counted", "nil")):
        return True
    if body.shape.typed:
        return False
    labels = (label_of(row.tokens[0].text) for row in rows[start : body.end] if row.tokens)
    return any(label is not None and label.role == "name" for label in labels)


def is_shifted(body: Body, heads: Sequence[HeadCell]) -> bool:
    """Whether the heads are one column off: numbers stand below one of words (圏域), or below what
    stands over the heads behind it (財源内訳 国庫支出金 一般財源); shares below one of counts."""
    for place, head in enumerate(heads, body.label):
        if not head.roles or not head.roles <= _WORDS | _COUNTS:
            continue
        tokens = [token for row in body.rows for token in row.parts[place]]
        if {token.kind for token in tokens} != {"number"}:
            continue
        if head.roles <= _WORDS or sum("." in folded(t.text) for t in tokens) * 2 > len(tokens):
            return True
    return False


def _head_groups(
    rows: Sequence[Row], first: int, body: Body, heads: list[HeadCell]
) -> tuple[int, list[Cite]]:
    """Years above the heads that they hold for: 23年度 24年度 over 計画額 支出済額 each."""
    above = rows[first - 1].tokens if first else []
    columns = body.shape.typed
    size = len(columns) // len(above) if above else 0
    years = len(above) > 1 and all(t.kind == "date" for t in above)
    dated = any(t.kind == "date" for h in heads for t in h.tokens)
    if not years or dated or size < 2 or size * len(above) != len(columns):
        return first, []
    if columns != list(range(columns[0], columns[0] + len(columns))):
        return first, []
    return first - 1, [
        *([EMPTY] * columns[0]),
        *(c for t in above for c in (t.cite, *[SPANNED] * (size - 1))),
    ]
