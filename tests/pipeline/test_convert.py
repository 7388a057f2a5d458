"""Cited strings to typed rows."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest

from extractors.row import Amount, Given, Row, Value
from pipeline.convert import Converted, rows_to_values
from pipeline.document.model import EMPTY, Cite, Document, Line, Page, Span
from pipeline.document.text import read_text
from pipeline.ids import rows_to_ids

Make = Callable[..., Document]


def convert(document: Document, *rows: Row) -> Converted:
    by_table: dict[str, list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    return rows_to_values(by_table, rows_to_ids(rows, document), document)


def cell(make: Make, table: str, column: str, *texts: str, **how: object) -> Converted:
    """One row with one cell, whose value is made from the lines by `how`."""
    document = make(*texts)
    cites = tuple(line.cite() for line in document.lines)
    value: Value = cites[0] if len(cites) == 1 else cites
    if "unit" in how:
        value = Amount(cites[0], how["unit"])  # type: ignore[arg-type]
    return convert(document, Row(table, {column: value}, cites[0]))


@pytest.mark.parametrize(
    ("table", "column", "text", "wanted"),
    [
        ("programs", "name", "「相談支援\n事業」", "相談支援事業"),
        ("programs", "fiscal_year", "令和６年度", 2024),
        ("programs", "is_new", "○", True),
        ("programs", "total_yen", "１，２３４千円", 1_234_000),
        ("budgets", "amount_raw", "１，２３４千円", "１，２３４千円"),
        ("budgets", "amount_raw", "－", "－"),
        ("facilities", "backup_power", "△", "partial"),
        ("facilities", "backup_power", "－", "none"),
        ("facilities", "dmat_teams", "３チーム", 3),
        ("facilities", "coordinators", "2", 2),
        ("dmat_deployments", "occurred_year", "平成１９年７月", 2007),
        ("dmat_deployments", "occurred_month", "平成１９年７月", 7),
        ("dmat_deployments", "occurred_day", "平成１９年７月", None),
        ("dmat_deployments", "until", "平成19年7月20日", datetime.date(2007, 7, 20)),
        ("dmat_deployments", "people", "延べ４７人", 47),
        ("survey_percentages", "percent", "３６．８％", 36.8),
        ("survey_percentages", "percent", "36.8", 36.8),
        ("medical_areas", "area_km2", "1,213.96", 1213.96),
        ("medical_areas", "population", "123,456人", 123456),
        ("documents", "as_of", "令和７年３月２１日", datetime.date(2025, 3, 21)),
        ("documents", "fiscal_years", "令和６年度", [2024]),
    ],
)
def test_the_normalizer_of_the_column_reads_a_cite(
    text_document: Make, table: str, column: str, text: str, wanted: object
) -> None:
    document = text_document(*text.split("\n"))
    cite = Cite.join(line.cite() for line in document.lines)
    result = convert(document, Row(table, {column: cite}, cite))
    assert result.rows[table][0][column] == wanted
    assert result.failures == []


@pytest.mark.parametrize(
    ("table", "column", "text", "unit", "wanted"),
    [
        ("programs", "total_yen", "66,912", "千円", 66_912_000),
        ("programs", "total_yen", "66,912円", "千円", 66_912),
        ("budgets", "amount_yen", "△1.5", "百万円", -1_500_000),
        ("medical_areas", "area_km2", "45,000", "ha", 450.0),
        ("survey_percentages", "percent", "12.5", "％", 12.5),
        ("facilities", "beds", "320", "床", 320),
    ],
)
def test_the_unit_of_the_head_counts(
    text_document: Make, table: str, column: str, text: str, unit: str, wanted: object
) -> None:
    result = cell(text_document, table, column, text, unit=unit)
    assert result.rows[table][0][column] == wanted


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("programs", "total_yen"),
        ("budgets", "amount_yen"),
        ("facilities", "dmat_teams"),
        ("programs", "department"),
    ],
)
def test_a_nil_mark_is_null_and_no_failure(text_document: Make, table: str, column: str) -> None:
    result = cell(text_document, table, column, "－")
    assert result.rows[table][0][column] is None
    assert result.failures == []


@pytest.mark.parametrize(
    ("table", "column", "text", "unit"),
    [
        ("programs", "total_yen", "66,912", None),
        ("programs", "total_yen", "未定", "千円"),
        ("programs", "total_yen", "12人", "千円"),
        ("budgets", "fiscal_year", "来年度", None),
        ("facilities", "backup_power", "あり？", None),
        ("facilities", "dmat_teams", "2チームと3チーム", None),
        ("medical_areas", "population", "1,234", "千円"),
        ("documents", "as_of", "令和７年３月", None),
    ],
)
def test_what_cannot_be_read_is_null_with_a_reason(
    text_document: Make, table: str, column: str, text: str, unit: str | None
) -> None:
    result = cell(text_document, table, column, text, unit=unit)
    assert result.rows[table][0].get(column) is None
    (failure,) = result.failures
    assert (failure.table, failure.column, failure.text) == (table, column, text)
    assert failure.reason
    assert str(failure).startswith(f"plan.txt, line 1: {table}.{column}: ")


def test_a_number_too_large_for_its_column_is_a_failure(text_document: Make) -> None:
    result = cell(text_document, "facilities", "beds", "99,999,999,999")
    assert result.rows["facilities"][0].get("beds") is None
    assert "out of range" in result.failures[0].reason


def test_several_cites_fill_a_list(text_document: Make) -> None:
    result = cell(text_document, "programs", "funding", "基金", "－", "一般財源")
    assert result.rows["programs"][0]["funding"] == ["基金", "一般財源"]


def test_an_enumeration_fills_a_list(text_document: Make) -> None:
    result = cell(text_document, "medical_areas", "municipalities", "甲市、乙町、 丙村")
    assert result.rows["medical_areas"][0]["municipalities"] == ["甲市", "乙町", "丙村"]


def test_several_cites_of_a_plain_column_are_joined(text_document: Make) -> None:
    result = cell(text_document, "programs", "section", "第１章", "相談")
    assert result.rows["programs"][0]["section"] == "第1章 > 相談"


@pytest.mark.parametrize(
    ("table", "column", "value", "wanted"),
    [
        ("programs", "level", "group", "group"),
        ("programs", "fiscal_year", 2024, 2024),
        ("programs", "is_new", False, False),
        ("documents", "fiscal_years", [2024, 2025], [2024, 2025]),
        ("documents", "fiscal_years", 2024, [2024]),
        ("programs", "funding", (), None),
        ("quantities", "value", Decimal("1.5"), Decimal("1.5")),
    ],
)
def test_a_given_value_is_taken_as_it_is(
    text_document: Make, table: str, column: str, value: object, wanted: object
) -> None:
    document = text_document("相談事業")
    result = convert(document, Row(table, {column: Given(value)}, document.lines[0].cite()))
    assert result.rows[table][0][column] == wanted


def test_a_given_value_of_another_type_is_a_failure(text_document: Make) -> None:
    document = text_document("相談事業")
    row = Row("programs", {"fiscal_year": Given("2024")}, document.lines[0].cite())
    assert len(convert(document, row).failures) == 1


def test_a_row_tells_where_it_stands_in_a_text(text_document: Make) -> None:
    document = text_document("見出し", "　相談事業", page=2)
    row = Row("programs", {}, document.lines[1].cite())
    values = convert(document, row).rows["programs"][0]
    assert (values["source_file"], values["page"], values["line"]) == ("plan.txt", 2, 2)
    assert (values["source_text"], values["bbox"]) == ("相談事業", None)
    assert values["verified"] == "unchecked"


def test_the_source_keeps_the_characters_that_were_read_as_others() -> None:
    document = read_text("見出し\n\u3000在宅⽀援事業\n".encode(), "plan.txt")
    name = document.lines[1].cite()
    assert name.text == "在宅支援事業"
    values = convert(document, Row("programs", {"name": name}, name)).rows["programs"][0]
    assert (values["name"], values["source_text"]) == ("在宅支援事業", "在宅⽀援事業")


def test_a_row_of_a_pdf_has_the_box_of_its_characters(page_document: Make) -> None:
    document = page_document("相談事業　１２")
    row = Row("programs", {}, document.lines[0].cite(2, 4))
    values = convert(document, row).rows["programs"][0]
    assert values["bbox"] == {"x0": 120, "top": 0, "x1": 140, "bottom": 10}
    assert values["page"] == 3


def test_a_row_without_characters_has_no_place(text_document: Make) -> None:
    document = text_document("見出し")
    values = convert(document, Row("programs", {}, EMPTY)).rows["programs"][0]
    assert [values[name] for name in ("page", "line", "bbox", "source_text")] == [None] * 4


def test_links_become_row_ids(text_document: Make) -> None:
    document = text_document("群", "相談事業", "１２千円")
    group, program = (Row("programs", {}, document.lines[n].cite()) for n in (0, 1))
    program.links = {"parent_row_id": group}
    budget = Row("budgets", {}, document.lines[2].cite(), {"program_row_id": program})
    rows = convert(document, group, program, budget).rows
    assert rows["programs"][1]["parent_row_id"] == rows["programs"][0]["row_id"]
    assert rows["budgets"][0]["program_row_id"] == rows["programs"][1]["row_id"]


def test_a_link_to_a_row_that_was_not_kept_is_a_failure(text_document: Make) -> None:
    document = text_document("群", "相談事業")
    lost = Row("programs", {}, document.lines[0].cite())
    row = Row("programs", {}, document.lines[1].cite(), {"parent_row_id": lost})
    result = convert(document, row)
    assert result.rows["programs"][0]["parent_row_id"] is None
    assert "not kept" in result.failures[0].reason


def test_documents_get_no_row_id(text_document: Make) -> None:
    document = text_document("計画")
    values = convert(document, Row("documents", {}, document.lines[0].cite())).rows
    assert "row_id" not in values["documents"][0]


@pytest.mark.parametrize(
    ("kinds", "reading"),
    [(("text",), "text"), (("ocr",), "ocr"), (("text", "ocr"), "ocr"),
     (("ocr", "ocr-layer"), "ocr-layer"), (("scan",), "text")],
)  # fmt: skip
def test_rows_say_how_their_characters_were_read(kinds: tuple[str, ...], reading: str) -> None:
    pages = [Page(n, kind=kind) for n, kind in enumerate(kinds, 1)]
    lines = [Line(n - 1, n, 1, "予算") for n in range(1, len(kinds) + 1)]
    document = Document("plan.pdf", "ab", "application/pdf", lines, list(lines), pages)
    assert document.reading_of([Span(line.index, 0, 2) for line in lines]) == reading


def test_rows_that_are_used_up_give_the_same_values_and_keep_their_place(
    text_document: Make,
) -> None:
    def rows() -> list[Row]:
        group = Row("programs", {"name": document.lines[0].cite()}, document.lines[0].cite())
        amount = Amount(document.lines[1].cite(), None)
        links = {"program_row_id": group}
        return [group, Row("budgets", {"amount_yen": amount}, amount.cite, links)]

    document = text_document("相談事業", "１２千円")
    kept, used = rows(), rows()
    by_table = {"programs": used[:1], "budgets": used[1:]}
    found = rows_to_values(by_table, rows_to_ids(used, document), document, use_up=True)
    assert found == convert(document, *kept)
    assert [row.cells for row in used] == [{}, {}]
    assert [row.source for row in used] == [row.source for row in kept]
