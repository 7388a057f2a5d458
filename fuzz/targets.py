"""What is fed odd inputs: functions of bytes that return for every input, or have found a bug.

Each raises AssertionError, or whatever else went wrong; errors that the program tells its users
(NormalizationError, UnreadableDocument) are no bugs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from normalizers.area import parse_area
from normalizers.count import parse_count
from normalizers.era import find_fiscal_years, parse_date, parse_fiscal_year, parse_year
from normalizers.errors import NormalizationError
from normalizers.head import read_heads
from normalizers.label import label_of
from normalizers.mark import parse_flag, parse_mark
from normalizers.money import parse_yen
from normalizers.name import clean_name, identity, split_municipalities
from normalizers.number import is_nil, parse_number
from normalizers.percent import parse_percent
from normalizers.prefecture import find_prefectures, parse_prefecture
from normalizers.quantity import find_quantities
from normalizers.text import fold, join_wraps, normalize, unspace
from normalizers.unit import find_unit, unit_of
from pipeline.document.errors import UnreadableDocument
from pipeline.document.model import Document
from pipeline.document.read import bytes_to_document
from pipeline.reading import document_to_reading

Target = Callable[[bytes], None]

_PARSERS: tuple[Callable[[str], object], ...] = (
    parse_area, parse_count, parse_date, parse_fiscal_year, parse_year,
    parse_flag, parse_mark, parse_number, parse_percent, parse_prefecture, parse_yen, clean_name,
    split_municipalities,
)  # fmt: skip
_TOTAL: tuple[Callable[[str], object], ...] = (  # these have an answer for every string
    find_fiscal_years, read_heads, label_of, identity, is_nil,
    find_prefectures, fold, join_wraps, normalize, unspace, unit_of, find_unit,
)  # fmt: skip
_LONGEST = 4000  # characters of a cell


def text(data: bytes) -> None:
    """The text reader: a document whose every cite is true, or UnreadableDocument."""
    document = _document(data, "a.txt")
    if document is not None:
        _cites_are_true(document)


def rows(data: bytes) -> None:
    """A text through every stage: typed rows whose source characters stand where they say."""
    document = _document(data, "a.txt")
    if document is None:
        return
    reading = document_to_reading(document)
    assert len(reading.rows["documents"]) == 1
    for row in reading.rows["quantities"]:
        line = document.lines[int(str(row["line"])) - 1].text
        raw = str(row["raw"])
        assert "\n" in raw or line[int(str(row["start"])) : int(str(row["end"]))] == raw, row


def values(data: bytes) -> None:
    """Every normalizer: a value, or NormalizationError with a sentence."""
    try:
        cell = data.decode("utf-8", "surrogatepass")[:_LONGEST]
    except UnicodeDecodeError:
        cell = data.decode("utf-8", "replace")[:_LONGEST]
    for parse in _PARSERS:
        try:
            parse(cell)
        except NormalizationError as error:
            assert str(error)
    for find in _TOTAL:
        find(cell)
    end = 0
    for found in find_quantities(cell):
        assert cell[found.start : found.end] == found.raw
        assert found.start >= end
        end = found.end


def pdf(data: bytes) -> None:
    """The PDF reader, whole files: a document with true cites, or UnreadableDocument.

    Forms that draw themselves twice keep PDFium busy for ever; the limits of a document
    (pipeline.workers) end that, so such an input is no finding.
    """
    _without_recognition()
    document = _document(data if b"%PDF" in data[:1024] else b"%PDF-1.7\n" + data, "a.pdf")
    if document is not None:
        _cites_are_true(document)


def page(data: bytes) -> None:
    """The PDF reader, what is drawn on one page: data is the page's content stream."""
    pdf(_around(data))


TARGETS: dict[str, Target] = {
    "page": page,
    "pdf": pdf,
    "rows": rows,
    "text": text,
    "values": values,
}


def _document(data: bytes, name: str) -> Document | None:
    try:
        return bytes_to_document(data, name)
    except UnreadableDocument as error:
        assert name in str(error)
        return None


def _cites_are_true(document: Document) -> None:
    for place, line in enumerate(document.lines):
        assert line.index == place
        assert not line.edges or len(line.edges) == len(line.text) + 1
    for grid in document.grids:
        for cell in grid.cells:
            parts = [document.lines[s.line].text[s.start : s.end] for s in cell.cite.spans]
            assert "\n".join(parts) == cell.cite.text
            assert 0 <= cell.row < grid.row_count and 0 <= cell.column < grid.column_count
            document.box_of(cell.cite.spans)


@cache
def _without_recognition() -> None:
    """Recognition takes seconds, and is another program's."""
    from pipeline.document.pdf.ocr import pages

    pages.find_engine = lambda: None  # type: ignore[assignment,attr-defined]


def _around(content: bytes) -> bytes:
    """A PDF of one page with two fonts; readers find its objects without a table of them."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
        b"<< /Font << /F1 5 0 R /F2 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light /Encoding /UniJIS-UTF16-H "
        b"/DescendantFonts [7 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>",
    )
    body = b"%PDF-1.7\n"
    for number, content_of in enumerate(objects, 1):
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content_of)
    return body + b"trailer\n<< /Size 8 /Root 1 0 R >>\n%%EOF\n"
