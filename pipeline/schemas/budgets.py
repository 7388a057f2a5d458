"""budgets: every amount of a program, one a row."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="budgets",
    about="One row per printed amount of a program: plans, budgets and spending of every year.",
    order=2,
    columns=(
        Column("program_row_id", "string", "row_id of the row of programs that it belongs to"),
        Column("program", "string", "name of the program", key=True, read=read.name),
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
            "fiscal year that the amount is for; null where none is stated",
            key=True,
            read=read.fiscal_year,
        ),
        Column(
            "measure",
            "string",
            "plan, budget, requested, spent, settled, expected, cumulative or annual",
            key=True,
            read=read.verbatim,
        ),
        Column(
            "source",
            "string",
            "who pays: total, fund, national, prefecture, municipality, bond, operator or other",
            key=True,
            read=read.verbatim,
        ),
        Column(
            "series",
            "string",
            "mark of the series (①, ②) where one program states several in a year",
            key=True,
            read=read.verbatim,
        ),
        Column("amount_yen", "int64", "the amount; null where － is printed", "円", read=read.yen),
        Column("amount_raw", "string", "the amount as printed", read=read.verbatim, keeps_nil=True),
        Column("note", "string", "what stands in brackets behind it", read=read.prose, joint=" "),
    ),
)
