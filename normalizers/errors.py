"""The root of the tree of exceptions, and the one error that normalizers raise."""

from __future__ import annotations


class KeikakuError(Exception):
    """Anything that this program raises on purpose."""


class NormalizationError(KeikakuError, ValueError):
    """A string that could not be read as the kind of value that was asked for.

    The message says what was read and what was expected; nothing returns a guess.
    """

    def __init__(self, text: str, expected: str, reason: str = "") -> None:
        shown = text if len(text) <= 60 else text[:57] + "..."
        super().__init__(f"{shown!r} is not {expected}" + (f": {reason}" if reason else ""))
        self.text = text
        self.expected = expected
        self.reason = reason
