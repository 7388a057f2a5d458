"""quantities: the ledger of every number of every document."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="quantities",
    about="The ledger: one row per numeric expression of a document, so that none gets lost.",
    order=7,
    columns=(
        Column("start", "int32", "first character in the line, from 0 on"),
        Column("end", "int32", "character in the line behind the last"),
        Column(
            "raw", "string", "the expression and its unit as printed", key=True, read=read.verbatim
        ),
        Column("value", "decimal128(38, 9)", "the value in the base unit"),
        Column("value_to", "decimal128(38, 9)", "the upper end of a range"),
        Column(
            "unit", "string", "the base unit (円, 人, %); of a cell, its head's", read=read.verbatim
        ),
        Column("date", "string", "of a date, ISO 8601 to the precision stated", read=read.verbatim),
        Column(
            "dimension",
            "string",
            "money, count, percent, ratio, area, capacity, duration, year, date, time, ordinal,"
            " identifier or structure",
            read=read.verbatim,
        ),
        Column("qualifier", "string", "words that bound it: 約, 以上, 延べ", read=read.verbatim),
        Column("context", "string", "the sentence or cell that it stands in", read=read.verbatim),
        Column(
            "claimed_by",
            "string",
            "row_id of the row that it was read into; structure for markers and page numbers",
        ),
        Column(
            "explained",
            "string",
            "why it is structure: list marker, heading number, page number, reference, identifier"
            " (part of a name), legal or form number, year of a head, date of issue, time of an"
            " event, set phrase, basis of a rate, position in a sequence, axis of a chart",
        ),
    ),
)
