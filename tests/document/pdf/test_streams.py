"""Content that cannot be decoded is told, with its page; a really empty page is not."""

from __future__ import annotations

import base64
import zlib

import pytest

from pipeline.document.errors import UnreadableDocument
from pipeline.document.pdf import read_pdf
from pipeline.document.pdf.streams import Broken, broken_to_problems, pdf_to_broken
from pipeline.reading import document_to_reading
from tests.hostile.pdfs import FONT, HELLO, one_page, pdf, stream

LONG = b"\n".join(b"BT /F1 9 Tf 72 %d Td (%d) Tj ET" % (700 - n, n) for n in range(300))
PACKED = zlib.compress(LONG)
FLATE = b"/Filter /FlateDecode"
A85 = b"/Filter [/ASCII85Decode /FlateDecode]"


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def three_pages(contents: list[bytes]) -> bytes:
    """A PDF whose pages have these content streams, as objects 10, 11, 12."""
    box = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [6 0 R 7 0 R 8 0 R] /Count 3 >>",
        5: FONT,
    }
    for n, content in enumerate(contents):
        objects[6 + n] = b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (box, 10 + n)
        objects[10 + n] = content
    return pdf(objects)


WHOLE = stream(PACKED, FLATE)
BROKEN = {
    "does not unpack": stream(b"x\x9c" + b"\xff" * 40, FLATE),
    "changed in the middle": stream(flipped(PACKED, len(PACKED) // 2), FLATE),
    "cut short": stream(PACKED[: len(PACKED) // 2], FLATE),
    "wrong checksum": stream(flipped(PACKED, len(PACKED) - 1), FLATE),
    "unknown filter": stream(HELLO, b"/Filter /Nope"),
    "in base 85": stream(base64.a85encode(flipped(PACKED, 200)) + b"~>", A85),
    "bad base 85": stream(b"\x80\x81" + base64.a85encode(PACKED) + b"~>", A85),
}
FINE = {
    "packed": WHOLE,
    "plain": stream(HELLO),
    "base 85": stream(base64.a85encode(PACKED) + b"~>", A85),
    "without a checksum": stream(PACKED[:-4], FLATE),
    "with bytes behind it": stream(PACKED + b"\r\n\r\n", FLATE),
    "wrong length": stream(PACKED, FLATE, length=7),
    "no text": stream(b""),
    "no text, packed": stream(zlib.compress(b""), FLATE),
    "nothing, said to be packed": stream(b"", FLATE),
    "blanks": stream(zlib.compress(b" " * 5000), FLATE),
    "zeros in base 85": stream(base64.a85encode(zlib.compress(bytes(9000), 0)) + b"~>", A85),
    "a picture": stream(b"x\x9c\xff\xff", FLATE + b" /Subtype /Image"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_page_of_a_damaged_content_is_named(name: str) -> None:
    document = read_pdf(three_pages([WHOLE, BROKEN[name], WHOLE]), "a.pdf")
    told = [problem for problem in document.problems if "damaged" in problem]
    assert len(told) == 1
    assert told[0].startswith("page 2: ")
    row = document_to_reading(document).rows["documents"][0]
    assert (row["status"], row["pages"]) == ("partial", 3)


def test_a_file_of_nothing_else_failed() -> None:
    with pytest.raises(UnreadableDocument, match="page 1: its content is damaged"):
        read_pdf(one_page(BROKEN["does not unpack"]), "a.pdf")


@pytest.mark.parametrize("name", FINE)
def test_whole_streams_are_not_told(name: str) -> None:
    assert pdf_to_broken(one_page(FINE[name])) == []


def test_an_empty_page_is_no_damage() -> None:
    document = read_pdf(three_pages([WHOLE, FINE["no text"], FINE["no text, packed"]]), "a.pdf")
    assert document.problems == []


def test_streams_that_are_no_page_are_told_by_their_objects() -> None:
    others = {6: BROKEN["does not unpack"], 9: BROKEN["cut short"]}
    (problem,) = read_pdf(one_page(stream(HELLO), others=others), "a.pdf").problems
    assert problem.startswith("objects 6, 9 of the PDF cannot be decoded")


def test_a_page_tree_without_an_end_has_one() -> None:
    loop = {2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>"}
    told = broken_to_problems([Broken(4, "why")], one_page(BROKEN["cut short"], others=loop))
    assert told[0].startswith("page 1: ")


def test_many_damaged_pages_are_few_sentences() -> None:
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 20))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count 10 >>" % kids,
        5: FONT,
    }
    for n in range(10, 20):
        objects[n] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [%d 0 R] " % (
            n + 10
        ) + (b"/Resources << /Font << /F1 5 0 R >> >> >>")
        objects[n + 10] = BROKEN["cut short"]
    document = read_pdf(pdf(objects), "a.pdf")
    assert len(document.problems) == 6
    assert document.problems[-1] == "5 more pages have damaged content"


def test_nothing_is_said_of_enciphered_streams() -> None:
    data = one_page(BROKEN["does not unpack"]).replace(b"/Root", b"/Encrypt 9 0 R /Root")
    assert pdf_to_broken(data) == []
