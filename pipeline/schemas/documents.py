"""documents: one row per input file."""

from __future__ import annotations

from pipeline.schemas import read
from pipeline.schemas.base import Column, Table

TABLE = Table(
    name="documents",
    about="One row per file that was given to the run, whether it could be read or not.",
    common=False,
    order=0,
    columns=(
        Column("source_file", "string", "the file, as a path from the input folder", key=True),
        Column("sha256", "string", "SHA-256 of the bytes of the file, in hexadecimal digits"),
        Column("media_type", "string", "application/pdf, text/plain or text/markdown"),
        Column("status", "string", "ok, partial (something was left out) or failed"),
        Column("error", "string", "what went wrong, in a sentence; null when all went well"),
        Column("title", "string", "the title that the document gives itself", read=read.name),
        Column(
            "jurisdiction",
            "string",
            "the prefecture or municipality that publishes; null for a national document",
            read=read.name,
        ),
        Column(
            "jurisdiction_code",
            "string",
            "its code of JIS X 0401 or the local government code, leading zeros kept",
            read=read.verbatim,
        ),
        Column(
            "fiscal_years",
            "list<int16>",
            "the fiscal years that the file is an edition for, by the year they begin in",
            read=read.fiscal_year,
        ),
        Column("as_of", "date32", "the day that the document says it was issued", read=read.date),
        Column("pages", "int32", "number of pages; null for a text without page breaks"),
        Column(
            "ocr_pages",
            "list<int32>",
            "pages whose text comes from character recognition: this program's, or a hidden layer",
        ),
        Column("numerals", "int32", "numeric expressions in the document, rows of quantities"),
        Column(
            "numerals_claimed",
            "int32",
            "of those, read into a row of another table or known as structure",
        ),
        Column("checks_passed", "int32", "statements of the document that its figures bear out"),
        Column("checks_failed", "int32", "statements of the document that its figures contradict"),
    ),
)
