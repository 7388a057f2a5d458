"""Pages to PDF bytes, by several libraries: each writes text, fonts and lines in its own way."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec

from tests.layouts.fonts import NAMED, font_files, font_name
from tests.layouts.ink import Box, Column, Ink, Sheet, Stroke, Text

TRIM = 40.0  # points around the visible part of a cropped page


def producers() -> list[str]:
    """The libraries that are installed here."""
    return ["reportlab", *(["fpdf2"] if find_spec("fpdf") and font_files() else [])]


def sheets_to_pdf(
    sheets: Sequence[Sheet], producer: str, font: str, turn: str, compressed: bool = True
) -> bytes:
    """One PDF of all pages. compressed: the pages are, where the producer leaves the choice.

    turn says how a page is stored: upright, rotate 90, rotate 270 (turned back by /Rotate),
    sideways (seen turned, nothing turns it back) or cropped. fpdf2 knows upright only.
    """
    if producer == "fpdf2":
        return _with_fpdf(sheets, font)
    return _with_reportlab(sheets, font, turn, compressed)


def _with_reportlab(sheets: Sequence[Sheet], font: str, turn: str, compressed: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=int(compressed))
    canvas.setTitle("layout")
    for sheet in sheets:
        _turn(canvas, sheet, turn)
        for ink in sheet.ink:
            _draw(canvas, sheet.height, ink, font)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _turn(canvas, sheet: Sheet, turn: str) -> None:  # type: ignore[no-untyped-def]
    """Set the page up so that what is drawn upright is seen as turn says."""
    width, height = sheet.width, sheet.height
    canvas.setPageRotation({"rotate 90": 90, "rotate 270": 270}.get(turn, 0))
    canvas.setPageSize((width, height))  # as it is seen, also where the page is rotated
    if turn in ("rotate 90", "sideways"):
        if turn == "sideways":
            canvas.setPageSize((height, width))
        canvas.transform(0, 1, -1, 0, height, 0)
    elif turn == "rotate 270":
        canvas.transform(0, -1, 1, 0, 0, width)
    elif turn == "cropped":
        canvas.setPageSize((width + 2 * TRIM, height + 2 * TRIM))
        canvas.setCropBox((TRIM, TRIM, TRIM + width, TRIM + height))
        for x in (TRIM, TRIM + width):
            canvas.line(x, 5, x, TRIM - 10)
            canvas.line(x, height + TRIM + 10, x, height + 2 * TRIM - 5)
        canvas.translate(TRIM, TRIM)


def _draw(canvas, height: float, ink: Ink, font: str) -> None:  # type: ignore[no-untyped-def]
    if isinstance(ink, Text):
        canvas.setFillGray(ink.grey)
        canvas.setFont(font_name(font), ink.size)
        canvas.drawString(ink.x, height - ink.base, ink.text, charSpace=ink.space)
    elif isinstance(ink, Column):
        canvas.setFillGray(0)
        canvas.setFont(font_name(font, vertical=True), ink.size)
        canvas.drawString(ink.x, height - ink.top, ink.text)
    elif isinstance(ink, Stroke):
        canvas.setLineWidth(ink.width)
        canvas.setDash([ink.dash, ink.dash] if ink.dash else [])
        canvas.line(ink.x0, height - ink.y0, ink.x1, height - ink.y1)
    else:
        x0, top, _, bottom = ink.frame
        canvas.setLineWidth(ink.width)
        canvas.setDash([])
        canvas.setFillGray(1 if ink.grey is None else ink.grey)
        drawn = ink.grey is None
        canvas.rect(
            x0, height - bottom, ink.frame.width, bottom - top, stroke=drawn, fill=not drawn
        )


def _with_fpdf(sheets: Sequence[Sheet], font: str) -> bytes:
    from fpdf import FPDF

    pdf = FPDF(unit="pt")
    pdf.set_creation_date(datetime(2024, 4, 1, tzinfo=UTC))
    pdf.set_producer("fpdf2")
    pdf.set_auto_page_break(False)
    pdf.add_font("text", fname=font_files()[font])
    for sheet in sheets:
        pdf.add_page(format=(sheet.width, sheet.height))
        for ink in sheet.ink:
            _draw_fpdf(pdf, ink)
    return bytes(pdf.output())


def _draw_fpdf(pdf, ink: Ink) -> None:  # type: ignore[no-untyped-def]
    if isinstance(ink, Text):
        pdf.set_font("text", size=ink.size)
        pdf.set_text_color(round(ink.grey * 255))
        pdf.set_char_spacing(ink.space)
        pdf.text(ink.x, ink.base, ink.text)
    elif isinstance(ink, Stroke):
        pdf.set_line_width(ink.width)
        pdf.set_dash_pattern(dash=ink.dash, gap=ink.dash)
        pdf.line(ink.x0, ink.y0, ink.x1, ink.y1)
    elif isinstance(ink, Box):
        x0, top, _, _ = ink.frame
        pdf.set_line_width(ink.width)
        pdf.set_dash_pattern()
        if ink.grey is not None:
            pdf.set_fill_color(round(ink.grey * 255))
        style = "D" if ink.grey is None else "F"
        pdf.rect(x0, top, ink.frame.width, ink.frame.height, style=style)
    else:
        raise ValueError(f"fpdf2 has no fonts of vertical writing (wanted for {NAMED})")
