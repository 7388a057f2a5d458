"""The changes as JSON for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from pipeline.diff.output import change_to_row
from pipeline.diff.run import Report, changes_of
from pipeline.diff.told import check_to_sentence, count_kinds
from pipeline.telling import ENGLISH, say

_LEFT_OUT = ("bbox", "source_text", "page", "line")  # changes.parquet has them


def reports_to_json(reports: Sequence[Report]) -> str:
    """One object: comparisons, each with its counts, its check and the rows of changes."""
    found = {"comparisons": [_report(report) for report in reports]}
    return json.dumps(found, ensure_ascii=False, indent=1)


def _report(report: Report) -> dict[str, Any]:
    check = report.check
    tables = dict.fromkeys(change.table for change in report.changes)
    return {
        "title": report.title,
        "cause": report.cause,
        "counts": {table: count_kinds(changes_of(report.changes, table)) for table in tables},
        "check": None
        if check is None
        else {
            "net_total_yen_from": check.net_from,
            "net_total_yen_to": check.net_to,
            "difference_yen": check.difference,
            "sum_of_deltas_yen": check.sum_of_deltas,
            "programs_without_amount": check.unknown,
            "holds": check.holds,
            "message": say(check_to_sentence(check), ENGLISH),
        },
        "notes": [say(note, ENGLISH) for note in report.notes],
        "changes": [_change(change_to_row(change)) for change in report.changes],
    }


def _change(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _LEFT_OUT}
