"""What is drawn to what is seen, character by character."""

from __future__ import annotations

import pytest

from pipeline.document.pdf.model.ink import Char
from pipeline.document.pdf.model.settings import DEFAULT
from pipeline.document.pdf.text.characters import drawn_to_seen


@pytest.mark.parametrize(
    ("drawn", "seen"),
    [
        ("\ud842\udfb7野家", "\U00020bb7野家"),  # 𠮷, in two halves as PDFium gives it
        ("1\ud8352", "1\ufffd2"),
        ("1\udfb7", "1\ufffd"),
        ("1\ud835", "1\ufffd"),
        ("計画", "計画"),
    ],
)
def test_halves_of_characters_are_joined(drawn: str, seen: str) -> None:
    chars = [Char(c, 10.0 * n, 0.0, 10.0 * n + 9, 9.0, 9.0) for n, c in enumerate(drawn)]
    assert "".join(char.text for char in drawn_to_seen(chars, DEFAULT)) == seen


def test_characters_without_a_size_are_not_seen() -> None:
    chars = [Char("9", 5.0, 5.0, 5.0, 5.0, 0.0), Char("1", 9.0, 0.0, 18.0, 9.0, 9.0)]
    assert [char.text for char in drawn_to_seen(chars, DEFAULT)] == ["1"]
