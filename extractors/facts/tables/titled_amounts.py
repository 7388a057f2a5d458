"""Small tables of nothing but amounts, below the heading that names their program.

（１）△△の整備事業（平成24年度～）
総事業費  基金負担分  県負担分  事業者負担分
 12,000       8,000      4,000            －
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.particulars import apply_fields
from extractors.facts.shared.title_notes import heading_to_fact, period_behind
from extractors.facts.tables.row_values import cell_to_amount
from extractors.shared.columns import Columns
from extractors.shared.edition import edition_year, heading_year
from extractors.shared.fields import lines_to_fields
from extractors.shared.heads import columns_of, is_numeric
from extractors.shared.outline import Heading, outline_of
from normalizers.unit import is_money
from pipeline.document.model import Document, Grid, Line

_MOST_LINES = 3  # between a heading and its table, a unit among them


def titled_amount_facts(document: Document, taken: Container[int]) -> Iterator[ProgramFact]:
    """A fact for each heading with such a table below; taken: flow items that are read already."""
    outline = outline_of(document)
    for at, item in enumerate(document.flow):
        heading = outline.at(at) if isinstance(item, Grid) else None
        if heading is None or not isinstance(item, Grid) or heading.at in taken:
            continue
        if at - heading.at - 1 > _MOST_LINES:
            continue
        if any(isinstance(x, Grid) for x in document.flow[heading.at + 1 : at]):
            continue
        amounts = _amounts(document, columns_of(document, item), heading)
        if amounts:
            yield _fact(document, heading, at, amounts)


def _amounts(document: Document, columns: Columns, heading: Heading) -> list[AmountFact]:
    """The total and its shares, which add up to it; [] for any other table."""
    grid, heads = columns.grid, columns.amounts()
    one_row = grid.row_count == columns.first + 1
    if not one_row or len(heads) < max(2, grid.column_count) or columns.find("name"):
        return []
    year = heading_year(heading) or edition_year(document)
    found: list[AmountFact] = []
    for column, head in heads:
        made = cell_to_amount(columns, column, head, grid.own(columns.first, column), year)
        if head.fiscal_year or not is_money(made.unit) or not is_numeric(made.cite.text):
            return []
        found.append(made)
    whole = [a.yen for a in found if a.source == "total" and a.yen is not None]
    shares = [a.yen for a in found if a.source != "total" and a.yen is not None]
    proved = len(whole) == 1 and shares and sum(shares) == whole[0]
    return [a for a in found if a.yen is not None] if proved else []


def _fact(document: Document, heading: Heading, at: int, amounts: list[AmountFact]) -> ProgramFact:
    fact = heading_to_fact(document, heading)
    fact.start, fact.amounts = period_behind(document, heading), amounts
    outline = outline_of(document)
    below = []
    for index in range(at + 1, len(document.flow)):
        item = document.flow[index]
        if isinstance(item, Grid) or outline.at(index) is not heading:
            break
        below.append(item)
    lines = [x for x in document.flow[heading.at + 1 : at] if isinstance(x, Line)] + below
    apply_fields(fact, lines_to_fields(line.cite() for line in lines))
    return fact
