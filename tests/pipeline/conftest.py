"""Small documents, made in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from pipeline.document.model import Box, Document, Line


@pytest.fixture
def text_document() -> Callable[..., Document]:
    """A text document of the lines given."""

    def make(*texts: str, source_file: str = "plan.txt", page: int | None = None) -> Document:
        lines = [Line(i, page, i + 1, text) for i, text in enumerate(texts)]
        digest = hashlib.sha256("\n".join(texts).encode()).hexdigest()
        return Document(source_file, digest, "text/plain", lines, list(lines))

    return make


@pytest.fixture
def page_document() -> Callable[..., Document]:
    """A PDF page of the lines given: characters 10 points wide and high, lines 20 apart."""

    def make(*texts: str, page: int = 3) -> Document:
        lines = [
            Line(
                i,
                page,
                i + 1,
                text,
                Box(100, 20 * i, 100 + 10 * len(text), 20 * i + 10),
                tuple(100.0 + 10 * n for n in range(len(text) + 1)),
            )
            for i, text in enumerate(texts)
        ]
        return Document("plan.pdf", "ab" * 32, "application/pdf", lines, list(lines))

    return make
