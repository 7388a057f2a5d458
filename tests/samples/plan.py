"""A regional medical plan: headings with amounts in bullets, tables of every kind, an annex."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import plan_tables
from reportlab.lib.pagesizes import A4
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer, Table
from sheet import FONT, paragraph, write_pdf

FACTS = Path(__file__).with_name("facts")
WIDE = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
AREAS = ("災害医療", "医師確保", "在宅医療")
# size, indent, hanging indent and space above of each kind of line
LAYOUT = {
    "# ": (12, 0, 0, 10),
    "## ": (11, 8, 0, 6),
    "### ": (10.5, 18, 0, 4),
    "> ": (10.5, 24, 0, 0),
    ">> ": (10.5, 46, 0, 0),
    "・": (10.5, 34, 10, 0),
    "　（": (10.5, 44, 0, 0),
}


@dataclass(frozen=True)
class Program:
    """A program of the annex, amounts in thousand yen."""

    area: str
    group: str
    name: str
    implementer: str
    total: int
    fund: int
    operator: int
    description: str


@cache
def load() -> dict[str, Any]:
    return tomllib.loads((FACTS / "plan.toml").read_text(encoding="utf-8"))


@cache
def load_programs() -> list[Program]:
    with (FACTS / "plan_programs.csv").open(encoding="utf-8", newline="") as file:
        return [
            Program(**row | {k: int(row[k]) for k in ("total", "fund", "operator")})
            for row in csv.DictReader(file)
        ]


def group_programs(area: str) -> list[tuple[str, list[Program]]]:
    """The groups of an area with their programs, in printed order."""
    programs = [p for p in load_programs() if p.area == area]
    return [(name, list(part)) for name, part in groupby(programs, lambda p: p.group)]


def sums(programs: list[Program]) -> dict[str, int]:
    return {k: sum(getattr(p, k) for p in programs) for k in ("total", "fund", "operator")}


def write_plan(path: Path) -> None:
    facts = load()
    values = {name: _printed(amounts) for name, amounts in _stated_amounts().items()}
    story: list[Flowable] = []
    for line in (FACTS / "plan.txt").read_text(encoding="utf-8").splitlines():
        text = line.format_map(values)
        story += _directive(text, facts) if text.startswith("@") else _text(text)
    title = f"{facts['jurisdiction']}地域医療再生計画"
    write_pdf(path, story, title=title, size=A4)


def _stated_amounts() -> dict[str, dict[str, int]]:
    """All amounts that plan.txt names, thousand yen."""
    facts = load()
    amounts = {area: sums([p for p in load_programs() if p.area == area]) for area in AREAS}
    for area in AREAS:
        amounts |= {name: sums(part) for name, part in group_programs(area) if name}
    for label, stated in zip(("運営", "保育", "貸与", "これまで"), facts["stated"], strict=False):
        amounts[label] = {k: v for k, v in stated.items() if isinstance(v, int)}
    national = amounts["運営"]["national"]
    amounts["医師確保"] |= {"rest": amounts["医師確保"]["operator"] - national}
    amounts["年額"] = facts["annual"]
    return amounts


def _printed(amounts: dict[str, int]) -> SimpleNamespace:
    return SimpleNamespace(**{k: f"{v:,}".translate(WIDE) for k, v in amounts.items()})


def _text(line: str) -> list[Flowable]:
    for mark, (size, left, hang, above) in LAYOUT.items():
        if line.startswith(mark):
            body = line if mark in ("・", "　（") else line.removeprefix(mark)
            text = paragraph(body.strip("　"), size, left=left, hang=hang)
            heading = [CondPageBreak(60), Spacer(0, above)] if mark.startswith("#") else []
            return [*heading, text]
    return [paragraph(line)]


def _directive(line: str, facts: dict[str, Any]) -> list[Flowable]:
    kind, _, rest = line[1:].partition(" ")
    if kind == "break":
        return [PageBreak()]
    if kind == "table":
        return [Spacer(0, 3), KeepTogether(_table(rest, facts)), Spacer(0, 5)]
    if kind == "annex":
        return _annex(rest)
    if kind == "captions":
        left, right = rest.split("|")
        cells = [[left, right]]
        style = [
            ("FONT", (0, 0), (-1, -1), FONT, 10),
            ("ALIGN", (1, 0), (1, 0), "RIGHT"),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
        ]
        return [CondPageBreak(120), Table(cells, colWidths=(240, 240), style=style)]
    size, align = {"title": (16, "center"), "subtitle": (12, "center")}.get(kind, (9, "left"))
    above = 6 if kind in ("title", "subtitle") else 2
    indent = 30 if kind == "caption" and rest.startswith("（") else 0
    size = 10 if kind == "caption" else size
    return [Spacer(0, above), paragraph(rest, size, left=indent, align=align)]


def _table(name: str, facts: dict[str, Any]) -> list[Flowable]:
    kind, _, which = name.partition(".")
    match kind:
        case "survey":
            return plan_tables.survey(facts["survey"][int(which)])
        case "execution":
            return [plan_tables.execution(facts["execution"][which])]
        case "childcare":
            return [plan_tables.earlier_program(facts["stated"][-1])]
        case _:
            return [getattr(plan_tables, kind)(facts[kind])]


def _annex(area: str) -> list[Flowable]:
    story: list[Flowable] = []
    for group, programs in group_programs(area):
        heading = [Spacer(0, 6), paragraph(f"○　{group}", 10)] if group else []
        story += [CondPageBreak(140), *heading, plan_tables.annex(programs), Spacer(0, 4)]
    return story
