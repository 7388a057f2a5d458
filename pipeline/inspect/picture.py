"""A page of a PDF as a picture with what was found on it drawn in."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.shared.heads import columns_of
from pipeline.document.model import Box, Document, Grid, Line
from pipeline.inspect.listing import column_label

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SCALE = 2.0  # pixels a point
_GRID, _CELL, _HEAD, _KNOWN, _LINE, _MARGIN = (
    "#c62828", "#ef9a9a", "#1565c0", "#2e7d32", "#9e9e9e", "#cfcfcf",
)  # fmt: skip


def draw_page(data: bytes, document: Document, page: int, target: Path) -> None:
    """Write a PNG: grids red, their heads blue with what each column was taken for, lines grey.

    Raises OSError where target cannot be written.
    """
    import pypdfium2
    from PIL import ImageDraw

    from pipeline.document.pdf.sources.pdfium_fonts import system_fonts

    with system_fonts(), closing(pypdfium2.PdfDocument(data)) as pdf:
        picture = pdf[page - 1].render(scale=SCALE).to_pil().convert("RGB")
    draw = ImageDraw.Draw(picture)
    for item in document.flow:
        if isinstance(item, Line):
            if item.page == page and item.box:
                _rectangle(draw, item.box, _MARGIN if item.margin else _LINE, 1)
        else:
            _draw_grid(draw, document, item, page)
    picture.save(target)


def _draw_grid(draw: ImageDraw, document: Document, grid: Grid, page: int) -> None:
    columns = columns_of(document, grid)
    whole: Box | None = None
    pages = _row_pages(document, grid)
    for cell in grid.cells:
        box = cell.box or document.box_of(cell.cite.spans)
        if box is None or pages[cell.row] != page:
            continue
        whole = box if whole is None else whole.union(box)
        head = cell.row < columns.first
        _rectangle(draw, box, _HEAD if head else _CELL, 2 if head else 1)
        if head and cell.row + cell.row_span >= columns.first and cell.column_span == 1:
            label = column_label(columns, cell.column)
            _text(draw, box, label, _KNOWN if label != "?" else _GRID)
    if whole is not None:
        _rectangle(draw, whole, _GRID, 3)


def _row_pages(document: Document, grid: Grid) -> list[int | None]:
    """The page of each row: a grid that goes on over pages has rows on each."""
    pages: list[int | None] = [None] * grid.row_count
    for cell in grid.cells:
        if cell.cite.spans and pages[cell.row] is None:
            pages[cell.row] = document.lines[cell.cite.spans[0].line].page
    page = grid.page
    for row, found in enumerate(pages):
        page = pages[row] = found or page
    return pages


def _rectangle(draw: ImageDraw, box: Box, colour: str, width: int) -> None:
    draw.rectangle([v * SCALE for v in box], outline=colour, width=width)


def _text(draw: ImageDraw, box: Box, text: str, colour: str) -> None:
    """The label at the foot of a head cell; the default font of Pillow knows no Japanese."""
    from PIL import ImageFont

    latin = text.encode("ascii", "ignore").decode().strip() or "?"
    font = ImageFont.load_default(size=13)
    at = (box.x0 * SCALE + 3, box.bottom * SCALE - 17)
    draw.rectangle(draw.textbbox(at, latin, font=font), fill="#ffffff")
    draw.text(at, latin, fill=colour, font=font)
