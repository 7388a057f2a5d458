"""What the user is told after a run."""

from __future__ import annotations

from pipeline.convert import Failure, TypedRow
from pipeline.reading import Result
from pipeline.summary import Summary, problems_to_lines, summary_to_lines
from pipeline.tabulate import rows_to_arrow


def result(status: str, programs: int = 0, failures: int = 0, **more: object) -> Result:
    row: TypedRow = {"source_file": "plan.txt", "status": status, **more}
    tables = {"documents": rows_to_arrow("documents", [row])}
    if programs:
        tables["programs"] = rows_to_arrow("programs", [{}] * programs)
    unread = tuple(
        Failure("programs", "total_yen", "x", f"reason {n}", "plan.txt", 2, n)
        for n in range(failures)
    )
    return Result(row, tables, unread)


def lines(*results: Result) -> list[str]:
    summary = Summary()
    for one in results:
        summary.add(one)
    return list(summary_to_lines(summary))


def test_documents_are_counted_by_status() -> None:
    assert lines(result("ok"), result("ok"), result("failed", error="why"))[0] == (
        "3 documents: 2 ok, 0 partial, 1 failed"
    )


def test_rows_are_counted_by_table() -> None:
    assert "  programs                1,200 rows" in lines(result("ok", 1000), result("ok", 200))
    assert "  programs                    1 row" in lines(result("ok", 1))


def test_numerals_and_checks_are_told() -> None:
    found = lines(result("ok", numerals=8, numerals_claimed=6, checks_passed=2, checks_failed=1))
    assert "numerals: 6 of 8 in a table or explained (75.0 %)" in found
    assert "checks: 2 passed, 1 failed" in found


def test_without_numerals_there_is_no_share() -> None:
    assert lines(result("ok")) == ["1 document: 1 ok, 0 partial, 0 failed"]


def test_unread_cells_are_told_the_first_ones_in_full() -> None:
    found = lines(result("ok", failures=12))
    assert "12 cells could not be read (null): programs.total_yen 12" in found
    assert "  plan.txt, page 2, line 0: programs.total_yen: reason 0" in found
    assert found[-1] == "  and 2 more"


def test_sentences_name_their_document_once() -> None:
    summary = Summary()
    summary.add(result("failed", error="plan.txt: the file is empty"))
    summary.add(result("partial", error="the table programs was left out"))
    assert list(problems_to_lines(summary)) == [
        "plan.txt: the file is empty",
        "plan.txt: the table programs was left out",
    ]
