"""changes: what differs between two fiscal years or two outputs."""

from __future__ import annotations

from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="changes",
    about="One row per row that changed, came or went between two fiscal years or two outputs.",
    written_by="diff",
    order=9,
    columns=(
        Column("table", "string", "the table that the two rows are of"),
        Column("jurisdiction", "string", "prefecture or municipality of the rows"),
        Column("year_from", "int16", "the earlier fiscal year"),
        Column("year_to", "int16", "the later fiscal year"),
        Column("row_id_from", "string", "the earlier row; null for an added one"),
        Column("row_id_to", "string", "the later row; null for a removed one"),
        Column("name_from", "string", "the name in the earlier year"),
        Column("name_to", "string", "the name in the later year"),
        Column(
            "kinds",
            "list<string>",
            "unchanged, amount, renamed, department, funding, section, unit, mark, added,"
            " removed, split or merged",
        ),
        Column("total_yen_from", "int64", "the amount of the earlier year", "円"),
        Column("total_yen_to", "int64", "the amount of the later year", "円"),
        Column(
            "delta_yen",
            "int64",
            "later less earlier amount, so that the deltas of rows that are not repeated add up to"
            " the difference of the net totals: of parts (split, merged) the shared row counts with"
            " the first, and null where other rows count the amount",
            "円",
        ),
        Column("repeated", "bool", "a row listed before (再掲), left out of sums"),
        Column("score", "double", "how sure the pairing is, from 0 to 1"),
        Column("evidence", "string", "why the two rows are taken for the same, in one sentence"),
        Column("evidence_ja", "string", "the same in Japanese"),
        Column("columns", "list<string>", "names of the columns whose values differ"),
        Column(
            "cause",
            "string",
            "edition (the documents differ) or extractor (the same bytes, read by two versions)",
        ),
    ),
)
