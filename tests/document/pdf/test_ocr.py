"""Pages without text of their own: told without OCR, read with it, hidden layers told."""

from __future__ import annotations

import re

import pytest

from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Document
from pipeline.document.pdf.ocr import pages
from pipeline.document.pdf.ocr.engine import RecognitionFailed, find_engine
from pipeline.document.pdf.ocr.raster import Rasters, numbers_of
from pipeline.document.pdf.sources.pdfium_fonts import system_fonts
from tests.document.pdf.hocr import hocr

with_tesseract = pytest.mark.skipif(
    find_engine() is None, reason="needs pytesseract, tesseract-ocr and tesseract-ocr-jpn"
)
XS, TOPS = (60, 260, 360, 460), (100, 130, 160, 190)
ROWS = [
    ["事業名", "総事業費", "基金"],
    ["見守り推進事業", "12,345", "1,122"],
    ["相談窓口整備事業", "8,760", "4,023"],
]


@pytest.fixture
def engine(monkeypatch):
    """Stands in for Tesseract: gives the hOCR that it is told, and counts its pages."""

    class Engine:
        hocr, seen, fails = "", 0, ""

        def picture_to_hocr(self, picture, dpi):
            self.seen += 1
            if self.fails:
                raise RecognitionFailed(self.fails)
            return self.hocr

    made = Engine()
    monkeypatch.setattr(pages, "find_engine", lambda: made)
    return made


