"""Rows of tables for the tests, with ids made from their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def programs(side: str, *rows: Row | str, year: int = 2024) -> list[Row]:
    """Rows of programs; a bare name is a row of that name. row_id is side and number from 0."""
    return [
        {
            "row_id": f"{side}{number}",
            "source_file": f"{side}.txt",
            "level": "program",
            "fiscal_year": year,
            **({"name": row} if isinstance(row, str) else row),
        }
        for number, row in enumerate(rows)
    ]


def program(name: str, total: int | None = None, **columns: Any) -> Row:
    """A row of programs; total in thousands of yen."""
    return {"name": name, "total_yen": None if total is None else total * 1000, **columns}


def pairs_of(changes: Sequence[Any]) -> set[tuple[str | None, str | None]]:
    """The row_ids that changes bring together."""
    return {((c.before or {}).get("row_id"), (c.after or {}).get("row_id")) for c in changes}
