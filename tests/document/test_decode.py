"""Texts with bad bytes: read around them, and told; binary content stays refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.quantity import find_quantities
from pipeline.document.decode import decode_text
from pipeline.document.errors import UnreadableDocument
from pipeline.document.text import read_text
from pipeline.reading import document_to_reading

LINE = "在宅の医療を支える事業、総事業費１，２３４千円である。\n"
TEXT = LINE * 20
BYTES = {
    "UTF-8": TEXT.encode(),
    "CP932": TEXT.encode("cp932"),
    "EUC-JP": TEXT.encode("euc_jp"),
    "UTF-16": TEXT.encode("utf-16"),
}
BAD = {"UTF-8": b"\xff", "CP932": b"\xfd", "EUC-JP": b"\xff", "UTF-16": b"\x00\xdc"}


def put(data: bytes, bad: bytes, line: int) -> bytes:
    """Bad bytes at the beginning of a line, 1-based; lines are all of the same length."""
    mark = 2 if data.startswith((b"\xff\xfe", b"\xfe\xff")) else 0
    step = (len(data) - mark) // 20
    at = mark + step * (line - 1)
    return data[:at] + bad + data[at:]


@pytest.mark.parametrize("encoding", BYTES)
def test_one_bad_place_costs_one_character(encoding: str) -> None:
    decoded = decode_text(put(BYTES[encoding], BAD[encoding], 7), "a.txt")
    lines = decoded.text.split("\n")
    assert lines[6].startswith("\ufffd")
    assert [line for n, line in enumerate(lines) if n != 6] == [LINE.strip()] * 19 + [""]
    assert (decoded.encoding, decoded.bad, decoded.first_line) == (encoding, 1, 7)


def test_the_iso_text_with_a_bad_byte() -> None:
    data = TEXT.encode("iso2022_jp").replace(b"\n", b"\n\xfe", 3)
    decoded = decode_text(data, "a.txt")
    assert (decoded.encoding, decoded.bad, decoded.first_line) == ("ISO-2022-JP", 3, 2)
    assert decoded.text.count("在宅の医療") == 20


@pytest.mark.parametrize("encoding", BYTES)
def test_whole_texts_have_nothing_bad(encoding: str) -> None:
    decoded = decode_text(BYTES[encoding], "a.txt")
    assert (decoded.text, decoded.encoding, decoded.bad) == (TEXT, encoding, 0)


def test_a_written_replacement_character_is_not_bad() -> None:
    whole = ("\ufffd" + TEXT).encode()
    assert decode_text(whole, "a.txt").bad == 0
    assert decode_text(whole + b"\xff", "a.txt").bad == 1
    assert decode_text(whole + b"\xff", "a.txt").first_line == 21


def test_a_few_words_of_cp932_in_ascii_are_no_utf8() -> None:
    data = b"a, b, c, 1, 2, 3\n" * 200 + "総事業費".encode("cp932")
    assert decode_text(data, "a.txt").text.endswith("総事業費")


def test_the_document_is_partial_and_says_where() -> None:
    document = read_text(put(BYTES["UTF-8"], b"\xff\xff", 3), "a.txt")
    (problem,) = document.problems
    assert "2 bytes" in problem and "line 3" in problem and "UTF-8" in problem
    row = document_to_reading(document).rows["documents"][0]
    assert (row["status"], row["error"]) == ("partial", problem)
    for line in document.lines:
        assert line.cite().text == line.text[line.cite().spans[0].start :] if line.text else True


@pytest.mark.parametrize("seed", range(4))
def test_binary_content_is_still_refused(seed: int) -> None:
    chance = random.Random(seed)
    with pytest.raises(UnreadableDocument):
        decode_text(chance.randbytes(5000), "a.txt")
    text_in_binary = b"".join(LINE.encode() + chance.randbytes(60) for _ in range(50))
    with pytest.raises(UnreadableDocument):
        decode_text(text_in_binary, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \n", b"\x1b$@", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_bytes_without_a_character_are_an_empty_file(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="empty"):
        decode_text(data, "a.txt")


@given(st.binary(max_size=400))
def test_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode_text(data, "a.txt")
    except UnreadableDocument as error:
        assert "a.txt" in str(error)
    else:
        assert decoded.text and decoded.bad <= decoded.text.count("\ufffd")


@given(st.integers(0, len(BYTES["UTF-8"]) - 1), st.integers(0, 255))
def test_a_changed_byte_never_costs_the_text(at: int, byte: int) -> None:
    data = bytearray(BYTES["UTF-8"])
    data[at] = byte
    assert decode_text(bytes(data), "a.txt").text.count(LINE.strip()) >= 18


@pytest.mark.parametrize("written", ["１，２\ufffd４千円", "1,2\ufffd4千円", "12\ufffd千円"])
def test_a_number_with_a_lost_digit_is_not_read_as_a_shorter_one(written: str) -> None:
    text = f"事業名　総事業費\n健康相談事業　{written}\n救急事業　5,000千円\n"
    rows = document_to_reading(read_text(text.encode(), "a.txt")).rows
    found = [row.get("value") for row in rows["quantities"]]
    assert [value for value in found if value is not None] == [5_000_000]
    assert all(row.get("total_cost") in (None, 5_000_000) for row in rows.get("programs", []))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("\ufffd 12千円", [12_000]),
        ("\ufffd12千円", [12_000]),  # a bullet of a font that does not tell its characters
        ("計\ufffd画 12千円", [12_000]),
        ("計\ufffd12千円", [None]),
        ("3件と12\ufffd千円", [3, None]),
    ],
)
def test_what_a_lost_character_takes_with_it(text: str, values: list[int | None]) -> None:
    assert [q.value for q in find_quantities(text)] == values
