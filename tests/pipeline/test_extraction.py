"""Extractors over a document: order, and what happens when one of them fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from extractors.context import Context
from extractors.row import Given, Row
from pipeline import extraction
from pipeline.document.model import EMPTY, Document
from pipeline.errors import ProgramError
from pipeline.extraction import Extractor, all_extractors, document_to_rows, in_order
from pipeline.schemas import all_tables

Make = Callable[..., Document]


def extractor(name: str, *needs: str, cells: dict | None = None) -> Extractor:
    def extract(document: Document, context: Context) -> Iterator[Row]:
        seen = {need: len(context.rows[need]) for need in needs}
        yield Row(name, cells if cells is not None else {"name": Given(str(seen))}, EMPTY)

    return Extractor(name, extract, needs)


@pytest.mark.parametrize(
    ("needs", "wanted"),
    [
        ({"b": (), "a": ()}, ["a", "b"]),
        ({"a": ("b",), "b": ()}, ["b", "a"]),
        ({"a": ("c",), "b": ("a",), "c": ()}, ["c", "a", "b"]),
        ({"a": ("nowhere",)}, ["a"]),
    ],
)
def test_extractors_run_after_those_they_need(needs: dict, wanted: list[str]) -> None:
    found = [extractor(name, *of) for name, of in needs.items()]
    assert [e.name for e in in_order(found)] == wanted


def test_extractors_that_need_each_other_are_refused() -> None:
    with pytest.raises(ProgramError, match="need each other"):
        in_order([extractor("a", "b"), extractor("b", "a")])


def test_an_extractor_sees_the_rows_that_it_needs(text_document: Make) -> None:
    chosen = (extractor("programs"), extractor("facilities", "programs"))
    result = document_to_rows(text_document("計画"), chosen)
    assert result.rows["facilities"][0].cells["name"] == Given("{'programs': 1}")
    assert result.problems == []


def test_every_table_is_there_even_without_rows(text_document: Make) -> None:
    result = document_to_rows(text_document("計画"), ())
    assert list(result.rows) == list(all_tables())
    assert not any(result.rows.values())


def test_an_extractor_that_fails_leaves_no_row_and_the_others_go_on(text_document: Make) -> None:
    def broken(document: Document, context: Context) -> Iterator[Row]:
        yield Row("programs", {}, EMPTY)
        raise ZeroDivisionError("no columns")

    chosen = (Extractor("programs", broken), extractor("facilities", "programs"))
    result = document_to_rows(text_document("計画"), chosen)
    assert result.rows["programs"] == []
    assert len(result.rows["facilities"]) == 1
    (problem,) = result.problems
    assert "the table programs was left out" in problem
    assert "ZeroDivisionError (no columns) at test_extraction.py:" in problem
    assert "/" not in problem


@pytest.mark.parametrize(
    ("table", "cells", "said"),
    [
        ("programme", {}, "no table is called 'programme'"),
        ("programs", {"titel": Given("x")}, "the table programs has no column 'titel'"),
    ],
)
def test_tables_and_columns_that_do_not_exist_are_told(
    text_document: Make, table: str, cells: dict, said: str
) -> None:
    result = document_to_rows(text_document("計画"), (extractor(table, cells=cells),))
    assert said in result.problems[0]


def test_rows_come_in_the_order_of_the_document(text_document: Make) -> None:
    document = text_document("計画", "相談", "研修")
    places = [(2, 0), (1, 1), (1, 0), (2, 0)]

    def extract(document: Document, context: Context) -> Iterator[Row]:
        for number, (line, start) in enumerate(places):
            yield Row("programs", {"name": Given(str(number))}, document.lines[line].cite(start))

    rows = document_to_rows(document, (Extractor("programs", extract),)).rows["programs"]
    assert [row.cells["name"] for row in rows] == [Given(n) for n in "2103"]


def test_a_module_that_cannot_be_imported_is_an_extractor_that_fails(
    text_document: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr(extraction.importlib, "import_module", broken)
    failing = extraction._load("facilities")
    assert failing is not None
    result = document_to_rows(text_document("計画"), (failing, extractor("programs")))
    assert len(result.rows["programs"]) == 1
    assert "the table facilities was left out" in result.problems[0]


def test_the_extractors_of_the_program_are_found() -> None:
    found = {e.name for e in all_extractors()}
    assert not found & {"row", "context", "shared"}
    assert found <= set(all_tables())
