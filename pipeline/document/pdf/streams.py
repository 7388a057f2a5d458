"""Streams of a PDF that cannot be decoded: readers pass over them, and what they held is lost."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_STREAM, _NOT = b"stream", b"end"
_OPENS = re.compile(rb"\r\n|\n|\r")
_END = re.compile(rb"endstream|[\r\n]endobj")
_NUMBER = re.compile(rb"(\d{1,9})[ \r\n\t]+\d{1,5}[ \r\n\t]*$")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]{0,200}\]|/\w+)")
# No characters come from these: pictures, outlines of fonts, attachments; and a damaged index of
# the file is built again by every reader.
_NO_TEXT = re.compile(
    rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType|XML)\b|/Length1\b"
    rb"|/Type\s*/(?:Metadata|EmbeddedFile|XRef)\b"
)
_HEAD = 4000  # bytes before a stream in which its dictionary begins
_MOST = 64 << 20  # bytes that are unpacked of one stream: what holds text has less
_STEP = 1 << 20
_CHAIN = 20  # references that lead to references
_NAMED = 5  # pages named one by one
_DEFLATE = (b"/FlateDecode", b"/Fl")
_ASCII85 = (b"/ASCII85Decode", b"/A85")
_KNOWN = {
    b"/FlateDecode", b"/Fl", b"/LZWDecode", b"/LZW", b"/ASCII85Decode", b"/A85",
    b"/ASCIIHexDecode", b"/AHx", b"/RunLengthDecode", b"/RL", b"/CCITTFaxDecode", b"/CCF",
    b"/DCTDecode", b"/DCT", b"/JPXDecode", b"/JBIG2Decode", b"/Crypt",
}  # fmt: skip


class Broken(NamedTuple):
    """A stream that cannot be decoded: the number of its object, and why."""

    object: int
    why: str


def pdf_to_broken(data: bytes) -> list[Broken]:
    """The streams of a PDF that are damaged; pictures are not looked at.

    Streams packed with Flate are unpacked and their checksum compared; a filter that PDF does
    not have (ISO 32000-1, 7.4) counts as damage too. Nothing is said of an encrypted file, whose
    streams show nothing before they are deciphered.
    """
    if b"/Encrypt" in data:
        return []
    return list(_broken_streams(data))


def _broken_streams(data: bytes) -> Iterator[Broken]:
    at = 0
    while (begin := data.find(_STREAM, at)) >= 0:
        at = begin + len(_STREAM)
        opens = _OPENS.match(data, at)
        if opens is None or data.endswith(_NOT, 0, begin):
            continue
        at = opens.end()
        opened = data.rfind(b"obj", max(begin - _HEAD, 0), begin)
        number = _NUMBER.search(data, max(opened - 20, 0), opened) if opened > 0 else None
        about = data[opened:begin]
        filters = _FILTER.search(about)
        if number is None or filters is None or _NO_TEXT.search(about) or b"stream" in about:
            continue
        end = _END.search(data, at)
        packed = data[at : end.start() if end else len(data)]
        at = end.start() if end else len(data)
        if why := _why_broken(re.findall(rb"/\w+", filters[1]), packed):
            yield Broken(int(number[1]), why)


def _why_broken(names: list[bytes], packed: bytes) -> str:
    if unknown := [name for name in names if name not in _KNOWN]:
        return f"a filter that PDF does not have ({unknown[0].decode('ascii', 'replace')})"
    if names and names[0] in _DEFLATE:
        return _why_not_unpacked(packed)
    if len(names) > 1 and names[0] in _ASCII85 and names[1] in _DEFLATE:
        plain = _ascii85_to_bytes(packed)
        return "its ASCII85 is damaged" if plain is None else _why_not_unpacked(plain)
    return ""


def _why_not_unpacked(packed: bytes) -> str:
    """Why a stream does not unpack; empty for one that does. A missing checksum is forgiven."""
    if not packed.strip():
        return ""
    unpack = zlib.decompressobj(-15)  # without the head of two bytes, which may be wrong
    checksum, size, rest = 1, 0, packed[2:]
    try:
        while rest and not unpack.eof and size < _MOST:
            piece = unpack.decompress(rest, _STEP)
            checksum, size = zlib.adler32(piece, checksum), size + len(piece)
            rest = unpack.unconsumed_tail
    except zlib.error:
        return "it does not unpack"
    if size >= _MOST:
        return ""
    if not unpack.eof:
        return "it is cut short"
    stated = unpack.unused_data[:4]
    wrong = len(stated) == 4 and int.from_bytes(stated, "big") != checksum
    return "its checksum is wrong" if wrong else ""


def _ascii85_to_bytes(packed: bytes) -> bytes | None:
    """ASCII base 85 (ISO 32000-1, 7.4.3) in one pass; None where a character is none of it."""
    import numpy as np

    text = packed.translate(None, b" \t\r\n\x00\f").partition(b"~")[0].replace(b"z", b"!!!!!")
    lacking = -len(text) % 5
    digits = np.frombuffer(text + b"u" * lacking, np.uint8).reshape(-1, 5).astype(np.int64) - 33
    if digits.size and (digits.min() < 0 or digits.max() > 84):
        return None
    words = digits @ np.array([85**4, 85**3, 85**2, 85, 1])
    plain = (words & 0xFFFFFFFF).astype(">u4").tobytes()
    return plain[: len(plain) - lacking] if lacking else plain


def broken_to_problems(broken: list[Broken], data: bytes) -> list[str]:
    """Sentences about damaged streams: which pages they are the content of, or what else."""
    if not broken:
        return []
    pages = _pages_of(data)
    problems, others = [], []
    named: dict[int, str] = {}
    for number, why in broken:
        for page in pages.get(number, ()):
            named.setdefault(page, why)
        if number not in pages:
            others.append(number)
    listed = sorted(named)
    problems += [
        f"page {page}: its content is damaged ({named[page]}), and text may be missing or wrong; "
        "get the release again"
        for page in listed[:_NAMED]
    ]
    if len(listed) > _NAMED:
        problems.append(f"{len(listed) - _NAMED:,} more pages have damaged content")
    if others:
        what = "object" if len(others) == 1 else "objects"
        numbers = ", ".join(map(str, sorted(set(others))[:_NAMED]))
        more = "" if len(set(others)) <= _NAMED else " and more"
        problems.append(
            f"{what} {numbers}{more} of the PDF cannot be decoded (a font, a drawing or an index), "
            "and text may be missing or wrong; get the release again"
        )
    return problems


def _pages_of(data: bytes) -> dict[int, list[int]]:
    """Object numbers of content streams -> the pages (from 1 on) that they are drawn on."""
    from pdfminer.pdftypes import PDFObjRef

    result: dict[int, list[int]] = {}
    try:
        for number, page in enumerate(_tree_to_pages(data), 1):
            contents = page.get("Contents")
            listed = [contents]
            if isinstance(resolved := _resolved(contents), list):
                listed += resolved
            for item in listed:
                if isinstance(item, PDFObjRef):
                    result.setdefault(item.objid, []).append(number)
    except Exception:  # a file that is damaged elsewhere too: the objects are named then
        return result
    return result


def _tree_to_pages(data: bytes) -> Iterator[dict[str, Any]]:
    """The pages of the page tree, each node once; pdfminer's own walk looks for lost pages among
    all the numbers that a wrong table of objects can name."""
    import io

    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFObjRef

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    waiting = [document.catalog.get("Pages")]
    seen: set[int] = set()
    while waiting:
        reference = waiting.pop()
        if isinstance(reference, PDFObjRef):
            if reference.objid in seen:
                continue
            seen.add(reference.objid)
        node = _resolved(reference)
        if not isinstance(node, dict):
            continue
        kids = _resolved(node.get("Kids"))
        if isinstance(kids, list):
            waiting.extend(reversed(kids))
        else:
            yield node


def _resolved(item: Any) -> Any:
    """What a reference leads to; pdfminer follows one that leads to itself for ever."""
    from pdfminer.pdftypes import PDFObjRef

    for _ in range(_CHAIN):
        if not isinstance(item, PDFObjRef):
            return item
        item = item.resolve()
    return None
