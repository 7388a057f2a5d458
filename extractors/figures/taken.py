"""Which characters of a document other tables have read as values of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable

from extractors.figures.ledger import Numeral
from extractors.row import Row, Value
from pipeline.document.model import Cite, Span

_QUOTED = frozenset(("description",))  # prose that is kept whole says nothing of its numbers


def taken_by(tables: Iterable[Iterable[Row]]) -> Callable[[Numeral], bool]:
    """A test of numerals: whether a cell of these rows reads it, prose kept whole aside."""
    by_line: dict[int, list[tuple[int, int]]] = defaultdict(list)
    merged: dict[int, tuple[list[int], list[int]]] = {}  # of the lines that were asked for
    for rows in tables:
        for row in rows:
            for name, value in row.cells.items():
                if name not in _QUOTED:
                    for line, start, end in _spans(value):
                        by_line[line].append((start, end))
            for line, start, end in row.claims:
                by_line[line].append((start, end))

    def is_taken(numeral: Numeral) -> bool:
        for line, start, end in numeral.cite.spans:
            if line not in by_line:
                continue
            if line not in merged:
                merged[line] = _merged(by_line[line])
            starts, ends = merged[line]
            at = bisect_left(ends, start + 1)
            if at < len(starts) and starts[at] < end:
                return True
        return False

    return is_taken


def _merged(ranges: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where the characters of some ranges begin and end, those that overlap as one."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _spans(value: Value) -> Iterable[Span]:
    """The characters that a cell was read from."""
    if isinstance(value, Cite):
        return value.spans
    if isinstance(value, tuple):
        return [span for cite in value for span in cite.spans]
    return value.cite.spans if value.cite else ()
