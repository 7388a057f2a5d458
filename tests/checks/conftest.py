"""Typed rows made from short specifications: amounts in thousands of yen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Rows = dict[str, list[dict[str, Any]]]
SHARES = ("total", "fund", "national", "prefecture", "operator", "own", "bond", "other")


def spec_to_rows(*specs: dict[str, Any]) -> Rows:
    """The tables programs and budgets of a list.

    A specification has name, level, section, parent (a name), year, repeated, and amounts by
    source; settled; before (the total of the year before); difference; later: further rows of
    budgets as (measure, year, source, amount).
    """
    tables: Rows = {"programs": [], "budgets": []}
    ids: dict[str, str] = {}
    for number, spec in enumerate(specs, 1):
        row = {
            "row_id": f"programs-0123456789-{number}-0",
            "source_file": "plan.txt",
            "line": number,
            "source_text": spec["name"],
            "verified": "unchecked",
            "name": spec["name"],
            "level": spec.get("level", "program"),
            "section": spec.get("section"),
            "parent_row_id": ids.get(spec.get("parent", "")),
            "fiscal_year": spec.get("year", 2024),
            "is_repeated": spec.get("repeated"),
            "implementer": spec.get("implementer"),
            "description": spec.get("description"),
        }
        ids[spec["name"]] = row["row_id"]
        tables["programs"].append(row)
        for source in SHARES:
            if spec.get(source) is not None:
                row[f"{source}_yen"] = spec[source] * 1000
                _add(tables, row, spec.get("measure", "budget"), 0, source, spec[source])
        if spec.get("settled") is not None:
            row["settled_yen"] = spec["settled"] * 1000
            _add(tables, row, "settled", 0, "total", spec["settled"])
        if spec.get("before") is not None:
            _add(tables, row, "budget", -1, "total", spec["before"])
        if spec.get("difference") is not None:
            row["difference_yen"] = spec["difference"] * 1000
        for measure, year, source, amount in spec.get("later", ()):
            _add(tables, row, measure, None, source, amount, year)
    return tables


def _add(
    tables: Rows,
    program: dict[str, Any],
    measure: str,
    years: int | None,
    source: str,
    amount: int,
    year: int | None = None,
) -> None:
    line, number = program["line"], len(tables["budgets"])
    tables["budgets"].append(
        {
            "row_id": f"budgets-0123456789-{line}-{number}",
            "source_file": "plan.txt",
            "line": line,
            "verified": "unchecked",
            "program_row_id": program["row_id"],
            "program": program["name"],
            "fiscal_year": year if years is None else program["fiscal_year"] + years,
            "measure": measure,
            "source": "municipality" if source == "own" else source,
            "series": None,
            "amount_yen": amount * 1000,
            "amount_raw": f"{amount:,}",
        }
    )


@pytest.fixture
def table_rows() -> Callable[..., Rows]:
    return spec_to_rows


@pytest.fixture
def outcomes() -> Callable[..., list[tuple[str, int, int, str]]]:
    """What a check says: subject up to the colon, stated and found in thousands, pass or fail."""

    def run(check: Callable[..., Any], tables: Rows) -> list[tuple[str, int, int, str]]:
        return [
            (
                str(finding.subject).split(":")[0],
                int(finding.expected) // 1000,
                int(finding.actual) // 1000,
                "pass" if finding.passed else "fail",
            )
            for finding in check(tables)
        ]

    return run
