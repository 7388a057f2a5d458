"""What to tell the user about an error that nobody expected."""

from __future__ import annotations

import traceback
from pathlib import Path

from pipeline.errors import KeikakuError
from pipeline.workers import memory_sentence

_LONGEST = 300  # characters of an error's own message


def fault_to_sentence(error: BaseException) -> str:
    """One sentence: our own errors as they are, others with the place in the program.

    The place is a module and a line, never a path of the machine.
    """
    if isinstance(error, KeikakuError):
        return str(error)
    if isinstance(error, MemoryError):
        return memory_sentence()
    said = " ".join(str(error).split())[:_LONGEST]
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return (
        f"the program met an unexpected {type(error).__name__}"
        f"{f' ({said})' if said else ''}{place}; please report it with the document"
    )
