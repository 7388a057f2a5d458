"""What the sample plan states, table by table."""

from __future__ import annotations

import unicodedata
from typing import Any

from plan import AREAS, group_programs, load, load_programs, sums
from truth import Row, Truth, program_budgets, thousands

GRADE = {"○": "full", "△": "partial", "－": "none"}
BODY = "具体的な施策"
SHARES = ("total", "fund", "national", "prefecture", "operator")


def plan_truth() -> Truth:
    facts = load()
    programs = [*_body_programs(facts), *_annex_programs()]
    return {
        "documents": [
            {"jurisdiction": facts["jurisdiction"], "fiscal_years": facts["fiscal_year"]}
        ],
        "programs": programs,
        "budgets": [*program_budgets(programs, "plan"), *_execution(facts), *_annual(facts)],
        "facilities": _hospitals(facts),
        "dmat_deployments": _deployments(facts),
        "survey_percentages": _percentages(facts),
    }


def _row(level: str, name: str, section: str, amounts: dict[str, Any]) -> dict[str, object]:
    facts = load()
    shares = {f"{k}_yen": thousands(amounts[k]) for k in SHARES if k in amounts}
    return {
        "level": level,
        "name": name,
        "section": section,
        "jurisdiction": facts["jurisdiction"],
        "fiscal_year": amounts.get("fiscal_year", facts["fiscal_year"]),
        "implementer": amounts.get("implementer", ""),
        "start_fiscal_year": amounts.get("start", ""),
        **shares,
    }


def _body_programs(facts: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for area in AREAS:
        amounts: dict[str, Any] = sums([p for p in load_programs() if p.area == area])
        if area == "医師確保":  # the body splits what the annex calls 事業者負担
            national = facts["stated"][0]["national"]
            amounts |= {"national": national, "operator": amounts["operator"] - national}
        rows.append(_row("subtotal", area, BODY, amounts))
        for group, programs in group_programs(area):
            if group:
                state = sums(programs) | {"start": facts["fiscal_year"]}
                rows.append(_row("group", group, f"{BODY} > {area}", state))
        rows += [
            _row("program", stated["name"], stated["section"], stated)
            for stated in facts["stated"]
            if stated["section"].startswith(f"{BODY} > {area}")
        ]
    return rows


def _annex_programs() -> list[Row]:
    rows: list[Row] = []
    for area in AREAS:
        for group, programs in group_programs(area):
            section = " > ".join(part for part in ("別表", area, group) if part)
            rows += [_row("program", p.name, section, vars(p)) for p in programs]
    return rows


def _execution(facts: dict[str, Any]) -> list[Row]:
    measures = (
        ("plan", ""),
        ("spent", 2010),
        ("spent", 2011),
        ("spent", 2012),
        ("cumulative", ""),
        ("expected", 2013),
    )
    return [
        {
            "program": table["program"],
            "jurisdiction": facts["jurisdiction"],
            "fiscal_year": year,
            "measure": measure,
            "source": source,
            "amount_yen": "" if amount == "－" else thousands(amount),
        }
        for table in facts["execution"].values()
        for source in ("total", "fund")
        for (measure, year), amount in zip(measures, table[source], strict=True)
    ]


def _annual(facts: dict[str, Any]) -> list[Row]:
    return [
        {
            "program": program,
            "jurisdiction": facts["jurisdiction"],
            "measure": "annual",
            "source": "total",
            "amount_yen": thousands(amount),
        }
        for program, amount in facts["annual"].items()
    ]


def _hospitals(facts: dict[str, Any]) -> list[Row]:
    return [
        {
            "name": name.removesuffix(" ※"),
            "dmat_teams": teams,
            "backup_power": GRADE[power],
            "seismic": GRADE[seismic],
            "needs": needs,
            "tier": tier,
        }
        for name, teams, power, seismic, needs, tier in facts["hospitals"]
    ]


def _deployments(facts: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    for disaster, printed, hospitals, teams, people in facts["deployments"]:
        numbers = unicodedata.normalize("NFKC", printed).removeprefix("平成").rstrip("月")
        year, month = map(int, numbers.split("年"))
        rows.append(
            {
                "disaster": disaster,
                "occurred_year": 1988 + year,
                "occurred_month": month,
                "hospitals": hospitals,
                "teams": teams or "",
                "people": people or "",
            }
        )
    return rows


def _percentages(facts: dict[str, Any]) -> list[Row]:
    rows: list[Row] = [
        {
            "survey_year": survey.get("year", ""),
            "item": item,
            "percent": percent,
            "multiple_answers": survey["multiple"],
        }
        for survey in facts["survey"]
        for item, percent in survey["answers"]
    ]
    rows += [
        {"respondent": respondent, "item": item, "percent": percent}
        for respondent, percents in facts["cross"]["rows"].items()
        for item, percent in zip(facts["cross"]["items"], percents, strict=True)
        if percent
    ]
    return rows
