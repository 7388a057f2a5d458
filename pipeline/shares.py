"""Long PDFs divided: ranges of their pages are read side by side, the rest is done of the whole.

Tables that go on over pages, checks and the ledger need the whole document; characters, rules,
tables of a page and the recognition of scans, which takes longest by far, do not.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.discover import Input
from pipeline.document.model import Document
from pipeline.document.read import media_type_of, read_document
from pipeline.engine import Sharing
from pipeline.parts import file_to_part

if TYPE_CHECKING:
    from pipeline.document.pdf.model.pieces import PageReading

PAGES = 64  # of a share; handing them over costs an eighth of reading them
BYTES = 2 << 20  # of a share: scans, whose pages take a second each, have few pages in as many


@dataclass(frozen=True, slots=True)
class Share:
    """A range of the pages of a PDF: from first (0 on) to before end."""

    file: Input
    first: int
    end: int

    def at(self, path: Path) -> Share:
        """The same share of the file where its bytes lie."""
        return replace(self, file=self.file.at(path))


@dataclass(frozen=True, slots=True)
class Gathered:
    """A PDF whose pages were read: what each share gave; empty for one that gave nothing."""

    file: Input
    shares: Sequence[bytes]

    def at(self, path: Path) -> Gathered:
        """The same with the file where its bytes lie."""
        return replace(self, file=self.file.at(path))


Item = Input | Share | Gathered


def file_to_shares(file: Input) -> list[Share]:
    """The shares of a long PDF; none for other files and those that have to be read as a whole."""
    if file.refused or not isinstance(file.path, Path):  # an address would be fetched for each
        return []
    from pipeline.document.pdf import count_pages

    try:
        data = file.path.read_bytes()
        if media_type_of(data, file.source_file) != "application/pdf":
            return []
        pages = count_pages(data, file.source_file)
    except Exception:  # told where the file is read as a whole
        return []
    most = max(1, min(PAGES, BYTES * pages // len(data)))
    if pages <= most:
        return []
    each = -(-pages // -(-pages // most))  # as many for each as can be
    return [Share(file, first, min(first + each, pages)) for first in range(0, pages, each)]


def item_to_bytes(item: Item) -> bytes:
    """The part of a file (pipeline.parts), or what a share of it is handed over as."""
    if isinstance(item, Share):
        return _share_to_bytes(item)
    if isinstance(item, Gathered):
        return file_to_part(item.file, lambda file: _gathered_to_document(file, item.shares))
    return file_to_part(item)


def _share_to_bytes(share: Share) -> bytes:
    """The digest of the file, then its pages read; empty where they cannot be read alone."""
    from pipeline.document.pdf import read_pages

    try:
        data = share.file.path.read_bytes()
        readings = read_pages(data, share.file.source_file, share.first, share.end)
    except Exception:  # the file is read as a whole then, and says what is wrong
        return b""
    return hashlib.sha256(data).digest() + pickle.dumps(readings, pickle.HIGHEST_PROTOCOL)


def _gathered_to_document(file: Input, shares: Sequence[bytes]) -> Document:
    """The document from its pages; read as a whole where a share is missing, or of other bytes."""
    from pipeline.document.pdf import read_pdf

    data = file.path.read_bytes()
    digest = hashlib.sha256(data).digest()
    if not all(share.startswith(digest) for share in shares):
        return read_document(file.path, file.source_file)
    readings = list(_readings_of(shares, len(digest)))
    return read_pdf(data, file.source_file, readings=readings)


def _readings_of(shares: Sequence[bytes], head: int) -> Iterator[PageReading]:
    for share in shares:
        yield from pickle.loads(memoryview(share)[head:])


SHARING = Sharing(file_to_shares, Gathered)
