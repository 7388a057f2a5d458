"""What the run raises on purpose, one tree under KeikakuError: each message is for the user."""

from __future__ import annotations

from normalizers.errors import KeikakuError, NormalizationError
from pipeline.document.errors import EncodingUnknown, UnreadableDocument

__all__ = [
    "EncodingUnknown",
    "EngineError",
    "KeikakuError",
    "MissingInput",
    "NormalizationError",
    "OutputError",
    "ProgramError",
    "UnreadableDocument",
    "UsageError",
]


class UsageError(KeikakuError):
    """The command was given something that it cannot work with (exit status 2)."""


class MissingInput(UsageError):
    """An input that is not there, or a folder without a document in it."""


class OutputError(UsageError):
    """A folder or file of the output that cannot be written or read."""


class EngineError(UsageError):
    """A cluster that cannot be reached, has no workers, or is gone."""


class ProgramError(KeikakuError):
    """The program's own parts do not fit together (extractors that need each other, an unknown
    table): a fault of the program, not of the input."""
