"""Which row takes which number of the ledger."""

from __future__ import annotations

from collections.abc import Callable

from extractors.row import Amount, Given, Row
from pipeline.claims import claim_quantities
from pipeline.document.model import EMPTY, Cite, Document
from pipeline.ids import rows_to_ids

Make = Callable[..., Document]


def claimed(document: Document, cites: list[Cite], *rows: Row) -> list[str | None]:
    """The table that takes each of the cited quantities."""
    ledger = [Row("quantities", {"raw": cite}, cite) for cite in cites]
    return claimed_of(document, ledger, *rows)


def claimed_of(document: Document, ledger: list[Row], *rows: Row) -> list[str | None]:
    by_table: dict[str, list[Row]] = {}
    for row in rows:
        by_table.setdefault(row.table, []).append(row)
    by_table["quantities"] = ledger
    ids = rows_to_ids((*rows, *ledger), document)
    claim_quantities(by_table, ids)
    known = {ids[row]: row.table for row in rows}
    return [known.get(name, name) if name else None for name in map(owner, ledger)]


def owner(row: Row) -> str | None:
    given = row.cells.get("claimed_by")
    return str(given.value) if isinstance(given, Given) else None


def test_a_number_in_a_cell_is_claimed_and_another_is_not(text_document: Make) -> None:
    document = text_document("相談事業 120千円 電話 43")
    line = document.lines[0]
    row = Row("programs", {"total_yen": Amount(line.cite(5, 8))}, line.cite())
    assert claimed(document, [line.cite(5, 10), line.cite(14, 16)], row) == ["programs", None]


def test_the_source_of_a_row_alone_claims_nothing(text_document: Make) -> None:
    document = text_document("相談事業 120千円")
    line = document.lines[0]
    row = Row("programs", {"name": line.cite(0, 4)}, line.cite())
    assert claimed(document, [line.cite(5)], row) == [None]


def test_the_narrowest_cell_wins(text_document: Make) -> None:
    document = text_document("研修に 120千円を充てる")
    line = document.lines[0]
    prose = Row("programs", {"description": line.cite()}, line.cite())
    amount = Row("budgets", {"amount_yen": Amount(line.cite(4, 9))}, line.cite())
    for rows in ((prose, amount), (amount, prose)):
        assert claimed(document, [line.cite(4, 9)], *rows) == ["budgets"]


def test_of_equal_cells_the_first_table_wins(text_document: Make) -> None:
    document = text_document("120千円")
    line = document.lines[0]
    rows = [Row(t, {"amount": Amount(line.cite())}, line.cite()) for t in ("programs", "budgets")]
    assert claimed(document, [line.cite()], *rows) == ["programs"]


def test_given_values_lists_and_further_claims_count(text_document: Make) -> None:
    document = text_document("平成30年度", "①②", "9", "7")
    cites = [line.cite() for line in document.lines]
    row = Row(
        "programs",
        {"fiscal_year": Given(2018, cites[0]), "funding": (cites[1],), "level": Given("program")},
        EMPTY,
        claims=list(cites[2].spans),
    )
    assert claimed(document, cites, row) == ["programs"] * 3 + [None]


def test_a_number_over_two_lines_is_claimed_by_either(text_document: Make) -> None:
    document = text_document("平成", "30年度")
    whole = Cite.join(line.cite() for line in document.lines)
    row = Row("budgets", {"fiscal_year": document.lines[1].cite()}, whole)
    assert claimed(document, [whole], row) == ["budgets"]


def test_a_cell_beside_a_number_does_not_claim_it(text_document: Make) -> None:
    document = text_document("12345")
    line = document.lines[0]
    row = Row("facilities", {"beds": line.cite(0, 2)}, line.cite())
    assert claimed(document, [line.cite(2, 5)], row) == [None]


def test_what_the_extractor_explained_stays(text_document: Make) -> None:
    document = text_document("１ 相談事業")
    line = document.lines[0]
    marker = line.cite(0, 1)
    ledger = Row("quantities", {"raw": marker, "claimed_by": Given("structure")}, marker)
    program = Row("programs", {"name": line.cite()}, line.cite())
    rows = {"programs": [program], "quantities": [ledger]}
    claim_quantities(rows, rows_to_ids([program, ledger], document))
    assert owner(ledger) == "structure"


def test_markers_and_what_a_document_tells_of_itself_are_structure(text_document: Make) -> None:
    document = text_document("令和6年度 計画", "１ 相談")
    title, heading = (line.cite() for line in document.lines)
    of_document = Row("documents", {"title": title}, title)
    program = Row("programs", {"name": heading}, heading)
    rows = {
        "documents": [of_document],
        "programs": [program],
        "quantities": [
            Row("quantities", {"raw": cite, "dimension": Given(dimension)}, cite)
            for cite, dimension in ((title.part(0, 5), "year"), (heading, "structure"))
        ],
    }
    ids = rows_to_ids([row for of in rows.values() for row in of], document)
    claim_quantities(rows, ids)
    assert [owner(row) for row in rows["quantities"]] == ["structure", "structure"]


def test_a_reason_makes_an_unread_number_structure(text_document: Make) -> None:
    document = text_document("平成30年度から行う。 43人")
    line = document.lines[0]
    year, people = line.cite(0, 6), line.cite(13, 16)
    told = Row("quantities", {"raw": year, "explained": Given("time")}, year)
    untold = Row("quantities", {"raw": people}, people)
    rows = {"quantities": [told, untold]}
    claim_quantities(rows, rows_to_ids(rows["quantities"], document))
    assert (owner(told), owner(untold)) == ("structure", None)
    assert told.cells["explained"] == Given("time")


def test_the_reason_of_a_number_that_a_row_took_is_dropped(text_document: Make) -> None:
    document = text_document("平成30年度 相談")
    cite = document.lines[0].cite(0, 6)
    program = Row("programs", {"name": document.lines[0].cite()}, cite)
    ledger = Row("quantities", {"raw": cite, "explained": Given("time of an event")}, cite)
    rows = {"programs": [program], "quantities": [ledger]}
    ids = rows_to_ids([program, ledger], document)
    claim_quantities(rows, ids)
    assert owner(ledger) == ids[program]
    assert "explained" not in ledger.cells
