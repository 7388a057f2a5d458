"""The sum of all in a table that sums up the lists of a document: 区分 | 当初予算額 | …, 合計."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.facts.shared.fact import ProgramFact, yen_of
from extractors.facts.tables.align import align_amounts
from extractors.facts.tables.row import TableRow
from extractors.facts.tables.row_labels import total_label
from extractors.facts.tables.row_values import value_in
from extractors.facts.tables.rows import is_money_column, with_values, year_of
from extractors.facts.tables.sections import without_marker
from extractors.shared.columns import Columns
from extractors.shared.heads import columns_of
from extractors.shared.outline import outline_of
from normalizers.text import fold
from normalizers.total import is_grand_total
from pipeline.document.model import Document, Grid

_FEWEST = 2  # parts of a sum


def summary_facts(document: Document, facts: Sequence[ProgramFact]) -> Iterator[ProgramFact]:
    """A total for each table without names whose divisions head programs (facts) elsewhere in the
    document, and whose last row is the sum of these in every column of amounts. The divisions are
    no programs: their lists state them."""
    headings = {fold(without_marker(t).text) for fact in facts for t in fact.section}
    if not headings:
        return
    for at, item in enumerate(document.flow):
        if isinstance(item, Grid):
            columns = columns_of(document, item)
            if _sums_up(columns, headings):
                yield _total(document, at, columns)


def _sums_up(columns: Columns, headings: set[str]) -> bool:
    place, grid = columns.first_of("division"), columns.grid
    money = [column for column, _ in columns.amounts() if is_money_column(columns, column)]
    if columns.first_of("name") is not None or place is None or not money:
        return False
    rows = range(columns.first, grid.row_count)
    label = total_label(columns, rows[-1]) if len(rows) > _FEWEST else None
    if label is None or not is_grand_total(label.text):
        return False
    divisions = (without_marker(grid.own(row, place)) for row in rows[:-1])
    if any(fold(cite.text) not in headings for cite in divisions):
        return False
    return all(_adds_up(columns, column, rows) for column in money)


def _adds_up(columns: Columns, column: int, rows: range) -> bool:
    """Whether the last of the rows is the sum of the others; what is no number is nothing."""
    found = [value_in(columns.grid.own(row, column)) for row in rows]
    unit = columns.unit_of(column)
    *parts, whole = [yen_of(value[0], unit) if value else None for value in found]
    return whole is not None and sum(part or 0 for part in parts) == whole


def _total(document: Document, at: int, columns: Columns) -> ProgramFact:
    number = columns.grid.row_count - 1
    label = total_label(columns, number)
    assert label is not None
    year = year_of(document, columns, outline_of(document).at(at))
    fact = ProgramFact(
        name=label, level="total", at=at, order=2 * number, kind="row", fiscal_year=year
    )
    row = with_values(columns, number, TableRow(number, fact), own=True)
    align_amounts(columns, [row])
    return row.fact
