"""Watermarks and slanting text: lines of the margin, in no line and no cell of the page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipeline.document.model import Document
from pipeline.document.pdf.sources.source import DEFAULT_READER, READERS, use_reader

ROWS = [
    ("事業名", "金額", "所管"),
    *((f"{name}支援事業", "1,200", "医務課") for name in "甲乙丙丁"),
]


def listed(sheet) -> None:
    for number, row in enumerate(ROWS):
        for x, text in zip((60, 260, 380), row, strict=True):
            sheet.text(x, 100 + 20 * number, text)


@pytest.fixture(autouse=True)
def default_reader() -> Iterator[None]:
    yield
    use_reader(DEFAULT_READER)


def read(page, draw, reader: str = DEFAULT_READER) -> Document:
    use_reader(reader)
    made = page()
    draw(made)
    return made.read()


def grid_and_margin(document: Document) -> tuple[list[list[str]], list[str]]:
    [grid] = document.grids
    rows = [
        [grid.cite(row, column).text for column in range(grid.column_count)]
        for row in range(grid.row_count)
    ]
    return rows, [line.text for line in document.lines if line.margin]


def slanting(sheet, text: str, angle: float, size: float, x: float = 80, top: float = 240) -> None:
    sheet.canvas.saveState()
    sheet.canvas.translate(x, sheet.height - top)
    sheet.canvas.rotate(angle)
    sheet.text(0, sheet.height - 0.88 * size, text, size)
    sheet.canvas.restoreState()


@pytest.mark.parametrize("angle", [20, 35, 50, -30, 75, 120])
@pytest.mark.parametrize("size", [9, 60])
@pytest.mark.parametrize("reader", READERS)
def test_slanting_text_is_in_no_cell(sheet, angle, size, reader):
    def draw(page):
        x, top = (250, 150) if angle < 0 or angle > 90 else (80, 240)
        slanting(page, "未定稿", angle, size, x, top)
        listed(page)

    rows, margin = grid_and_margin(read(sheet, draw, reader=reader))
    assert rows == [list(row) for row in ROWS]
    assert margin == ["未定稿"]


@pytest.mark.parametrize("last", [True, False])
def test_large_letters_behind_the_text_are_in_no_cell(sheet, last):
    def draw(page):
        if not last:
            page.text(100, 110, "見本", 90)
        listed(page)
        if last:
            page.text(100, 110, "見本", 90)

    rows, margin = grid_and_margin(read(sheet, draw))
    assert rows == [list(row) for row in ROWS]
    assert margin == ["見本"]


def test_a_large_title_is_no_watermark(sheet):
    def draw(page):
        page.text(60, 40, "事業一覧", 30)
        listed(page)

    document = read(sheet, draw)
    assert [line.text for line in document.lines if line.margin] == []
    assert document.lines[0].text == "事業一覧"


@pytest.mark.parametrize("angle", [0.4, -2, 4])
def test_text_that_leans_a_little_is_text(sheet, angle):
    document = read(sheet, lambda page: slanting(page, "予算の概要", angle, 10))
    assert [line.text for line in document.lines if line.margin] == []
