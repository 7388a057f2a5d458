"""Which reader a file gets, and what is said of files that none can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document.read import bytes_to_document, media_type_of, read_document
from pipeline.errors import EncodingUnknown, UnreadableDocument


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (b"%PDF-1.7", "plan.pdf", "application/pdf"),
        (b"%PDF-1.7", "plan.txt", "application/pdf"),
        (b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4", "plan", "application/pdf"),
        (b" " * 1021 + b"%PDF-1.4", "plan.txt", "text/plain"),
        (b"text", "plan.txt", "text/plain"),
        (b"text", "plan.MD", "text/markdown"),
        (b"", "plan.pdf", "application/pdf"),
    ],
)
def test_the_content_decides_before_the_name(data: bytes, name: str, wanted: str) -> None:
    assert media_type_of(data, name) == wanted


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "plan.txt", "plan.txt: the file is empty"),
        (b"", "plan.pdf", "plan.pdf: the file is empty"),
        (b"PK\x03\x04\x14\x00", "plan.txt", "zip archive or an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "list.txt", "save it as PDF"),
        (b"\x89PNG\r\n\x1a\n", "scan.txt", "a picture (PNG)"),
        (b"<!DOCTYPE html><html>404</html>", "plan.pdf", "found a web page"),
        (b"\xef\xbb\xbf\n<HTML lang='ja'>", "plan.txt", "found a web page"),
        (bytes(range(256)) * 8, "plan.txt", "plan.txt: the "),
        (b"\x00\x01\x02\x03" * 99, "plan.pdf", "plan.pdf: the "),
    ],
)
def test_what_is_no_document_is_told(data: bytes, name: str, said: str) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        bytes_to_document(data, name)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{name}: ")


def test_bytes_of_no_encoding_have_an_error_of_their_own() -> None:
    with pytest.raises(EncodingUnknown):
        bytes_to_document(b"\xff\x81 \xfe\xf0 \x80" * 40, "plan.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc-jp", "iso2022_jp", "utf-16"])
def test_texts_of_every_usual_encoding_are_read(encoding: str) -> None:
    text = "在宅医療の計画について、相談を受けるところを設けます。\n事業費は１２千円です。"
    document = bytes_to_document(text.encode(encoding), "plan.txt")
    assert [line.text for line in document.lines] == text.split("\n")
    assert document.problems == []


def test_a_text_that_is_named_pdf_is_read_and_told() -> None:
    document = bytes_to_document("計画について".encode(), "plan.pdf")
    assert [line.text for line in document.lines] == ["計画について"]
    assert "read as a text" in document.problems[0]


def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"a/plan\.txt: the file cannot be opened"):
        read_document(tmp_path / "plan.txt", "a/plan.txt")


def test_a_broken_pdf_is_unreadable() -> None:
    with pytest.raises(UnreadableDocument, match=r"plan\.pdf"):
        bytes_to_document(b"%PDF-1.7\nnothing of what a PDF needs", "plan.pdf")
