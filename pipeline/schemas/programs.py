"""programs: one row per program (事業), group or total of a list."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table


def _yen(name: str, about: str) -> Column:
    return Column(name, "int64", about, unit="円", read=read.yen)


TABLE = Table(
    name="programs",
    about="One row per program (事業) of a list or plan, and per group or total stated for them.",
    order=1,
    columns=(
        Column(
            "program_id",
            "string",
            "the program across editions: same jurisdiction and same name, same id",
            read=read.verbatim,
        ),
        Column(
            "level",
            "string",
            "program; group (a measure with programs under it); subtotal (小計); total (合計)",
            key=True,
            read=read.verbatim,
        ),
        Column(
            "name",
            "string",
            "name of the program, line wraps joined, widths folded, brackets around it dropped",
            key=True,
            read=read.name,
        ),
        Column(
            "section",
            "string",
            "the headings that it stands under, the outermost first, ' > ' between them",
            key=True,
            read=read.name,
            joint=" > ",
        ),
        Column("parent_row_id", "string", "row_id of the group or total that it is a part of"),
        Column(
            "jurisdiction",
            "string",
            "prefecture or municipality of the row",
            key=True,
            read=read.name,
        ),
        Column(
            "fiscal_year",
            "int16",
            "fiscal year of the edition, by the year it begins in",
            key=True,
            read=read.fiscal_year,
        ),
        Column(
            "description", "string", "what is done (事業内容, 事業概要)", read=read.prose, joint=" "
        ),
        Column(
            "implementer",
            "string",
            "who carries it out (実施主体); several with | between them",
            read=read.name,
            joint="|",
        ),
        Column(
            "department",
            "string",
            "the section in charge (担当課); several with | between them",
            read=read.name,
            joint="|",
        ),
        Column(
            "funding",
            "list<string>",
            "where the money comes from, marks resolved by the document's own legend",
            read=read.funding,
        ),
        Column("is_new", "bool", "marked as new (新規)", read=read.flag),
        Column("is_repeated", "bool", "marked as listed before (再掲)", read=read.flag),
        Column(
            "start_fiscal_year",
            "int16",
            "fiscal year that it begins in, where stated (事業開始)",
            read=read.fiscal_year,
        ),
        _yen("total_yen", "the whole cost (総事業費, 事業費)"),
        _yen("fund_yen", "borne by a fund (基金負担分, 基金充当額)"),
        _yen("national_yen", "borne by the state (国庫補助負担分)"),
        _yen("prefecture_yen", "borne by the prefecture (県負担分)"),
        _yen("operator_yen", "borne by whoever runs it (事業者負担)"),
        _yen("own_yen", "from the general revenue of the jurisdiction (一般財源)"),
        _yen("bond_yen", "from bonds (地方債)"),
        _yen("other_yen", "from other sources (その他, 特定財源)"),
        _yen("settled_yen", "spent according to the accounts (決算額)"),
        _yen("difference_yen", "change against the year before where the list prints it (増減)"),
    ),
)
