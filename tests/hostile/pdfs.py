"""PDFs that are hostile in one known way each, written by hand: a name and the bytes."""

from __future__ import annotations

import io
import zlib

HELLO = b"BT /F1 12 Tf 72 700 Td (1,234) Tj ET"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: dict[int, bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A file with a true cross-reference table around objects that need not be sane."""
    out, places = io.BytesIO(), {}
    out.write(b"%PDF-1.7\n")
    for number, body in objects.items():
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start, size = out.tell(), max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        state = b"n" if number in places else b"f"
        out.write(b"%010d 00000 %s \n" % (places.get(number, 0), state))
    out.write(b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"", length: int | None = None) -> bytes:
    head = b"<< /Length %d %s >>" % (len(data) if length is None else length, entries)
    return head + b"\nstream\n" + data + b"\nendstream"


def page(content: bytes = HELLO, *, box: bytes = b"[0 0 595 842]", more: bytes = b"") -> bytes:
    """A PDF of one page; content is a stream's bytes."""
    return one_page(stream(content), box, more)


def one_page(
    content: bytes, box: bytes = b"[0 0 595 842]", more: bytes = b"", root: bytes = b"",
    others: dict[int, bytes] | None = None,
) -> bytes:  # fmt: skip
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % root,
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s /Contents 4 0 R %s >>"
        % (box, resources, more),
        4: content,
        5: FONT,
    }
    return pdf(objects | (others or {}))


def bomb(times: int = 1) -> bytes:
    """A stream of a few hundred kilobytes that unpacks to 60 MB of blanks."""
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(b" " * (1 << 20)) for _ in range(60)) + packed.flush()
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    filters = b" ".join([b"/FlateDecode"] * times)
    return one_page(stream(data, b"/Filter [%s]" % filters))


def encrypted(user: str, owner: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(user, owner))
    canvas.drawString(72, 700, "1,234")
    canvas.save()
    return out.getvalue()


def attachments() -> bytes:
    files = b"/Names << /EmbeddedFiles << /Names [(a.exe) 7 0 R] >> >> /Collection << /View /D >>"
    script = b" /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    spec = b"<< /Type /Filespec /F (a.exe) /EF << /F 8 0 R >> >>"
    others = {7: spec, 8: stream(b"MZ" * 100, b"/Type /EmbeddedFile")}
    return one_page(stream(HELLO), root=files + script, others=others)


def xfa() -> bytes:
    form = b"/AcroForm << /XFA 7 0 R /Fields [] >> /NeedsRendering true"
    body = stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
    return one_page(stream(b"BT /F1 9 Tf (Please wait...) Tj ET"), root=form, others={7: body})


def tree(kids: bytes, count: int = 1, more: dict[int, bytes] | None = None) -> bytes:
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
    }
    return pdf(objects | (more or {}))


def deep_tree(levels: int) -> bytes:
    more = {
        n: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (n - 1, n + 1)
        for n in range(3, levels)
    }
    last = b"<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] >>" % (levels - 1)
    return tree(b"3 0 R", more=more | {levels: last})


def many_objects(count: int) -> bytes:
    rules = b"\n".join(
        b"%d %d m %d %d l S" % (i % 500, i % 700, i % 499, i % 701) for i in range(count)
    )
    return page(rules)


def lattice(count: int) -> bytes:
    """A ruled table of count times count cells on one page."""
    step = 500 / count
    lines = [b"0.1 w"]
    for i in range(count + 1):
        at = 40 + i * step
        lines.append(b"40 %.3f m 540 %.3f l S %.3f 40 m %.3f 540 l S" % (at, at, at, at))
    return page(b"\n".join(lines))


