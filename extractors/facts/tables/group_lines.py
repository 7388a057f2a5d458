"""Groups as lines above a table, with amounts in its columns: ○ GROUP 12,000 9,000 3,000."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.facts.shared.fact import ProgramFact
from extractors.facts.tables.row_values import cell_to_amount
from extractors.shared.columns import Columns
from extractors.shared.edition import edition_year, heading_year
from extractors.shared.outline import marker_of, outline_of
from normalizers.patterns import compiled
from pipeline.document.model import Document, Line

_WORD = compiled(r"\S+")
_TOTALS = compiled(r"(?:(?<=\s)[△▲－-]?[0-9０-９][0-9０-９,，]*(?:\s+|$)){2,}$")


def group_line_facts(document: Document, at: int, columns: Columns) -> Iterator[ProgramFact]:
    """The lines right above a table that carry as many amounts as it has amount columns."""
    amounts = columns.amounts()
    outline = outline_of(document)
    lines: list[tuple[int, Line]] = []
    for index in range(at - 1, max(-1, at - 4), -1):
        item = document.flow[index]
        if not isinstance(item, Line):
            break
        lines.append((index, item))
    above: ProgramFact | None = None
    for index, line in reversed(lines):
        tail = _TOTALS.search(line.text)
        if not tail or len(tail.group().split()) != len(amounts):
            continue
        heading = next((h for h in reversed(outline.headings) if h.at == index), None)
        marker = marker_of(line.text)
        name = heading.title if heading else line.cite(marker[2] if marker else 0, tail.start())
        fact = ProgramFact(
            name=name,
            level="group",
            at=index,
            section=heading.titles[:-1] if heading else (),
            fiscal_year=heading_year(outline.at(index)) or edition_year(document),
        )
        pieces = [line.cite(*m.span()) for m in _WORD.finditer(line.text, pos=tail.start())]
        for piece, (column, head) in zip(pieces, amounts, strict=True):
            fact.amounts.append(cell_to_amount(columns, column, head, piece, fact.fiscal_year))
        fact.parent = above
        above = above or (fact if marker is None else None)
        yield fact