def typeset(page) -> None:
    page.rules(XS, TOPS)
    for top, row in zip(TOPS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            page.text(x + 6, top + 9, text, 11)


def picture_of(page, dpi: int = 200):
    """What a scanner would make of the page."""
    import pypdfium2

    with system_fonts():
        pdf = pypdfium2.PdfDocument(page.data())
        return pdf[0].render(scale=dpi / 72).to_pil().convert("L")


def scan(page, image) -> None:
    from reportlab.lib.utils import ImageReader

    page.canvas.drawImage(ImageReader(image), 0, 0, 595, 842)


@pytest.fixture
def scanned(sheet):
    """A sheet that shows the picture of a table, and nothing else."""
    printed = sheet()
    typeset(printed)
    image = picture_of(printed)

    def make():
        page = sheet()
        scan(page, image)
        return page

    return make


def hide(page, x: float, top: float, text: str, size: float = 11) -> None:
    """Text in render mode 3, as scanners' software lays it over their pictures."""
    piece = page.canvas.beginText(x, page.height - top - 0.88 * size)
    piece.setFont("HeiseiMin-W3", size)
    piece.setTextRenderMode(3)
    piece.textOut(text)
    page.canvas.drawText(piece)


def hide_table(page, dx: float = 0.0, dy: float = 0.0) -> None:
    for top, row in zip(TOPS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            hide(page, x + 6 + dx, top + 9 + dy, text)


def outlines(page) -> None:
    for i in range(80):
        path = page.canvas.beginPath()
        path.moveTo(60 + 6 * i % 400, 500)
        path.curveTo(62, 505, 64, 507, 70, 512 + i)
        path.lineTo(60, 520 + i)
        path.close()
        page.canvas.drawPath(path, stroke=0, fill=1)


def texts(document: Document) -> list[list[str]]:
    grid = next(document.grids)
    return [
        [re.sub(r"\s", "", grid.own(r, c).text) for c in range(grid.column_count)]
        for r in range(grid.row_count)
    ]


# Without an engine


@pytest.mark.parametrize("draw", [lambda p: scan(p, _grey()), outlines], ids=["scan", "outlines"])
def test_a_file_without_any_text_is_unreadable_and_says_what_to_install(sheet, no_engine, draw):
    page = sheet()
    draw(page)
    with pytest.raises(UnreadableDocument, match=r"keikaku\[ocr\].*tesseract-ocr-jpn"):
        page.read()


def test_a_mixed_file_is_read_and_names_the_page_that_is_not(sheet, scanned, no_engine):
    page = scanned()
    page.next_page()
    page.text(60, 60, "文字のある頁")
    document = page.read()
    assert [p.kind for p in document.pages] == ["scan", "text"]
    assert [line.text for line in document.lines] == ["文字のある頁"]
    (problem,) = document.problems
    assert problem.startswith("page 1 is a picture") and "keikaku[ocr]" in problem


def test_a_blank_file_is_no_scan(sheet, no_engine):
    document = sheet().read()
    assert [p.kind for p in document.pages] == ["text"] and not document.problems


def test_text_beside_a_picture_and_on_one_is_text(sheet, no_engine):
    page = sheet()
    scan(page, _grey(230))
    typeset(page)
    document = page.read()
    assert [p.kind for p in document.pages] == ["text"] and not document.problems


# With an engine


def test_pages_with_text_are_not_recognised(sheet, engine):
    page = sheet()
    typeset(page)
    assert page.read().pages[0].kind == "text" and engine.seen == 0


def test_a_failed_recognition_is_told(sheet, scanned, engine):
    engine.fails = "out of patience"
    page = scanned()
    page.next_page()
    page.text(60, 60, "文字のある頁")
    document = page.read()
    assert document.pages[0].kind == "scan" and "out of patience" in document.problems[0]


def test_little_certainty_is_told(scanned, engine):
    engine.hocr = hocr("予算", sure=40)
    document = scanned().read()
    assert document.pages[0].kind == "ocr" and "40 %" in document.problems[0]


@with_tesseract
def test_a_scanned_table_is_read_into_its_cells(scanned):
    document = scanned().read()
    assert document.pages[0].kind == "ocr" and document.ocr_pages == {1: "ocr"}
    cells = [cell for row in texts(document) for cell in row]
    truth = [cell for row in ROWS for cell in row]
    assert len(cells) == len(truth) and "1,122" in cells  # Tesseract reads 1.122
    assert sum(a == b for a, b in zip(cells, truth, strict=True)) >= 6  # it misreads digits, too
    line = next(line for line in document.lines if "12,345" in line.text)
    assert len(line.edges) == len(line.text) + 1
    assert line.box.x0 == pytest.approx(266, abs=4) and line.box.top == pytest.approx(139, abs=5)
    assert document.reading_of(line.cite().spans) == "ocr"


# Hidden layers


def test_a_hidden_layer_is_told_and_takes_the_rules_of_its_picture(scanned, no_engine):
    page = scanned()
    hide_table(page)
    document = page.read()
    assert [p.kind for p in document.pages] == ["ocr-layer"]
    assert texts(document) == ROWS
    (problem,) = document.problems
    assert "page 1" in problem and "hidden OCR layer" in problem


def test_text_that_a_picture_is_painted_over_is_hidden(sheet, scanned, no_engine):
    printed = sheet()
    typeset(printed)
    image = picture_of(printed)
    page = sheet()
    typeset(page)
    scan(page, image)
    assert page.read().pages[0].kind == "ocr-layer"


def test_a_layer_that_misses_the_print_is_told_with_its_figures(scanned, no_engine):
    page = scanned()
    hide_table(page, dy=300)
    problems = page.read().problems
    assert any("does not fit the print" in p and "0%" in p for p in problems)


def test_a_layer_that_misses_the_print_is_recognised_anew(scanned, engine):
    engine.hocr = hocr("予算")
    page = scanned()
    hide_table(page, dy=300)
    document = page.read()
    assert document.pages[0].kind == "ocr" and [x.text for x in document.lines] == ["予算"]


def test_a_layer_that_fits_is_kept(scanned, engine):
    page = scanned()
    hide_table(page)
    assert page.read().pages[0].kind == "ocr-layer" and engine.seen == 0


def test_a_share_of_hidden_text(sheet):
    page = sheet()
    page.text(60, 60, "見える文字")
    hide(page, 60, 100, "見えない文字", 10)
    page.next_page()
    rasters = Rasters(page.data())
    assert rasters.hidden_share(1) == pytest.approx(6 / 11, abs=0.05)
    rasters.close()


@pytest.mark.parametrize(
    ("numbers", "shown"), [([3], "3"), ([1, 3, 4, 5], "1, 3-5"), ([2, 1], "1-2"), ([], "")]
)
def test_pages_for_people(numbers, shown):
    assert numbers_of(numbers) == shown


def _grey(light: int = 200):
    from PIL import Image

    return Image.new("L", (40, 40), light)
