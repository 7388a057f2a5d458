"""What a reader raises when a file cannot become a Document."""

from __future__ import annotations

from normalizers.errors import KeikakuError


class UnreadableDocument(KeikakuError, ValueError):
    """A file that could not be read at all.

    The message names the file (and the page, from 1 on, where one is at fault), says what was
    found there and what the user can do about it.
    """

    def __init__(
        self, source_file: str, found: str, remedy: str = "", page: int | None = None
    ) -> None:
        where = source_file if page is None else f"{source_file}, page {page}"
        super().__init__(f"{where}: {found}" + (f"; {remedy}" if remedy else ""))
        self.source_file = source_file
        self.found = found
        self.remedy = remedy
        self.page = page


class EncodingUnknown(UnreadableDocument):
    """A text whose bytes are valid in none of the encodings that Japanese releases come in."""
