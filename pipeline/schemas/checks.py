"""checks: every statement of a document that could be tested by arithmetic."""

from __future__ import annotations

from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="checks",
    about="One row per sum, share or repeated figure of a document that was tested.",
    order=8,
    columns=(
        Column(
            "rule",
            "string",
            "row_sum, column_sum, group_sum, grand_total, yearly, difference, percent_sum, rate,"
            " cross_reference, unit or duplicate",
            key=True,
        ),
        Column("subject", "string", "what was tested, in the document's words", key=True),
        Column("subject_ja", "string", "the same in Japanese"),
        Column("expected", "decimal128(38, 9)", "what the document states"),
        Column("actual", "decimal128(38, 9)", "what its figures give"),
        Column("difference", "decimal128(38, 9)", "actual less expected"),
        Column("status", "string", "pass or fail"),
        Column("row_ids", "list<string>", "row_id of every row that takes part"),
        Column("message", "string", "the result in one sentence"),
        Column("message_ja", "string", "the same in Japanese"),
    ),
)
