"""Tables that the kinds of their lines tell, whatever words their heads have, as grids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.document.flat.answers import take_answers
from pipeline.document.flat.bars import take_bars
from pipeline.document.flat.bracketed import take_bracketed
from pipeline.document.flat.cross import take_cross
from pipeline.document.flat.downwards import take_downwards
from pipeline.document.flat.grids import cites_to_grid
from pipeline.document.flat.grouped import take_grouped
from pipeline.document.flat.labels import take_labels
from pipeline.document.flat.shares import take_shares
from pipeline.document.flat.stacked import take_stacked
from pipeline.document.flat.tokens import Row
from pipeline.document.model import Grid


@dataclass(slots=True)
class Found:
    """A table, or half tables side by side: the line where they stand, and their grids."""

    first: int
    grids: list[Grid]

    @property
    def lines(self) -> set[int]:
        """The lines that stand in the cells."""
        return {s.line for grid in self.grids for cell in grid.cells for s in cell.cite.spans}


Finder = Callable[[Sequence[Row], int], tuple[Found, int] | None]


def one_grid(take: Callable[[Sequence[Row], int], tuple[Grid, int] | None]) -> Finder:
    """The finder of a table that begins at the line where it is looked for."""

    def find(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
        found = take(rows, at)
        return (Found(rows[at].line.index, [found[0]]), found[1]) if found else None

    return find


def chart_labels_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A chart's labels as a grid without a head: words and percentage."""
    labels = take_labels(rows, at)
    if not labels:
        return None
    grid = cites_to_grid(rows[at].line.page, [], [[x.words, x.percent] for x in labels])
    end = labels[-1].end
    return Found(rows[at].line.index, [grid]), end


def answers_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A survey's answers as a grid without a head: words, counts where there are any, rates."""
    answers = take_answers(rows, at) or take_bracketed(rows, at)
    if not answers:
        return None
    counted = answers[0].count is not None
    numbered = any(a.number for a in answers)
    cells = [a.cites(numbered, counted) for a in answers]
    grid = cites_to_grid(rows[at].line.page, [], cells)
    return Found(rows[at].line.index, [grid]), answers[-1].end


def cross_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """Groups of people by answers, all cells rates, below a head of any words."""
    table = take_cross(rows, at)
    if table is None:
        return None
    grid = cites_to_grid(rows[at].line.page, [table.head], table.rows)
    return Found(rows[at].line.index, [grid]), table.end


def shares_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A chart of shares as a grid: groups of people by answers, or the answers of all."""
    table = take_shares(rows, at) or take_grouped(rows, at)
    if table is None:
        return None
    grid = cites_to_grid(rows[at].line.page, [table.head] if table.head else [], table.rows)
    return Found(table.first, [grid]), table.end


def bars_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """The bars of a survey's chart as a grid without a head: words and percentage."""
    bars = take_bars(rows, at)
    if not bars:
        return None
    grid = cites_to_grid(rows[at].line.page, [], [[b.words, b.percent] for b in bars])
    return Found(rows[at].line.index, [grid]), bars[-1].end


def downwards_table(rows: Sequence[Row], at: int) -> tuple[Found, int] | None:
    """A table of one cell a line."""
    table = take_downwards(rows, at) or take_stacked(rows, at)
    if table is None:
        return None
    grid = cites_to_grid(rows[at].line.page, [table.heads], table.rows)
    return Found(rows[at].line.index, [grid]), table.end
