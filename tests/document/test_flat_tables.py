"""Tables of texts that lost their columns: what stands in which cell, and what stays prose."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.document.flat import rebuild_tables
from pipeline.document.model import Document, Grid, Line
from pipeline.document.text import read_text

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"
CASES = Path(__file__).parents[1] / "cases"

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


def characters(document: Document) -> tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]]:
    """Where every visible character stands: in the document, and in its lines or flat grids."""
    there = Counter(
        (line.index, at)
        for line in document.lines
        for at, character in enumerate(line.text)
        if not character.isspace()
    )
    held: Counter[tuple[int, int]] = Counter()
    for item in document.flow:
        spans = (
            [s for cell in item.cells for s in cell.cite.spans]
            if isinstance(item, Grid)
            else [s for s in item.cite().spans]
        )
        for line, start, end in spans:
            text = document.lines[line].text
            held.update((line, at) for at in range(start, end) if not text[at].isspace())
    return there, held


def texts() -> list[tuple[str, bytes]]:
    own = [(p.stem, p.read_bytes()) for p in TABLES]
    own += [(f"{p.parent.name}", p.read_bytes()) for p in sorted(CASES.glob("*/*/input.txt"))]
    return own


@pytest.mark.parametrize(("name", "data"), texts(), ids=[t[0] for t in texts()])
def test_no_character_is_lost(name: str, data: bytes) -> None:
    document = read_text(data, "a.txt")
    there, held = characters(document)
    marked = {
        span.line
        for grid in document.grids
        if grid.origin != "flat"
        for cell in grid.cells
        for span in cell.cite.spans
    }
    lost = {place for place in there if place not in held and place[0] not in marked}
    shown = {document.lines[line].text[at] for line, at in lost}
    assert shown <= set(",、，:：|-"), shown


@pytest.mark.skipif(not SEEDS.is_dir(), reason="shared/seeds is not there")
def test_no_character_of_the_seeds_is_lost() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_text(path.read_bytes(), path.name)
        flat = [g for g in document.grids if g.origin == "flat"]
        lines = {s.line for g in flat for c in g.cells for s in c.cite.spans}
        there, held = characters(document)
        lost = [place for place in there if place[0] in lines and place not in held]
        assert {document.lines[line].text[at] for line, at in lost} <= set(",，、"), path.name


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


WORDS = [
    *(
        "項目",
        "％",
        "事業名",
        "概要",
        "総事業費",
        "基金負担額",
        "市町村",
        "名称",
        "24",
        "年度",
        "支出済額",
    ),
    *(
        "（千円）",
        "金額（千円）",
        "病",
        "院",
        "科",
        "－",
        "○",
        "△",
        "※",
        "1,200",
        "36.8",
        "12.5%",
        "ー",
        "い,",
    ),
    *(
        "５病院５チーム",
        "平成１９年７月",
        "医師会②",
        "東浜市、西山町",
        "・研修",
        "（２）課題",
        "- 3 -",
        "合計",
    ),
    *(
        "診療所の設備を整える。",
        "「意識調査」",
        "(平成２０年)",
        "在宅での療養を続けるために",
        "%",
        "あ",
    ),
]
LINES = st.lists(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join), max_size=40)


@settings(max_examples=150, deadline=None)
@given(LINES)
@example(lines=["項目 項目 項目", "項目", "24 24 ５病院５チーム"])
def test_any_lines_are_read_and_none_is_lost(lines: list[str]) -> None:
    numbered = [Line(i, None, i + 1, text) for i, text in enumerate(lines)]
    flow: list[Line | Grid] = [line for line in numbered if line.text.strip()]
    rebuilt = rebuild_tables(numbered, flow)
    document = Document("a.txt", "", "text/plain", numbered, rebuilt)
    there, held = characters(document)
    lost = {lines[line][at] for line, at in there if (line, at) not in held}
    assert lost <= set(",、，:：")
