"""Tables of texts that lost their columns: what stands in which cell, and what stays prose."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document.model import Document, Grid, Line
from pipeline.document.text import read_text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

HERE = Path(__file__).parent / "flat"  # texts; beside a table its grids, " | " between cells
TABLES = sorted((HERE / "tables").glob("*.txt"))
PROSE = sorted((HERE / "prose").glob("*.txt"))  # texts that hold no table


def read(text: str) -> Document:
    return read_text(text.encode(), "a.txt")


def grid_to_rows(grid: Grid) -> list[str]:
    return [
        " | ".join(
            grid.own(row, column).text.replace("\n", "/") for column in range(grid.column_count)
        )
        for row in range(grid.row_count)
    ]


def test_there_are_cases() -> None:
    assert len(TABLES) >= 15 and len(PROSE) >= 7


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_tables(path: Path) -> None:
    document = read(path.read_text("utf-8"))
    expected = path.with_suffix(".rows").read_text("utf-8").rstrip("\n").split("\n\n")
    assert ["\n".join(grid_to_rows(grid)) for grid in document.grids] == expected
    assert all(grid.origin == "flat" and grid.head_rows is not None for grid in document.grids)


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.stem)
def test_prose_stays_prose(path: Path) -> None:
    assert list(read(path.read_text("utf-8")).grids) == []


def test_grid_stands_where_its_first_line_stood() -> None:
    text = (HERE / "tables" / "a-name-goes-on-below-its-row.txt").read_text("utf-8")
    document = read(text.replace("災害名", "（参考）実績\n災害名", 1))
    kinds = [type(item).__name__ for item in document.flow]
    assert kinds == ["Line", "Grid", "Line"]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not there")
def test_grids_of_the_seeds_are_tables() -> None:
    """Slides and prose give no grid but the index tables in front."""
    counts = {}
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), path.name)
        flat = [g for g in document.grids if g.origin == "flat"]
        counts[path.name[:3]] = (len(flat), sum(g.row_count for g in flat))
        assert all(isinstance(i, Line | Grid) for i in document.flow)
    assert counts["001"] == (0, 0)
    assert counts["002"] == (4, 54)
    assert counts["003"][0] == 0
    assert counts["004"][0] == 0
    assert counts["000"][0] == 24
