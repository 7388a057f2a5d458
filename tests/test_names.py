"""No module or vocabulary names a hospital, municipality, disaster or program of the releases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
KEYS = ROOT.parent / "shared" / "gold"
FILES = sorted(
    path
    for package in ("extractors", "pipeline", "normalizers")
    for path in (ROOT / package).rglob("*")
    if path.suffix in (".py", ".toml") and path.name != "prefectures.toml"  # the one table of them
)
COLUMNS = {  # table -> columns of the answer keys that hold names
    "facilities": ("name", "municipalities"),
    "medical_areas": ("name", "municipalities"),
    "dmat_deployments": ("disaster",),
    "programs": ("name", "implementer"),
}
LEVELS = ("program", "group")  # 小計 and 合計 are words, no names


def names() -> set[str]:
    if not KEYS.is_dir():
        pytest.skip("the answer keys (../shared/gold) are not beside the project")
    found: set[str] = set()
    for path in KEYS.rglob("*.csv"):
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        for row in rows:
            if path.stem != "programs" or row["level"] in LEVELS:
                cells = [row[c] or "" for c in COLUMNS.get(path.stem, ()) if c in row]
                found.update(part.strip() for cell in cells for part in cell.split("|"))
    return {name for name in found if len(name) > 2 and name != "合計"}


def test_no_file_holds_a_name_of_the_releases() -> None:
    wanted = names()
    assert len(wanted) > 150
    held = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in FILES
        for name in wanted
        if name in path.read_text("utf-8")
    ]
    assert held == []
