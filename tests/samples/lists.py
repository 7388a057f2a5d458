"""Two editions of one list of programs: ruled, landscape, with subtotals and net totals."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from reportlab.lib.pagesizes import A3, landscape
from reportlab.platypus import Flowable, Spacer, Table
from sheet import SECTION, Cell, paragraph, ruled_table, write_pdf
from truth import Row, Truth, program_budgets, thousands

FACTS = Path(__file__).with_name("facts")
JURISDICTION = "千葉県"
LEGEND = {"①": "基金", "②": "県単", "③": "国庫"}
NOTE = (
    "（書式の見本。名称と金額は公表された一覧により、文章と採否は新たに定めた。"
    "千葉県の公表資料ではない。）"
)
HEADS = (
    "区分",
    "新規",
    "再掲",
    "事業名",
    "事業内容",
    "担当課",
    "財源\n①基金\n②県単\n③国庫",
    "事業費\n(千円)",
    "決算額\n(円)",
)
WIDTHS = (80, 40, 40, 270, 380, 140, 50, 65, 75)
MARKER = re.compile(r"^(\(\d\)|[ア-ン]) ")


@dataclass(frozen=True)
class Program:
    """One printed row; budget in thousand yen, settled in yen (None: not yet settled)."""

    section: str
    subsection: str
    category: str
    name: str
    description: str
    implementer: str
    department: str
    funding: str
    is_new: bool
    is_repeated: bool
    budget: int
    settled: int | None


def load(year: int) -> list[Program]:
    with (FACTS / "home_care_programs.csv").open(encoding="utf-8", newline="") as file:
        known = {row["key"]: row for row in csv.DictReader(file)}
    with (FACTS / f"home_care_{year}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Program(
                section=row["section"],
                subsection=row["subsection"],
                category=row["category"],
                name=row["name"] or known[row["key"]]["name"],
                description=known[row["key"]]["description"],
                implementer=known[row["key"]]["implementer"],
                department=row["department"],
                funding=known[row["key"]]["funding"],
                is_new=bool(row["is_new"]),
                is_repeated=bool(row["is_repeated"]),
                budget=int(row["budget"]),
                settled=int(row["settled"]) if row["settled"] else None,
            )
            for row in csv.DictReader(file)
        ]


def sums(programs: list[Program]) -> tuple[int, int | None]:
    """Budget in thousand yen and settled amount in yen (None where the edition has none)."""
    settled = [p.settled for p in programs if p.settled is not None]
    return sum(p.budget for p in programs), sum(settled) if settled else None


def totals(programs: list[Program]) -> dict[str, tuple[int, int | None]]:
    repeated = [p for p in programs if p.is_repeated]
    first = [p for p in programs if not p.is_repeated]
    parts = {"合計": programs, "再掲事業計": repeated, "純合計": first}
    return {name: sums(part) for name, part in parts.items()}


def write_list(path: Path, year: int) -> None:
    title = f"令和{year - 2018}年度在宅医療推進施策一覧"
    state = "(R7.5.31時点)" if year == 2024 else ""
    story: list[Flowable] = [
        paragraph(f"{JURISDICTION} {title}{state}", 15, align="center"),
        Spacer(0, 8),
        paragraph(NOTE, 8),
        Spacer(0, 4),
        _list_table(load(year)),
    ]
    write_pdf(path, story, title=title, size=landscape(A3), margin=24)


def _list_table(programs: list[Program]) -> Table:
    settled = programs[0].settled is not None
    width = len(WIDTHS) if settled else len(WIDTHS) - 1
    rows = [[Cell(head) for head in HEADS[:width]]]
    keep: list[tuple[int, int]] = []
    for section, group in groupby(programs, lambda p: p.section):
        members = list(group)
        rows.append([Cell(section, 6, fill=SECTION), *_amounts("小計", sums(members), SECTION)])
        for subsection, part in groupby(members, lambda p: p.subsection):
            if subsection:
                rows.append([Cell(subsection, columns=width)])
            for category, listed in groupby(part, lambda p: p.category):
                block = _category_rows(category, list(listed))
                keep.append((len(rows), len(rows) + len(block) - 1))
                rows += block
    for mark, (name, amounts) in zip(
        ("(A)", "(B)", "(A)-(B)"), totals(programs).items(), strict=True
    ):
        rows.append([Cell("", 5), Cell(mark, align="center"), *_amounts(name, amounts)])
    return ruled_table(rows, WIDTHS[:width], keep=keep)


def _amounts(name: str, amounts: tuple[int, int | None], fill: object = None) -> list[Cell]:
    numbers = [f"{n:,}" for n in amounts if n is not None]
    return [Cell(name, align="center", fill=fill)] + [
        Cell(number, align="right", fill=fill) for number in numbers
    ]


def _category_rows(category: str, programs: list[Program]) -> list[list[Cell]]:
    rows = []
    for index, program in enumerate(programs):
        first = [Cell(category, rows=len(programs))] if index == 0 else []
        marks = ("○" if program.is_new else "", "再掲" if program.is_repeated else "")
        rows.append(
            [
                *first,
                *(Cell(mark, align="center") for mark in marks),
                Cell(program.name),
                Cell(program.description),
                Cell(program.department.replace(" ", "\n")),
                *_amounts(program.funding, (program.budget, program.settled)),
            ]
        )
    return rows


def list_truth(year: int) -> Truth:
    programs = load(year)
    rows: list[Row] = []
    for section, group in groupby(programs, lambda p: p.section):
        members = list(group)
        rows.append(_sum_row("subtotal", "小計", MARKER.sub("", section), sums(members), year))
        rows += [_program_row(program, year) for program in members]
    rows += [_sum_row("total", name, "", pair, year) for name, pair in totals(programs).items()]
    documents: list[Row] = [{"jurisdiction": JURISDICTION, "fiscal_years": year}]
    return {
        "documents": documents,
        "programs": rows,
        "budgets": program_budgets(rows, "budget"),
    }


def _sum_row(
    level: str, name: str, section: str, amounts: tuple[int, int | None], year: int
) -> dict[str, object]:
    return {
        "level": level,
        "name": name,
        "section": section,
        "jurisdiction": JURISDICTION,
        "fiscal_year": year,
        "total_yen": thousands(amounts[0]),
        "settled_yen": "" if amounts[1] is None else amounts[1],
    }


def _program_row(program: Program, year: int) -> dict[str, object]:
    headings = (program.section, program.subsection, program.category)
    section = " > ".join(MARKER.sub("", heading) for heading in headings if heading)
    amounts = (program.budget, program.settled)
    return _sum_row("program", program.name, section, amounts, year) | {
        "implementer": program.implementer,
        "department": program.department,
        "funding": [LEGEND[symbol] for symbol in program.funding],
        "is_new": program.is_new,
        "is_repeated": program.is_repeated,
    }
