"""The answers of a survey on one line, each with its share, which make 100 together.

自宅 54.6％　施設 20.1％　病院 12.3％　わからない 13.0％
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.document.flat.table import Table
from pipeline.document.flat.tokens import Row, folded

_SHARE = re.compile(r"(?P<share>\d{1,3}(?:\.\d+)?)%")
_FEWEST = 3
_ROUNDING = Decimal("0.05")  # of one share
_WIDEST = 40


def one_line_begins(rows: Sequence[Row]) -> list[int]:
    """The lines that consist of words and shares by turns."""
    return [at for at, row in enumerate(rows) if len(row.kinds) >= 2 * _FEWEST and _turns(row)]


def take_one_line(rows: Sequence[Row], at: int) -> Table | None:
    """The answers of rows[at], or None where their shares are not all of 100."""
    if not _turns(rows[at]):
        return None
    words, shares = rows[at].tokens[::2], rows[at].tokens[1::2]
    found = [_SHARE.fullmatch(folded(token.text)) for token in shares]
    values = [Decimal(match["share"]) for match in found if match]
    if len(values) < len(words) or any(token.width > _WIDEST for token in words):
        return None
    if abs(sum(values, Decimal(-100))) > _ROUNDING * len(values):
        return None
    cells = [[w.cite, s.cite] for w, s in zip(words, shares, strict=True)]
    return Table([], cells, at + 1)


def _turns(row: Row) -> bool:
    kinds, count = row.kinds, len(row.kinds)
    return (
        count >= 2 * _FEWEST
        and count % 2 == 0
        and {*kinds[1::2]} == {"number"}
        and "number" not in kinds[::2]
    )
