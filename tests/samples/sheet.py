"""What all samples are typeset with: one embedded font, paragraphs, ruled tables, vertical heads.

The same facts give the same bytes: reportlab's invariant mode leaves out dates and random ids, and
the font comes from one pinned package.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from reportlab.lib.colors import Color, HexColor, black
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

FONT = "IPAexGothic"
ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
GREY, HEAD, SECTION = HexColor("#bfbfbf"), HexColor("#dce6f1"), HexColor("#f2e3c6")
RULE = 0.5  # points


def register_font() -> None:
    """Make the font of the package matplotlib-fontja known; the package itself is not imported."""
    spec = find_spec("matplotlib_fontja")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the font is missing: run `make samples`, which installs it")
    folder = Path(next(iter(spec.submodule_search_locations)))
    pdfmetrics.registerFont(TTFont(FONT, folder / "fonts" / "ipaexg.ttf"))


def paragraph(
    text: str,
    size: float = 10.5,
    *,
    left: float = 0,
    right: float = 0,
    hang: float = 0,
    align: str = "left",
) -> Paragraph:
    """A paragraph that breaks between any two characters; hang indents all lines but the first.

    A full stop or comma may hang over the right edge, which right makes room for.
    """
    style = ParagraphStyle(
        "text",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.45,
        alignment=ALIGN[align],
        leftIndent=left + hang,
        rightIndent=right,
        firstLineIndent=-hang,
        wordWrap="CJK",
    )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")
    return Paragraph(escaped, style)


@dataclass(frozen=True)
class Cell:
    """Text of a table cell and the columns and rows that it is merged over."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: str = "left"
    fill: Color | None = None
    vertical: bool = False


class VerticalText(Flowable):
    """Upright characters one below the other, in lines from right to left, as in a narrow head."""

    def __init__(self, text: str, size: float = 8, height: int = 14) -> None:
        super().__init__()
        self.lines = [text[i : i + height] for i in range(0, len(text), height)]
        self.size = size

    def wrap(self, *_: float) -> tuple[float, float]:
        longest = max(map(len, self.lines), default=0)
        return len(self.lines) * self.size * 1.2, longest * self.size

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(FONT, self.size)
        top = max(map(len, self.lines)) * self.size
        for index, line in enumerate(reversed(self.lines)):
            x = index * self.size * 1.2
            for place, character in enumerate(line, 1):
                canvas.drawString(x, top - (place - 0.12) * self.size, character)


def ruled_table(
    rows: Sequence[Sequence[Cell]],
    widths: Sequence[float],
    *,
    head_rows: int = 1,
    size: float = 9,
    keep: Sequence[tuple[int, int]] = (),
) -> Table:
    """A table with all rules drawn. A merged cell stands once; what it covers is left out.

    widths are in points. keep names ranges of rows (first, last) that no page break may part.
    """
    filled: dict[tuple[int, int], object] = {}
    taken: set[tuple[int, int]] = set()
    style: list[tuple[object, ...]] = [
        ("FONT", (0, 0), (-1, -1), FONT, size),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("GRID", (0, 0), (-1, -1), RULE, black),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            last = (x + cell.columns - 1, y + cell.rows - 1)
            taken |= {(i, j) for i in range(x, last[0] + 1) for j in range(y, last[1] + 1)}
            filled[x, y] = _content(cell, size, head=y < head_rows)
            if cell.columns > 1 or cell.rows > 1:
                style.append(("SPAN", (x, y), last))
            if cell.fill:
                style.append(("BACKGROUND", (x, y), last, cell.fill))
            x += cell.columns
    if head_rows:
        style.append(("BACKGROUND", (0, 0), (-1, head_rows - 1), HEAD))
    style += [("NOSPLIT", (0, first), (-1, last)) for first, last in keep]
    grid = [[filled.get((x, y), "") for x in range(len(widths))] for y in range(len(rows))]
    return Table(grid, colWidths=widths, repeatRows=head_rows, style=style, hAlign="LEFT")


def _content(cell: Cell, size: float, *, head: bool) -> object:
    if not cell.text:
        return ""
    if cell.vertical:
        return VerticalText(cell.text, size)
    align = "center" if head else cell.align
    return paragraph(cell.text, size, right=size * 0.7 if align == "left" else 0, align=align)


def plain_table(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> Table:
    """A table without any rule: only the positions of the columns tell that it is one."""
    grid = [[paragraph(text, size) for text in row] for row in rows]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("TOPPADDING", (0, 0), (-1, -1), 0)]
    return Table(grid, colWidths=widths, style=style, hAlign="LEFT")


def write_pdf(
    path: Path,
    story: list[Flowable],
    *,
    title: str,
    size: tuple[float, float],
    margin: float = 57,
    foot: str = "- {} -",
) -> None:
    """Typeset story into path; foot is printed at the foot of every page with its number."""

    def page_number(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(size[0] / 2, 28, foot.format(canvas.getPageNumber()))

    template = SimpleDocTemplate(
        str(path),
        pagesize=size,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=50,
        bottomMargin=50,
        title=title,
        author="keikaku contributors",
        subject="A sample: names and figures as published, wording our own; no official document",
        creator="tests/samples/typeset.py",
        invariant=1,
    )
    template.build(story, onFirstPage=page_number, onLaterPages=page_number)
