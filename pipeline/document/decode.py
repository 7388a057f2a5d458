"""From the bytes of a text file to its characters: which encoding a Japanese text is in."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from pipeline.document.errors import EncodingUnknown, UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "iso2022_jp_2": "ISO-2022-JP",
    "cp932": "CP932",
    "euc_jis_2004": "EUC-JP",
}
_LINE_END = re.compile(r"\r\n|\n|\r")
_KANA = re.compile(r"[ぁ-んァ-ヶー、。]")
_STRANGE = re.compile(r"[｡-ﾟ\ufffd]")
_WRITTEN = re.compile(
    r"[\t\n\r\f -~\u2010-\u27bf\u3000-\u30ff\u3200-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE_BYTE = re.compile(r"[\uf8f0-\uf8f3]")  # A0, FD, FE and FF of CP932
_HIGH = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 200_000  # characters looked at when encodings are compared
_BAD = 0.05  # of the bytes: a text of which more is damaged is no text of this encoding
_FEW = 0.1  # bad bytes of those beyond ASCII: fewer, and the rest is UTF-8 by no chance


class Decoded(NamedTuple):
    """The characters of a text, the name of its encoding, and the places that were not valid.

    bad counts the U+FFFD that stand for invalid bytes; first_line is the 1-based line of the
    first of them, 0 without any.
    """

    text: str
    encoding: str
    bad: int = 0
    first_line: int = 0

    def problem(self) -> str:
        """What is told of the bad places; empty without any."""
        if not self.bad:
            return ""
        bytes_ = "1 byte is" if self.bad == 1 else f"{self.bad:,} bytes are"
        where = f"in line {self.first_line:,}"
        where = where if self.bad == 1 else f"the first {where}"
        return f"{bytes_} no {self.encoding}, {where}, and read as U+FFFD; get the release again"


def decode_text(data: bytes, source_file: str) -> Decoded:
    """The characters of a text in UTF-8, CP932 (Shift_JIS), EUC-JP, ISO-2022-JP or UTF-16.

    A few invalid bytes (5 % at most) become U+FFFD. Raises EncodingUnknown for bytes that no
    encoding explains, UnreadableDocument for an empty file and for binary content.
    """
    decoded = _decode(data) if data.strip(b"\x00 \t\r\n\f") else Decoded("", "")
    if decoded is not None and not decoded.text:  # or nothing but a sign of its encoding
        raise UnreadableDocument(source_file, "the file is empty", "get the release again")
    if decoded is None:
        raise EncodingUnknown(
            source_file,
            "the bytes are no text in UTF-8, CP932, EUC-JP, ISO-2022-JP or UTF-16",
            "save it as UTF-8 and run again",
        )
    head = decoded.text[:_SAMPLE]
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise UnreadableDocument(
            source_file, "the content is binary, not text", "give a PDF or a text file"
        )
    return decoded


def _decode(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data, encoding)
    # ISO-2022-JP is written in ASCII bytes alone: as UTF-8 it would be valid, and unreadable.
    if b"\x1b$" in data[:_SAMPLE] and (decoded := _as_iso_2022(data)) is not None:
        return decoded
    wide = _wide_encoding(data)  # ASCII in UTF-16 is valid UTF-8 too, full of zeros
    if wide is not None:
        decoded = _lenient(data, wide)
        return decoded if decoded is not None and _is_written(decoded.text) else None
    unicode = _lenient(data, "utf-8")
    if unicode is not None and unicode.bad <= _FEW * _high_count(data):
        return unicode
    old = [d for e in ("cp932", "euc_jis_2004") if (d := _lenient(data, e)) is not None]
    return max(old, key=_japanese_likeness, default=unicode)


def _as_iso_2022(data: bytes) -> Decoded | None:
    """The text, where its escapes come and go as they do in ISO-2022-JP."""
    if (text := _strict(data, "iso2022_jp_2")) is not None:
        return Decoded(text, _NAMES["iso2022_jp_2"])
    escapes = data.count(b"\x1b$")
    if escapes < 2 or data.count(b"\x1b(") * 2 < escapes:
        return None
    decoded = _lenient(data, "iso2022_jp_2")
    return decoded if decoded is not None and _japanese_likeness(decoded) > 0 else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _lenient(data: bytes, encoding: str) -> Decoded | None:
    """The text with U+FFFD for what is invalid; None where that is more than a small part."""
    name = _NAMES[encoding]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        first = error.start
    else:
        return Decoded(text, name) if encoding != "cp932" else _without_lone_bytes(text)
    head = data[: len(data) - len(data) % 2][:_SAMPLE]
    if head.decode(encoding, "replace").count("\ufffd") > 2 * _BAD * len(head):
        return None
    text = data.decode(encoding, "replace")
    if encoding == "cp932":
        text = _LONE_BYTE.sub("\ufffd", text)
    bad = text.count("\ufffd") - _written_marks(data, encoding)
    if bad > _BAD * len(data):
        return None
    before = data[:first].decode(encoding, "replace")
    return Decoded(text, name, max(bad, 1), len(_LINE_END.split(before)))


def _without_lone_bytes(text: str) -> Decoded:
    """CP932 without the four bytes that stand for nothing, and that Python has private
    characters for."""
    text, bad = _LONE_BYTE.subn("\ufffd", text)
    before = text[: text.index("\ufffd")] if bad else ""
    return Decoded(text, _NAMES["cp932"], bad, len(_LINE_END.split(before)) if bad else 0)


def _written_marks(data: bytes, encoding: str) -> int:
    """How often the text itself has a valid U+FFFD."""
    return data.count("\ufffd".encode()) if encoding.startswith("utf-8") else 0


def _high_count(data: bytes) -> int:
    return sum(len(run) for run in _HIGH.findall(data))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: line feeds and blanks show which half of each pair is zero."""
    sample = data[:_SAMPLE]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if low + high < len(sample) / 100:
        return None
    return "utf-16-be" if low > high else "utf-16-le"


def _is_written(text: str) -> bool:
    """Mostly letters that a Japanese text uses: a wrong guess at UTF-16 gives all kinds."""
    head = text[:_SAMPLE]
    return len(_WRITTEN.findall(head)) >= 0.9 * len(head)


def _japanese_likeness(decoded: Decoded) -> float:
    """EUC-JP read as CP932 shows as half-width kana; the right reading is full of kana."""
    head = decoded.text[:_SAMPLE]
    return len(_KANA.findall(head)) - 2 * len(_STRANGE.findall(head))
