"""raw/ states what its truth says, is typeset again byte for byte, and is extracted completely."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.schemas import table_named

HERE = Path(__file__).resolve().parent
TRUTH = HERE / "truth"
RAW = HERE.parents[1] / "raw"
LOCKED = HERE.parents[1] / "requirements" / "all.txt"
CASES = sorted((path.parent.name, path.stem) for path in TRUTH.glob("*/*.csv"))
SAMPLES = sorted(path.name for path in TRUTH.iterdir() if path.is_dir())
READ_FROM_DOCUMENTS = {
    "programs",
    "budgets",
    "facilities",
    "dmat_deployments",
    "survey_percentages",
    "medical_areas",
}
PUNCTUATION = str.maketrans("", "", " \t\n　「」()[]【】・･,、。〜~-－−–—'\"")


def truth(sample: str, table: str) -> list[dict[str, str]]:
    with (TRUTH / sample / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- the samples themselves


@pytest.mark.skipif(find_spec("matplotlib_fontja") is None, reason="the font is not installed")
@pytest.mark.skipif(
    f"reportlab=={version('reportlab')} " not in LOCKED.read_text(encoding="utf-8"),
    reason="another reportlab than that of requirements/all.txt writes other bytes",
)
def test_samples_are_typeset_again_byte_for_byte(tmp_path: Path) -> None:
    raw, written = tmp_path / "raw", tmp_path / "truth"
    command = [sys.executable, HERE / "typeset.py", "--output", raw, "--truth", written]
    subprocess.run(command, check=True)
    assert folder_to_bytes(raw) == folder_to_bytes(RAW), "run make samples"
    assert folder_to_bytes(written) == folder_to_bytes(TRUTH), "run make samples"


def folder_to_bytes(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def yen(row: dict[str, str], column: str = "total_yen") -> int:
    return int(row[column] or 0)


@pytest.mark.parametrize("sample", ["chiba-home-care-2024", "chiba-home-care-2025"])
@pytest.mark.parametrize("column", ["total_yen", "settled_yen"])
def test_lists_add_up(sample: str, column: str) -> None:
    rows = truth(sample, "programs")
    programs = [row for row in rows if row["level"] == "program"]
    totals = {row["name"]: yen(row, column) for row in rows if row["level"] == "total"}
    repeated = sum(yen(row, column) for row in programs if row["is_repeated"] == "true")
    assert totals["合計"] == sum(yen(row, column) for row in programs)
    assert totals["再掲事業計"] == repeated
    assert totals["純合計"] == totals["合計"] - totals["再掲事業計"]
    for subtotal in (row for row in rows if row["level"] == "subtotal"):
        inside = [p for p in programs if p["section"].split(" > ")[0] == subtotal["section"]]
        assert yen(subtotal, column) == sum(yen(row, column) for row in inside)


def test_lists_have_a_new_a_renamed_and_a_removed_program() -> None:
    before, after = (
        {row["name"] for row in truth(f"chiba-home-care-{year}", "programs")}
        for year in (2024, 2025)
    )
    assert len(before - after) == 2
    assert len(after - before) == 2


@pytest.mark.parametrize("column", ["total_yen", "fund_yen", "operator_yen"])
def test_plan_adds_up(column: str) -> None:
    rows = truth("gunma-medical-plan-2013", "programs")
    annex = [row for row in rows if row["section"].startswith("別表")]
    for group in (row for row in rows if row["level"] == "group"):
        inside = [row for row in annex if row["section"].split(" > ")[-1] == group["name"]]
        assert yen(group, column) == sum(yen(row, column) for row in inside)
    for area in (row for row in rows if row["level"] == "subtotal"):
        inside = [row for row in annex if row["section"].split(" > ")[1] == area["name"]]
        stated = yen(area, column)
        if column == "operator_yen":
            stated += yen(area, "national_yen")  # the annex counts it with the operator's share
        assert stated == sum(yen(row, column) for row in inside)


def test_single_choices_add_up_to_a_hundred() -> None:
    rows = truth("gunma-medical-plan-2013", "survey_percentages")
    single = [float(row["percent"]) for row in rows if row["multiple_answers"] == "false"]
    assert round(sum(single), 6) == 100


# ---- what the program reads from them


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pipeline.cli import main

    folder = tmp_path_factory.mktemp("output")
    assert main(["extract", str(RAW), "--output", str(folder), "--jobs", "1", "--quiet"]) == 0
    return folder


def extracted(output: Path, sample: str, table: str) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    rows = pq.read_table(output / f"{table}.parquet").to_pylist()
    return [row for row in rows if Path(row["source_file"]).stem == sample]


@pytest.mark.parametrize(("sample", "table"), CASES)
def test_extracted_rows_are_the_truth(output: Path, sample: str, table: str) -> None:
    expected = truth(sample, table)
    columns = list(expected[0])
    types = {name: table_named(table).by_name[name].type for name in columns}
    wanted = Counter(
        tuple(comparable(csv_to_value(row[name], types[name])) for name in columns)
        for row in expected
    )
    found = Counter(
        tuple(comparable(row[name]) for name in columns) for row in extracted(output, sample, table)
    )
    if problems := list(differences(columns, wanted, found)):
        pytest.fail("\n".join([f"{len(problems)} rows differ", *problems[:20]]), pytrace=False)


@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_else_is_extracted(output: Path, sample: str) -> None:
    tables = READ_FROM_DOCUMENTS - {table for name, table in CASES if name == sample}
    counts = {table: len(extracted(output, sample, table)) for table in tables}
    assert counts == dict.fromkeys(tables, 0)


@pytest.mark.parametrize("sample", SAMPLES)
def test_only_sums_that_the_publisher_got_wrong_are_contradicted(output: Path, sample: str) -> None:
    """The errors that came over with the figures stand in wrong_sums/<sample>.csv."""
    path = HERE / "wrong_sums" / f"{sample}.csv"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    wanted = list(csv.DictReader(lines))
    failed = [row for row in extracted(output, sample, "checks") if row["status"] == "fail"]
    found = [(row["subject"], int(row["expected"]), int(row["actual"])) for row in failed]
    assert sorted(found) == sorted(
        (row["subject"], int(row["expected"]), int(row["actual"])) for row in wanted
    )


def csv_to_value(text: str, kind: str) -> object:
    if text == "":
        return None
    if kind.startswith("list<int"):
        return [int(part) for part in text.split("|")]
    if kind.startswith("list<"):
        return text.split("|")
    if kind.startswith("int"):
        return int(text)
    if kind == "double":
        return float(text)
    return text == "true" if kind == "bool" else text


def comparable(value: object) -> object:
    """A value without what is a matter of spelling: widths, blanks, punctuation, no mark."""
    if value is None or value is False or value == []:
        return None
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).translate(PUNCTUATION)
    if isinstance(value, list):
        return tuple(sorted(map(str, (comparable(item) for item in value))))
    return value


def differences(columns: list[str], wanted: Counter[Any], found: Counter[Any]) -> Iterator[str]:
    """One line for each row that is missing or too many, without its empty cells."""
    for word, rows in (("missing", wanted - found), ("unexpected", found - wanted)):
        for row in rows.elements():
            cells = (f"{n}={v}" for n, v in zip(columns, row, strict=True) if v is not None)
            yield f"{word}: {', '.join(cells)}"
