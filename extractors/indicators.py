"""indicators: the figures of running text, charts and tables that no other table takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractors.context import Context
from extractors.figures.cells import cell_to_figure, fills_cell, row_names
from extractors.figures.charts import chunk_to_chart_figures
from extractors.figures.find import Figure, chunk_to_figures
from extractors.figures.ledger import Chunk, Numeral, ledger_of
from extractors.figures.place import Places, repeated_lines
from extractors.figures.rows import chunk_to_row_figures
from extractors.figures.sketch import is_figure
from extractors.figures.stacks import chunk_to_stacked_figures
from extractors.figures.taken import taken_by
from extractors.row import Given, Row, Value
from pipeline.document.model import Cite, Document

NEEDS = (
    "programs",
    "budgets",
    "facilities",
    "dmat_deployments",
    "survey_percentages",
    "medical_areas",
    "documents",
)

_ByCell = dict[tuple[int, int, int], list[Numeral]]


def extract(document: Document, context: Context) -> Iterator[Row]:
    """A row for every figure whose meaning the document states, in the order of the document."""
    taken = taken_by(context.rows.get(table, ()) for table in NEEDS)
    figures = list(_figures(document, taken))
    if not figures:
        return
    places = Places(document)
    programs = document.memo.get("program_rows", {})
    assert isinstance(programs, dict)
    figures.sort(key=lambda f: f.numeral.cite.spans[0])
    for figure in figures:
        row = _figure_to_row(figure, places.section(figure.numeral))
        fact = places.program(figure.numeral)
        if fact is not None and id(fact) in programs:
            row.links = {"program_row_id": programs[id(fact)]}
        yield row


def _figures(document: Document, taken: Callable[[Numeral], bool]) -> Iterator[Figure]:
    repeated = repeated_lines(document)
    ledger = ledger_of(document)
    by_cell: _ByCell = {
        (id(chunk.grid), chunk.row, chunk.column): numerals
        for chunk, numerals in ledger
        if chunk.grid is not None
    }
    for chunk, numerals in ledger:
        if chunk.margin or not any(is_figure(n) and not taken(n) for n in numerals):
            continue
        if fills_cell(chunk, numerals):
            if figure := cell_to_figure(document, numerals[0], by_cell):
                yield figure
            continue
        lined_up = [
            *chunk_to_chart_figures(chunk, numerals, repeated),
            *chunk_to_row_figures(chunk, numerals),
        ]
        shown: set[int] = set()
        for numeral, stacked in chunk_to_stacked_figures(chunk, numerals):
            shown.add(id(numeral))
            if stacked is not None and not taken(numeral):
                yield stacked
        for figure in lined_up:
            if id(figure.numeral) not in shown and not taken(figure.numeral):
                shown.add(id(figure.numeral))
                yield figure
        around = _around(chunk)
        for figure in chunk_to_figures(chunk, numerals, taken, repeated, around):
            if id(figure.numeral) not in shown:
                yield figure


def _around(chunk: Chunk) -> tuple[Cite, ...]:
    """What names a cell of prose: the cell before it that names its row."""
    if chunk.grid is None:
        return ()
    return tuple(row_names(chunk.grid, chunk.row, chunk.column))[-1:]


def _figure_to_row(figure: Figure, section: tuple[Cite, ...]) -> Row:
    quantity, when = figure.numeral.quantity, figure.when
    factor = figure.unit.factor if figure.unit else 1
    unit = quantity.unit or (figure.unit.base if figure.unit else None)
    cells: dict[str, Value | None] = {
        "section": section,
        "label": figure.label,
        "of": figure.of,
        "fiscal_year": Given(when.fiscal_year, when.cite) if when and when.fiscal_year else None,
        "date": Given(when.date, when.cite) if when and when.date else None,
        "period": figure.period,
        "value": _given(None if quantity.value is None else quantity.value * factor),
        "value_to": _given(None if quantity.value_to is None else quantity.value_to * factor),
        "unit": _given(unit),
        "qualifier": _given(quantity.qualifier),
        "raw": figure.numeral.cite,
    }
    source = Cite.join([figure.numeral.cite, *figure.label])  # it stands where the figure does
    return Row("indicators", cells, source)


def _given(value: object) -> Given | None:
    return None if value is None else Given(value)
