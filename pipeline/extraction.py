"""All extractors over one document, each after those whose rows it needs."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from graphlib import CycleError, TopologicalSorter

import extractors
from extractors.context import Context
from extractors.row import Row
from pipeline.document.model import Document
from pipeline.errors import ProgramError
from pipeline.faults import fault_to_sentence
from pipeline.schemas import all_tables


@dataclass(frozen=True, slots=True)
class Extractor:
    """A module of extractors/: its name is the table that it reads."""

    name: str
    extract: Callable[[Document, Context], Iterator[Row]]
    needs: tuple[str, ...] = ()


@dataclass(slots=True)
class Extraction:
    """The rows by table, each in the order of the document, and what went wrong."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@cache
def all_extractors() -> tuple[Extractor, ...]:
    """Every module of extractors/ with a function extract, in the order to run them in."""
    modules = pkgutil.iter_modules(extractors.__path__)
    names = [m.name for m in modules if not m.ispkg and not m.name.startswith("_")]
    return in_order([e for name in names if (e := _load(name))])


def _load(name: str) -> Extractor | None:
    """The extractor of a module, None for a module without one.

    A module that cannot be imported is an extractor that fails: its table is left out of every
    document, with the reason, and the other tables are read.
    """
    try:
        module = importlib.import_module(f"{extractors.__name__}.{name}")
    except Exception as error:
        reason = error

        def fail(document: Document, context: Context) -> Iterator[Row]:
            raise reason

        return Extractor(name, fail)
    if not hasattr(module, "extract"):
        return None
    return Extractor(name, module.extract, tuple(getattr(module, "NEEDS", ())))


def in_order(found: list[Extractor]) -> tuple[Extractor, ...]:
    """Extractors after those that they need, alphabetically where that leaves a choice.

    Raises ProgramError where two need each other. A need that no extractor reads is no error.
    """
    by_name = {extractor.name: extractor for extractor in found}
    sorter = TopologicalSorter(
        {e.name: [need for need in e.needs if need in by_name] for e in found}
    )
    try:
        sorter.prepare()
    except CycleError as error:
        raise ProgramError(f"extractors need each other: {' - '.join(error.args[1])}") from error
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return tuple(by_name[name] for name in order)


def document_to_rows(document: Document, with_: tuple[Extractor, ...] | None = None) -> Extraction:
    """What the extractors find in a document.

    An extractor that fails leaves no row, so that no table stands there by half; the sentence
    about it goes to problems, and the others go on.
    """
    result = Extraction({name: [] for name in all_tables()})
    context = Context(result.rows)
    for extractor in all_extractors() if with_ is None else with_:
        try:
            rows = list(extractor.extract(document, context))
            _require_known_columns(rows)
        except Exception as error:
            result.problems.append(
                f"the table {extractor.name} was left out: {fault_to_sentence(error)}"
            )
            continue
        for row in rows:
            result.rows[row.table].append(row)
    for rows in result.rows.values():
        rows.sort(key=_place)
    return result


def _place(row: Row) -> tuple[int, int]:
    """Where a row begins; one without characters of its own stands before the document."""
    return row.source.spans[0][:2] if row.source.spans else (-1, 0)


def _require_known_columns(rows: list[Row]) -> None:
    tables = all_tables()
    for row in rows:
        if row.table not in tables:
            raise ProgramError(f"no table is called {row.table!r}")
        known = tables[row.table].by_name.keys()
        if not (row.cells.keys() <= known and row.links.keys() <= known):
            name = next(name for name in (*row.cells, *row.links) if name not in known)
            raise ProgramError(f"the table {row.table} has no column {name!r}")
