"""Municipalities of one cell that blanks part: 東浜市 西浜市 南浜町."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from normalizers.head import read_heads
from pipeline.document.flat.heads import HeadCell
from pipeline.document.flat.tokens import Row, Token, merge

_PLACE = re.compile(r"[^\s\d、・,，（）()]{1,6}[市町村区][、・,，]?")


def join_places(rows: Sequence[Row], at: int, heads: Sequence[HeadCell]) -> Sequence[Row]:
    """The rows from rows[at] on with municipalities side by side as one cell, where a head says
    that a column lists them."""
    if not any(
        h.is_exact and h.role == "municipalities" for x in heads for h in read_heads(x.text)
    ):
        return rows
    joined = {n: row for n in range(at, len(rows)) if (row := _with_places(rows[n]))}
    return [joined.get(n, row) for n, row in enumerate(rows)] if joined else rows


def _with_places(row: Row) -> Row | None:
    """A row with neighbouring municipalities as one token; None where it has no two."""
    runs = [(place, list(run)) for place, run in groupby(row.tokens, key=_is_place)]
    if not any(place and len(run) > 1 for place, run in runs):
        return None
    tokens = [t for place, run in runs for t in ([merge(run)] if place else run)]
    return Row(row.line, tokens, row.gap)


def _is_place(token: Token) -> bool:
    return token.kind == "text" and bool(_PLACE.fullmatch(token.text))
