"""The tables of the sample plan, each from its facts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from reportlab.platypus import Flowable, Table
from sheet import GREY, Cell, paragraph, plain_table, ruled_table

WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class AnnexProgram(Protocol):
    name: str
    description: str
    total: int
    fund: int
    operator: int


def deployments(facts: list[list[Any]]) -> Table:
    """Without rules: disaster, month, what was sent."""
    rows = [["災害名", "発生年月", "派遣の状況"]]
    for disaster, month, hospitals, teams, people in facts:
        sent = f"{teams}チーム" if teams else f"{people}人"
        rows.append([disaster, month, f"{hospitals}病院{sent}".translate(WIDE)])
    return _indented(plain_table(rows, (200, 100, 110), 10))


def hospitals(facts: list[list[Any]]) -> Table:
    heads = (
        "災害拠点病院",
        "ＤＭＡＴ\n数",
        "自家\n発電",
        "耐震\n化",
        "充実が必要な事項",
        "区分",
    )
    rows = [[Cell(head) for head in heads]]
    for name, teams, power, seismic, needs, tier in facts:
        marks = (str(teams).translate(WIDE), power, seismic)
        rows.append(
            [Cell(name), *(Cell(m, align="center") for m in marks), Cell(needs), Cell(tier)]
        )
    return ruled_table(rows, (130, 45, 35, 35, 135, 95), size=8.5)


def survey(facts: dict[str, Any]) -> list[Flowable]:
    rows = [[Cell("項　目"), Cell("％")]]
    rows += [[Cell(item), Cell(percent, align="right")] for item, percent in facts["answers"]]
    table = ruled_table(rows, (300, 50), size=9.5)
    return [
        paragraph(facts["question"], 10, left=30),
        _indented(table),
        paragraph(facts["note"], 9, left=30),
    ]


def cross(facts: dict[str, Any]) -> Table:
    """Answers by facility, the heads of the columns in vertical writing."""
    heads = [Cell("対象施設\n\n（回答施設）")]
    heads += [Cell(item, vertical=True) for item in facts["items"]]
    rows = [heads]
    for respondent, percents in facts["rows"].items():
        cells = [Cell(p, align="right", fill=None if p else GREY) for p in percents]
        rows.append([Cell(respondent), *cells])
    return ruled_table(rows, (130, *[38] * len(facts["items"])), size=8.5)


def execution(facts: dict[str, Any]) -> Table:
    years = ("22年度\n支出済額", "23年度\n支出済額", "24年度\n支出済額")
    rows = [[Cell(head) for head in ("", "計画額", *years, "小計", "25年度\n予定額")]]
    for label, key in (("総事業費", "total"), ("基金負担分", "fund")):
        rows.append([Cell(label), *(Cell(amount, align="right") for amount in facts[key])])
    return ruled_table(rows, (75, *[66] * 6), size=9.5)


def earlier_program(facts: dict[str, Any]) -> Table:
    rows = [[Cell(h) for h in ("事業名", "事業総額", "基金負担額", "県負担額", "概要")]]
    about = (
        "女性医師が働き続けられるよう、保育の相談員が担い手を紹介する。"
        f"この取組を行う{facts['implementer']}に対して補助する。"
    )
    amounts = (f"{facts['total']:,}", f"{facts['fund']:,}", "－")
    rows.append([Cell(facts["name"]), *(Cell(a, align="right") for a in amounts), Cell(about)])
    return ruled_table(rows, (105, 60, 65, 60, 185), size=9.5)


def annex(programs: Sequence[AnnexProgram]) -> Table:
    rows = [
        [Cell("事業名", rows=2), Cell("事業内容", rows=2), Cell("金額（千円）", columns=3)],
        [Cell("総事業費"), Cell("基金充当額"), Cell("事業者負担")],
    ]
    for program in programs:
        amounts = (program.total, program.fund, program.operator)
        numbers = [Cell(f"{amount:,}", align="right") for amount in amounts]
        rows.append([Cell(program.name), Cell(program.description), *numbers])
    return ruled_table(rows, (115, 195, 55, 55, 55), head_rows=2, size=9)


def _indented(table: Table) -> Table:
    return Table([["", table]], colWidths=(26, None), hAlign="LEFT")
