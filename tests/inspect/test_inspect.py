"""keikaku inspect: what a stranger is told of a table that was read, and of one that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.document.text import read_text
from pipeline.inspect.listing import document_to_lines

RAW = Path(__file__).parents[2] / "raw"
LIST = "令和6年度 主な事業一覧\n番号\t事業名\t事業費(千円)\n1\t救急の整備\t1,200\n"
OTHER = "路線\t本数\t距離\n甲\t12\t340\n乙\t7\t120\n"


def listing(text: str, page: int | None = None) -> str:
    return "\n".join(document_to_lines(read_text(text.encode(), "a.tsv"), page))


def test_a_list_shows_what_each_column_was_taken_for() -> None:
    shown = listing(LIST)
    assert "事業名  ->  name" in shown
    assert "事業費(千円)  ->  amount total budget 千円" in shown
    assert "read as a list of programs" in shown


def test_a_table_of_unknown_heads_says_why_it_was_not_read() -> None:
    shown = listing(OTHER)
    assert "not a list of programs: no row of heads that the vocabulary knows" in shown


def test_a_document_without_tables_says_so() -> None:
    assert "no table" in listing("本文だけの文書である。\n")


@pytest.mark.parametrize("page", [1, 2])
def test_the_picture_of_a_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], page: int
) -> None:
    sample = next(p for p in sorted(RAW.glob("*.pdf")) if "home-care" in p.name)
    target = tmp_path / "page.png"
    assert main(["inspect", str(sample), "--page", str(page), "--to", str(target)]) == 0
    assert target.read_bytes().startswith(b"\x89PNG")
    printed = capsys.readouterr().out
    assert f"page {page} (text)" in printed
    assert "->  name" in printed


def test_a_page_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    sample = next(iter(sorted(RAW.glob("*.pdf"))))
    assert main(["inspect", str(sample), "--page", "999"]) == 2
    assert "no page 999" in capsys.readouterr().err
