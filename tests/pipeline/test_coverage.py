"""What share of the numbers the tables hold, and the numbers that they do not hold."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.convert import TypedRow
from pipeline.coverage import Coverage, coverage, coverage_to_lines
from pipeline.errors import OutputError
from pipeline.tabulate import rows_to_arrow
from pipeline.write import open_output


def number(raw: str, dimension: str, owner: str | None, **more: object) -> TypedRow:
    return {
        "source_file": "plan.pdf",
        "page": 2,
        "line": 7,
        "raw": raw,
        "dimension": dimension,
        "claimed_by": owner,
        "context": f"前の文字{raw}後の文字",
        **more,
    }


@pytest.fixture
def output(tmp_path: Path) -> Path:
    rows: dict[str, list[TypedRow]] = {
        "documents": [{"source_file": "plan.pdf"}, {"source_file": "empty.txt"}],
        "quantities": [
            number("12人", "count", "indicators-1"),
            number("7\n人", "count", None, value=Decimal(7), unit="人"),
            number("90千円", "money", None, value=Decimal(90000), unit="円"),
            number("80千円", "money", "budgets-1"),
            number("- 2 -", "structure", "structure", explained="page number"),
        ],
    }
    with open_output(tmp_path / "out") as tables:
        tables.add({name: rows_to_arrow(name, of) for name, of in rows.items()})
    return tmp_path / "out"


def test_numbers_are_counted_by_document_and_dimension(output: Path) -> None:
    plan, empty = coverage(output)
    assert (plan.source_file, empty.source_file) == ("plan.pdf", "empty.txt")
    assert plan.all == {"count": 2, "money": 2, "structure": 1}
    assert plan.in_table == {"count": 1, "money": 1}
    assert plan.explained == {"structure": 1}
    assert (plan.share(), plan.share("money"), plan.share("structure")) == (60, 50, 100)


def test_a_share_of_nothing_is_no_share(output: Path) -> None:
    plan, empty = coverage(output)
    assert (empty.share(), plan.share("percent")) == (None, None)


def test_missing_amounts_come_first_each_with_its_place_and_words(output: Path) -> None:
    assert list(coverage_to_lines(coverage(output), None)) == [
        "plan.pdf: 3 of 5 numbers in a table or explained (60.0 %)",
        "  count             1 of      2   50.0 %   1 in a table, 0 explained",
        "  money             1 of      2   50.0 %   1 in a table, 0 explained",
        "  structure         1 of      1  100.0 %   0 in a table, 1 explained",
        "  in no table and not explained: 2",
        "    page 2, line 7  money: 前の文字[90千円]後の文字",
        "    page 2, line 7  count: 前の文字[7人]後の文字",
        "",
        "empty.txt: no numbers",
    ]


def test_most_limits_what_is_named(output: Path) -> None:
    lines = list(coverage_to_lines(coverage(output), 1))
    assert "    page 2, line 7  money: 前の文字[90千円]後の文字" in lines
    assert "    and 1 more" in lines
    assert not any("count: " in line for line in lines)


def test_long_contexts_are_cut_around_the_number(tmp_path: Path) -> None:
    row = number("12人", "count", None, context="あ" * 99 + "12人" + "い" * 99)
    with open_output(tmp_path / "out") as tables:
        tables.add({"quantities": rows_to_arrow("quantities", [row])})
    (found,) = coverage(tmp_path / "out")
    assert found.missing[0].context == f"…{'あ' * 24}[12人]{'い' * 24}…"


def test_a_text_without_pages_has_no_page_in_its_lines() -> None:
    of = Coverage("a.txt")
    assert list(coverage_to_lines([of], None)) == ["a.txt: no numbers"]


def test_the_command_prints_lines_or_json(output: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", str(output)]) == 0
    assert capsys.readouterr().out.startswith("plan.pdf: 3 of 5 numbers")
    assert main(["coverage", str(output), "--json"]) == 0
    plan = json.loads(capsys.readouterr().out)["documents"][0]
    assert (plan["numerals"], plan["in_table"], plan["explained"]) == (5, 2, 1)
    assert plan["dimensions"]["money"]["share"] == 50
    assert [(m["dimension"], m["value"], m["page"]) for m in plan["missing"]] == [
        ("money", "90000", 2),
        ("count", "7", 2),
    ]


@pytest.mark.parametrize("most", ["0", "-1", "many"])
def test_most_is_a_whole_number(output: Path, most: str) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["coverage", str(output), "--most", most])
    assert stop.value.code == 2


def test_a_folder_without_tables_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(OutputError):
        coverage(tmp_path)
    assert main(["coverage", str(tmp_path)]) == 2
    assert "run keikaku extract first" in capsys.readouterr().err
