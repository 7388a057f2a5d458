"""The rows that a sample states, written as CSV in the form of the answer keys."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, object]
Truth = dict[str, list[Row]]

COLUMNS = {
    "documents": ("jurisdiction", "fiscal_years"),
    "programs": [
        "level",
        "name",
        "section",
        "jurisdiction",
        "fiscal_year",
        "implementer",
        "department",
        "funding",
        "is_new",
        "is_repeated",
        "start_fiscal_year",
        "total_yen",
        "fund_yen",
        "national_yen",
        "prefecture_yen",
        "operator_yen",
        "own_yen",
        "settled_yen",
    ],
    "budgets": [
        "program",
        "jurisdiction",
        "fiscal_year",
        "measure",
        "source",
        "series",
        "amount_yen",
    ],
    "facilities": [
        "name",
        "municipalities",
        "operator",
        "coordinators",
        "dmat_teams",
        "backup_power",
        "seismic",
        "needs",
        "tier",
    ],
    "dmat_deployments": [
        "disaster",
        "occurred_year",
        "occurred_month",
        "hospitals",
        "teams",
        "people",
    ],
    "survey_percentages": [
        "survey_year",
        "respondent",
        "item",
        "percent",
        "multiple_answers",
    ],
    "medical_areas": [
        "name",
        "municipalities",
        "area_km2",
        "population",
    ],
}
SOURCES = {
    "total_yen": "total",
    "fund_yen": "fund",
    "national_yen": "national",
    "prefecture_yen": "prefecture",
    "operator_yen": "operator",
}


def thousands(value: object) -> object:
    """An amount in thousand yen as yen; nothing stays nothing."""
    return "" if value in ("", None) else int(str(value).replace(",", "")) * 1000


def program_budgets(programs: Iterable[Row], measure: str) -> list[Row]:
    """The amounts of program rows in long form: measure for the shares, settled for 決算額."""
    rows: list[Row] = []
    for program in programs:
        base = {
            "program": program["name"],
            "jurisdiction": program["jurisdiction"],
            "fiscal_year": program["fiscal_year"],
        }
        for column, source in SOURCES.items():
            if program.get(column, "") != "":
                rows.append(
                    base | {"measure": measure, "source": source, "amount_yen": program[column]}
                )
        if program.get("settled_yen", "") != "":
            amount = (program["settled_yen"],)
            rows.append(base | {"measure": "settled", "source": "total", "amount_yen": amount})
    return rows


def write_truth(folder: Path, truth: Truth) -> None:
    """One CSV a table into folder; lists are joined by |, true and false in lower case."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in truth.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS[table], lineterminator="\n")
            writer.writeheader()
            writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return "|".join(map(str, value))
    return value
