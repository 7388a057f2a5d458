"""Fonts that a PDF names but does not hold: what is read does not depend on the machine's fonts."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.settings import DEFAULT
from pipeline.document.pdf.sources.pdfium_fonts import system_fonts, use_stand_in
from pipeline.document.pdf.sources.source import READERS, Source, use_reader

ROOT = Path(__file__).resolve().parents[3]
FONTS = ("HeiseiMin-W3", "HeiseiKakuGo-W5")
TEXT = "在宅医療推進事業　１，２３４千円 56,780"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    use_reader(READERS[0])
    use_stand_in()


@pytest.fixture(scope="module", params=FONTS)
def pdf(request: pytest.FixtureRequest) -> bytes:
    """One page: TEXT as one object, each character as one, and turned by 90 degrees."""
    pdfmetrics.registerFont(UnicodeCIDFont(request.param))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(400, 400))
    canvas.setFont(request.param, 10)
    canvas.drawString(20, 300, TEXT)
    for place, character in enumerate(TEXT):
        canvas.drawString(20 + 12 * place, 250, character)
    canvas.rotate(90)
    canvas.drawString(20, -380, TEXT)
    canvas.save()
    return stream.getvalue()


def ink_of(pdf: bytes, reader: str = READERS[0]) -> Ink:
    use_reader(reader)
    source = Source(pdf, "fonts.pdf")
    try:
        return next(iter(source.pages(DEFAULT)))
    finally:
        source.close()


def seen(ink: Ink) -> list[tuple[str, int, int, int, int]]:
    return sorted(
        (char.text, round(char.x0), round(char.x1), round(char.bottom), char.turn)
        for char in ink.chars
        if not char.text.isspace()
    )


def test_all_characters_are_read_and_are_as_wide_as_the_pdf_says(pdf: bytes) -> None:
    found = seen(ink_of(pdf))
    assert len(found) == 3 * len(TEXT.replace(" ", "").replace("　", ""))
    assert found == seen(ink_of(pdf, "pdfplumber"))


def test_the_machines_fonts_can_be_taken_and_left_again(pdf: bytes) -> None:
    first = seen(ink_of(pdf))
    for _ in range(3):
        with system_fonts():
            pypdfium2.PdfDocument(pdf)[0].render()
        assert seen(ink_of(pdf)) == first, "the reader takes the stand-in again"


def test_the_font_is_what_its_script_builds() -> None:
    built = load(ROOT / "tests" / "samples" / "stand_in.py").build()
    assert built == (ROOT / "pipeline/document/pdf/sources/stand_in.ttf").read_bytes()


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
