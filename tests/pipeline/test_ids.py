"""Row ids: from the bytes and the place, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from extractors.row import Row
from pipeline.document.model import EMPTY, Document
from pipeline.ids import id_to_table, names_to_id, rows_to_ids

Make = Callable[..., Document]


def rows(document: Document, *tables: str) -> list[Row]:
    return [Row(table, {}, document.lines[1].cite(2)) for table in tables]


def test_an_id_tells_table_bytes_line_and_character(text_document: Make) -> None:
    document = text_document("見出し", "１　相談事業")
    (row,) = rows(document, "programs")
    assert rows_to_ids([row], document) == {row: f"programs-{document.sha256[:10]}-2-2"}


def test_rows_of_one_table_at_one_place_are_counted(text_document: Make) -> None:
    document = text_document("見出し", "１　相談事業")
    made = rows(document, "budgets", "programs", "budgets", "budgets")
    ends = [name.rsplit("-", 1)[1] for name in rows_to_ids(made, document).values()]
    assert ends == ["2", "2", "2.2", "2.3"]


def test_the_name_of_the_file_does_not_count(text_document: Make) -> None:
    ids = [
        list(rows_to_ids(rows(document, "budgets"), document).values())
        for name in ("a.txt", "b/c.txt")
        if (document := text_document("見出し", "１　相談事業", source_file=name))
    ]
    assert ids[0] == ids[1]


def test_a_copy_of_a_file_has_ids_of_its_own(text_document: Make) -> None:
    document = text_document("見出し", "１　相談事業")
    made = rows(document, "budgets")
    first, second = (rows_to_ids(made, document, copy)[made[0]] for copy in (1, 2))
    assert first != second
    assert second.startswith(f"budgets-{document.sha256[:10]}~2-")


def test_a_row_without_a_place_has_an_id(text_document: Make) -> None:
    document = text_document("見出し")
    row = Row("documents", {}, EMPTY)
    assert rows_to_ids([row], document)[row].endswith("-0-0")


def test_the_table_can_be_read_from_an_id() -> None:
    assert id_to_table("survey_percentages-0123456789~2-12-0.3") == "survey_percentages"


def test_ids_from_names_tell_where_one_name_ends() -> None:
    assert names_to_id("ab", "c") == names_to_id("ab", "c")
    assert names_to_id("ab", "c") != names_to_id("a", "bc")
    assert len(names_to_id("x")) == 12
