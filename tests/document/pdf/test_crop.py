"""Where a row says that it stands is where its source text stands, by another library's eyes."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
import pyarrow.parquet as pq
import pytest
from pdfplumber.utils.text import dedupe_chars, extract_text

from pipeline.document.model import Box
from pipeline.run import extract

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
# pdfplumber takes characters from a font's own table, this program those that the file means.
MEANT = str.maketrans("〜➀", "~1")  # the others of each pair are folded to these already
LEAST = 30  # rows of the shortest document
Char = dict[str, Any]
Rows = list[dict[str, Any]]


def pdfs() -> list[Any]:
    found: list[Any] = sorted((ROOT / "raw").glob("*.pdf"))
    for folder in ("pdf", "real"):
        skipped = pytest.mark.skip(reason=f"../shared/{folder} does not lie beside the project")
        there: list[Any] = sorted((SHARED / folder).glob("*.pdf"))
        found.extend(there or [pytest.param(None, marks=skipped, id=f"shared {folder}")])
    return found


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(MEANT).split())


def rows_of(output: Path) -> Iterator[dict[str, Any]]:
    """The rows of all tables but those of documents as wholes."""
    for file in sorted(output.glob("*.parquet")):
        table = pq.read_table(file)
        if file.stem != "documents":
            yield from ({"table": file.stem} | row for row in table.to_pylist())


@pytest.fixture(scope="module", params=pdfs(), ids=lambda path: path.name if path else "")
def pages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[Any, Rows]]:
    """The pages of a PDF as pdfplumber reads them, and the rows of each."""
    output = tmp_path_factory.mktemp("output")
    extract([request.param], output)
    rows: dict[int, Rows] = defaultdict(list)
    for row in rows_of(output):
        if row["source_text"]:
            rows[row["page"]].append(row)
    assert sum(map(len, rows.values())) >= LEAST
    pdf = pdfplumber.open(request.param)
    request.addfinalizer(pdf.close)
    return [(pdf.pages[page - 1], rows[page]) for page in sorted(rows)]


def once(chars: list[Char]) -> list[Char]:
    """Characters without those that are drawn again, a little aside, to look bold."""
    near = 0.1 * min((char["size"] for char in chars), default=0.0)
    return dedupe_chars(chars, near, extra_attrs=())


def crop_text(page: Any, box: dict[str, float], room: float) -> str:
    """What stands within a box and room points around it: fonts of one line differ in height."""
    x0, top, x1, bottom = page.bbox
    inside = (
        max(x0, x0 + box["x0"] - room),
        max(top, top + box["top"] - room),
        min(x1, x0 + box["x1"] + room),
        min(bottom, top + box["bottom"] + room),
    )
    return fold(extract_text(once(page.within_bbox(inside).chars)))


def middles_text(page: Any, box: Box) -> str:
    """The characters whose middles lie in a box."""
    left, upper = page.bbox[:2]
    chars = [
        char
        for char in page.chars
        if box.x0 <= (char["x0"] + char["x1"]) / 2 - left <= box.x1
        and box.top <= (char["top"] + char["bottom"]) / 2 - upper <= box.bottom
    ]
    return fold("".join(char["text"] for char in once(chars)))


def test_each_line_of_the_source_stands_in_the_crop(pages: list[tuple[Any, Rows]]) -> None:
    lost = []
    for page, rows in pages:
        crops: dict[tuple[float, ...], str] = {}
        for row in rows:
            box = row["bbox"]
            key = tuple(box.values())
            if key not in crops:
                crops[key] = crop_text(page, box, room=2.0)
            lost += [
                (row["table"], row["page"], line)
                for line in row["source_text"].split("\n")
                if fold(line) not in crops[key]
            ]
    assert lost == []


def test_nothing_else_stands_in_the_box_of_one_line(pages: list[tuple[Any, Rows]]) -> None:
    other = []
    for page, rows in pages:
        for row in rows:
            if "\n" not in row["source_text"]:
                found = middles_text(page, Box(**row["bbox"]))
                if sorted(found) != sorted(fold(row["source_text"])):
                    other.append((row["table"], row["page"], row["source_text"], found))
    assert other == []


def test_a_box_beside_the_text_is_told(pages: list[tuple[Any, Rows]]) -> None:
    """The tests above can fail: one line further down stands something else."""
    page, rows = pages[0]
    row = next(row for row in rows if "\n" not in row["source_text"])
    box = Box(**row["bbox"])
    moved = box._replace(top=box.bottom + 0.1, bottom=2 * box.bottom - box.top)
    assert sorted(middles_text(page, moved)) != sorted(fold(row["source_text"]))
