"""Which characters of a document other tables have read as values of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from extractors.row import Amount, Given, Row
from extractors.shared.ledger import Numeral
from pipeline.document.model import Cite

_QUOTED = frozenset(("description",))  # prose that is kept whole says nothing of its numbers


def taken_by(tables: Iterable[Iterable[Row]]) -> Callable[[Numeral], bool]:
    """A test of numerals: whether a cell of these rows reads it, prose kept whole aside."""
    by_line: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for rows in tables:
        for row in rows:
            for cite in row_to_cites(row, _QUOTED):
                for line, start, end in cite.spans:
                    by_line[line].append((start, end))
            for line, start, end in row.claims:
                by_line[line].append((start, end))

    def is_taken(numeral: Numeral) -> bool:
        return any(
            start < span_end and span_start < end
            for line, span_start, span_end in numeral.cite.spans
            for start, end in by_line.get(line, ())
        )

    return is_taken


def row_to_cites(row: Row, without: frozenset[str] = frozenset()) -> Iterator[Cite]:
    """The characters that the cells of a row were read from."""
    for name, value in row.cells.items():
        if name in without:
            continue
        if isinstance(value, Given | Amount):
            if value.cite:
                yield value.cite
        elif isinstance(value, Cite):
            yield value
        else:
            yield from value
