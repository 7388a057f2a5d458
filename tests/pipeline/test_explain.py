"""One row of an output, for people."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.convert import TypedRow
from pipeline.errors import OutputError, UsageError
from pipeline.explain import explain
from pipeline.tabulate import rows_to_arrow
from pipeline.write import open_output

ROW = "programs-0123456789-4-0"


@pytest.fixture
def output(tmp_path: Path) -> Path:
    place: TypedRow = {"source_file": "a/plan.pdf", "page": 3, "line": 4, "verified": "proved"}
    rows: dict[str, list[TypedRow]] = {
        "programs": [
            {
                **place,
                "row_id": ROW,
                "bbox": {"x0": 1.0, "top": 2.25, "x1": 30.0, "bottom": 12.0},
                "source_text": "相談\n１２千円",
                "name": "相談",
                "funding": ["基金", "県単"],
                "total_yen": 12_000,
            },
            {**place, "row_id": f"{ROW}.2", "name": "別の事業"},
        ],
        "checks": [
            {"row_id": "checks-1", "status": "pass", "rule": "row_sum", "message": "12 = 12"}
            | {"row_ids": [ROW]},
            {"row_id": "checks-2", "status": "fail", "rule": "unit", "message": "another row"}
            | {"row_ids": [f"{ROW}.2"]},
        ],
        "quantities": [
            {"raw": "１２千円", "value": Decimal(12000), "unit": "円", "claimed_by": ROW},
            {"raw": "43", "value": Decimal(43), "claimed_by": None},
        ],
    }
    with open_output(tmp_path / "out") as tables:
        tables.add({name: rows_to_arrow(name, of) for name, of in rows.items()})
    return tmp_path / "out"


def test_a_row_is_shown_with_place_values_source_checks_and_numbers(output: Path) -> None:
    assert explain(output, ROW) == [
        f"{ROW}  (proved)",
        "a/plan.pdf, page 3, line 4",
        "box in points: x0 1.0 top 2.2 x1 30.0 bottom 12.0",
        "",
        "  name                 相談",
        "  funding              基金 | 県単",
        "  total_yen            12,000 円",
        "",
        "read from:",
        "  相談",
        "  １２千円",
        "",
        "checks:",
        "  pass  row_sum: 12 = 12",
        "",
        "numbers of the ledger that it took:",
        "  １２千円 = 12,000 円",
    ]


def test_a_row_without_checks_says_so(output: Path) -> None:
    assert "checks: none names this row" in explain(output, "checks-1")


@pytest.mark.parametrize(
    ("row_id", "said"),
    [
        (f"{ROW}.3", "no row of programs in"),
        ("nothing", "names no row"),
        ("documents-0123456789-1-0", "names no row"),
        ("", "names no row"),
    ],
)
def test_an_id_that_no_row_has_is_told(output: Path, row_id: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        explain(output, row_id)


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"holds no programs\.parquet; run keikaku extract"):
        explain(tmp_path, ROW)


def test_a_broken_table_is_told(output: Path) -> None:
    (output / "programs.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(OutputError, match="cannot be read"):
        explain(output, ROW)
