"""Two slides: the medical areas of a prefecture, and the windows of its towns in two halves."""

from __future__ import annotations

import tomllib
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Flowable, PageBreak, Spacer, Table
from sheet import Cell, paragraph, ruled_table, write_pdf
from truth import Row, Truth

FACTS = Path(__file__).with_name("facts") / "medical_areas.toml"
TITLE = "在宅医療・介護連携の現状"


def load() -> dict[str, Any]:
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def write_areas(path: Path) -> None:
    facts = load()
    note = "（書式の見本。名称と数値は公表された資料による。群馬県の公表資料ではない。）"
    story: list[Flowable] = [
        paragraph(f"{facts['jurisdiction']} {TITLE}", 20),
        Spacer(0, 8),
        paragraph("令和７年３月２１日", 12, align="right"),
        paragraph(note, 9),
        Spacer(0, 10),
        paragraph("二次保健医療圏", 15),
        Spacer(0, 8),
        _area_table(facts["areas"]),
        PageBreak(),
        paragraph("在宅医療・介護連携支援窓口", 15),
        Spacer(0, 8),
        _window_tables(facts["windows"]),
        Spacer(0, 8),
        paragraph("・委託先等の丸数字は、コーディネーターの人数", 10),
    ]
    write_pdf(path, story, title=TITLE, size=landscape(A4), foot="{}")


def _area_table(areas: list[list[str]]) -> Table:
    heads = ("二次保健医療圏名", "構成市町村", "面積（km2）", "人口（人）")
    rows = [[Cell(head) for head in heads]]
    for name, towns, area, people in areas:
        rows.append([Cell(name), Cell(towns), *(Cell(n, align="right") for n in (area, people))])
    total = _total(areas)
    count = sum(len(towns.split("、")) for _, towns, _, _ in areas)
    numbers = (f"{total['area_km2']:.2f}", f"{total['population']:,}")
    rows.append(
        [
            Cell("合　計", align="center"),
            Cell(f"{count}市町村"),
            *(Cell(n, align="right") for n in numbers),
        ]
    )
    return ruled_table(rows, (150, 360, 90, 90), size=11)


def _total(areas: list[list[str]]) -> dict[str, Any]:
    return {
        "area_km2": sum(Decimal(area) for *_, area, _ in areas),
        "population": sum(int(people.replace(",", "")) for *_, people in areas),
    }


def _window_tables(windows: list[list[str]]) -> Table:
    """The list in two tables side by side."""
    half = (len(windows) + 1) // 2
    tables = [_window_table(part) for part in (windows[:half], windows[half:])]
    return Table([tables], colWidths=(365, 365), style=[("VALIGN", (0, 0), (-1, -1), "TOP")])


def _window_table(windows: list[list[str]]) -> Table:
    rows = [[Cell("市町村"), Cell("名称"), Cell("委託先等")]]
    for index, (towns, name, operator) in enumerate(windows):
        merged = index + 1 < len(windows) and not windows[index + 1][0]
        first = [Cell(towns, rows=2 if merged else 1)] if towns else []
        rows.append([*first, Cell(name), Cell(operator, align="center")])
    return ruled_table(rows, (125, 165, 60), size=10.5)


def areas_truth() -> Truth:
    facts = load()
    areas: list[Row] = [
        {
            "name": name,
            "municipalities": towns.split("、"),
            "area_km2": area,
            "population": people.replace(",", ""),
        }
        for name, towns, area, people in facts["areas"]
    ]
    areas.append({"name": "合計", **_total(facts["areas"])})
    windows: list[Row] = []
    towns: list[str] = []
    for printed, name, operator in facts["windows"]:
        towns = printed.split("・") if printed else towns
        windows.append(
            {
                "name": name,
                "municipalities": towns,
                "operator": operator[:-1],
                "coordinators": int(unicodedata.digit(operator[-1])),
            }
        )
    documents: list[Row] = [{"jurisdiction": facts["jurisdiction"], "fiscal_years": 2024}]
    return {"documents": documents, "medical_areas": areas, "facilities": windows}