def many_characters(count: int) -> bytes:
    rows = [b"BT /F1 1 Tf %d %d Td (123) Tj ET" % (i % 590, i // 590 % 840) for i in range(count)]
    return page(b"\n".join(rows))


def self_drawing() -> bytes:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    return one_page(stream(b"/X Do"), others={6: stream(b"/X Do /X Do", form)})


def doubling_forms(levels: int) -> bytes:
    """Each form draws the next twice: 2 ** levels drawings."""
    others = {}
    for n in range(6, 6 + levels):
        inner = b"/X Do /X Do" if n < 5 + levels else HELLO
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 999 999] /Resources << "
        entries += b"/Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >>" % (n + 1)
        others[n] = stream(inner, entries)
    return one_page(stream(b"/X Do"), others=others)


def made() -> dict[str, bytes]:
    """Every hostile PDF by its name."""
    whole = page()
    return {
        "whole.pdf": whole,
        "empty.pdf": b"",
        "head-only.pdf": b"%PDF-1.7\n",
        "cut.pdf": whole[: len(whole) // 2],
        "no-xref.pdf": whole[: whole.rindex(b"xref\n0")],
        "bad-startxref.pdf": whole.replace(b"startxref\n", b"startxref\n99"),
        "startxref-loop.pdf": pdf({1: b"<< >>"}, b"/Root 1 0 R /Prev 9"),
        "junk-before.pdf": b"\x00junk\n" * 100 + whole,
        "password.pdf": encrypted("secret", "owner"),
        "no-password.pdf": encrypted("", "owner"),
        "no-pages.pdf": tree(b"", 0),
        "no-root.pdf": pdf({1: b"<< >>"}, b""),
        "root-is-a-number.pdf": pdf({1: b"42"}),
        "page-loop.pdf": tree(b"2 0 R", 1),
        "page-loop-wide.pdf": tree(b"2 0 R " * 40, 40),
        "page-twice.pdf": tree(
            b"3 0 R 3 0 R",
            2,
            {3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"},
        ),
        "count-huge.pdf": tree(b"3 0 R", 2_000_000_000, {3: b"<< /Type /Page >>"}),
        "count-negative.pdf": tree(b"3 0 R", -5, {3: b"<< /Type /Page >>"}),
        "deep-tree.pdf": deep_tree(3000),
        "no-box.pdf": tree(b"3 0 R", 1, {3: b"<< /Type /Page /Parent 2 0 R >>"}),
        "huge-box.pdf": page(box=b"[0 0 99999999999 99999999999]"),
        "negative-box.pdf": page(box=b"[595 842 0 0]"),
        "flat-box.pdf": page(box=b"[0 0 0 0]"),
        "nan-box.pdf": page(box=b"[0 (x) null 842]"),
        "box-loop.pdf": page(box=b"3 0 R"),
        "odd-rotate.pdf": page(more=b"/Rotate 37"),
        "crop-outside.pdf": page(more=b"/CropBox [9000 9000 9001 9001]"),
        "user-unit.pdf": page(more=b"/UserUnit 1e30"),
        "wrong-length.pdf": one_page(stream(HELLO, length=3)),
        "huge-length.pdf": one_page(stream(HELLO, length=2_000_000_000)),
        "negative-length.pdf": one_page(stream(HELLO, length=-7)),
        "length-loop.pdf": one_page(b"<< /Length 4 0 R >>\nstream\n" + HELLO + b"\nendstream"),
        "unknown-filter.pdf": one_page(stream(HELLO, b"/Filter /Nope")),
        "broken-flate.pdf": one_page(stream(b"x\x9c123", b"/Filter /FlateDecode")),
        "bomb.pdf": bomb(),
        "bomb-in-bomb.pdf": bomb(2),
        "deep-array.pdf": page(b"[" * 100_000),
        "deep-dictionary.pdf": one_page(stream(HELLO), more=b"/A " + b"<< /A " * 20_000),
        "deep-state.pdf": page(b"q " * 200_000 + HELLO),
        "state-underflow.pdf": page(b"Q " * 1000 + HELLO),
        "many-objects.pdf": many_objects(20_000),
        "big-lattice.pdf": lattice(150),
        "many-characters.pdf": many_characters(30_000),
        "self-drawing.pdf": self_drawing(),
        "doubling-forms.pdf": doubling_forms(24),
        "nan-matrix.pdf": page(b"BT /F1 12 Tf 1e400 0 0 1e400 1e308 -1e308 Tm (12) Tj ET"),
        "zero-matrix.pdf": page(b"BT /F1 0 Tf 0 0 0 0 0 0 Tm (12) Tj ET"),
        "huge-font.pdf": page(b"BT /F1 999999999 Tf (12) Tj ET"),
        "long-string.pdf": page(b"BT /F1 9 Tf (" + b"9" * 200_000 + b") Tj ET"),
        "no-font.pdf": page(b"BT /F9 12 Tf 72 700 Td (1,234) Tj ET"),
        "far-shapes.pdf": page(b"-1e38 -1e38 1e38 1e38 re f 0 0 m 1e30 1e30 l S"),
        "tiny-rectangles.pdf": page(b"\n".join(b"%d 9 .001 .001 re f" % i for i in range(9000))),
        "attachments.pdf": attachments(),
        "xfa.pdf": xfa(),
        "text-named.pdf": "事業費　1,234千円\n".encode(),
        "binary-named.pdf": bytes(range(256)) * 40,
        "pdf-named.txt": whole,
    }
