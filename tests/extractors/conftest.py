"""A document from a text, for the tests of extractors."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.document.model import Document
from pipeline.document.text import read_text


@pytest.fixture
def document() -> Callable[[str], Document]:
    return lambda text: read_text(text.encode(), "a.txt")
