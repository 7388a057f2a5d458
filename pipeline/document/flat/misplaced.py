"""What the cells of a flattened table say against its heads: they are those of other columns.

Heads in the middle of their cells come in the order of their lines, not of their columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from normalizers.head import read_heads
from normalizers.unit import unit_of
from pipeline.document.flat.records.columns import office_ends, organisation_ends
from pipeline.document.flat.tokens import folded, kind_of
from pipeline.document.model import Cell, Cite

_UNIT = re.compile(r"\s*[(（\[［][^()（）]{1,8}[)）\]］]\s*")
_FEWEST = 2  # rows that say so
_ENDS = {"department": office_ends, "implementer": organisation_ends}


def are_misplaced(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether offices stand below the head of others, the sum of all amounts below a share, or the
    unit of a head in a row."""
    return (
        _offices_are_elsewhere(heads, body)
        or _offices_are_names(heads, body)
        or _shares_are_totals(heads, body)
        or _begins_with_a_unit(body)
    )


def bare_of(cite: Cite) -> str:
    """What a cell says, folded and without blanks."""
    return "".join(folded(cite.text).split())


def _offices_are_elsewhere(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether the head of offices, or of those who carry programs out, is one column right of
    these: a cell was cut in two."""
    last = heads[-1] if heads else []
    first = last[0] if last else None
    if first is None or first.column != 1:
        return False
    roles = {h.role for h in read_heads(bare_of(first.cite)) if h.is_exact}
    ends = tuple(end for role in roles & _ENDS.keys() for end in _ENDS[role]())
    if not ends:
        return False
    left, below = (
        [bare_of(c.cite) for line in body for c in line if c.column == n] for n in (0, 1)
    )
    found = sum(text.endswith(ends) for text in left)
    several = found >= _FEWEST and found * 2 > len(body)
    return several and not any(text.endswith(ends) for text in below)


def _offices_are_names(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether offices stand below the head of names, and none below theirs: heads in the middle of
    their cells were put in the order of their lines."""
    columns = {
        h.role: c.column for c in (heads[-1] if heads else ()) for h in read_heads(bare_of(c.cite))
    }
    if not {"name", "department"} <= columns.keys():
        return False
    named, kept = (
        [bare_of(c.cite) for line in body for c in line if c.column == columns[role]]
        for role in ("name", "department")
    )
    ends = tuple(office_ends())
    found = sum(text.endswith(ends) for text in named)
    return found >= _FEWEST and found * 2 > len(named) and not any(t.endswith(ends) for t in kept)


def _shares_are_totals(heads: Sequence[Sequence[Cell]], body: Sequence[Sequence[Cell]]) -> bool:
    """Whether in every row a share is the sum of the total and the others: the heads of amounts
    are in another order than their columns."""
    found = [(c.column, read_heads(bare_of(c.cite))) for c in (heads[-1] if heads else ())]
    totals = [n for n, hs in found if any(h.role == "amount" and not h.share for h in hs)]
    shares = [n for n, hs in found if hs and all(h.share for h in hs)]
    if len(totals) != 1 or len(shares) < _FEWEST:
        return False
    rows = [{c.column: _number(c) for c in line} for line in body]
    rows = [row for row in rows if all(row.get(n) is not None for n in (*totals, *shares))]
    sums = [{n for n in (*totals, *shares) if _is_sum(row, n, (*totals, *shares))} for row in rows]
    alike = set.intersection(*sums) if sums else set()
    return len(rows) >= _FEWEST and bool(alike) and totals[0] not in alike


def _begins_with_a_unit(body: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row begins with the line of units below the heads: （人） / 東部窓口."""
    first = body[0][0].text.split("\n") if body and body[0] else []
    return len(first) > 1 and bool(_UNIT.fullmatch(first[0]) and unit_of(first[0]))


def _number(cell: Cell) -> int | None:
    text = bare_of(cell.cite).replace(",", "")
    return int(text) if text.isdecimal() else 0 if kind_of(text) == "nil" else None


def _is_sum(row: Mapping[int, int | None], whole: int, columns: Sequence[int]) -> bool:
    """Whether one number of a row is the sum of the others, which are not all nought."""
    total = row[whole]
    return bool(total) and total == sum(row[n] or 0 for n in columns if n != whole)
