"""What the columns of a row follow from: ids across editions, the jurisdiction, its code."""

from __future__ import annotations

from normalizers.name import identity
from normalizers.prefecture import code, prefectures
from pipeline.convert import TypedRow
from pipeline.ids import names_to_id
from pipeline.schemas import all_tables

_TOTALS = ("subtotal", "total")  # 小計 is no name: the headings above it tell it apart


def complete_rows(typed: dict[str, list[TypedRow]]) -> None:
    """Fill in what follows from other columns; a value that an extractor gave stays.

    Rows without a jurisdiction of their own are of the document's; a prefecture has its code;
    a program has its program_id.
    """
    document = next(iter(typed.get("documents", ())), {})
    _fill_code(document)
    for name, rows in typed.items():
        if document.get("jurisdiction") and "jurisdiction" in all_tables()[name].by_name:
            for row in rows:
                row["jurisdiction"] = row.get("jurisdiction") or document["jurisdiction"]
    for row in typed.get("programs", ()):
        row["program_id"] = row.get("program_id") or _program_id(row)


def _fill_code(document: TypedRow) -> None:
    jurisdiction = document.get("jurisdiction")
    if isinstance(jurisdiction, str) and jurisdiction in prefectures():
        document.setdefault("jurisdiction_code", code(jurisdiction))


def _program_id(row: TypedRow) -> str | None:
    """The same id for the same jurisdiction and name, whatever the year and its writing."""
    if not row.get("name"):
        return None
    parts = [row.get("jurisdiction"), identity(str(row["name"]))]
    if row.get("level") in _TOTALS:
        parts += [row.get("level"), identity(str(row.get("section") or ""))]
    return names_to_id(*(str(part or "") for part in parts))
