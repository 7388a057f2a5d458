"""What an extractor yields: rows of cited strings, never converted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from normalizers.value import value
from pipeline.document.model import Cite, Span


@value
class Amount:
    """A cited number with the unit that its head, caption or column gives it (千円, ％, None)."""

    cite: Cite
    unit: str | None = None


@value
class Given:
    """A value that structure gives and no string states (level, measure, source, carried year)."""

    value: object
    cite: Cite | None = None  # the characters that it was concluded from, where there are some


NOTHING: tuple[Cite, ...] = ()  # there is one empty tuple: what has no cites is no cell
NO_LINKS: Mapping[str, Row] = MappingProxyType({})  # one for all the rows without any
Value = Cite | Amount | Given | tuple[Cite, ...]


@dataclass(slots=True, eq=False, init=False)
class Row:
    """One row of a table before normalisation; eq is identity, rows point at each other."""

    table: str
    cells: dict[str, Value]
    source: Cite  # the characters that the row was read from
    links: Mapping[str, Row]  # column -> row whose id
    claims: Sequence[Span]  # further characters that the row used up

    def __init__(
        self,
        table: str,
        cells: Mapping[str, Value | None],  # what is None is no cell
        source: Cite,
        links: Mapping[str, Row] = NO_LINKS,
        claims: Sequence[Span] = (),
    ) -> None:
        self.table, self.source, self.links, self.claims = table, source, links, claims
        self.cells = {k: v for k, v in cells.items() if not (v is None or v is NOTHING)}
