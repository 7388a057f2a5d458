"""Names for rows: where in which bytes a row was read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from extractors.row import Row
from pipeline.document.model import Document, Span

_DIGITS = 10  # hexadecimal digits of the hash: 40 bits tell a million documents apart


def rows_to_ids(rows: Iterable[Row], document: Document, copy: int = 1) -> dict[Row, str]:
    """A row_id for every row of a document, from its bytes and the row's position alone.

    The form is <table>-<hash>-<line>-<character>, lines counted from 1 over the whole document,
    characters from 0, with .2, .3 … behind where rows of one table begin at the same character.
    copy tells files with the same bytes apart (~2 behind the hash of the second).
    """
    ids: dict[Row, str] = {}
    seen: Counter[str] = Counter()
    for row in rows:
        spans = row.source.spans
        name = place_to_id(row.table, document.sha256, spans[0] if spans else None, copy)
        seen[name] += 1
        ids[row] = name if seen[name] == 1 else f"{name}.{seen[name]}"
    return ids


def place_to_id(table: str, sha256: str, span: Span | None, copy: int = 1) -> str:
    """The row_id of the first row of a table at a place; 0-0 where a row has no place."""
    place = f"{span.line + 1}-{span.start}" if span else "0-0"
    digest = sha256[:_DIGITS] if copy == 1 else f"{sha256[:_DIGITS]}~{copy}"
    return f"{table}-{digest}-{place}"


def id_to_table(row_id: str) -> str:
    """The name of the table that a row_id is of."""
    return row_id.split("-", 1)[0]


def id_to_place(row_id: str) -> tuple[int, int] | None:
    """The 1-based line of the document and the character that a row begins at, as its id says;
    None where the id names no place."""
    parts = row_id.rsplit("-", 2)
    start = parts[-1].split(".", 1)[0]
    if len(parts) < 3 or not parts[1].isdigit() or not start.isdigit() or parts[1] == "0":
        return None
    return int(parts[1]), int(start)


def names_to_id(*names: str) -> str:
    """A short id that the same names always get: 12 hexadecimal digits."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "replace")).hexdigest()[:12]
