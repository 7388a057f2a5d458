"""Recognition of rasterised pages: seconds a page, error rate of characters, amounts found.

    python bench/ocr.py [PDF ...] [--dpi 200]

Each born-digital PDF (by default those of raw/) is turned into pictures of --dpi pixels an inch,
read as a scan, and compared with its own text: the error rate is that of the characters of the
page as a bag (places and order left out), amounts are numbers with a thousands' comma.
Needs keikaku[ocr], tesseract-ocr and tesseract-ocr-jpn.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--dpi", type=int, default=200)
    arguments = parser.parse_args()
    from pipeline.document.pdf.ocr.engine import ADVICE, find_engine

    if find_engine() is None:
        print(ADVICE, file=sys.stderr)
        return 2
    print("file                                 pages  s/page  missed  wrong  amounts")
    for path in arguments.inputs or sorted((ROOT / "raw").glob("*.pdf")):
        print(measure(path, arguments.dpi))
    return 0


def measure(path: Path, dpi: int) -> str:
    """The figures of one PDF: missed and wrong in percent of its characters."""
    from pipeline.document.pdf import read_pdf

    data = path.read_bytes()
    scan = to_scan(data, dpi)
    true = texts(read_pdf(data, path.name))
    start = time.perf_counter()
    document = read_pdf(scan, path.name)
    seconds = (time.perf_counter() - start) / max(len(document.pages), 1)
    read = texts(document)
    want, got = Counter("".join(true)), Counter("".join(read))
    missed, wrong = (want - got).total(), (got - want).total()
    total = max(want.total(), 1)
    right, amounts = (Counter(m for t in side for m in _AMOUNT.findall(t)) for side in (read, true))
    found = (right & amounts).total()
    return (
        f"{path.name:36}{len(document.pages):>6}{seconds:8.1f}{100 * missed / total:7.1f}%"
        f"{100 * wrong / total:6.1f}%{found:>5}/{amounts.total()}"
    )


def texts(document: object) -> list[str]:
    """The lines, widths folded and blanks left out."""
    lines = document.lines  # type: ignore[attr-defined]
    return [re.sub(r"\s", "", unicodedata.normalize("NFKC", line.text)) for line in lines]


def to_scan(data: bytes, dpi: int) -> bytes:
    """A PDF of nothing but pictures of the pages."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    for page in pypdfium2.PdfDocument(data):
        width, height = page.get_size()
        canvas.setPageSize((width, height))
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
