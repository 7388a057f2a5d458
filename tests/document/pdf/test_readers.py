"""PDFium and pdfplumber: the same rows from both, and pdfplumber where PDFium does not do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import CIDFont, UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.document.model import Document
from pipeline.document.pdf import read_pdf
from pipeline.document.pdf.model.ink import Ink
from pipeline.document.pdf.model.settings import DEFAULT
from pipeline.document.pdf.sources.pdfium import PdfiumFile
from pipeline.document.pdf.sources.source import DEFAULT_READER, READERS, Source, use_reader
from pipeline.reading import document_to_reading

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
PLACES = {"bbox"}  # equal within a tolerance
# PDFium honours /ActualText, by which producers tell the character behind a shared glyph.
WAVES = str.maketrans("〜", "～")


@pytest.fixture(autouse=True)
def default_reader() -> Iterator[None]:
    yield
    use_reader(DEFAULT_READER)


def pdfs() -> list[object]:
    found: list[object] = sorted((ROOT / "raw").glob("*.pdf"))
    for folder in ("pdf", "real"):
        there = sorted((SHARED / folder).glob("*.pdf"))
        skipped = pytest.mark.skip(reason=f"../shared/{folder} does not lie beside the project")
        found.extend(there or [pytest.param(None, marks=skipped, id=f"shared {folder}")])
    return found


def read(path: Path, reader: str) -> Document:
    use_reader(reader)
    return read_pdf(path.read_bytes(), path.name)


def rows_of(document: Document) -> dict[str, list[dict[str, str]]]:
    rows = document_to_reading(document).rows
    return {
        table: [
            {k: repr(v).translate(WAVES) for k, v in row.items() if k not in PLACES}
            for row in rows[table]
        ]
        for table in rows
    }


@pytest.mark.parametrize("path", pdfs(), ids=lambda path: path.name if path else "")
def test_both_readers_give_the_same_rows(path: Path) -> None:
    fast, slow = (read(path, reader) for reader in READERS)
    assert [line.text.translate(WAVES) for line in fast.lines] == [
        line.text.translate(WAVES) for line in slow.lines
    ]
    assert rows_of(fast) == rows_of(slow)
    off = [
        (a.text, a.box, b.box)
        for a, b in zip(fast.lines, slow.lines, strict=True)
        if a.box and b.box and max(map(abs, map(float.__sub__, a.box, b.box))) > 2
    ]
    assert off == []


def inks(data: bytes, reader: str) -> list[Ink]:
    use_reader(reader)
    source = Source(data, "test.pdf")
    try:
        return list(source.pages(DEFAULT))
    finally:
        source.close()


def canvas(rotation: int = 0) -> tuple[Canvas, io.BytesIO]:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    data = io.BytesIO()
    drawn = Canvas(data, pagesize=(400, 300), invariant=True)
    drawn.setPageRotation(rotation)
    drawn.setFont("HeiseiMin-W3", 10)
    return drawn, data


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_characters_stand_where_pdfplumber_has_them(rotation: int, turn: int) -> None:
    page, data = canvas(rotation)
    page.translate(150, 120)
    page.rotate(turn)
    page.drawString(5, 7, "予算 120")
    page.rect(0, 0, 60, 30)
    page.line(0, 50, 60, 50)
    page.save()
    (fast,), (slow,) = (inks(data.getvalue(), reader) for reader in READERS)
    assert (fast.width, fast.height) == pytest.approx((slow.width, slow.height))
    assert [(c.text, c.turn) for c in fast.chars] == [(c.text, c.turn) for c in slow.chars]
    for a, b in zip(fast.chars, slow.chars, strict=True):
        middle = ((a.x0 + a.x1) / 2, (a.top + a.bottom) / 2)
        assert middle == pytest.approx(((b.x0 + b.x1) / 2, (b.top + b.bottom) / 2), abs=1.5)
        assert a.size == pytest.approx(b.size, abs=0.1)
    for kind in ("horizontal", "vertical"):
        pairs = zip(sorted(getattr(fast, kind)), sorted(getattr(slow, kind)), strict=True)
        assert all(a == pytest.approx(b, abs=0.01) for a, b in pairs)
    assert fast.horizontal and fast.vertical


@pytest.mark.parametrize("turn", [-50, -30, 8, 20, 30, 40, 50])
def test_slanting_text_is_left_to_no_other_reader(turn: int) -> None:
    page, data = canvas()
    page.drawString(50, 30, "予算 120")
    page.translate(150, 120)
    page.rotate(turn)
    page.setFont("HeiseiMin-W3", 60)
    page.drawString(5, 7, "部外秘")
    page.save()
    file = PdfiumFile(data.getvalue())
    fast = file.page(0, DEFAULT)
    file.close()
    assert fast is not None
    slow = inks(data.getvalue(), "pdfplumber")[0]
    assert [(c.text, c.turn) for c in fast.chars] == [(c.text, c.turn) for c in slow.chars]
    for a, b in zip(fast.chars, slow.chars, strict=True):
        assert (a.x0, a.top, a.x1, a.bottom) == pytest.approx((b.x0, b.top, b.x1, b.bottom), abs=9)


def test_a_blank_of_its_own_text_object_is_kept_in_its_place() -> None:
    page, data = canvas()
    for x, text in ((50, "甲"), (60, " "), (62.5, "乙"), (72.5, "\u3000"), (82.5, "丙")):
        page.drawString(x, 200, text)
    page.save()
    fast, slow = (inks(data.getvalue(), reader)[0] for reader in READERS)
    assert "".join(c.text for c in fast.chars) == "甲 乙\u3000丙"
    assert [c.x0 for c in fast.chars] == pytest.approx([c.x0 for c in slow.chars], abs=0.01)


def test_shapes_in_a_form_are_moved_with_it() -> None:
    page, data = canvas()
    page.beginForm("part")
    page.setFillGray(0.8)
    page.rect(0, 0, 50, 20, stroke=0, fill=1)
    page.setFont("HeiseiMin-W3", 10)
    page.drawString(3, 3, "式")
    page.endForm()
    page.translate(100, 100)
    page.doForm("part")
    page.save()
    fast, slow = (inks(data.getvalue(), reader)[0] for reader in READERS)
    assert [tuple(f.box) for f in fast.fills] == [pytest.approx(tuple(f.box)) for f in slow.fills]
    assert [c.text for c in fast.chars] == ["式"]
    assert fast.chars[0].x0 == pytest.approx(slow.chars[0].x0, abs=0.01)


def test_a_page_of_vertical_writing_is_left_to_pdfplumber() -> None:
    page, data = canvas()
    pdfmetrics.registerFont(CIDFont("HeiseiMin-W3", "UniJIS-UCS2-V"))
    page.setFont("HeiseiMin-W3-UniJIS-UCS2-V", 10)
    page.drawString(100, 200, "縦".encode("utf-16-be").decode("latin-1") * 3)
    page.save()
    fast, slow = (inks(data.getvalue(), reader)[0] for reader in READERS)
    assert fast.chars and fast == slow


def test_what_pdfium_does_not_open_goes_to_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    def refuse(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("no")

    page, data = canvas()
    page.drawString(50, 200, "残る")
    page.save()
    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    (ink,) = inks(data.getvalue(), "pdfium")
    assert "".join(c.text for c in ink.chars) == "残る"


def test_an_unknown_reader_is_refused() -> None:
    with pytest.raises(ValueError, match="pdfium, pdfplumber"):
        use_reader("mupdf")
