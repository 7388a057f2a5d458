"""Pages of PDFs as small pictures for the report."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2
    from PIL.Image import Image

LONGEST = 1280  # pixels of the longer side: small print of a wide table can still be read
BUDGET = 10_000_000  # characters that all pictures of a report may take
_LEVELS = 9  # of red, green and blue: black, white, the greys between, and the tints of a table
_HEAVY = 150_000  # bytes from which on a page is a photograph rather than print


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: its size in points, and its picture as a data: URI."""

    source_file: str
    page: int
    width: float
    height: float
    uri: str


def draw_pages(
    sources: dict[str, bytes], pages: Iterable[tuple[str, int]], budget: int | None = None
) -> tuple[list[Picture], int]:
    """Pictures of (source_file, 1-based page) in the order of importance, as many as the budget
    of characters allows (BUDGET without one), and how many of them it left out.

    Pages of other files than PDFs, and pages that cannot be drawn, are passed over.
    """
    pictures: list[Picture] = []
    left, budget = 0, BUDGET if budget is None else budget
    wanted = [(name, page) for name, page in pages if b"%PDF" in sources.get(name, b"")[:1024]]
    for picture in _draw(sources, wanted):
        if budget < len(picture.uri):
            left += 1
        else:
            budget -= len(picture.uri)
            pictures.append(picture)
    return pictures, left


def _draw(sources: dict[str, bytes], wanted: list[tuple[str, int]]) -> Iterator[Picture]:
    import pypdfium2

    from pipeline.document.pdf.sources.pdfium_fonts import system_fonts

    opened: dict[str, pypdfium2.PdfDocument] = {}
    with system_fonts(), ExitStack() as stack:
        for name, number in wanted:
            try:
                if name not in opened:
                    opened[name] = pypdfium2.PdfDocument(sources[name])
                    stack.callback(opened[name].close)
                yield _draw_page(opened[name], name, number)
            except (pypdfium2.PdfiumError, IndexError):
                continue


def _draw_page(pdf: pypdfium2.PdfDocument, name: str, number: int) -> Picture:
    page = pdf[number - 1]
    width, height = page.get_size()
    image = page.render(scale=LONGEST / max(width, height)).to_pil().convert("RGB")
    data = base64.b64encode(image_to_webp(image)).decode("ascii")
    return Picture(name, number, width, height, f"data:image/webp;base64,{data}")


def image_to_webp(image: Image) -> bytes:
    """A page of print in few colours without loss, which keeps letters sharp and is smallest; a
    photograph (a scan) with loss."""
    data = _save(image.point(_levels()), lossless=True, method=2, quality=20)
    return data if len(data) < _HEAVY else _save(image, quality=50, method=4)


def _levels() -> list[int]:
    step = 255 / (_LEVELS - 1)
    return [round(round(value / step) * step) for value in range(256)] * 3


def _save(image: Image, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "WEBP", **options)
    return stream.getvalue()
