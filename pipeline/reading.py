"""From one document to what it adds to the output: rows, values, claims, checks, tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.claims import LEDGER, claim_quantities
from pipeline.complete import complete_rows
from pipeline.convert import Failure, TypedRow, rows_to_values
from pipeline.discover import Input
from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Document
from pipeline.document.read import media_type_of, read_document
from pipeline.extraction import document_to_rows
from pipeline.faults import fault_to_sentence
from pipeline.ids import rows_to_ids
from pipeline.judge import judge
from pipeline.remote import RemotePath
from pipeline.unread import UnreadTable, unread_tables

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that one document adds to the output."""

    document: TypedRow
    tables: dict[str, pa.Table]
    failures: tuple[Failure, ...] = ()
    unread: tuple[UnreadTable, ...] = ()


@dataclass(slots=True)
class Reading:
    """The typed rows of one document, before they become tables."""

    rows: dict[str, list[TypedRow]]
    failures: list[Failure] = field(default_factory=list)
    unread: list[UnreadTable] = field(default_factory=list)


def file_to_result(file: Input, read: Callable[[Input], Document] | None = None) -> Result:
    """What a file adds to the output; whatever goes wrong becomes a failed documents row.

    read: how its document is read, read_document where nothing is said.
    """
    try:
        if file.refused:
            raise UnreadableDocument(file.source_file, file.refused)
        # No name for the document: a long one is gone before its rows become tables.
        reading = document_to_reading((read or _file_to_document)(file), file.copy)
        return _reading_to_result(reading)
    except Exception as error:
        return failed_result(file, fault_to_sentence(error))


def _file_to_document(file: Input) -> Document:
    return read_document(file.path, file.source_file)


def document_to_reading(document: Document, copy: int = 1) -> Reading:
    """From a document to the typed rows of every table, its own row in documents included."""
    extraction = document_to_rows(document)
    document.memo.clear()  # what extractors share is as long as the document itself
    every_row = (row for rows in extraction.rows.values() for row in rows)
    ids = rows_to_ids(every_row, document, copy)
    claim_quantities(extraction.rows, ids)
    converted = rows_to_values(extraction.rows, ids, document, use_up=True)
    complete_rows(converted.rows)
    problems = [*document.problems, *extraction.problems, *judge(converted.rows)]
    converted.rows["documents"] = [_document_row(document, converted.rows, problems)]
    unread = unread_tables(document, extraction.rows.get(LEDGER, []), converted.rows)
    return Reading(converted.rows, converted.failures, unread)


def _document_row(
    document: Document, rows: dict[str, list[TypedRow]], problems: list[str]
) -> TypedRow:
    found = next(iter(rows["documents"]), {})
    verdicts = [row["status"] for row in rows["checks"]]
    return {
        **found,
        "source_file": document.source_file,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "status": "partial" if problems else "ok",
        "error": "; ".join(problems) or None,
        "pages": len(document.pages) or None,
        "ocr_pages": sorted(document.ocr_pages) or None,
        "numerals": len(rows[LEDGER]),
        "numerals_claimed": sum(row.get("claimed_by") is not None for row in rows[LEDGER]),
        "checks_passed": verdicts.count("pass"),
        "checks_failed": verdicts.count("fail"),
    }


def _reading_to_result(reading: Reading) -> Result:
    from pipeline.tabulate import rows_to_arrow

    document = reading.rows["documents"][0]
    tables: dict[str, pa.Table] = {}
    for name in list(reading.rows):
        if rows := reading.rows.pop(name):  # gone as soon as they are a table
            tables[name] = rows_to_arrow(name, rows)
    return Result(document, tables, tuple(reading.failures), tuple(reading.unread))


def failed_result(file: Input, sentence: str) -> Result:
    """The result of a file that could not be read: its row in documents and nothing else."""
    head, digest = (b"", None) if file.refused else _head_and_digest(file.path)
    row: TypedRow = {
        "source_file": file.source_file,
        "sha256": digest,
        "media_type": media_type_of(head, file.source_file),
        "status": "failed",
        "error": sentence,
    }
    return _reading_to_result(Reading({"documents": [row]}))


def _head_and_digest(path: Path | RemotePath) -> tuple[bytes, str | None]:
    """The first bytes of a file and its SHA-256, without holding the whole of it."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
            file.seek(0)
            return head, hashlib.file_digest(file, "sha256").hexdigest() if head else None
    except OSError:
        return b"", None
