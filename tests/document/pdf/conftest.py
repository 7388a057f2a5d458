"""A sheet to typeset test pages on: points from the top left corner, CID fonts not embedded."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest

from pipeline.document.model import Document, Grid
from pipeline.document.pdf import read_pdf

reportlab = pytest.importorskip("reportlab", reason="reportlab typesets the pages of these tests")

from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

MINCHO, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
for name in (MINCHO, GOTHIC):
    pdfmetrics.registerFont(UnicodeCIDFont(name))


class Sheet:
    """A PDF in the making."""

    def __init__(self, width: float = 595, height: float = 842) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(width, height), invariant=1)
        self.height = height

    def text(self, x: float, top: float, text: str, size: float = 10, font: str = MINCHO) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - top - 0.88 * size, text)

    def right(self, x: float, top: float, text: str, size: float = 10) -> None:
        self.canvas.setFont(MINCHO, size)
        self.canvas.drawRightString(x, self.height - top - 0.88 * size, text)

    def kerned(self, x: float, top: float, text: str, gap: int, size: float = 10) -> None:
        """Letters in one array of strings and gaps (TJ), gap thousandths of an em apart."""
        font = pdfmetrics.getFont(MINCHO)
        letters = f" {-gap} ".join(f"({font.formatForPdf(letter)})" for letter in text)
        self.canvas.setFont(MINCHO, size)
        name = self.canvas._doc.getInternalFontName(MINCHO)
        place = f"1 0 0 1 {x} {self.height - top - 0.88 * size} Tm"
        self.canvas._code.append(f"BT {name} {size} Tf {place} [{letters}] TJ ET")

    def spaced(self, x: float, top: float, text: str, pitch: float, size: float = 10) -> None:
        for i, char in enumerate(text):
            self.text(x + i * pitch, top, char, size)

    def stacked(self, x: float, top: float, text: str, size: float = 10) -> None:
        for i, char in enumerate(text):
            self.text(x, top + i * size, char, size)

    def line(self, x0: float, top: float, x1: float, bottom: float, width: float = 0.5) -> None:
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)

    def level(self, x0: float, x1: float, *tops: float) -> None:
        for top in tops:
            self.line(x0, top, x1, top)

    def upright(self, top: float, bottom: float, *xs: float) -> None:
        for x in xs:
            self.line(x, top, x, bottom)

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> None:
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=1, fill=0)

    def fill(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.85) -> None:
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        self.canvas.setFillGray(0)

    @contextmanager
    def window(self, x0: float, top: float, x1: float, bottom: float) -> Iterator[None]:
        """What is drawn meanwhile shows within this frame only."""
        self.canvas.saveState()
        frame = self.canvas.beginPath()
        frame.rect(x0, self.height - bottom, x1 - x0, bottom - top)
        self.canvas.clipPath(frame, stroke=0, fill=0)
        yield
        self.canvas.restoreState()

    def rules(self, xs: Sequence[float], tops: Sequence[float]) -> None:
        """All the rules of a table."""
        self.level(xs[0], xs[-1], *tops)
        self.upright(tops[0], tops[-1], *xs)

    def cells(
        self, xs: Sequence[float], tops: Sequence[float], rows: Sequence[Sequence[str]]
    ) -> None:
        """Texts near the top left corner of their cells; a line break starts a second line."""
        for top, row in zip(tops, rows, strict=False):
            for x, text in zip(xs, row, strict=False):
                for i, part in enumerate(text.split("\n") if text else []):
                    self.text(x + 3, top + 3 + 12 * i, part)

    def next_page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def read(self) -> Document:
        return read_pdf(self.data(), "sheet.pdf")


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    return Sheet


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Tesseract."""
    monkeypatch.setattr("pipeline.document.pdf.ocr.pages.find_engine", lambda: None)


@pytest.fixture
def table() -> Callable[[Grid], list[list[str]]]:
    """A grid as rows of texts, a merged cell standing once."""

    def rows(grid: Grid) -> list[list[str]]:
        return [
            [grid.own(row, column).text for column in range(grid.column_count)]
            for row in range(grid.row_count)
        ]

    return rows
