"""Tables that give their heads once: what goes on, and what does not."""

from __future__ import annotations

import pytest

from extractors.shared.heads import columns_of
from pipeline.document.model import Cell, Document, Grid, Line

HEAD = ["番号", "施設名", "郵便番号", "電話番号", "開設者"]
ROWS = [
    ["1", "みなと病院", "999-0001", "099-219-4101", "県"],
    ["2", "岬医院", "999-0002", "-", "市"],
]


def document_of(*pages: list[list[str]] | str) -> Document:
    """A page for each table; lines stand below the table before them."""
    lines: list[Line] = []
    flow: list[Line | Grid] = []
    page = 0
    for content in pages:
        if isinstance(content, str):
            lines.append(Line(len(lines), page, 1, content))
            flow.append(lines[-1])
            continue
        page += 1
        cells = []
        for row, texts in enumerate(content):
            for column, text in enumerate(texts):
                lines.append(Line(len(lines), page, len(lines), text))
                cells.append(Cell(row, column, lines[-1].cite()))
        flow.append(Grid(page, cells, len(content), len(content[0]), "rules"))
    return Document("a.pdf", "", "application/pdf", lines, flow)


@pytest.mark.parametrize(
    ("between", "lower", "goes_on"),
    [
        (None, ROWS, True),
        ("）", ROWS, True),  # ran out of a cell
        ("２ 薬局の一覧", ROWS, False),
        (None, [row[:4] for row in ROWS], False),  # another number of columns
        (None, [[row[1], row[0], *row[2:]] for row in ROWS], False),  # words where numbers were
        (None, [["区分", "事業名", "予算額", "財源", "備考"], *ROWS], False),  # heads of its own
    ],
)
def test_a_table_without_heads_has_those_of_the_one_before(
    between: str | None, lower: list[list[str]], goes_on: bool
) -> None:
    pages = [[HEAD, *ROWS], *([between] if between else []), lower]
    document = document_of(*pages)
    *_, last = document.grids
    columns = columns_of(document, last)
    assert (columns.texts == HEAD) is goes_on
    assert not goes_on or columns.first == 0


def test_the_last_of_very_many_pages_has_the_heads_of_the_first() -> None:
    document = document_of([HEAD, *ROWS], *[ROWS] * 1500)
    *_, last = document.grids
    assert columns_of(document, last).texts == HEAD
