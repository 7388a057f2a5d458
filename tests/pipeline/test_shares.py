"""Long PDFs in shares: page by page or as a whole, the part is the same to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import shares
from pipeline.discover import Input
from pipeline.document.pdf.sources.source import use_reader
from pipeline.parts import file_to_part
from pipeline.shares import Gathered, Share, file_to_shares, item_to_bytes

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = [
    path
    for folder in (ROOT / "raw", SHARED / "pdf", SHARED / "real")
    for path in sorted(folder.glob("*.pdf"))
]
LONG = max((ROOT / "raw").glob("*.pdf"), key=lambda path: path.stat().st_size)


@pytest.fixture(autouse=True)
def of_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shares, "PAGES", 1)


def file_of(path: Path) -> Input:
    return Input(path, path.name)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_shares_make_the_same_part(path: Path) -> None:
    file = file_of(path)
    divided = file_to_shares(file)
    assert [share.first for share in divided] == list(range(len(divided)))
    assert len(divided) > 1
    gathered = Gathered(file, [item_to_bytes(share) for share in divided])
    assert all(gathered.shares)
    assert item_to_bytes(gathered) == file_to_part(file)


@pytest.mark.parametrize(
    ("most", "size", "expected"),
    [
        (64, 1 << 30, []),  # all pages in one share: nothing to divide
        (2, 1 << 30, None),
        (64, 1, None),  # a scan: a page for each share
    ],
)
def test_shares_are_of_a_kind(
    most: int, size: int, expected: list[Share] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "PAGES", most)
    monkeypatch.setattr(shares, "BYTES", size)
    found = file_to_shares(file_of(LONG))
    if expected is not None:
        assert found == expected
        return
    ends = [share.end for share in found]
    assert [share.first for share in found] == [0, *ends[:-1]]  # no page twice, none left out
    assert max(share.end - share.first for share in found) == (most if size > 1 else 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7\n%%EOF", "１ 事業 10千円".encode()],
    ids=["empty", "damaged", "text"],
)
def test_other_files_are_read_as_a_whole(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "release.pdf"
    path.write_bytes(content)
    assert file_to_shares(file_of(path)) == []
    assert file_to_shares(file_of(tmp_path / "missing.pdf")) == []
    assert file_to_shares(Input(LONG, LONG.name, refused="it lies elsewhere")) == []


def test_the_reader_of_reference_reads_as_a_whole() -> None:
    use_reader("pdfplumber")
    try:
        assert file_to_shares(file_of(LONG)) == []
    finally:
        use_reader("pdfium")


def test_a_share_that_is_missing_or_of_other_bytes_is_not_used() -> None:
    file = file_of(LONG)
    good = [item_to_bytes(share) for share in file_to_shares(file)]
    other = bytes([good[0][0] ^ 1]) + good[0][1:]
    whole = file_to_part(file)
    for bad in (b"", other):
        assert item_to_bytes(Gathered(file, [bad, *good[1:]])) == whole


def test_a_share_of_a_file_that_is_gone_gives_nothing(tmp_path: Path) -> None:
    assert item_to_bytes(Share(file_of(tmp_path / "gone.pdf"), 0, 1)) == b""
