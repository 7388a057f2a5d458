"""Nothing that a spreadsheet opens runs a formula which a document planted.

keikaku writes Parquet, JSON and HTML, no CSV and no workbook: a text of a document that begins
with = + - @ is data in all of them. Whoever adds such a file has to escape these texts, and to
change this test.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.diff.outputs import document, write_output
from tests.diff.rows import program, programs

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("normalizers", "extractors", "pipeline")
MODULES = {"csv", "openpyxl", "xlsxwriter", "xlwt", "odf", "pyexcel"}
CALLS = {"to_csv", "to_excel", "to_clipboard", "write_csv", "to_html", "ExcelWriter"}
SCRIPTS = re.compile(r"text/csv|\.csv\b|\bxlsx?\b|new Blob|text/tab-separated")
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(1)", "=HYPERLINK(0)")


def sources(suffix: str) -> list[Path]:
    return sorted(p for name in PACKAGES for p in (ROOT / name).rglob(f"*{suffix}"))


def spreadsheet_words(code: str) -> Iterator[str]:
    """What a module imports or calls to write a file for spreadsheets."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            yield str(node.module)
        elif isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in CALLS:
                yield name


def test_no_module_writes_for_spreadsheets() -> None:
    found = {str(path): set(spreadsheet_words(path.read_text("utf-8"))) for path in sources(".py")}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_script_of_the_report_makes_such_a_file() -> None:
    scripts = sources(".js")
    assert scripts
    assert [p.name for p in scripts if SCRIPTS.search(p.read_text("utf-8"))] == []


@pytest.mark.parametrize("code", ["import csv", "from openpyxl import x", "frame.to_csv('a')"])
def test_a_module_that_did_would_be_found(code: str) -> None:
    assert list(spreadsheet_words(code))


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of a list whose programs are named by formulas, and what changed."""
    folder = tmp_path_factory.mktemp("formulas") / "out"
    rows = [
        row | {"jurisdiction": "甲県", "verified": "proved", "source_text": "…"}
        for side, year in (("a", 2024), ("b", 2025))
        for row in programs(side, *[program(f"{f}事業", year) for f in FORMULAS], year=year)
    ]
    documents = [document("a.txt", "1", "甲県", 2024), document("b.txt", "2", "甲県", 2025)]
    write_output(folder, {"documents": documents, "programs": rows})
    assert main(["diff", str(folder), "--from", "2024", "--to", "2025"]) == 1
    return folder


def test_only_these_kinds_of_files_are_written(output: Path) -> None:
    kinds = {p.suffix for p in output.rglob("*") if p.is_file()}
    assert kinds <= {".parquet", ".json", ".html", ""}


def test_cells_of_the_page_of_changes_are_text_for_a_spreadsheet(output: Path) -> None:
    page = (output / "changes.html").read_text("utf-8")
    assert "=1+1" in page  # the case is one: a document's text stands in a cell
    cells = re.search(r"^th, td \{[^}]*\}", page, re.MULTILINE)
    assert cells and 'mso-number-format: "\\@"' in cells[0]
    assert re.search(r"^\.n \{ mso-number-format: General;", page, re.MULTILINE)
    amounts = re.findall(r'<td class="n">([^<]*)</td>', page)
    assert amounts and not [a for a in amounts if re.match(r"[=@\t\r]", a)]
