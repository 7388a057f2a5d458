"""Municipalities of one cell that blanks part: 東浜市 西浜市 南浜町."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from normalizers.head import read_heads
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.tokens import Row, Token, merge

_MAY_BE_PLACES = frozenset({"operator", "implementer", "jurisdiction", "address"})
_PLACE = re.compile(r"[^\s\d、・,，（）()]{1,6}[市町村区][、・,，]?")


def join_places(rows: Sequence[Row], at: int, heads: Sequence[HeadCell]) -> Sequence[Row]:
    """The rows from rows[at] on with municipalities side by side as one cell, where a head says
    that a column lists them."""
    if not any(
        h.is_exact and h.role == "municipalities" for x in heads for h in read_heads(x.text)
    ):
        return rows
    also = any(not _MAY_BE_PLACES.isdisjoint(head.roles) for head in heads)
    count = len(heads) if also else 0
    joined = {n: row for n in range(at, len(rows)) if (row := _with_places(rows[n], count))}
    return [joined.get(n, row) for n, row in enumerate(rows)] if joined else rows


def _with_places(row: Row, count: int) -> Row | None:
    """A row with neighbouring municipalities as one token; None where it has no two, or no more
    cells than columns, one of which may be of a municipality that runs a place."""
    runs = [(place, list(run)) for place, run in groupby(row.tokens, key=_is_place)]
    if not any(place and len(run) > 1 for place, run in runs):
        return None
    if len(row.tokens) <= count and len(runs) > 1:
        return None
    tokens = [t for place, run in runs for t in ([merge(run)] if place else run)]
    return Row(row.line, tokens, row.gap)


def _is_place(token: Token) -> bool:
    return token.kind == "text" and bool(_PLACE.fullmatch(token.text))
