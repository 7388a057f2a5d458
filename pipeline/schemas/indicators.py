"""indicators: one row per figure of running text, charts and tables that no other table takes."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="indicators",
    about="One row per figure that a document states and no other table takes: results, shares,"
    " targets, conditions, with what it counts and when.",
    order=7,
    columns=(
        Column("program_row_id", "string", "row_id of the row of programs that it is stated under"),
        Column("section", "string", "headings above it", read=read.prose, joint=" > "),
        Column(
            "label",
            "string",
            "what is counted, in the document's words",
            key=True,
            read=read.prose,
            joint=" ",
        ),
        Column("of", "string", "the whole that it is a part of (Xのうち)", read=read.prose),
        Column(
            "fiscal_year",
            "int16",
            "fiscal year that it holds for, where one is stated; null where a date is",
            key=True,
        ),
        Column(
            "date",
            "string",
            "ISO 8601 to the precision stated (2013, 2010-12, 2019-05-31 for 5月末); from/to of a"
            " change or period",
            key=True,
        ),
        Column(
            "period",
            "string",
            "stretch of time that it covers or is compared with, as printed (５年間で)",
            read=read.prose,
        ),
        Column("value", "decimal128(38, 9)", "the value in the base unit", key=True),
        Column("value_to", "decimal128(38, 9)", "the upper end of a range"),
        Column("unit", "string", "the base unit (人, %, 円, 病院)", read=read.verbatim),
        Column("qualifier", "string", "words that bound it: 約, 以上, 延べ", read=read.verbatim),
        Column("raw", "string", "the expression and its unit as printed", read=read.verbatim),
    ),
)
