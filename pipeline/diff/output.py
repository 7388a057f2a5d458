"""The changes as changes.parquet and changes.html, put in place together."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.diff.change import Change, TypedRow
from pipeline.diff.page import reports_to_html
from pipeline.diff.run import Report
from pipeline.errors import OutputError
from pipeline.ids import names_to_id
from pipeline.tabulate import rows_to_arrow
from pipeline.telling import ENGLISH, JAPANESE, say

TABLE, PAGE = "changes.parquet", "changes.html"
_COMMON = ("source_file", "page", "line", "bbox", "source_text", "reading")


def write_changes(folder: Path, reports: Sequence[Report], language: str = ENGLISH) -> None:
    """Write the changes of all reports to a folder, which is made where it is missing; the page
    in a language of telling.LANGUAGES.

    Both files appear when both are complete. They hold no time and no place: the same changes
    give the same bytes. Raises OutputError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".keikaku-", dir=folder))
    except OSError as error:
        raise _error(folder, error) from error
    try:
        rows = (change_to_row(change) for report in reports for change in report.changes)
        pq.write_table(rows_to_arrow("changes", rows), aside / TABLE, compression="zstd")
        page = reports_to_html(reports, language)
        (aside / PAGE).write_text(page, encoding="utf-8", newline="\n")
        for name in (TABLE, PAGE):
            os.replace(aside / name, folder / name)
    except OSError as error:
        raise _error(folder, error) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def change_to_row(change: Change) -> TypedRow:
    """A change as a row of the table changes; its place is that of the later row, or, for a
    removed one, of the earlier."""
    before, after = change.before or {}, change.after or {}
    ids = [row.get("row_id") for row in (before, after)]
    return {
        **{name: (after or before).get(name) for name in _COMMON},
        "row_id": f"changes-{names_to_id(change.table, *(str(i or '') for i in ids))}",
        "verified": _verified(row["verified"] for row in (before, after) if row.get("verified")),
        "table": change.table,
        "jurisdiction": change.jurisdiction,
        "year_from": change.year_from,
        "year_to": change.year_to,
        "row_id_from": ids[0],
        "row_id_to": ids[1],
        "name_from": change.name_from,
        "name_to": change.name_to,
        "kinds": change.kinds,
        "total_yen_from": change.total_yen_from,
        "total_yen_to": change.total_yen_to,
        "delta_yen": change.delta_yen,
        "repeated": change.repeated,
        "score": change.score,
        "evidence": say(change.evidence, ENGLISH),
        "evidence_ja": say(change.evidence, JAPANESE),
        "columns": change.columns,
        "cause": change.cause,
    }


def _verified(verdicts: Iterable[str]) -> str:
    """As sure as the less sure of the two rows."""
    found = set(verdicts)
    for verdict in ("contradicted", "unchecked", "proved"):
        if verdict in found:
            return verdict
    return "unchecked"


def _error(folder: Path, error: OSError) -> OutputError:
    reason = "a file is in the way" if folder.is_file() else error.strerror or str(error)
    return OutputError(f"the changes cannot be written to {folder}: {reason}; name another folder")
