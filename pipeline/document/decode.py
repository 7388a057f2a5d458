"""From the bytes of a text file to its characters: which encoding a Japanese text is in."""

from __future__ import annotations

import codecs
import re

from pipeline.document.errors import EncodingUnknown, UnreadableDocument

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KANA = re.compile(r"[ぁ-んァ-ヶー、。]")
_HALF_KANA = re.compile(r"[｡-ﾟ]")
_WRITTEN = re.compile(
    r"[\t\n\r\f -~\u2010-\u27bf\u3000-\u30ff\u3200-\u33ff\u4e00-\u9fff\uff00-\uffef]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000  # characters looked at when encodings are compared


def decode_text(data: bytes, source_file: str) -> str:
    """The characters of a text in UTF-8, CP932 (Shift_JIS), EUC-JP, ISO-2022-JP or UTF-16.

    Raises EncodingUnknown for bytes that no encoding explains, UnreadableDocument for an empty
    file and for binary content.
    """
    if not data.strip(b"\x00 \t\r\n\f"):
        raise UnreadableDocument(source_file, "the file is empty", "get the release again")
    text = _decode(data)
    if text is None:
        raise EncodingUnknown(
            source_file,
            "the bytes are no text in UTF-8, CP932, EUC-JP, ISO-2022-JP or UTF-16",
            "save it as UTF-8 and run again",
        )
    head = text[:_SAMPLE]
    if len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise UnreadableDocument(
            source_file, "the content is binary, not text", "give a PDF or a text file"
        )
    return text


def _decode(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    # ISO-2022-JP is written in ASCII bytes alone: as UTF-8 it would be valid, and unreadable.
    if b"\x1b$" in data[:_SAMPLE] and (text := _strict(data, "iso2022_jp_2")) is not None:
        return text
    wide = _wide_encoding(data)  # ASCII in UTF-16 is valid UTF-8 too, full of zeros
    if wide is None and (text := _strict(data, "utf-8")) is not None:
        return text
    if wide is not None:
        text = _strict(data, wide)
        return text if text is not None and _is_written(text) else None
    candidates = [t for e in ("cp932", "euc_jis_2004") if (t := _strict(data, e)) is not None]
    return max(candidates, key=_japanese_likeness, default=None)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError):
        return None


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


def _japanese_likeness(text: str) -> float:
    """EUC-JP read as CP932 shows as half-width kana; the right reading is full of kana."""
    head = text[:_SAMPLE]
    return len(_KANA.findall(head)) - 2 * len(_HALF_KANA.findall(head))
