"""The tables of the output, one module a table; every module with a TABLE counts."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from pipeline.schemas.base import Column, Table, to_arrow

__all__ = ["Column", "Table", "all_tables", "table_named", "to_arrow"]


@cache
def all_tables() -> dict[str, Table]:
    """Every table by its name, in the order that a reader wants them in."""
    names = [m.name for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")]
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    tables = [table for m in modules if isinstance(table := getattr(m, "TABLE", None), Table)]
    return {table.name: table for table in sorted(tables, key=lambda t: (t.order, t.name))}


def table_named(name: str) -> Table:
    """The table of a name. Raises KeyError with the names there are."""
    tables = all_tables()
    if name not in tables:
        raise KeyError(f"no table is called {name!r}; there are {', '.join(tables)}")
    return tables[name]
