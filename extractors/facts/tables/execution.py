"""Tables of how a program was carried out: 計画額, 22年度支出済額 …, 小計, 25年度予定額."""

from __future__ import annotations

import re

from extractors.facts.shared.fact import AmountFact, ProgramFact
from extractors.facts.shared.money_text import read_label
from extractors.facts.tables.sections import bare_heading
from extractors.shared.columns import Columns
from extractors.shared.edition import edition_year
from extractors.shared.heads import columns_of, is_numeric
from extractors.shared.program_names import bare_name, names_a_program
from normalizers.head import read_heads
from normalizers.name import clean_name
from normalizers.text import fold
from pipeline.document.model import Cite, Document, Grid, Line

_MEASURES = {"spent", "expected", "cumulative", "settled", "plan"}
_CAPTIONS = 4  # flow items above a table that may be its captions
_CAPTION = re.compile(r"執行状況|これまでの")
_UNIT = re.compile(r"[\s　]*[（(【\[]?[\s　]*単位[\s　]*[：:／/].*$")  # alone, or behind a name


def add_execution(document: Document, facts: list[ProgramFact]) -> None:
    """Add the amounts of each execution table to the program, or programs, right above it; these
    have one: a second is of a program that was not read."""
    served: set[int] = set()
    for at, item in enumerate(document.flow):
        if not isinstance(item, Grid):
            continue
        columns = columns_of(document, item)
        if not is_execution_table(columns):
            continue
        owners = _owners(facts, at)
        named = _named_above(document, at)
        if named and not any(fold(o.name.text) == fold(named.text) for o in owners):
            facts.append(_unlisted(named, at, document, columns))
            continue
        if not owners or owners[0].at in served or _heads_names(document, owners[0].at, at):
            continue
        served.add(owners[0].at)
        target = owners[0] if len(owners) == 1 else _joint(owners, at)
        if target is not owners[0]:
            facts.append(target)
        target.amounts.extend(_amounts(columns))


def is_execution_table(columns: Columns) -> bool:
    """No names; rows are labelled by source, columns by measure and year."""
    if columns.find("name") or columns.grid.column_count < 3:
        return False
    measures = {h.measure for _, h in columns.amounts()} & _MEASURES
    labels = columns.grid.column_texts(0, columns.first)
    return len(measures) >= 2 and any(map(read_label, labels))


def _owners(facts: list[ProgramFact], at: int) -> list[ProgramFact]:
    above = [f for f in facts if f.at < at and f.level == "program" and f.listed]
    if not above:
        return []
    nearest = max(f.at for f in above)
    return [f for f in above if f.at == nearest]


def _named_above(document: Document, at: int) -> Cite | None:
    """The program whose name stands alone right above a table and its captions."""
    for item in reversed(document.flow[max(0, at - _CAPTIONS) : at]):
        if not isinstance(item, Line):
            return None
        unit = _UNIT.search(item.text)
        name = bare_heading(item.cite(0, unit.start() if unit else len(item.text)))
        if item.margin or not name.text.strip() or _CAPTION.search(name.text):
            continue
        return name if names_a_program(bare_name(name.text)) else None
    return None


def _unlisted(name: Cite, at: int, document: Document, columns: Columns) -> ProgramFact:
    """A program of which the document tells no more than how it was carried out."""
    year = edition_year(document)
    amounts = _amounts(columns)
    return ProgramFact(name, "program", at, fiscal_year=year, listed=False, amounts=amounts)


def _heads_names(document: Document, first: int, end: int) -> bool:
    """Whether a line between two places is the head of names, or begins with one and others behind
    it (事業名 事業総額 …): of a program that was not read."""
    lines = (item for item in document.flow[first + 1 : end] if isinstance(item, Line))
    return any(_is_name_head(line.text) or _begins_list(line.text.split()) for line in lines)


def _is_name_head(text: str) -> bool:
    return any(h.role == "name" and h.is_exact for h in read_heads(text))


def _begins_list(words: list[str]) -> bool:
    return len(words) > 1 and all(map(_is_head, words)) and any(map(_is_name_head, words))


def _is_head(word: str) -> bool:
    return any(h.is_exact for h in read_heads(word))


def _joint(owners: list[ProgramFact], at: int) -> ProgramFact:
    """A table over several programs is of all of them together."""
    return ProgramFact(
        name=owners[0].name,
        level="program",
        at=at,
        section=owners[0].section,
        fiscal_year=owners[0].fiscal_year,
        jurisdiction=owners[0].jurisdiction,
        listed=False,
        label="|".join(clean_name(o.name.text) for o in owners),
    )


def _amounts(columns: Columns) -> list[AmountFact]:
    grid, found = columns.grid, []
    for row in range(columns.first, grid.row_count):
        label = read_label(grid.own(row, 0).text)
        if label is None:
            continue
        for column, head in columns.amounts():
            cite = grid.own(row, column)
            if cite and is_numeric(cite.text):
                measure = head.measure or "spent"
                year = None if measure in ("plan", "cumulative") else head.fiscal_year
                unit = columns.unit_of(column)
                source = label.source or "total"
                stated = columns.cites[column] if year else None
                found.append(
                    AmountFact(cite, source, measure, unit, year, wide=False, stated=stated)
                )
    return found
